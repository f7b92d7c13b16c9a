/** What is left of control flow for a single world: errors that are raised, transactions, options, cursors. */

import { severityOf } from '../../../catalog/messages';
import { lacking } from '../../../catalog/reason';
import type { Statement, StatementOf } from '../../../syntax/statement';
import type { Span } from '../../../text/span';
import { withFunctions } from '../../calls/functions';
import { evaluate } from '../../evaluate/expression';
import { divideByZero } from '../../judge/divide-by-zero';
import { onDatabase, onServer, settle } from '../../judge/needs';
import { decideUses } from '../../judge/uses';
import { type Effect, failed, ok, type StepFunction, unknown } from '../../session/effect';
import { caughtError } from '../../session/error-variables';
import { change, makeSession, setVariable } from '../../session/make';
import * as messages from '../../session/messages';
import type { Context, ErrorOutcome, World } from '../../session/model';
import { returnStatus } from '../../session/scope';
import { refusalWithoutNumber } from '../../session/server-error';
import { alterTable } from '../data/data';

/** IF, WHILE, RETURN, PRINT: only what their expressions touch, and the functions that they call (MOD-26). */
export const stepUses: StepFunction<StatementOf<'if' | 'while' | 'return' | 'print'>> = (context, statement, world) =>
  settle(world, statement.span, [decideUses(context, world, statement.uses)], () => {
    const value = statement.kind === 'print' || statement.kind === 'return' ? statement.value : undefined;
    const divided = divideByZero(context, world, [value]);
    const after = statement.kind === 'return' ? returning(context, statement, world) : world;
    return divided ? failed(world, divided) : withFunctions(context, world, statement.uses, ok(after));
  });

/** RETURN [n] of a procedure whose caller looks at its status: EXEC @rc = p. */
function returning(context: Context, { value }: StatementOf<'return'>, world: World): World {
  if (!world.scope.returned.includes(returnStatus)) return world;
  return change(world, {
    variables: setVariable(
      world.variables,
      returnStatus,
      value ? evaluate(context, world, value) : { kind: 'number', value: 0 },
    ),
  });
}

/** THROW ends the batch, or goes to CATCH. Without arguments it raises again what was caught. */
export const stepThrow: StepFunction<StatementOf<'throw'>> = (context, statement, world) => {
  const number = statement.number && evaluate(context, world, statement.number);
  const text = statement.message && evaluate(context, world, statement.message);
  const does = statement.number ? 'THROW raises an error.' : 'THROW raises the caught error again.';
  const words = text?.kind === 'string' ? text.value : does;
  const caught = statement.number ? number : world.variables.get(caughtError);
  return failed(world, {
    ...raised(caught?.kind === 'number' ? caught.value : null, words, statement.span),
    endsBatch: true,
  });
};

function raised(number: number | null, words: string, span: Span): ErrorOutcome {
  return { ...refusalWithoutNumber(words, span, { kind: 'raised' }), number };
}

/** RAISERROR of severity 11 and more is an error; WITH LOG needs sysadmin or ALTER TRACE (2778). */
export const stepRaiseError: StepFunction<StatementOf<'raiserror'>> = (context, statement, world) => {
  if (statement.options.includes('LOG')) {
    const severity = statement.severity && evaluate(context, world, statement.severity);
    const high = severity?.kind === 'number' && severity.value >= 19;
    const need = high
      ? onServer(world, 'ALTER TRACE', messages.onlySysadminSeverity(18))
      : onServer(world, 'ALTER TRACE', messages.onlyAdministratorOption('WITH LOG', 'RAISERROR'));
    return settle(world, statement.span, [need], () => raise(context, statement, world));
  }
  return settle(world, statement.span, [decideUses(context, world, statement.uses)], () =>
    raise(context, statement, world),
  );
};

/** A text is message 50000; a number is that of the message. */
function raise(context: Context, statement: StatementOf<'raiserror'>, world: World): Effect {
  const severity = statement.severity && evaluate(context, world, statement.severity);
  if (severity?.kind !== 'number') return unknown(world, lacking('value', 'the severity is not known'));
  const message = statement.message && evaluate(context, world, statement.message);
  // -1: that of the message
  const level = severity.value < 0 && message?.kind === 'number' ? severityOf(message.value) : severity.value;
  if (level <= 10) return ok(world);
  const words = message?.kind === 'string' ? message.value : `RAISERROR raises an error of severity ${level}.`;
  const number = message?.kind === 'number' ? message.value : 50000; // what is not known is a text in all likelihood: numbers are for messages of one's own
  return failed(world, { ...raised(number, words, statement.span), endsBatch: level >= 20 });
}

/** They show plans to those who may see them (262). */
const showsPlans = /^(SHOWPLAN_(XML|ALL|TEXT)|STATISTICS (XML|PROFILE))$/;

const stopsRunning = (option: string): boolean => option === 'NOEXEC' || option === 'PARSEONLY';

function setIdle(world: World, on: boolean): World {
  const { idle: _, ...session } = world.session;
  return change(world, { session: makeSession(on ? { ...session, idle: true } : session) });
}

/** Whether the statement is only read: NOEXEC or PARSEONLY is on, and this is not what switches it off. */
export function isIdle(statement: Statement, world: World): boolean {
  return world.session.idle === true && !(statement.kind === 'set_option' && statement.options.some(stopsRunning));
}

/** SET options. IDENTITY_INSERT needs ALTER on the table, never chained, and its refusal ends the batch (1088). */
export const stepSetOption: StepFunction<StatementOf<'set_option'>> = (_, statement, world) => {
  const { options, value, table } = statement;
  if (options.some(stopsRunning)) return ok(setIdle(world, value === 'ON'));
  if (options.includes('XACT_ABORT')) return ok(change(world, { abortOnError: value === 'ON' }));
  if (value === 'ON' && options.some((one) => showsPlans.test(one))) {
    const database = world.catalog.databases.get(world.database)?.name ?? world.database;
    return settle(
      world,
      statement.span,
      [onDatabase(world, 'SHOWPLAN', messages.deniedInDatabase('SHOWPLAN', database))],
      () => ok(world),
    );
  }
  if (!table || !options.includes('IDENTITY_INSERT')) return ok(world);
  const effect = alterTable(world, table, statement);
  return effect.outcome.kind === 'error' ? { ...effect, outcome: { ...effect.outcome, endsBatch: true } } : effect;
};
