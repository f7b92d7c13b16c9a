import type { World } from '../../engine/session/model';
import { fold, type Name } from '../../text/name';
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
    `CREATE PROCEDURE dbo.p @who sysname = NULL AS BEGIN IF @who IS NOT NULL EXECUTE AS USER = @who; SELECT 1; IF @who IS NOT NULL REVERT; END;`,
  ],
  rulebook: ['UNK-2', 'CTX-1'],
  onEveryPath: true,
  statements: ['execute_as', 'execute_string'],
  *path({ before, outcome }, { step: { statement } }) {
    const principal = principalOf(statement);
    if (principal === undefined || principal.kind === 'string' || outcome.kind !== 'unknown') return;
    if (principal.kind === 'variable' && isTested(before, principal.name)) return;
    if (outcome.because.lack === 'value')
      yield { span: principal.span, message: 'Who is impersonated here is not known before the script is run.' };
  },
});

/** Whether the script has looked at the value before: its author knows that it may be one or another. */
function isTested({ variables }: World, name: Name): boolean {
  const value = variables.get(fold(name));
  return value?.kind === 'unknown' && Object.keys(value.known?.tests ?? {}).length > 0;
}
