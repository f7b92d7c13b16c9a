/**
 * Runs the body of a call. What a body does depends on the state in which it is entered and not on who called it, so it
 * is run for whoever may call it, and remembered: two calls that bring the same state share one run. A call that leads
 * back to a body that is being run, in the same state, is no further level but what that body gives: such bodies are run
 * until what they give no longer changes. Each call has its share of the budget, behind which it is cut off.
 */
import { lacking } from '../../catalog/reason';
import { ofBodies } from '../../syntax/of-bodies';
import type { Body } from '../../syntax/statement';
import { idOf, interner } from '../../text/intern';
import { noneTracked } from '../calls/tracked';
import { join, stateOf } from '../session/join';
import { anything, change, makeScope, makeState, unreachableState } from '../session/make';
import { cache } from '../session/memory';
import type { Context, Run, Scope, State, World } from '../session/model';
import {
  type ActiveBody,
  type BodyResult,
  noteAssumed,
  noteBody,
  shareOf,
  type Work,
  withShare,
} from '../session/work';
import { type Leaves, orUnreachable } from './flow';

export interface BodyFlow {
  readonly run: Run;
  readonly leaves: Leaves;
}

/** How statements are run: given by run.ts, which this file must not know. */
export type RunRoutine = (context: Context, body: Body, entry: State) => Generator<undefined, BodyFlow>;

/** What came of a call's body. `endless`: it calls itself without end, until the server's limit of levels stops it. */
export type Called =
  | { readonly kind: 'endless' }
  | { readonly kind: 'ran'; readonly flow: BodyFlow; readonly again: boolean; readonly cut: boolean };

const remembered = cache<Body, { readonly flow: BodyFlow; readonly cut: boolean }>(ofBodies);

/** Runs a body from the worlds that entered it. */
export function* runCalled(
  context: Context,
  body: Body,
  worlds: readonly World[],
  runRoutine: RunRoutine,
): Generator<undefined, Called> {
  const { work } = context;
  const key = keyOf(context, body, worlds);
  const running = work.active.find((one) => one.key === key && !one.depth);
  if (running) return metAgain(work, running, worlds);
  const scope = commonScope(worlds);
  const entry = scope ? inScope(makeState(worlds), withoutReturn(scope)) : makeState(worlds);
  const mode = { tracked: noneTracked, share: shareOf(work.budget) };
  const hit = remembered.find(context, body, entry, mode);
  if (hit?.cut) work.cuts++;
  const { flow, cut } =
    hit ??
    (yield* remembered.make(context, body, entry, mode, function* () {
      const settling = (): Generator<undefined, BodyFlow> =>
        settled(context, key, () => runRoutine(context, body, entry));
      const done = yield* withShare(work, mode.share, settling);
      return { flow: done.value, cut: done.cut };
    }));
  return { kind: 'ran', flow: scope ? backIn(flow, scope) : flow, again: false, cut };
}

/** The body's flow when what it gives to the calls in it that lead back to it is what it gives. */
function* settled(
  { work }: Context,
  key: string,
  run: () => Generator<undefined, BodyFlow>,
): Generator<undefined, BodyFlow> {
  const body: ActiveBody = { key, assumed: nothing, met: false, depth: false };
  work.active.push(body);
  let flow: BodyFlow;
  for (let round = 0; ; round++) {
    body.met = false;
    flow = yield* run();
    if (!body.met || body.assumed.endless) break;
    const grown = joinResults(body.assumed, resultOf(flow));
    if (grown !== body.assumed) body.assumed = round < roundLimit ? grown : lostResult;
    else if (grown === nothing) body.assumed = endless;
    else break;
  }
  work.active.pop();
  work.collecting.at(-1)?.assumed?.delete(key);
  noteBody(work, key);
  return flow;
}

const roundLimit = 8;

/** What a call gives that leads back to a body that is being run: as much as is known of it by now. */
function metAgain(work: Work, running: ActiveBody, worlds: readonly World[]): Called {
  running.met = true;
  const { assumed } = running;
  noteAssumed(work, running.key, assumed);
  if (assumed.endless) return { kind: 'endless' };
  const here = (state: State): State => landIn(state, worlds);
  const exit = here(assumed.exit);
  const leaves: { -readonly [W in (typeof ways)[number]]?: State } = {};
  for (const way of ways) if (assumed[way] !== unreachableState) leaves[way] = here(assumed[way]);
  return { kind: 'ran', flow: { run: { entry: makeState(worlds), steps: [], exit }, leaves }, again: true, cut: false };
}

/** Worlds that left a body as they are where it was entered by these: what they changed, in the scope that leads back. */
function landIn(state: State, worlds: readonly World[]): State {
  if (state.kind === 'anything') return state;
  return stateOf(
    state.worlds.flatMap(({ catalog, session, variables, transaction, undo, abortOnError }) =>
      worlds.map((one) => change(one, { catalog, session, variables, transaction, undo, abortOnError })),
    ),
  );
}

/**
 * What tells the states in which a body is entered apart. How deep the call is, and what stands below the frame in
 * effect, is left out: the body sees neither. Who looks at the nesting level sees the depth, and is told apart by it.
 */
function keyOf({ guarded, loops }: Context, body: Body, worlds: readonly World[]): string {
  const keys = worlds.map(worldKey).sort();
  return [idOf(body), guarded, loops, ...keys].join('#');
}

function worldKey({ scope, stack, ...world }: World): string {
  const { depth: _, back: __, floor: ___, ...seen } = scope;
  const bare = makeScope({ ...seen, depth: 0, floor: 0, back: undefined });
  const { catalog, session, database, variables, transaction, undo, abortOnError } = world;
  const ids = [catalog, session, variables, bare, stack.frame].map(idOf);
  return [...ids, database, transaction, undo ? idOf(undo) : '', abortOnError].join('|');
}

/** The scope of all these worlds; undefined: they differ, and then they are run as they are. */
function commonScope(worlds: readonly World[]): Scope | undefined {
  const [first] = worlds;
  return first && worlds.every(({ scope }) => scope === first.scope) ? first.scope : undefined;
}

function withoutReturn(scope: Scope): Scope {
  return makeScope({ ...scope, back: undefined });
}

function inScope(state: State, scope: Scope): State {
  return state.kind === 'anything' ? state : makeState(state.worlds.map((world) => change(world, { scope })));
}

/** The flow of a body that was run for whoever calls it, on its way back to one caller. */
function backIn({ run, leaves }: BodyFlow, scope: Scope): BodyFlow {
  const back: { -readonly [W in keyof Leaves]: Leaves[W] } = { ...leaves };
  for (const way of ways) if (leaves[way]) back[way] = inScope(leaves[way], scope);
  return { run: { ...run, exit: inScope(run.exit, scope) }, leaves: back };
}

const ways = ['returns', 'aborts', 'ends', 'throws', 'mayThrow'] as const;
const results = interner<BodyResult>();

function makeResult(result: BodyResult): BodyResult {
  const states = [result.exit, ...ways.map((way) => result[way])];
  return results([result.endless, ...states.map(idOf)].join('|'), () => result);
}

function resultIn(exit: State): BodyResult {
  const none = unreachableState;
  return makeResult({ endless: false, exit, returns: none, aborts: none, ends: none, throws: none, mayThrow: none });
}

const nothing = resultIn(unreachableState);
const lostResult = resultIn(anything(lacking('effort', 'the bodies that call each other keep changing the context')));
const endless = makeResult({ ...nothing, endless: true });

function resultOf({ run, leaves }: BodyFlow): BodyResult {
  const { returns, aborts, ends, throws, mayThrow } = leaves;
  return makeResult({
    endless: false,
    exit: run.exit,
    returns: orUnreachable(returns),
    aborts: orUnreachable(aborts),
    ends: orUnreachable(ends),
    throws: orUnreachable(throws),
    mayThrow: orUnreachable(mayThrow),
  });
}

function joinResults(a: BodyResult, b: BodyResult): BodyResult {
  return makeResult({
    endless: false,
    exit: join(a.exit, b.exit),
    returns: join(a.returns, b.returns),
    aborts: join(a.aborts, b.aborts),
    ends: join(a.ends, b.ends),
    throws: join(a.throws, b.throws),
    mayThrow: join(a.mayThrow, b.mayThrow),
  });
}
