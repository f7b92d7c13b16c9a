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
  *path(path) {
    const hit = refusedUnless(path, 'permission');
    if (!hit) return;
    yield {
      span: hit.outcome.span,
      message: withServerText(
        `${showWho(path.before)} is refused${hit.outcome.question ? ` ${hit.outcome.question.permission} on ${hit.outcome.question.on}` : ''}.`,
        hit.outcome,
        hit.unless,
      ),
      related: pushedBy(path.before.stack.frame),
      ...(hit.severity && { severity: hit.severity }),
    };
  },
});
