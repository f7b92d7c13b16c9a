import { rule } from '../rule';
import { pushedBy, refused, withServerText } from '../words';

export const levelMixup = rule({
  id: 'level-mixup',
  severity: 'error',
  serverErrors: [15517, 15406],
  summary: 'USER names a login, or LOGIN names a user.',
  why: 'A login and its user may have different names; EXECUTE AS looks only at the level that it names.',
  advice: 'Swap LOGIN and USER, or name the principal of that level.',
  bad: [`EXECUTE AS USER = 'amy_login';`],
  good: [`EXECUTE AS USER = 'clerk'; REVERT;`],
  rulebook: ['CTX-2', 'CTX-3'],
  *refusal(path) {
    const hit = refused(path, 'principal-missing');
    if (!hit) return;
    if (!hit.refusal.otherLevel) return;
    yield {
      span: hit.outcome.span,
      message: withServerText(
        `'${hit.refusal.name}' is not a ${hit.refusal.level} here, but there is a ${hit.refusal.level === 'user' ? 'login' : 'user'} of that name.`,
        hit.outcome,
      ),
      related: pushedBy(path.before.stack.frame),
    };
  },
});
