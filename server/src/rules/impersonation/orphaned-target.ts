import { rule } from '../rule';
import { pushedBy, refused, withServerText } from '../words';

export const orphanedTarget = rule({
  id: 'orphaned-target',
  severity: 'error',
  serverErrors: [15517],
  summary: 'The user has no login any more.',
  why: 'An orphaned user cannot be impersonated; neither can a module run as it.',
  advice: 'ALTER USER ... WITH LOGIN = ..., or make the owner a login that exists.',
  bad: [`EXECUTE AS USER = 'orphan';`],
  good: [`EXECUTE AS USER = 'clerk'; REVERT;`],
  rulebook: ['CTX-6', 'PRN-46'],
  *refusal(path) {
    const hit = refused(path, 'orphaned');
    if (!hit) return;
    yield {
      span: hit.outcome.span,
      message: withServerText(`The login of user '${hit.refusal.name}' is gone.`, hit.outcome),
      related: pushedBy(path.before.stack.frame),
    };
  },
});
