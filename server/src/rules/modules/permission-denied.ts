import type { Question } from '../../catalog/decide/verdict';
import { showNeed } from '../../catalog/show';
import { rule } from '../rule';
import { pushedBy, refusedUnless, showWho, withServerText } from '../words';

export const permissionDenied = rule({
  id: 'permission-denied',
  severity: 'error',
  serverErrors: [229, 230, 262, 297, 300, 15151, 15247, 1088, 3701, 4613],
  summary: 'The permission is missing.',
  why: 'The server checks every securable in the frame in effect: ownership, DENY, then GRANT, at the securable and everything above it.',
  advice: 'Grant the permission, sign the module, or keep the ownership chain.',
  bad: [`EXECUTE AS USER = 'clerk'; DELETE FROM dbo.Orders;`],
  good: [`EXECUTE AS USER = 'clerk'; SELECT total FROM dbo.Orders; REVERT;`],
  rulebook: ['PERM-2', 'PERM-8'],
  *refusal(path) {
    const hit = refusedUnless(path, 'permission');
    if (!hit) return;
    yield {
      span: hit.outcome.span,
      message: withServerText(
        `${showWho(path.before)} is refused${wanted(hit.outcome.question)}.`,
        hit.outcome,
        hit.unless,
      ),
      related: pushedBy(path.before.stack.frame),
      ...(hit.severity && { severity: hit.severity }),
    };
  },
});

function wanted(question: Question | undefined): string {
  if (!question) return '';
  return question.standing === undefined ? ` ${showNeed(question)}` : `: it takes ${showNeed(question)}`;
}
