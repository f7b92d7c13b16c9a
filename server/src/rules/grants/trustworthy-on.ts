import { switchedOn } from '../database-options';
import { rule } from '../rule';
import { withServerText } from '../words';

export const trustworthyOn = rule({
  id: 'trustworthy-on',
  severity: 'warning',
  serverErrors: [15309],
  summary: 'TRUSTWORTHY is turned on.',
  why: 'From now on every token made in this database is vouched for by its owner: who is db_owner here can become what the owner is elsewhere. msdb is installed so; model and tempdb refuse it (15309).',
  advice: 'Leave it OFF and sign the modules that need to leave the database.',
  bad: [
    'ALTER DATABASE shop SET TRUSTWORTHY ON;',
    'ALTER DATABASE CURRENT SET TRUSTWORTHY ON;',
    'CREATE DATABASE loud WITH TRUSTWORTHY ON;',
    'ALTER DATABASE model SET TRUSTWORTHY ON;',
    'ALTER DATABASE tempdb SET TRUSTWORTHY ON;',
  ],
  good: [
    'ALTER DATABASE shop SET TRUSTWORTHY OFF;',
    'ALTER DATABASE msdb SET TRUSTWORTHY ON;',
    'ALTER DATABASE model SET TRUSTWORTHY OFF;',
    'CREATE DATABASE quiet WITH TRUSTWORTHY OFF;',
  ],
  rulebook: ['XDB-15', 'XDB-40', 'ESC-1'],
  statements: ['alter_database', 'create_database'],
  *refusal({ outcome }, { step: { statement } }) {
    if (outcome.kind !== 'error' || outcome.number !== 15309 || statement.kind !== 'alter_database') return;
    if (!statement.options.some(({ name, value }) => name === 'TRUSTWORTHY' && value?.toUpperCase() === 'ON')) return;
    yield {
      span: outcome.span,
      message: withServerText('model and tempdb cannot be made TRUSTWORTHY.', outcome),
      severity: 'error',
    };
  },
  *step(step) {
    const on = switchedOn(step, 'TRUSTWORTHY');
    if (on && on.database !== 'msdb')
      yield {
        span: on.option.span,
        message: "TRUSTWORTHY ON makes the database's owner vouch for every impersonation made in it.",
      };
  },
});
