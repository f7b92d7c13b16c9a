import { isWindowsName } from '../../engine/step/context/execute-as';
import { rule } from '../rule';
import { pushedBy, refused, withServerText } from '../words';
import { isDelimited, principalOf } from './quoted-principal-name';

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
  *refusal(path, { step: { statement } }) {
    const hit = refused(path, 'principal-missing');
    if (!hit) return;
    const { name, otherLevel } = hit.refusal;
    if (otherLevel || (principalOf(statement) && (isDelimited(name) || isWindowsName(name)))) return;
    yield {
      span: hit.outcome.span,
      message: withServerText(`There is no ${hit.refusal.level} '${hit.refusal.name}' here.`, hit.outcome),
      related: pushedBy(path.before.stack.frame),
    };
  },
});
