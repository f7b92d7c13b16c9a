import type { BuiltinUse } from '../../syntax/uses';
import { rule } from '../rule';
import { pushedBy } from '../words';

export const azureLoginFunction = rule({
  id: 'azure-login-function',
  severity: 'information',
  serverErrors: [],
  summary: 'The name of the login is asked for under impersonation, in Azure SQL Database.',
  why: 'Azure SQL Database knows no logins in a user database, and refused SUSER_SNAME() and SYSTEM_USER in an impersonated frame with message 40529, at least for some years.',
  advice: 'USER_NAME() for the impersonated user, ORIGINAL_LOGIN() for who connected; try them there.',
  bad: [
    `EXECUTE AS USER = 'clerk'; SELECT SUSER_SNAME(); REVERT;`,
    `CREATE PROCEDURE dbo.p WITH EXECUTE AS 'clerk' AS SELECT SYSTEM_USER AS me;`,
  ],
  good: [
    `EXECUTE AS USER = 'clerk'; SELECT USER_NAME(); REVERT;`,
    `SELECT SUSER_SNAME();`,
    `EXECUTE AS USER = 'clerk'; SELECT ORIGINAL_LOGIN(); REVERT;`,
  ],
  version: 'azure-sql-database',
  rulebook: ['AZ-14'],
  onEveryPath: true,
  concerns: ({ before }) => before.catalog.version === 'azure-sql-database',
  *path({ before, outcome }, { step: { statement } }) {
    const { frame } = before.stack;
    if (outcome.kind === 'error') return;
    if (frame.origin !== 'user' && frame.origin !== 'module') return;
    const named = ('uses' in statement ? statement.uses.builtins : []).find(isLoginName);
    if (named)
      yield {
        span: named.span,
        message: `${named.name} may be refused (40529) while a user is impersonated in Azure SQL Database.`,
        related: pushedBy(frame),
      };
  },
});

const loginNames: ReadonlySet<string> = new Set(['SUSER_SNAME', 'SUSER_NAME', 'SYSTEM_USER', 'SUSER_ID', 'SUSER_SID']);

function isLoginName({ name, args }: BuiltinUse): boolean {
  return loginNames.has(name) && args.length === 0;
}
