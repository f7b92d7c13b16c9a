import { rule } from '../rule';
import { pushedBy, refused, showWho, withServerText } from '../words';
import { isLoginInSandbox } from './login-in-sandbox';

export const missingImpersonate = rule({
  id: 'missing-impersonate',
  severity: 'error',
  serverErrors: [15517, 15406, 15157],
  summary: 'The principal in effect may not impersonate this one.',
  why: 'IMPERSONATE is asked in the frame in effect; ALTER ANY USER or ALTER ANY LOGIN do not imply it.',
  advice: 'Grant IMPERSONATE on the target, or impersonate from another frame.',
  bad: [`EXECUTE AS USER = 'clerk'; EXECUTE AS USER = 'dbo';`],
  good: [`EXECUTE AS USER = 'clerk'; REVERT;`],
  rulebook: ['IMP-1', 'IMP-4', 'IMP-8'],
  *refusal(path) {
    const hit = refused(path, 'impersonate-missing');
    if (!hit || isLoginInSandbox(path)) return;
    yield {
      span: hit.outcome.span,
      message: withServerText(
        `${showWho(path.before)} has no IMPERSONATE permission on ${hit.refusal.level} '${hit.refusal.name}'.`,
        hit.outcome,
      ),
      related: pushedBy(path.before.stack.frame),
    };
  },
});
