import { rule } from '../rule';
import { pushedBy, refused, withServerText } from '../words';

export const unknownPrincipal = rule({
  id: 'unknown-principal',
  severity: 'error',
  serverErrors: [15517, 15406, 15151],
  summary: 'The impersonated principal does not exist.',
  why: 'The statement fails with the same message as for a missing permission, and what follows runs as the principal before.',
  advice: 'Create the principal first, or correct the name.',
  bad: [`EXECUTE AS USER = 'clark';`, `EXECUTE AS LOGIN = 'nobody';`],
  good: [`EXECUTE AS USER = 'clerk'; REVERT;`],
  rulebook: ['CTX-2', 'CTX-3', 'MOD-7'],
  *path(path) {
    const hit = refused(path, 'principal-missing');
    if (!hit) return;
    if (hit.refusal.otherLevel) return;
    yield {
      span: hit.outcome.span,
      message: withServerText(`There is no ${hit.refusal.level} '${hit.refusal.name}' here.`, hit.outcome),
      related: pushedBy(path.before.stack.frame),
    };
  },
});
