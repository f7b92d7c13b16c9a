import { fold } from '../../text/name';
import { systemCall } from '../calls';
import { switchedOn } from '../database-options';
import { rule } from '../rule';
import { wayThrough } from '../ways';

const option = 'cross db ownership chaining';

export const dbChainingOn = rule({
  id: 'db-chaining-on',
  severity: 'warning',
  serverErrors: [],
  summary: 'Cross-database ownership chaining is turned on.',
  why: 'Whoever owns objects here through the same login reads and writes the other database without a permission there. The option of the server does so for every two databases.',
  advice: 'Sign the modules that need the other database.',
  bad: [
    'ALTER DATABASE shop SET DB_CHAINING ON;',
    'CREATE DATABASE linked WITH DB_CHAINING ON;',
    "EXEC sp_configure 'cross db ownership chaining', 1;",
    "EXEC sys.sp_configure @configname = 'cross db', @configvalue = 1;",
  ],
  good: [
    'ALTER DATABASE shop SET DB_CHAINING OFF;',
    "EXEC sp_configure 'cross db ownership chaining', 0;",
    "EXEC sp_configure 'cross db ownership chaining';",
    'ALTER DATABASE msdb SET DB_CHAINING ON;',
    'ALTER DATABASE master SET DB_CHAINING ON;',
  ],
  rulebook: ['CHN-9', 'ESC-11'],
  statements: ['alter_database', 'create_database', 'execute'],
  *step(step) {
    const on = switchedOn(step, 'DB_CHAINING');
    if (on && on.database !== 'msdb')
      yield { span: on.option.span, message: 'DB_CHAINING ON lets ownership chains cross databases.' };
    const way = wayThrough(step);
    const call = way && systemCall(step.statement, way.path?.before);
    if (call?.name !== 'sp_configure') return;
    const name = fold(call.text('@configname', 0) ?? '');
    // A part of the name is enough, where no other option has it.
    if (name.length >= 'cross'.length && option.includes(name) && call.number('@configvalue', 1) === 1)
      yield {
        span: call.span('@configname', 0),
        message: `'${option}' lets ownership chains cross from every database to every other.`,
      };
  },
});
