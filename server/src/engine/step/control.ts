/** What is left of control flow for a single world: errors that are raised, transactions, options, cursors. */
import type { StatementOf } from '../../syntax/statement';
import { checkUses } from '../check-uses';
import { type Effect, type StepFunction, failed } from '../effect';
import { change } from '../make';
import type { World } from '../model';
import { refusalWithoutNumber } from '../outcome';
import { onServer, settle } from '../require';
import { alterTable } from './data';
import { judged } from './judged';

const done = (world: World): Effect => ({ outcome: { kind: 'ok' }, after: world });

/** IF, WHILE, RETURN, PRINT: only what their expressions touch. */
export const stepUses: StepFunction<StatementOf<'if' | 'while' | 'return' | 'print'>> = (context, statement, world) =>
  judged(world, checkUses(context, world, statement.uses), () => done(world));

/** THROW ends the batch, or goes to CATCH. */
export const stepThrow: StepFunction<StatementOf<'throw'>> = (_, statement, world) =>
  failed(world, {
    ...refusalWithoutNumber(statement.rethrow ? 'THROW raises the caught error again.' : 'THROW raises an error.', statement.span, { kind: 'raised' }),
    endsBatch: true,
  });

/** RAISERROR of severity 11 and more is an error; WITH LOG needs sysadmin or ALTER TRACE (2778). */
export const stepRaiseError: StepFunction<StatementOf<'raiserror'>> = (context, statement, world) => {
  if (statement.options.includes('LOG')) {
    return settle(world, statement.span, [onServer(world, 'ALTER TRACE', 2778, ['WITH LOG', 'RAISERROR'])], () => raise(statement, world));
  }
  return judged(world, checkUses(context, world, statement.uses), () => raise(statement, world));
};

function raise({ severity, span }: StatementOf<'raiserror'>, world: World): Effect {
  if (severity === undefined) return { outcome: { kind: 'unknown', because: 'data: the severity is not known' }, after: world };
  if (severity <= 10) return done(world);
  return failed(world, { ...refusalWithoutNumber(`RAISERROR raises an error of severity ${severity}.`, span, { kind: 'raised' }), endsBatch: severity >= 20 });
}

/** SET options. IDENTITY_INSERT needs ALTER on the table, never chained, and its refusal ends the batch (1088). */
export const stepSetOption: StepFunction<StatementOf<'set_option'>> = (_, statement, world) => {
  const { options, value, table } = statement;
  if (options.includes('XACT_ABORT')) return done(change(world, { abortOnError: value === 'ON' }));
  if (!table || !options.includes('IDENTITY_INSERT')) return done(world);
  const effect = alterTable(world, table, statement);
  return effect.outcome.kind === 'error' ? { ...effect, outcome: { ...effect.outcome, endsBatch: true } } : effect;
};
