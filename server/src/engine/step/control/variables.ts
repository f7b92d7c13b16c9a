/** DECLARE, SET and SELECT @x = ...: constants are followed through a batch (UNK-2, UNK-3). */

import { lacking } from '../../../catalog/reason';
import type { Expression } from '../../../syntax/expression';
import type { StatementOf } from '../../../syntax/statement';
import { fold, type Name } from '../../../text/name';
import { withFunctions } from '../../calls/functions';
import { evaluate } from '../../evaluate/expression';
import { inPieces } from '../../evaluate/pieces';
import type { Row } from '../../evaluate/row';
import { divideByZero } from '../../judge/divide-by-zero';
import { settle } from '../../judge/needs';
import { refusedCollection, typeInUse } from '../../judge/references';
import { decideUses, worst } from '../../judge/uses';
import { failed, ok, type StepFunction } from '../../session/effect';
import { change, setVariable } from '../../session/make';
import type { Context, Fact, Outcome, Value, World } from '../../session/model';

export const stepDeclare: StepFunction<StatementOf<'declare'>> = (context, statement, world) =>
  settle(world, statement.span, [worst([declared(world, statement), decideUses(context, world, statement.uses)])], () =>
    withFunctions(
      context,
      world,
      statement.uses,
      ok(
        statement.variables.reduce((one, { name, initial, type }) => {
          if (type === 'table' || type === 'cursor' || !context.tracked.has(fold(name))) return one;
          const value: Value = initial ? storable(evaluate(context, one, initial)) : { kind: 'null' };
          return change(one, { variables: setVariable(one.variables, fold(name), value) });
        }, world),
      ),
    ),
  );

/** A variable of xml(collection) needs EXECUTE on the collection, one of a table type on the type (229, PERM-18). */
function declared(world: World, { variables }: StatementOf<'declare'>): Outcome {
  return worst(
    variables.flatMap(({ type, span }) => {
      if (type === 'table' || type === 'cursor') return [];
      const asked = type.startsWith('xml(')
        ? refusedCollection(world, type, span, 'EXECUTE')
        : typeInUse(world, type, span);
      return asked ?? [];
    }),
  );
}

export const stepSetVariable: StepFunction<StatementOf<'set_variable'>> = (context, statement, world) =>
  settle(world, statement.span, [decideUses(context, world, statement.uses)], () => {
    const divided = divideByZero(context, world, [statement.value]);
    if (divided) return failed(world, divided);
    const lost = cookieLost(world, statement.variable);
    return withFunctions(context, world, statement.uses, {
      outcome: { kind: 'ok' },
      after: assign(context, world, statement.variable, statement.operator, statement.value),
      ...(lost && { facts: [lost] }),
    });
  });

/** The world after an assignment: from nothing but the expression, or from a row of a query. */
export function assign(
  context: Context,
  world: World,
  variable: Name,
  operator: string,
  value: Expression,
  row?: Row | 'unknown',
): World {
  const key = fold(variable);
  if (!context.tracked.has(key)) return world;
  const made =
    row === 'unknown'
      ? ({ kind: 'unknown', because: lacking('value', 'the value comes from a query') } as const)
      : combined(world.variables.get(key), operator, evaluate(context, world, value, row));
  return change(world, { variables: setVariable(world.variables, key, storable(made)) });
}

function combined(old: Value | undefined, operator: string, value: Value): Value {
  if (operator === '=') return value;
  if (operator === '+=' && old?.kind === 'string' && value.kind === 'string')
    return { kind: 'string', value: old.value + value.value };
  if (operator === '+=' && old?.kind === 'number' && value.kind === 'number')
    return { kind: 'number', value: old.value + value.value };
  const pieces = operator === '+=' && old ? inPieces([old, value]) : undefined;
  if (pieces) return pieces;
  return { kind: 'unknown', because: lacking('value', 'the value is not followed') };
}

const longest = 65_536;

/** Conditions are no values; a string that grows without end is let go. */
function storable(value: Value): Value {
  if (value.kind === 'boolean') return { kind: 'unknown', because: lacking('value', 'the value is not followed') };
  if (value.kind === 'string' && value.value.length > longest)
    return { kind: 'unknown', because: lacking('value', 'the string is too long to be followed') };
  return value;
}

/** The variable that holds the cookie of a frame is written again. */
export function cookieLost(world: World, variable: Name): Fact | undefined {
  const value = world.variables.get(fold(variable));
  return value?.kind === 'cookie' && world.stack.frame.guard.cookie === value.of
    ? { kind: 'cookie-lost', variable }
    : undefined;
}
