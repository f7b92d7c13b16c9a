/** EXECUTE ('...') and sp_executesql: a batch of its own in the frame in effect (DYN-1 to DYN-10). */

import { lacking } from '../../../catalog/reason';
import type { StatementOf } from '../../../syntax/statement';
import { type Folded, fold } from '../../../text/name';
import { nestedTooDeep, nestingLimit } from '../../calls/module-frame';
import { behindUnknownBatch } from '../../calls/unknown-batch';
import { evaluate } from '../../evaluate/expression';
import { decideLinkedServer } from '../../judge/linked-server';
import { type Effect, failed, ok, type PlannedCall, type StepFunction, unknown } from '../../session/effect';
import { change, setVariable } from '../../session/make';
import type { Context, Frame, Return, Value, Variables, World } from '../../session/model';
import { enterScope, noVariables, withOwnFrame } from '../../session/scope';
import { impersonate } from './execute-as';

/** DYN-3. */
const dynamicUnknown = lacking(
  'value',
  'the text is not known before the script is run; the context is the same behind it',
);

export const stepExecuteString: StepFunction<StatementOf<'execute_string'>> = (context, statement, world) => {
  if (statement.at) {
    const outcome = decideLinkedServer(world, statement.at.name, statement.at.span, 'call');
    return outcome.kind === 'error' ? failed(world, outcome) : { outcome, after: world };
  }
  const text = evaluate(context, world, statement.text);
  const as = statement.as ? impersonate(context, world, statement.as.level, statement.as) : undefined;
  if (as?.outcome.kind === 'error') return as;
  if (text.kind === 'null') return { outcome: as?.outcome ?? { kind: 'ok' }, after: world }; // nothing is run
  if (text.kind !== 'string') {
    const inside = as ? change(world, { stack: as.after.stack }) : world;
    return notKnown(context, text, behindUnknownBatch(world, inside));
  }
  const effect = dynamic(context, world, text.value, noVariables, as && { frame: as.after.stack.frame });
  return as?.outcome.kind === 'unknown' ? { ...effect, outcome: as.outcome } : effect;
};

/** A text that is not known runs; its pieces are read, for what can be said of them without knowing the others. */
function notKnown(context: Context, text: Value | undefined, after: World): Effect {
  const pieces = text?.kind === 'unknown' ? text.known?.pieces : undefined;
  const effect = unknown(after, dynamicUnknown);
  return pieces === undefined
    ? effect
    : { ...effect, facts: [{ kind: 'text-in-pieces', body: context.definitions.parse(pieces) }] };
}

/**
 * Where else than here a dynamic batch runs: with a frame on top, in another database; the caller's variables that it
 * sets.
 */
interface Detour {
  readonly frame?: Frame | undefined;
  readonly database?: Folded | undefined;
  readonly outputs?: Return['outputs'];
}

/**
 * The planned call of a dynamic batch. Its references never chain (DYN-2); signatures of the enclosing module stay
 * (DYN-7).
 */
function dynamic(
  context: Context,
  world: World,
  text: string,
  variables: Variables,
  { frame, database, outputs = [] }: Detour = {},
): Effect {
  const body = context.definitions.parse(text);
  const call: PlannedCall = {
    kind: 'dynamic',
    module: undefined,
    name: text.length > 60 ? `${text.slice(0, 57)}...` : text,
    definition: undefined,
    body,
    ...(frame && { frame }),
    given: variables,
    enter: (from) => {
      if (from.scope.depth >= nestingLimit) return nestedTooDeep();
      const entered = enterScope(from, {
        kind: 'dynamic',
        keys: from.scope.keys,
        variables,
        outputs,
        ...(from.scope.caller && { caller: from.scope.caller }),
        ...(database !== undefined && { database }),
      });
      return frame ? withOwnFrame(entered, frame) : entered;
    },
  };
  return { outcome: { kind: 'ok' }, after: world, calls: [call] };
}

/**
 * sp_executesql @stmt, @params, values: constants are run, with their parameters (DYN-9); `database`: where, if not
 * here.
 */
export function executeSql(
  context: Context,
  statement: StatementOf<'execute'>,
  world: World,
  database?: Folded,
): Effect {
  const find = (names: readonly string[], position: number): StatementOf<'execute'>['arguments'][number] | undefined =>
    statement.arguments.find((one) => one.name !== undefined && names.includes(fold(one.name))) ??
    (statement.arguments[position]?.name === undefined ? statement.arguments[position] : undefined);
  const text = find(['@stmt', '@statement'], 0);
  const value = text && evaluate(context, world, text.value);
  if (value?.kind === 'null') return ok(world);
  if (value?.kind !== 'string') return notKnown(context, value, forgetOutputs(behindUnknownBatch(world), statement));
  const declared = find(['@params'], 1);
  const list = declared && evaluate(context, world, declared.value);
  return dynamic(context, world, value.value, parameters(context, world, list, statement), {
    database,
    outputs: outputsOf(statement, namesIn(list)),
  });
}

/**
 * @count = @n OUTPUT: the caller's variable gets the parameter's value; without a name the place says which parameter
 * is meant.
 */
function outputsOf(statement: StatementOf<'execute'>, names: readonly string[]): Return['outputs'] {
  return statement.arguments.flatMap(({ name, output, value }, position) => {
    const parameter = name ?? names[position - 2];
    return output && parameter !== undefined && value.kind === 'variable'
      ? [{ to: fold(value.name), from: fold(parameter) }]
      : [];
  });
}

/** The parameters that @params declares, in order. */
function namesIn(list: Value | undefined): readonly string[] {
  return list?.kind === 'string' ? [...list.value.matchAll(/@[\p{L}\p{N}_@#$]+/gu)].map(([name]) => name) : [];
}

/** Variables that a batch may set, where its text is not known. */
function forgetOutputs(world: World, statement: StatementOf<'execute'>): World {
  const names = statement.arguments.flatMap(({ output, value }) =>
    output && value.kind === 'variable' ? [value.name] : [],
  );
  if (names.length === 0) return world;
  const unknown: Value = { kind: 'unknown', because: lacking('value', 'dynamic SQL set it') };
  return change(world, {
    variables: names.reduce((table, name) => setVariable(table, fold(name), unknown), world.variables),
  });
}

function parameters(
  context: Context,
  world: World,
  list: Value | undefined,
  statement: StatementOf<'execute'>,
): Variables {
  return namesIn(list).reduce((table, name, index) => {
    const argument =
      statement.arguments.find((one) => one.name !== undefined && fold(one.name) === fold(name)) ??
      (statement.arguments[index + 2]?.name === undefined ? statement.arguments[index + 2] : undefined);
    return setVariable(
      table,
      fold(name),
      argument
        ? evaluate(context, world, argument.value)
        : { kind: 'unknown', because: lacking('value', `the value of ${name} is not known`) },
    );
  }, noVariables);
}
