import { rule } from '../rule';
import { pushedBy, refused, withServerText } from '../words';

export const ownerNotSingle = rule({
  id: 'owner-not-single',
  severity: 'error',
  serverErrors: [15517],
  summary: 'The module runs as an owner that nobody can be.',
  why: 'EXECUTE AS OWNER is resolved when the module runs; a role, a group or an application role cannot be impersonated.',
  advice: 'ALTER AUTHORIZATION to a user, or name a user in the clause.',
  bad: [`CREATE PROCEDURE staffonly.p WITH EXECUTE AS OWNER AS SELECT 1;\nGO\nEXEC staffonly.p;`],
  good: ['CREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS SELECT 1;\nGO\nEXEC dbo.p;'],
  rulebook: ['MOD-5'],
  *path(path, where) {
    const hit = refused(path, 'owner-not-single');
    if (!hit) return;
    yield {
      span: hit.outcome.span.end > 0 ? hit.outcome.span : where.step.statement.span,
      message: withServerText(`The module cannot run as '${hit.refusal.owner}'.`, hit.outcome),
      related: pushedBy(path.before.stack.frame),
    };
  },
});
