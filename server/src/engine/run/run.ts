/**
 * Runs statements over states: the flow graph of T-SQL. It follows every way that control can take (IF, WHILE, TRY,
 * GOTO, RETURN, BREAK, errors), joins where ways meet, and enters the bodies that a statement starts. What a single
 * statement does to a single world is decided in step/. Relies on: interned states. Promises: total, terminates, same
 * input same output.
 */
import type { Body, Statement, StatementOf } from '../../syntax/statement';
import type { Expression } from '../../syntax/expression';
import { type Folded, fold } from '../../text/name';
import { runCalls } from './call';
import { evaluate } from '../evaluate/expression';
import { caughtError, lastError } from '../session/error-variables';
import { type Flow, type Leaves, isReachable, joinLeaves, noLeaves, one, orUnreachable, without } from './flow';
import { join, stateOf } from '../session/join';
import { labelsIn } from './labels';
import { countedRounds, type Round } from './loop';
import { anything, change, internVariables, setVariable, unreachableState } from '../session/make';
import { cache } from '../session/memory';
import type { Context, Outcome, Path, PlacedStep, Run, State, Step, Value, World } from '../session/model';
import { stepWorld } from '../step/index';
import { rolledBack } from '../calls/transactions';
import { trackedBy, trackedFrom } from '../calls/tracked';

/**
 * What holds around the statement that runs: whether a TRY is open somewhere above it, and which jumps lead to the
 * labels inside.
 */
export interface Surroundings {
  readonly guarded: boolean;
  readonly jumps: Leaves['gotos'];
}

export interface BodyFlow {
  readonly run: Run;
  readonly leaves: Leaves;
}

/** Runs the body of a batch or of a module: labels anywhere in it are reachable from everywhere in it. */
export function runRoutine(around: Context, body: Body, entry: State, guarded: boolean): BodyFlow {
  const context: Context = { ...around, tracked: trackedFrom(body, entry) };
  if (labelsIn(body).size === 0) return runBody(context, body, entry, { guarded, jumps: undefined });
  let jumps: Leaves['gotos'] = new Map();
  for (let round = 0; ; round++) {
    const flow = runBody(context, body, entry, { guarded, jumps });
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
          : anything('GOTO: the contexts at the label keep changing'),
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

export function runBody(context: Context, body: Body, entry: State, around: Surroundings): BodyFlow {
  const steps: PlacedStep[] = [];
  let current = entry;
  let leaves = noLeaves;
  for (const { offset, node } of body) {
    const flow = runStatement(context, node, current, around);
    steps.push({ offset, step: flow.step });
    leaves = joinLeaves(leaves, flow.leaves);
    current = flow.next;
  }
  return { run: { entry, steps, exit: current }, leaves };
}

const remembered = cache<Flow>();

/**
 * Runs one statement. Remembered by statement, entering state and surroundings, so what did not change costs one
 * look-up.
 */
export function runStatement(context: Context, statement: Statement, before: State, around: Surroundings): Flow {
  if (around.jumps && around.jumps.size > 0 && labelsIn(statement).size > 0)
    return compute(context, statement, before, around);
  const compared: Context = { ...context, tracked: trackedBy(statement, context.tracked) };
  return remembered(compared, statement, before, around.guarded, () => compute(context, statement, before, around));
}

function compute(context: Context, statement: Statement, before: State, around: Surroundings): Flow {
  switch (statement.kind) {
    case 'block':
      return enclosing(context, statement, before, statement.body, around);
    case 'if':
      return runIf(context, statement, before, around);
    case 'while':
      return runWhile(context, statement, before, around);
    case 'try_catch':
      return runTry(context, statement, before, around);
    case 'break':
    case 'continue':
      return jump(statement, before, one(statement.kind === 'break' ? 'breaks' : 'continues', before));
    case 'goto':
      return jump(
        statement,
        before,
        isReachable(before) ? { gotos: new Map([[fold(statement.label), before]]) } : noLeaves,
      );
    case 'label': {
      const arriving = around.jumps?.get(fold(statement.name)) ?? unreachableState;
      const state = join(before, arriving);
      return {
        step: simpleStep(statement, state, state, outcomes(state, { kind: 'ok' })),
        next: state,
        leaves: noLeaves,
      };
    }
    case 'return': {
      const flow = runLeaf(context, statement, before, around);
      return { ...flow, next: unreachableState, leaves: joinLeaves(flow.leaves, one('returns', flow.next)) };
    }
    case 'waitfor':
      if (statement.inner) return enclosing(context, statement, before, [statement.inner], around);
      return runLeaf(context, statement, before, around);
    default:
      return runLeaf(context, statement, before, around);
  }
}

function simpleStep(statement: Statement, before: State, after: State, paths: readonly Path[]): Step {
  return { statement, before, after, paths, children: [], calls: [] };
}

/** A path for each world, each with the same outcome. */
function outcomes(state: State, outcome: Outcome): readonly Path[] {
  if (state.kind === 'anything') return [];
  return state.worlds.map((world) => ({ before: world, after: world, outcome, facts: [] }));
}

function jump(statement: Statement, before: State, leaves: Leaves): Flow {
  return {
    step: simpleStep(statement, before, unreachableState, outcomes(before, { kind: 'ok' })),
    next: unreachableState,
    leaves,
  };
}

function enclosing(context: Context, statement: Statement, before: State, body: Body, around: Surroundings): Flow {
  const inner = runBody(context, body, before, around);
  return {
    step: {
      statement,
      before,
      after: inner.run.exit,
      paths: outcomes(before, { kind: 'ok' }),
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
    const value = evaluate(context, world, condition);
    const known = value.kind === 'boolean' ? value.value : value.kind === 'null' ? false : undefined;
    if (known !== false) holds.push(world);
    if (known !== true) fails.push(world);
  }
  return { holds: stateOf(holds), fails: stateOf(fails) };
}

function runIf(context: Context, statement: StatementOf<'if'>, before: State, around: Surroundings): Flow {
  const test = runLeaf(context, statement, before, around);
  const { holds, fails } = split(context, statement.condition, test.next);
  const children: PlacedStep[] = [];
  let leaves = test.leaves;
  const branch = (placed: StatementOf<'if'>['then'], entry: State): State => {
    if (!placed) return entry;
    const flow = runStatement(context, placed.node, entry, around);
    children.push({ offset: placed.offset, step: flow.step });
    leaves = joinLeaves(leaves, flow.leaves);
    return flow.next;
  };
  const afterThen = branch(statement.then, holds);
  const next = join(afterThen, branch(statement.otherwise, fails));
  return { step: { ...test.step, after: next, children }, next, leaves };
}

function runWhile(context: Context, statement: StatementOf<'while'>, before: State, around: Surroundings): Flow {
  const counted =
    context.errors === 'predicted' ? countedRounds(statement, before, roundsOf(context, statement, around)) : undefined;
  return counted ?? runLoop(context, statement, before, around);
}

/** One round of a loop: the test, and the body where the condition can hold. */
function roundsOf(context: Context, statement: StatementOf<'while'>, around: Surroundings): (head: State) => Round {
  return (head) => {
    const test = runLeaf(context, statement, head, around);
    const { holds, fails } = split(context, statement.condition, test.next);
    const body =
      statement.body && isReachable(holds) ? runStatement(context, statement.body.node, holds, around) : undefined;
    return { test, holds, fails, body };
  };
}

function runLoop(context: Context, statement: StatementOf<'while'>, before: State, around: Surroundings): Flow {
  let head = before;
  for (let round = 0; ; round++) {
    const test = runLeaf(context, statement, head, around);
    const { holds, fails } = split(context, statement.condition, test.next);
    const body = statement.body ? runStatement(context, statement.body.node, holds, around) : undefined;
    const leaves = body ? body.leaves : noLeaves;
    const back = body ? join(body.next, orUnreachable(leaves.continues)) : holds;
    const grown = join(head, back);
    const stop = grown === head || round >= roundLimit;
    if (!stop) {
      head = round < 2 ? grown : widen(head, grown);
      continue;
    }
    const next = join(fails, orUnreachable(leaves.breaks));
    const children = body && statement.body ? [{ offset: statement.body.offset, step: body.step }] : [];
    return {
      step: { ...test.step, before: head, after: next, children },
      next,
      leaves: joinLeaves(test.leaves, without(leaves, 'breaks', 'continues')),
    };
  }
}

/** A loop that reaches new contexts again and again pushes frames: nothing is known behind it. */
function widen(head: State, grown: State): State {
  if (head.kind === 'worlds' && grown.kind === 'worlds' && grown.worlds.length <= head.worlds.length) return grown;
  return anything('each round of a loop can change the context');
}

function runTry(context: Context, statement: StatementOf<'try_catch'>, before: State, around: Surroundings): Flow {
  const tried = runBody(context, statement.try, before, { ...around, guarded: true });
  const { throws, mayThrow } = tried.leaves;
  const entry = throws ?? (context.errors === 'possible' ? orUnreachable(mayThrow) : unreachableState);
  const caught = runBody(
    context,
    statement.catch,
    context.errors === 'predicted' ? mapWorlds(entry, catching) : entry,
    around,
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
      paths: outcomes(before, { kind: 'ok' }),
      children: [...tried.run.steps, ...caught.run.steps],
      calls: [],
    },
    next,
    leaves: joinLeaves(without(tried.leaves, 'throws', 'mayThrow'), caught.leaves),
  };
}

/** ERROR_NUMBER() is the number of the error that led here. */
function catching(world: World): World {
  return withVariable(world, caughtError, world.variables.get(lastError) ?? numberUnknown);
}

const numberUnknown: Value = { kind: 'unknown', because: 'data: the number of the error is not known' };

function withVariable(world: World, name: Folded, value: Value | undefined): World {
  if (value) return change(world, { variables: setVariable(world.variables, name, value) });
  return world.variables.has(name)
    ? change(world, { variables: internVariables(world.variables.delete(name)) })
    : world;
}

function mapWorlds(state: State, map: (world: World) => World): State {
  if (state.kind === 'anything') return state;
  const worlds = state.worlds.map(map);
  return worlds.every((world, i) => world === state.worlds[i]) ? state : stateOf(worlds);
}

/**
 * @@ERROR behind a statement (undefined: not known). Where it is 0 nothing is stored, so that most states stay as they
 * are.
 */
function withLastError(state: State, number: number | undefined): State {
  const value: Value = number === undefined ? numberUnknown : { kind: 'number', value: number };
  return mapWorlds(state, (world) => withVariable(world, lastError, number === 0 ? undefined : value));
}

/** @@ERROR behind statements that went on: 0, or what a string of EXEC reported; undefined: not known. */
function errorOf(list: readonly Outcome[]): number | undefined {
  if (list.some(({ kind }) => kind === 'unknown')) return undefined;
  const numbers = new Set(list.map((outcome) => (outcome.kind === 'error' ? outcome.number : 0)));
  const [number] = numbers;
  return numbers.size > 1 ? undefined : (number ?? 0);
}

/**
 * A statement without enclosed statements: each world on its own, then the bodies that it calls. XACT_ABORT leaves
 * RAISERROR alone.
 */
function runLeaf(context: Context, statement: Statement, before: State, around: Surroundings): Flow {
  if (before.kind === 'anything') {
    return {
      step: simpleStep(statement, before, before, []),
      next: before,
      leaves: around.guarded ? { mayThrow: before } : noLeaves,
    };
  }
  if (before.worlds.length === 0)
    return { step: simpleStep(statement, before, before, []), next: before, leaves: noLeaves };
  const effects = before.worlds.map((world) => ({ world, effect: stepWorld(context, statement, world) }));
  const { paths, calls, passed, refused, leaves } = runCalls(context, effects, around.guarded, runRoutine);
  let ways = leaves;
  const keeps = context.errors === 'predicted' && statement.kind !== 'if' && statement.kind !== 'while';
  let after = keeps
    ? withLastError(
        passed,
        errorOf(
          paths.map(({ outcome }) => outcome).filter((outcome) => !refused.some((one) => one.outcome === outcome)),
        ),
      )
    : passed;
  for (const { world, outcome } of refused) {
    const state = keeps ? withLastError(stateOf([world]), outcome.number ?? undefined) : stateOf([world]);
    if (outcome.endsScope) ways = joinLeaves(ways, { ends: state });
    else if (around.guarded) ways = joinLeaves(ways, { throws: state });
    else if (world.abortOnError && outcome.refusal.kind !== 'raised')
      ways = joinLeaves(ways, { aborts: stateOf([rolledBack(world)]) });
    else if (outcome.endsBatch) ways = joinLeaves(ways, { aborts: state });
    else after = join(after, state);
  }
  if (around.guarded) {
    const unsure = paths.filter(({ outcome }) => outcome.kind === 'unknown').map((path) => path.before);
    if (unsure.length > 0) ways = joinLeaves(ways, { throws: stateOf(unsure) });
    ways = joinLeaves(ways, { mayThrow: before });
  }
  return { step: { statement, before, after, paths, children: [], calls }, next: after, leaves: ways };
}
