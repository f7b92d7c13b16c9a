/**
 * Runs statements over states: the flow graph of T-SQL. It follows every way that control can take (IF, WHILE, TRY,
 * GOTO, RETURN, BREAK, errors), joins where ways meet, and enters the bodies that a statement starts. What a single
 * statement does to a single world is decided in step/. Relies on: interned states. Promises: total, terminates, same
 * input same output.
 */
import { lacking } from '../../catalog/reason';
import type { Expression } from '../../syntax/expression';
import { ofStatements } from '../../syntax/of-statements';
import type { Body, Statement, StatementOf } from '../../syntax/statement';
import { type Folded, fold } from '../../text/name';
import { trackedBy, trackedFrom } from '../calls/tracked';
import { evaluate } from '../evaluate/expression';
import { refined } from '../evaluate/tests';
import { caughtError } from '../session/error-variables';
import { join, stateOf } from '../session/join';
import { anything, unreachableState } from '../session/make';
import { cache, type Mode } from '../session/memory';
import type { Context, PlacedStep, State, Value, World } from '../session/model';
import { isUsedUp, ran, shareOf, withShare } from '../session/work';
import type { BodyFlow } from './body';
import { type Flow, isReachable, joinLeaves, type Leaves, noLeaves, one, orUnreachable, without } from './flow';
import { givesUpIn } from './gives-up';
import { labelsIn } from './labels';
import { catching, mapWorlds, runLeaf, simpleStep, withVariable } from './leaf';
import { abstractLoop, countedRounds, mayCount, type Round } from './loop';
import { plainPathsOf } from './plain-paths';
import { prepare } from './prepare';

/** The jumps around a statement, which may lead to labels inside it. */
type Jumps = Leaves['gotos'];

/** Runs the body of a batch or of a module: labels anywhere in it are reachable from everywhere in it. */
export function* runRoutine(around: Context, body: Body, entry: State): Generator<undefined, BodyFlow> {
  yield* prepare(body);
  const context: Context = { ...around, tracked: trackedFrom(body, entry) };
  if (labelsIn(body).size === 0) return yield* runBody(context, body, entry, undefined);
  let jumps: Jumps = new Map();
  for (let round = 0; ; round++) {
    const flow = yield* runBody(context, body, entry, jumps);
    const found = flow.leaves.gotos;
    const settled =
      !found ||
      [...found].every(([label, state]) => {
        const before = jumps?.get(label);
        return before !== undefined && join(before, state) === before;
      });
    if (settled) return { run: flow.run, leaves: dropJumps(flow.leaves) };
    const grown: Map<Folded, State> = new Map(jumps);
    for (const [label, state] of found) {
      grown.set(
        label,
        round < roundLimit
          ? join(grown.get(label) ?? unreachableState, state)
          : anything(lacking('effort', 'the contexts at a label keep changing')),
      );
    }
    jumps = grown;
  }
}

const roundLimit = 6;

function dropJumps(leaves: Leaves): Leaves {
  const { gotos: _, ...rest } = leaves;
  return rest;
}

export function* runBody(context: Context, body: Body, entry: State, jumps: Jumps): Generator<undefined, BodyFlow> {
  const steps: PlacedStep[] = [];
  let current = entry;
  let leaves = noLeaves;
  for (const { offset, node } of body) {
    const flow = recalled(context, node, current, jumps) ?? (yield* runStatement(context, node, current, jumps));
    steps.push({ offset, step: flow.step });
    leaves = joinLeaves(leaves, flow.leaves);
    current = flow.next;
  }
  return { run: { entry, steps, exit: current }, leaves };
}

const remembered = cache<Statement, Flow>(ofStatements);

/** The remembered run of a statement, if there is one. A jump may lead into a statement that holds a label. */
function recalled(context: Context, statement: Statement, before: State, jumps: Jumps): Flow | undefined {
  if (entersByJump(statement, jumps)) return undefined;
  return (
    remembered.newest(context, statement, before) ??
    remembered.find(context, statement, before, modeOf(context, statement))
  );
}

function entersByJump(statement: Statement, jumps: Jumps): boolean {
  return jumps !== undefined && jumps.size > 0 && labelsIn(statement).size > 0;
}

function modeOf(context: Context, statement: Statement): Mode {
  return { tracked: trackedBy(statement, context.tracked) };
}

/**
 * Runs one statement. Remembered by statement, entering state and what is around it, so what did not change costs one
 * look-up. Behind the end of a call's budget nothing is known any more.
 */
export function* runStatement(
  context: Context,
  statement: Statement,
  entering: State,
  jumps: Jumps,
): Generator<undefined, Flow> {
  const { work } = context;
  let before = entering;
  if (before.kind === 'worlds') {
    if (isUsedUp(work.budget) && before.worlds.length > 0) {
      work.cuts++;
      before = anything(tooManyPaths);
    } else if (ran(work, before.worlds.length)) yield;
  }
  if (entersByJump(statement, jumps)) return yield* compute(context, statement, before, jumps);
  const mode = modeOf(context, statement);
  return yield* remembered.make(context, statement, before, mode, () => compute(context, statement, before, jumps));
}

/** Why the rest of a call is not followed. */
export const tooManyPaths = lacking('effort', 'too many paths lead here; the rest of this call is not followed');

/** The run of a statement of its kind. No generator itself: most statements are leaves, which are one already. */
function compute(context: Context, statement: Statement, before: State, jumps: Jumps): Generator<undefined, Flow> {
  switch (statement.kind) {
    case 'block':
      return enclosing(context, statement, before, statement.body, jumps);
    case 'if':
      return runIf(context, statement, before, jumps);
    case 'while':
      return runWhile(context, statement, before, jumps);
    case 'try_catch':
      return runTry(context, statement, before, jumps);
    case 'break':
    case 'continue':
    case 'goto':
    case 'label':
    case 'return':
      return jump(context, statement, before, jumps);
    case 'waitfor':
      return statement.inner
        ? enclosing(context, statement, before, [statement.inner], jumps)
        : leafOf(context, statement, before);
    default:
      return leafOf(context, statement, before);
  }
}

/** Where a statement goes on elsewhere, or others arrive at it. */
function* jump(
  context: Context,
  statement: StatementOf<'break' | 'continue' | 'goto' | 'label' | 'return'>,
  before: State,
  jumps: Jumps,
): Generator<undefined, Flow> {
  switch (statement.kind) {
    case 'break':
    case 'continue':
      return left(statement, before, one(statement.kind === 'break' ? 'breaks' : 'continues', before));
    case 'goto':
      return left(
        statement,
        before,
        isReachable(before) ? { gotos: new Map([[fold(statement.label), before]]) } : noLeaves,
      );
    case 'label': {
      const arriving = jumps?.get(fold(statement.name)) ?? unreachableState;
      const state = join(before, arriving);
      return { step: simpleStep(statement, state, state, plainPathsOf(state)), next: state, leaves: noLeaves };
    }
    case 'return': {
      const flow = yield* leafOf(context, statement, before);
      return { ...flow, next: unreachableState, leaves: joinLeaves(flow.leaves, one('returns', flow.next)) };
    }
  }
}

function left(statement: Statement, before: State, leaves: Leaves): Flow {
  return {
    step: simpleStep(statement, before, unreachableState, plainPathsOf(before)),
    next: unreachableState,
    leaves,
  };
}

function* enclosing(
  context: Context,
  statement: Statement,
  before: State,
  body: Body,
  jumps: Jumps,
): Generator<undefined, Flow> {
  const inner = yield* runBody(context, body, before, jumps);
  return {
    step: {
      statement,
      before,
      after: inner.run.exit,
      paths: plainPathsOf(before),
      children: inner.run.steps,
      calls: [],
    },
    next: inner.run.exit,
    leaves: inner.leaves,
  };
}

/** Splits a state by a condition: the worlds in which it can hold, and those in which it can fail to. */
function split(
  context: Context,
  condition: Expression,
  state: State,
): { readonly holds: State; readonly fails: State } {
  if (state.kind === 'anything') return { holds: state, fails: state };
  const holds: World[] = [];
  const fails: World[] = [];
  for (const world of state.worlds) {
    const known = truthOf(evaluate(context, world, condition));
    if (known !== false) holds.push(known ? world : refined(world, condition, true));
    if (known !== true) fails.push(known === false ? world : refined(world, condition, false));
  }
  return { holds: stateOf(holds), fails: stateOf(fails) };
}

/** NULL is not true; undefined: not known. */
function truthOf(value: Value): boolean | undefined {
  if (value.kind === 'null') return false;
  return value.kind === 'boolean' ? value.value : undefined;
}

/** The flow of a statement, remembered or run. */
function* flowOf(context: Context, statement: Statement, before: State, jumps: Jumps): Generator<undefined, Flow> {
  return recalled(context, statement, before, jumps) ?? (yield* runStatement(context, statement, before, jumps));
}

function leafOf(context: Context, statement: Statement, before: State): Generator<undefined, Flow> {
  return runLeaf(context, statement, before, runRoutine);
}

function* runIf(
  context: Context,
  statement: StatementOf<'if'>,
  before: State,
  jumps: Jumps,
): Generator<undefined, Flow> {
  const test = yield* leafOf(context, statement, before);
  const { holds, fails } = split(context, statement.condition, test.next);
  const children: PlacedStep[] = [];
  let leaves = test.leaves;
  const branch = function* (placed: StatementOf<'if'>['then'], entry: State): Generator<undefined, State> {
    if (!placed) return entry;
    const flow = yield* flowOf(context, placed.node, entry, jumps);
    children.push({ offset: placed.offset, step: flow.step });
    leaves = joinLeaves(leaves, flow.leaves);
    return flow.next;
  };
  const afterThen = yield* branch(statement.then, holds);
  const afterElse = yield* branch(statement.otherwise, fails);
  const goesOn = isReachable(afterElse) && givesUpIn(statement, before);
  const next = goesOn ? afterElse : join(afterThen, afterElse);
  return { step: { ...test.step, after: next, children }, next, leaves };
}

/** A loop: round by round where every round is known before the script is run, else abstractly. Each has its share. */
function* runWhile(
  context: Context,
  statement: StatementOf<'while'>,
  before: State,
  jumps: Jumps,
): Generator<undefined, Flow> {
  const { work } = context;
  if (context.errors === 'predicted' && mayCount(context, statement, before)) {
    const { cuts } = work;
    const round = roundOf({ ...context, loops: context.loops + 1 }, statement, jumps);
    const { value, cut } = yield* withShare(work, Math.min(shareOf(work.budget), mostCounted), () =>
      countedRounds(context.loops, statement, before, round),
    );
    if (value && !cut) return value;
    work.cuts = cuts; // the loop is run again, abstractly
  }
  const round = roundOf(context, statement, jumps);
  const { value } = yield* withShare(work, shareOf(work.budget), () => abstractLoop(statement, before, round));
  return value;
}

/**
 * What the rounds of a loop may take that are run one by one, in statement runs: a loop of a million rounds around another one
 * would use up all that there is before it is run abstractly.
 */
const mostCounted = 1 << 12;

/** One round of a loop: the test, and the body. */
function roundOf(
  context: Context,
  statement: StatementOf<'while'>,
  jumps: Jumps,
): (head: State) => Generator<undefined, Round> {
  return function* (head) {
    const test = yield* leafOf(context, statement, head);
    const { holds, fails } = split(context, statement.condition, test.next);
    const body = statement.body ? yield* flowOf(context, statement.body.node, holds, jumps) : undefined;
    return { test, holds, fails, body };
  };
}

function* runTry(
  context: Context,
  statement: StatementOf<'try_catch'>,
  before: State,
  jumps: Jumps,
): Generator<undefined, Flow> {
  const tried = yield* runBody({ ...context, guarded: true }, statement.try, before, jumps);
  const { throws, mayThrow } = tried.leaves;
  const entry = throws ?? (context.errors === 'possible' ? orUnreachable(mayThrow) : unreachableState);
  const caught = yield* runBody(
    context,
    statement.catch,
    context.errors === 'predicted' ? mapWorlds(entry, catching) : entry,
    jumps,
  );
  const next = join(
    tried.run.exit,
    mapWorlds(caught.run.exit, (world) => withVariable(world, caughtError, undefined)),
  );
  return {
    step: {
      statement,
      before,
      after: next,
      paths: plainPathsOf(before),
      children: [...tried.run.steps, ...caught.run.steps],
      calls: [],
    },
    next,
    leaves: joinLeaves(without(tried.leaves, 'throws', 'mayThrow'), caught.leaves),
  };
}
