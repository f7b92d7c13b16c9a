import { rule } from '../rule';
import { principalOf } from './quoted-principal-name';

export const principalNotStatic = rule({
  id: 'principal-not-static',
  severity: 'information',
  serverErrors: [],
  summary: 'Who is impersonated is not known before the script is run.',
  why: 'The name comes from a variable whose value is not in the scripts, so nothing that runs as it can be checked.',
  advice: 'Name the principal, or test the variable against the names that are meant before EXECUTE AS.',
  bad: [
    `CREATE PROCEDURE dbo.p @who sysname AS BEGIN EXECUTE AS USER = @who; SELECT 1; REVERT; END;`,
    `DECLARE @who sysname; SELECT @who = name FROM sys.database_principals WHERE principal_id > 5; EXECUTE AS USER = @who; REVERT;`,
  ],
  good: [
    `DECLARE @who sysname = N'clerk'; EXECUTE AS USER = @who; REVERT;`,
    `EXECUTE AS USER = 'clerk'; REVERT;`,
    `CREATE PROCEDURE dbo.p @who sysname AS IF @who = 'clerk' BEGIN EXECUTE AS USER = @who; SELECT 1; REVERT; END;`,
  ],
  rulebook: ['UNK-2', 'CTX-1'],
  onEveryPath: true,
  *path({ outcome }, { step: { statement } }) {
    const principal = principalOf(statement);
    if (principal === undefined || principal.kind === 'string' || outcome.kind !== 'unknown') return;
    if (outcome.because.lack === 'value')
      yield { span: principal.span, message: 'Who is impersonated here is not known before the script is run.' };
  },
});
