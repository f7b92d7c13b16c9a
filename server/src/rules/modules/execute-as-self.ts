import { rule } from '../rule';

export const executeAsSelf = rule({
  id: 'execute-as-self',
  severity: 'warning',
  serverErrors: [],
  summary: 'The module, or what a queue starts, runs as whoever deployed it.',
  why: 'SELF is frozen at CREATE or ALTER as the principal that ran the statement: dbo for a sysadmin, somebody else for the next author.',
  advice: 'OWNER, or a named user with the permissions that the module needs.',
  bad: [
    'CREATE PROCEDURE dbo.p WITH EXECUTE AS SELF AS SELECT 1;',
    'CREATE QUEUE dbo.q WITH ACTIVATION (PROCEDURE_NAME = dbo.AsClerk, MAX_QUEUE_READERS = 1, EXECUTE AS SELF);',
  ],
  good: [
    'CREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS SELECT 1;',
    `CREATE QUEUE dbo.q WITH ACTIVATION (PROCEDURE_NAME = dbo.AsClerk, MAX_QUEUE_READERS = 1, EXECUTE AS 'clerk');`,
    'CREATE QUEUE dbo.q;',
  ],
  rulebook: ['MOD-3', 'ENT-1'],
  statements: ['create_module', 'queue'],
  *step({ statement }) {
    if (statement.kind === 'create_module' && statement.executeAs?.kind === 'self')
      yield {
        span: statement.executeAs.span,
        message: 'EXECUTE AS SELF runs as whoever creates or last altered the module.',
      };
    if (statement.kind !== 'queue' || !statement.activation?.procedure) return;
    const { executeAs, span } = statement.activation;
    if (executeAs?.kind === 'self')
      yield {
        span: executeAs.span,
        message: 'EXECUTE AS SELF: the queue starts the procedure as whoever creates or last altered the queue.',
      };
    else if (!executeAs && statement.action === 'create')
      yield {
        span,
        message: 'Without an EXECUTE AS clause the queue starts the procedure as whoever creates the queue.',
      };
  },
});
