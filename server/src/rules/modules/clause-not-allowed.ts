import { rule } from '../rule';
import { refused, withServerText } from '../words';

export const clauseNotAllowed = rule({
  id: 'clause-not-allowed',
  severity: 'error',
  serverErrors: [1083],
  summary: 'An EXECUTE AS clause where there can be none, or not this one.',
  why: 'An inline table-valued function and a view are part of the query that reads them and have no context of their own; a trigger of the database or the server has no owner to run as; a queue has no caller.',
  advice: 'Leave the clause out, write a function with a body, or name a user; a queue can also run as SELF or OWNER.',
  bad: [
    `CREATE FUNCTION dbo.f() RETURNS TABLE WITH EXECUTE AS OWNER AS RETURN (SELECT 1 AS a);`,
    `CREATE TRIGGER made ON DATABASE WITH EXECUTE AS OWNER FOR CREATE_TABLE AS PRINT 'made';`,
  ],
  good: [
    `CREATE FUNCTION dbo.f() RETURNS TABLE AS RETURN (SELECT 1 AS a);`,
    `CREATE FUNCTION dbo.f() RETURNS int WITH EXECUTE AS OWNER AS BEGIN RETURN 1; END;`,
    `CREATE TRIGGER made ON DATABASE WITH EXECUTE AS 'clerk' FOR CREATE_TABLE AS PRINT 'made';`,
  ],
  rulebook: ['MOD-1', 'ENT-8'],
  *refusal(path, { step: { statement } }) {
    const hit = refused(path, 'clause');
    if (!hit) return;
    const span = statement.kind === 'create_module' ? statement.executeAs?.span : undefined;
    const { because } = hit.refusal;
    yield {
      span: span ?? hit.outcome.span,
      message: withServerText(`${because.charAt(0).toUpperCase()}${because.slice(1)}.`, hit.outcome),
    };
  },
});
