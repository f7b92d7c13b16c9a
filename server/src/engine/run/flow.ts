/** The ways out of a statement, and how those of several statements add up. */
import type { Folded } from '../../text/name';
import { join } from '../session/join';
import { unreachableState } from '../session/make';
import type { State, Step } from '../session/model';

/**
 * Ways out other than to the next statement. `throws`: a predicted error goes to the nearest CATCH; `mayThrow`: an
 * error that can't be excluded does; `aborts`: the batch ends; `ends`: the batch or module does, past the TRY blocks in
 * it. Those that are left out are unreachable.
 */
export interface Leaves {
  readonly breaks?: State;
  readonly continues?: State;
  readonly returns?: State;
  readonly aborts?: State;
  readonly ends?: State;
  readonly throws?: State;
  readonly mayThrow?: State;
  readonly gotos?: ReadonlyMap<Folded, State>;
}

export interface Flow {
  readonly step: Step;
  readonly next: State;
  readonly leaves: Leaves;
}

export const noLeaves: Leaves = {};

const ways = ['breaks', 'continues', 'returns', 'aborts', 'ends', 'throws', 'mayThrow'] as const;
export type Way = (typeof ways)[number];

export function joinLeaves(a: Leaves, b: Leaves): Leaves {
  if (a === noLeaves) return b;
  if (b === noLeaves || a === b) return a;
  const joined: { -readonly [W in Way]?: State } & { gotos?: ReadonlyMap<Folded, State> } = {};
  for (const way of ways) {
    const state = joinMaybe(a[way], b[way]);
    if (state) joined[way] = state;
  }
  const gotos = joinJumps(a.gotos, b.gotos);
  if (gotos) joined.gotos = gotos;
  return joined;
}

export function joinJumps(a: Leaves['gotos'], b: Leaves['gotos']): Leaves['gotos'] {
  if (!a || !b) return a ?? b;
  const joined = new Map(a);
  for (const [label, state] of b) joined.set(label, joinMaybe(joined.get(label), state)!);
  return joined;
}

/** The same ways out, without those named. */
export function without(leaves: Leaves, ...taken: readonly Way[]): Leaves {
  if (taken.every((way) => leaves[way] === undefined)) return leaves;
  const rest = { ...leaves };
  for (const way of taken) delete rest[way];
  return rest;
}

export function one(way: Way, state: State): Leaves {
  return isReachable(state) ? { [way]: state } : noLeaves;
}

export function isReachable(state: State): boolean {
  return state.kind === 'anything' || state.worlds.length > 0;
}

function joinMaybe(a: State | undefined, b: State | undefined): State | undefined {
  if (!a || !b) return a ?? b;
  return join(a, b);
}

export function orUnreachable(state: State | undefined): State {
  return state ?? unreachableState;
}
