/** A statement without enclosed statements: what it does in each world, the bodies that it starts, where its errors go. */
import { lacking } from '../../catalog/reason';
import type { Statement } from '../../syntax/statement';
import type { Folded } from '../../text/name';
import { rolledBack } from '../calls/transactions';
import { ifCertain } from '../judge/certain';
import { caughtError, lastError } from '../session/error-variables';
import { join, stateOf } from '../session/join';
import { anything, change, setVariable } from '../session/make';
import type { Context, Outcome, Path, State, Step, Value, World } from '../session/model';
import { internVariables } from '../session/variable-tables';
import { stepWorld } from '../step/index';
import type { RunRoutine } from './body';
import { runCalls, withoutCalls } from './call';
import { type Flow, joinLeaves, noLeaves } from './flow';

/**
 * A statement without enclosed statements: each world on its own, then the bodies that it calls. XACT_ABORT leaves
 * RAISERROR alone.
 */
export function* runLeaf(
  context: Context,
  statement: Statement,
  before: State,
  runRoutine: RunRoutine,
): Generator<undefined, Flow> {
  const { guarded } = context;
  if (before.kind === 'anything') {
    return {
      step: simpleStep(statement, before, before, []),
      next: before,
      leaves: guarded ? { mayThrow: before } : noLeaves,
    };
  }
  if (before.worlds.length === 0)
    return { step: simpleStep(statement, before, before, []), next: before, leaves: noLeaves };
  const effects = before.worlds.map((world) => ({
    world,
    effect: ifCertain(world, stepWorld(context, statement, world)),
  }));
  const plain = effects.length === 1 ? withoutCalls(effects[0]!) : undefined;
  const { paths, calls, passed, refused, leaves } = plain ?? (yield* runCalls(context, effects, runRoutine));
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
    if (outcome.informational) after = join(after, keeps ? withLastError(stateOf([world]), 0) : stateOf([world]));
    else if (outcome.endsScope) ways = joinLeaves(ways, { ends: state });
    else if (guarded) ways = joinLeaves(ways, { throws: state });
    else if (world.abortOnError && outcome.refusal.kind !== 'raised')
      ways = joinLeaves(ways, { aborts: stateOf([rolledBack(world)]) });
    else if (outcome.endsBatch) ways = joinLeaves(ways, { aborts: state });
    else after = join(after, state);
  }
  if (guarded) {
    // Where every statement may throw, those that are not sure to be refused lead to CATCH with all others.
    const unsure =
      context.errors === 'possible'
        ? []
        : paths.filter(({ outcome }) => outcome.kind === 'unknown').map((path) => path.before);
    if (unsure.length > 0) ways = joinLeaves(ways, { throws: stateOf(unsure) });
    ways = joinLeaves(ways, { mayThrow: before });
  }
  if (statement.unread === 'may switch the context') after = anything(switchedUnread);
  return { step: { statement, before, after, paths, children: noSteps, calls }, next: after, leaves: ways };
}

const switchedUnread = lacking(
  'effort',
  'nested too deeply: a statement before it is not followed, and may have switched the context',
);

const noSteps: Step['children'] = [];
const noCalls: Step['calls'] = [];

export function simpleStep(statement: Statement, before: State, after: State, paths: readonly Path[]): Step {
  return { statement, before, after, paths, children: noSteps, calls: noCalls };
}

/** ERROR_NUMBER() is the number of the error that led here. */
export function catching(world: World): World {
  return withVariable(world, caughtError, world.variables.get(lastError) ?? numberUnknown);
}

const numberUnknown: Value = { kind: 'unknown', because: lacking('value', 'the number of the error is not known') };

export function withVariable(world: World, name: Folded, value: Value | undefined): World {
  if (value) return change(world, { variables: setVariable(world.variables, name, value) });
  return world.variables.has(name)
    ? change(world, {
        variables: internVariables(world.variables.delete(name), { from: world.variables, names: [name] }),
      })
    : world;
}

export function mapWorlds(state: State, map: (world: World) => World): State {
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
