import type { Frame, Run } from '../../engine/session/model';
import type { Expression } from '../../syntax/expression';
import type { Statement, StatementOf } from '../../syntax/statement';
import { noUses, type Uses } from '../../syntax/uses';
import { runStatementsOf } from '../../syntax/walk';
import { memo, once } from '../../text/memo';
import { fold, type Name } from '../../text/name';
import type { Span } from '../../text/span';
import { stepFinder } from '../routine';
import { rule, type StepFinding } from '../rule';
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
CREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS SELECT who FROM dbo.Log WHERE who = USER_NAME();`,
    `CREATE TABLE dbo.Log (who sysname);
GO
CREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS DECLARE @who sysname = SUSER_SNAME(); INSERT INTO dbo.Log (who) VALUES (@who);`,
    `CREATE TABLE dbo.Log (who sysname);
GO
GRANT INSERT ON dbo.Log TO clerk;
EXECUTE AS USER = 'clerk'; INSERT INTO dbo.Log (who) VALUES (CURRENT_USER); REVERT;`,
  ],
  good: [
    `CREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS SELECT total, SUSER_SNAME() FROM dbo.Orders;`,
    `CREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS DECLARE @who sysname = SUSER_SNAME(); PRINT @who;`,
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
  *routine(routine) {
    const stored = once(() => storedVariables(routine.run));
    for (const { step } of askingWho(routine.run.steps)) {
      const [first, ...others] = step.paths;
      if (!first || ![first, ...others].every(({ before }) => isElsebody(before.stack.frame))) continue;
      for (const { variable, value } of assignedIn(step.statement)) {
        if (!stored().has(fold(variable)) || value.kind !== 'call' || !isIdentity(value.name.name, value.args))
          continue;
        yield { ...told(value.name.name.toUpperCase(), value.span, first.before.stack.frame), at: step.statement };
      }
    }
  },
  concerns: ({ before, outcome }) => outcome.kind !== 'error' && isElsebody(before.stack.frame),
  *path({ before }, { step: { statement } }) {
    const { frame } = before.stack;
    const { builtins } = keptBy(statement, frame.origin === 'module' ? 'compared, too' : 'stored');
    if (builtins.some(({ name }) => name === 'ORIGINAL_LOGIN')) return;
    const named = builtins.find(({ name, args }) => isIdentity(name, args));
    if (named) yield told(named.name, named.span, frame);
  },
});

function told(name: string, span: Span, frame: Frame): StepFinding {
  return {
    span,
    message: `${name} answers with the impersonated principal here, not with who connected: ORIGINAL_LOGIN() does.`,
    related: pushedBy(frame),
  };
}

function isIdentity(name: string, args: readonly unknown[]): boolean {
  return names.has(name.toUpperCase()) && args.length === 0;
}

/** The variables whose values a routine puts into tables, folded. */
function storedVariables({ steps }: Run): ReadonlySet<string> {
  return new Set(storing(steps).flatMap(({ step: { statement } }) => storedBy(statement).map(fold)));
}

const storing = stepFinder(({ statement }) => storedBy(statement).length > 0);

function storedBy(statement: Statement): readonly Name[] {
  const isChange = statement.kind === 'insert' || statement.kind === 'update' || statement.kind === 'merge';
  return (isChange && statement.variables) || [];
}

const askingWho = stepFinder(({ statement }) => assigns.has(statement.kind) && asksWho(statement));

const assigns: ReadonlySet<Statement['kind']> = new Set(['declare', 'set_variable', 'select']);

const asksWho = memo((statement: Statement): boolean =>
  assignedIn(statement).some(({ value }) => value.kind === 'call' && isIdentity(value.name.name, value.args)),
);

/** What a statement puts into variables. */
function assignedIn(statement: Statement): readonly { readonly variable: Name; readonly value: Expression }[] {
  switch (statement.kind) {
    case 'declare':
      return statement.variables.flatMap(({ name: variable, initial: value }) => (value ? [{ variable, value }] : []));
    case 'set_variable':
      return [statement];
    case 'select':
      return statement.assignments;
    default:
      return [];
  }
}

const names: ReadonlySet<string> = new Set([
  'SUSER_SNAME',
  'SUSER_NAME',
  'SYSTEM_USER',
  'USER',
  'CURRENT_USER',
  'SESSION_USER',
  'USER_NAME',
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
      if (statement.into) return statement.uses;
      return which === 'stored' ? noUses : filtering(statement);
    default:
      return noUses;
  }
}

/** What a query asks behind its list of columns: in WHERE and the like. */
function filtering({ uses, columns, assignments, hasSource }: StatementOf<'select'>): Uses {
  const lists = [...columns.map(({ value }) => value), ...assignments.map(({ value }) => value)];
  if (!hasSource) return noUses;
  const end = Math.max(0, ...lists.map(({ span }) => span.end));
  return { ...uses, builtins: uses.builtins.filter(({ span }) => span.start > end) };
}

/** Whether it asks who it is in order to REVERT. */
function goesBack(statement: Statement): boolean {
  return [...runStatementsOf([{ offset: 0, node: statement }])].some(({ kind }) => kind === 'revert');
}
