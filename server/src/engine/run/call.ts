/** Runs the bodies that a statement starts, and leads control back to the statement (MOD-10, DYN-1, ENT-9). */
import { type Effect, type PlannedCall, isError } from '../session/effect';
import { type Leaves, isReachable, joinLeaves, noLeaves, one } from './flow';
import { join, stateOf } from '../session/join';
import { makeState } from '../session/make';
import type { Body } from '../../syntax/statement';
import type { Call, Context, ErrorOutcome, Outcome, Path, PlacedStep, Run, State, World } from '../session/model';
import { leaveScope } from '../session/scope';
import { afterTrigger, committed, endedInTrigger, undone } from '../calls/statement-transaction';

export interface Started {
  readonly world: World;
  readonly effect: Effect;
}

export interface CallsDone {
  readonly paths: readonly Path[];
  readonly calls: readonly Call[];
  /** The state that goes on to the next statement. */
  readonly passed: State;
  /** Worlds whose statement was refused. Errors inside a body are not among them: they took their way inside. */
  readonly refused: readonly { readonly world: World; readonly outcome: ErrorOutcome }[];
  readonly leaves: Leaves;
}

/** How a body is run: given by run.ts, which this file must not know. */
export type RunRoutine = (
  context: Context,
  body: Body,
  entry: State,
  guarded: boolean,
) => { readonly run: Run; readonly leaves: Leaves };

/**
 * Runs the calls of all worlds. Worlds that start the same bodies enter them together, so each body is run once for
 * each call.
 */
export function runCalls(
  context: Context,
  started: readonly Started[],
  guarded: boolean,
  runRoutine: RunRoutine,
): CallsDone {
  const refused: { world: World; outcome: ErrorOutcome }[] = [];
  const passed: World[] = [];
  const waiting: Started[] = [];
  const groups: CallsDone[] = [];
  const paths: Path[] = [];
  for (const one of started) {
    const { world, effect } = one;
    if (effect.outcome.kind === 'error') {
      paths.push(pathOf(one, effect.outcome));
      refused.push({ world, outcome: effect.outcome });
    } else if (effect.calls?.length) waiting.push(one);
    else {
      paths.push(pathOf(one, effect.outcome));
      passed.push(effect.after);
    }
  }
  for (const group of samePlans(waiting)) groups.push(runGroup(context, group, guarded, runRoutine));
  return {
    paths: [...paths, ...groups.flatMap((group) => group.paths)],
    calls: groups.flatMap((group) => group.calls),
    passed: groups.reduce((state, group) => join(state, group.passed), stateOf(passed)),
    refused: [...refused, ...groups.flatMap((group) => group.refused)],
    leaves: groups.reduce((ways, group) => joinLeaves(ways, group.leaves), noLeaves),
  };
}

function pathOf({ world, effect }: Started, outcome: Outcome): Path {
  return { before: world, after: outcome.kind === 'error' ? world : effect.after, outcome, facts: effect.facts ?? [] };
}

/** Worlds that plan the same bodies in the same order. */
function samePlans(waiting: readonly Started[]): readonly (readonly [Started, ...Started[]])[] {
  const found: [Started, ...Started[]][] = [];
  for (const one of waiting) {
    const same = found.find(([first]) => samePlan(first.effect.calls ?? [], one.effect.calls ?? []));
    if (same) same.push(one);
    else found.push([one]);
  }
  return found;
}

function samePlan(a: readonly PlannedCall[], b: readonly PlannedCall[]): boolean {
  return (
    a.length === b.length &&
    a.every((call, i) => call.body === b[i]!.body && call.kind === b[i]!.kind && call.name === b[i]!.name)
  );
}

/**
 * Runs one plan for all worlds of a group: the bodies one after the other, each entered by what left the one before.
 */
function runGroup(
  context: Context,
  group: readonly [Started, ...Started[]],
  guarded: boolean,
  runRoutine: RunRoutine,
): CallsDone {
  const outcomes = group.map((one) => one.effect.outcome);
  const refused: { world: World; outcome: ErrorOutcome }[] = [];
  const calls: Call[] = [];
  let leaves = noLeaves;
  let state = stateOf(group.map((one) => one.effect.after));
  for (const planned of group[0].effect.calls ?? []) {
    if (state.kind === 'anything') break;
    const entered: World[] = [];
    const waiting: World[] = [];
    for (const world of state.worlds) {
      const made = planned.enter(world);
      if (!isError(made)) entered.push(made);
      else if (runsInBackground(planned)) waiting.push(world);
      else
        group.forEach((one, i) => {
          if (calls.length > 0 || one.effect.after === world) {
            outcomes[i] = made;
            refused.push({ world: one.world, outcome: made });
          }
        });
    }
    if (entered.length === 0) {
      state = makeState(waiting);
      if (waiting.length > 0) continue;
      break;
    }
    const { body, kind, module, name, definition } = planned;
    const flow = runRoutine(context, body, stateOf(entered), guarded && !runsInBackground(planned));
    calls.push({ kind, module, name, definition, run: flow.run });
    const broken = routeEnds(flow.leaves, planned, guarded);
    const ended = joinMaybe(joinMaybe(flow.run.exit, flow.leaves.returns), broken.goesOn);
    if (runsInBackground(planned)) {
      const { throws, aborts } = flow.leaves;
      state = join(leave(joinMaybe(joinMaybe(ended, throws), aborts)), stateOf(waiting));
      continue;
    }
    const own = planned.inTransaction && group.some((one) => one.effect.after.undo?.implicit && !one.world.undo);
    leaves = joinLeaves(
      leaves,
      waysOut(joinLeaves(flow.leaves, broken.leaves), own ? (world) => undone(leaveScope(world)) : leaveScope),
    );
    state = leave(ended);
    if (planned.inTransaction) {
      const after = afterTrigger(state);
      state = after.going;
      if (after.ended.length > 0) {
        leaves = joinLeaves(leaves, one(guarded ? 'throws' : 'aborts', stateOf(after.ended)));
        const because = 'path: whether a trigger ends the transaction depends on the path taken';
        outcomes.fill(isReachable(state) ? { kind: 'unknown', because } : endedInTrigger());
      }
    }
    if (kind === 'dynamic')
      outcomes.forEach((outcome, i) => {
        if (outcome.kind !== 'error') outcomes[i] = dynamicOutcome(flow.run, outcome);
      });
  }
  const passed =
    state.kind === 'worlds' && group.some((one) => !one.world.undo) ? stateOf(state.worlds.map(committed)) : state;
  return { paths: group.map((one, i) => pathOf(one, outcomes[i]!)), calls, passed, refused, leaves };
}

/**
 * Where control goes from a body that an error of late compilation ended: to the TRY around the call, else on behind
 * the call.
 */
function routeEnds(
  { ends }: Leaves,
  planned: PlannedCall,
  guarded: boolean,
): { readonly goesOn?: State; readonly leaves: Leaves } {
  if (!ends) return { leaves: noLeaves };
  if (runsInBackground(planned)) return { goesOn: ends, leaves: noLeaves };
  if (guarded) return { leaves: one('throws', ends) };
  if (planned.inTransaction) return { leaves: one('aborts', ends) };
  return { goesOn: ends, leaves: noLeaves };
}

function joinMaybe(state: State, way: State | undefined): State {
  return way ? join(state, way) : state;
}

/**
 * What runs on a session of its own fails in the error log: whoever started it sees nothing of it and goes on (ENT-3).
 */
function runsInBackground({ kind }: PlannedCall): boolean {
  return kind === 'activation' || kind === 'job';
}

/**
 * What a dynamic batch reports: the first error inside it that no CATCH takes, else what could not be decided (fixture
 * 102).
 */
function dynamicOutcome(run: Run, otherwise: Outcome): Outcome {
  let unknown: Outcome | undefined;
  for (const outcome of outcomesIn(run.steps)) {
    if (outcome.kind === 'error') return { ...outcome, span: { start: 0, end: 0 } };
    if (outcome.kind === 'unknown') unknown ??= outcome;
  }
  return unknown ?? otherwise;
}

/** The outcomes of these statements and of those inside them, but not of a TRY block. */
function* outcomesIn(steps: readonly PlacedStep[]): Generator<Outcome> {
  for (const { step } of steps) {
    for (const { outcome } of step.paths) yield outcome;
    yield* outcomesIn(
      step.statement.kind === 'try_catch' ? step.children.slice(step.statement.try.length) : step.children,
    );
  }
}

/** The state behind the body: every world back in the scope of its caller. */
function leave(state: State, out: (world: World) => World = leaveScope): State {
  return state.kind === 'worlds' && isReachable(state) ? stateOf(state.worlds.map(out)) : state;
}

function waysOut(leaves: Leaves, leaving: (world: World) => World): Leaves {
  let out = noLeaves;
  for (const way of ['throws', 'mayThrow', 'aborts'] as const) {
    const state = leaves[way];
    if (state) out = joinLeaves(out, one(way, leave(state, leaving)));
  }
  return out;
}
