import type { Frame } from '../../engine/session/model';
import type { Statement } from '../../syntax/statement';
import { noUses, type Uses } from '../../syntax/uses';
import { runStatementsOf } from '../../syntax/walk';
import { rule } from '../rule';
import { pushedBy } from '../words';

export const identityUnderImpersonation = rule({
  id: 'identity-under-impersonation',
  severity: 'warning',
  serverErrors: [],
  summary: 'The name of the impersonated principal is stored or compared as if it were the user.',
  why: 'SUSER_SNAME(), SYSTEM_USER, CURRENT_USER and their like answer with the impersonated name. In a module with an EXECUTE AS clause that is the same for everybody, so an audit column says nothing, and a comparison always comes out the same.',
  advice: 'ORIGINAL_LOGIN() says who connected; or read the name before EXECUTE AS, in an outer module or a parameter.',
  bad: [
    `CREATE TABLE dbo.Log (who sysname);
GO
CREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS INSERT INTO dbo.Log (who) VALUES (SUSER_SNAME());`,
    `CREATE PROCEDURE dbo.p WITH EXECUTE AS 'clerk' AS IF SYSTEM_USER = 'amy' PRINT 'amy';`,
    `CREATE TABLE dbo.Log (who sysname);
GO
GRANT INSERT ON dbo.Log TO clerk;
EXECUTE AS USER = 'clerk'; INSERT INTO dbo.Log (who) VALUES (CURRENT_USER); REVERT;`,
  ],
  good: [
    `CREATE TABLE dbo.Log (who sysname);
GO
CREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS INSERT INTO dbo.Log (who) VALUES (ORIGINAL_LOGIN());`,
    `CREATE TABLE dbo.Log (who sysname);
GO
CREATE PROCEDURE dbo.p AS INSERT INTO dbo.Log (who) VALUES (SUSER_SNAME());`,
    `CREATE PROCEDURE dbo.p WITH EXECUTE AS 'clerk' AS SELECT USER_NAME() AS me;`,
    `CREATE TABLE dbo.Log (who sysname);
GO
CREATE PROCEDURE dbo.p WITH EXECUTE AS 'clerk' AS BEGIN EXECUTE AS CALLER; INSERT INTO dbo.Log (who) VALUES (SUSER_SNAME()); REVERT; END;`,
    `CREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS BEGIN EXECUTE AS USER = 'clerk'; SELECT 1; IF CURRENT_USER = 'clerk' REVERT; END;`,
    `EXECUTE AS USER = 'clerk'; SELECT USER_NAME(); REVERT;`,
  ],
  rulebook: ['TOK-30', 'TOK-37', 'TOK-38'],
  onEveryPath: true,
  *path({ before, outcome }, { step: { statement } }) {
    const { frame } = before.stack;
    if (outcome.kind === 'error' || !isElsebody(frame)) return;
    const { builtins } = keptBy(statement, frame.origin === 'module' ? 'compared, too' : 'stored');
    if (builtins.some(({ name }) => name === 'ORIGINAL_LOGIN')) return;
    const named = builtins.find(({ name, args }) => names.has(name) && args.length === 0);
    if (named)
      yield {
        span: named.span,
        message: `${named.name} answers with the impersonated principal here, not with who connected: ORIGINAL_LOGIN() does.`,
        related: pushedBy(frame),
      };
  },
});

const names: ReadonlySet<string> = new Set([
  'SUSER_SNAME',
  'SUSER_NAME',
  'SYSTEM_USER',
  'USER',
  'CURRENT_USER',
  'SESSION_USER',
]);

function isElsebody({ origin }: Frame): boolean {
  return origin === 'module' || origin === 'user' || origin === 'login' || origin === 'setuser';
}

/** What a statement stores, or also what it decides by. */
function keptBy(statement: Statement, which: 'stored' | 'compared, too'): Uses {
  switch (statement.kind) {
    case 'insert':
    case 'update':
    case 'merge':
      return statement.uses;
    case 'if':
    case 'while':
      return which === 'stored' || goesBack(statement) ? noUses : statement.uses;
    case 'delete':
      return which === 'stored' ? noUses : statement.uses;
    case 'select':
      return statement.into ? statement.uses : noUses;
    default:
      return noUses;
  }
}

/** Whether it asks who it is in order to REVERT. */
function goesBack(statement: Statement): boolean {
  return [...runStatementsOf([{ offset: 0, node: statement }])].some(({ kind }) => kind === 'revert');
}
