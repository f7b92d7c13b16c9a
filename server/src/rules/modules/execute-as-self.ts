import { rule } from '../rule';

export const executeAsSelf = rule({
  id: 'execute-as-self',
  severity: 'warning',
  serverErrors: [],
  summary: 'The module runs as whoever deployed it.',
  why: 'SELF is frozen at CREATE or ALTER as the principal that ran the statement: dbo for a sysadmin, somebody else for the next author.',
  advice: 'OWNER, or a named user with the permissions that the module needs.',
  bad: ['CREATE PROCEDURE dbo.p WITH EXECUTE AS SELF AS SELECT 1;'],
  good: ['CREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS SELECT 1;'],
  rulebook: ['MOD-3'],
  *step({ statement }) {
    if (statement.kind === 'create_module' && statement.executeAs?.kind === 'self')
      yield {
        span: statement.executeAs.span,
        message: 'EXECUTE AS SELF runs as whoever creates or last altered the module.',
      };
  },
});
