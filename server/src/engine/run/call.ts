/** Runs the bodies that a statement starts, and leads control back to the statement (MOD-10, DYN-1, ENT-9). */
import { lacking } from '../../catalog/reason';
import { nestedTooDeep } from '../calls/module-frame';
import { afterTrigger, committed, endedInTrigger, undone } from '../calls/statement-transaction';
import { behindUnknownBatch } from '../calls/unknown-batch';
import { doubted } from '../judge/certain';
import { type Effect, isError, type PlannedCall, unknownOutcome } from '../session/effect';
import { join, stateOf } from '../session/join';
import { makeState, unreachableState } from '../session/make';
import type {
  Call,
  Context,
  Doubt,
  ErrorOutcome,
  Outcome,
  Path,
  PlacedStep,
  Run,
  State,
  World,
} from '../session/model';
import { leaveScope, leaveUnknown } from '../session/scope';
import { type BodyFlow, type RunRoutine, runCalled } from './body';
import { isReachable, joinLeaves, type Leaves, noLeaves, one, orUnreachable } from './flow';
import { plainPath, shared } from './plain-paths';

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

/**
 * Runs the calls of all worlds. Worlds that start the same bodies enter them together, so each body is run once for
 * each call.
 */
export function* runCalls(
  context: Context,
  started: readonly Started[],
  runRoutine: RunRoutine,
): Generator<undefined, CallsDone> {
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
  for (const group of samePlans(waiting)) groups.push(yield* runGroup(context, group, runRoutine));
  if (groups.length === 0)
    return { paths: shared(paths), calls: noCalls, passed: stateOf(passed), refused, leaves: noLeaves };
  return {
    paths: [...paths, ...groups.flatMap((group) => group.paths)],
    calls: groups.flatMap((group) => group.calls),
    passed: groups.reduce((state, group) => join(state, group.passed), stateOf(passed)),
    refused: [...refused, ...groups.flatMap((group) => group.refused)],
    leaves: groups.reduce((ways, group) => joinLeaves(ways, group.leaves), noLeaves),
  };
}

const noCalls: readonly Call[] = [];
const noneRefused: CallsDone['refused'] = [];

/** What is done where the one world starts nothing and is not refused, as in most statements; undefined: otherwise. */
export function withoutCalls(started: Started): CallsDone | undefined {
  const { outcome, calls, after } = started.effect;
  if (outcome.kind === 'error' || calls?.length) return undefined;
  const paths = shared([pathOf(started, outcome)]);
  return { paths, calls: noCalls, passed: makeState([after]), refused: noneRefused, leaves: noLeaves };
}

function pathOf({ world, effect }: Started, outcome: Outcome): Path {
  const isPlain = outcome.kind === 'ok' && !outcome.proof && !outcome.question && effect.after === world;
  if (isPlain && !effect.facts?.length) return plainPath(world);
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
  return a.length === b.length && a.every((call, i) => isSame(call, b[i]!));
}

function isSame(a: PlannedCall, b: PlannedCall): boolean {
  const text = a.body === b.body && a.kind === b.kind && a.name === b.name;
  const place = a.module?.id === b.module?.id && a.module?.database === b.module?.database;
  return text && place && a.frame === b.frame && a.given === b.given;
}

/** Why it is not known what a call did. */
export const tooMuch = lacking('effort', 'too many paths lead through what it calls: the rest of that is not followed');

/**
 * Runs one plan for all worlds of a group: the bodies one after the other, each entered by what left the one before.
 */
function* runGroup(
  context: Context,
  group: readonly [Started, ...Started[]],
  runRoutine: RunRoutine,
): Generator<undefined, CallsDone> {
  const { guarded } = context;
  const outcomes = group.map((one) => one.effect.outcome);
  const refused: { world: World; outcome: ErrorOutcome }[] = [];
  const calls: Call[] = [];
  let leaves = noLeaves;
  let state = stateOf(group.map((one) => one.effect.after));
  for (const planned of group[0].effect.calls ?? []) {
    if (state.kind === 'anything') break;
    const background = runsInBackground(planned);
    const { entered, waiting, turnedAway } = enterAll(planned, state.worlds);
    for (const { world, error, doubt } of background ? [] : turnedAway) {
      group.forEach((one, i) => {
        if (calls.length > 0 || one.effect.after === world) {
          outcomes[i] = doubt ? unknownOutcome(doubt) : error;
          if (!doubt) refused.push({ world: one.world, outcome: error });
        }
      });
    }
    if (entered.length === 0) {
      state = makeState(waiting);
      if (waiting.length > 0) continue;
      break;
    }
    const { body, kind, module, name, definition } = planned;
    const inside = background ? { ...context, guarded: false } : context;
    const called = yield* runCalled(inside, body, entered, runRoutine);
    if (called.kind === 'endless') {
      if (background) continue;
      const error = nestedTooDeep();
      outcomes.fill(error);
      for (const { world } of group) refused.push({ world, outcome: error });
      state = unreachableState;
      break;
    }
    const { flow, again, cut } = called;
    calls.push({ kind, module, name, definition, run: flow.run, ...(again && { again }), ...(cut && { cut }) });
    const out = wayBack(context, flow, planned, entered);
    if (background) {
      state = join(out.passed, stateOf(waiting));
      continue;
    }
    const own = planned.inTransaction && group.some((one) => one.effect.after.undo?.implicit && !one.world.undo);
    leaves = joinLeaves(leaves, own ? mapLeaves(out.leaves, undone) : out.leaves);
    state = out.passed;
    if (planned.inTransaction) {
      const after = afterTrigger(state);
      state = after.going;
      if (after.ended.length > 0) {
        leaves = joinLeaves(leaves, one(guarded ? 'throws' : 'aborts', stateOf(after.ended)));
        const because = lacking('path', 'whether a trigger ends the transaction depends on the path taken');
        outcomes.fill(isReachable(state) ? { kind: 'unknown', because } : endedInTrigger());
      }
    }
    outcomes.forEach((outcome, i) => {
      if (outcome.kind === 'error') return;
      if (cut) outcomes[i] = { kind: 'unknown', because: tooMuch };
      else if (kind === 'dynamic') outcomes[i] = dynamicOutcome(flow.run, outcome);
    });
  }
  const passed =
    state.kind === 'worlds' && group.some((one) => !one.world.undo) ? stateOf(state.worlds.map(committed)) : state;
  return { paths: group.map((one, i) => pathOf(one, outcomes[i]!)), calls, passed, refused, leaves };
}

interface EnteredAll {
  readonly entered: readonly World[];
  /** Worlds that go on without it: what runs in the background reports its refusal to nobody; or it is not certain. */
  readonly waiting: readonly World[];
  readonly turnedAway: readonly TurnedAway[];
}

interface TurnedAway {
  readonly world: World;
  readonly error: ErrorOutcome;
  /** Why that is not certain. */
  readonly doubt: Doubt | undefined;
}

function enterAll(planned: PlannedCall, worlds: readonly World[]): EnteredAll {
  const entered: World[] = [];
  const turnedAway: TurnedAway[] = [];
  for (const world of worlds) {
    const made = planned.enter(world);
    if (isError(made)) turnedAway.push({ world, error: made, doubt: doubted(world, made) });
    else entered.push(made);
  }
  const goOn = runsInBackground(planned) ? turnedAway : turnedAway.filter(({ doubt }) => doubt);
  return { entered, waiting: goOn.map(({ world }) => world), turnedAway };
}

/**
 * Where control goes from a body: on behind the call, or further out. Where the body leaves nothing known, the context is
 * the caller's again all the same (MDL-6, DYN-3); what its frame could have changed is not known.
 */
function wayBack(
  context: Context,
  { run, leaves }: BodyFlow,
  planned: PlannedCall,
  entered: readonly World[],
): { readonly passed: State; readonly leaves: Leaves } {
  const { returns, aborts, throws, mayThrow } = leaves;
  const broken = routeEnds(context, leaves, planned);
  const out = (state: State | undefined): State => leave(orUnreachable(state), entered);
  const ended = join(join(out(run.exit), out(returns)), out(broken.goesOn));
  if (runsInBackground(planned)) return { passed: join(join(ended, out(throws)), out(aborts)), leaves: noLeaves };
  const ways = joinLeaves(
    joinLeaves(one('throws', out(throws)), one('mayThrow', out(mayThrow))),
    joinLeaves(one('aborts', out(aborts)), mapStates(broken.leaves, out)),
  );
  return { passed: ended, leaves: ways };
}

/** The state behind the body: every world back in the scope of its caller. */
function leave(state: State, entered: readonly World[]): State {
  if (state.kind === 'anything') return stateOf(entered.map((world) => leaveUnknown(behindUnknownBatch(world))));
  return isReachable(state) ? stateOf(state.worlds.map(leaveScope)) : state;
}

function mapLeaves(leaves: Leaves, map: (world: World) => World): Leaves {
  return mapStates(leaves, (state) => (state.kind === 'worlds' ? stateOf(state.worlds.map(map)) : state));
}

function mapStates(leaves: Leaves, map: (state: State) => State): Leaves {
  return (['throws', 'mayThrow', 'aborts'] as const).reduce(
    (found, way) => (leaves[way] ? joinLeaves(found, one(way, map(leaves[way]))) : found),
    noLeaves,
  );
}

/**
 * Where control goes from a body that an error of late compilation ended: to the TRY around the call, else on behind
 * the call.
 */
function routeEnds(
  { guarded }: Context,
  { ends }: Leaves,
  planned: PlannedCall,
): { readonly goesOn?: State; readonly leaves: Leaves } {
  if (!ends) return { leaves: noLeaves };
  if (runsInBackground(planned)) return { goesOn: ends, leaves: noLeaves };
  if (guarded) return { leaves: one('throws', ends) };
  if (planned.inTransaction) return { leaves: one('aborts', ends) };
  return { goesOn: ends, leaves: noLeaves };
}

/**
 * What runs on a session of its own fails in the error log: whoever started it sees nothing of it and goes on (ENT-3).
 */
function runsInBackground({ kind }: PlannedCall): boolean {
  return kind === 'activation' || kind === 'job';
}

/**
 * What a dynamic batch reports: the first error inside it that no CATCH takes, else what could not be decided (fixture
 * 102), else why the first statement that asks for something may have it.
 */
function dynamicOutcome(run: Run, otherwise: Outcome): Outcome {
  let unknown: Outcome | undefined;
  let proved: Outcome | undefined;
  for (const outcome of outcomesIn(run.steps)) {
    if (outcome.kind === 'error' && !outcome.informational) return { ...outcome, span: { start: 0, end: 0 } };
    if (outcome.kind === 'unknown') unknown ??= outcome;
    if (outcome.kind === 'ok' && outcome.proof) proved ??= outcome;
  }
  return unknown ?? (otherwise.kind === 'ok' ? (proved ?? otherwise) : otherwise);
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
