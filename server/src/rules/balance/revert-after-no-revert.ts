import { rule } from '../rule';
import { pushedBy, refused, withServerText } from '../words';

export const revertAfterNoRevert = rule({
  id: 'revert-after-no-revert',
  severity: 'error',
  serverErrors: [15196],
  summary: 'REVERT of a frame pushed WITH NO REVERT.',
  why: 'Such a frame stays for the rest of the connection; the statement fails and ends the batch.',
  advice: 'Delete the REVERT, or push the frame without NO REVERT or with a cookie.',
  bad: [`EXECUTE AS USER = 'clerk' WITH NO REVERT; REVERT;`],
  good: [`EXECUTE AS USER = 'clerk'; REVERT;`],
  rulebook: ['REV-6', 'DIS-1'],
  concerns: (_, { kind }) => kind === 'revert',
  *path(path, { step: { statement } }) {
    const { before, outcome } = path;
    // Before 2025 it does nothing (DIS-1), which is no better.
    if (statement.kind === 'revert' && outcome.kind === 'noop' && before.stack.frame.guard.revert === 'no_revert')
      yield {
        span: statement.span,
        message: 'The frame was pushed WITH NO REVERT: it stays in effect.',
        related: pushedBy(before.stack.frame),
        severity: 'warning',
      };
  },
  *refusal(path) {
    const hit = refused(path, 'revert-no-revert');
    if (!hit) return;
    yield {
      span: hit.outcome.span,
      message: withServerText('The frame was pushed WITH NO REVERT.', hit.outcome),
      related: pushedBy(path.before.stack.frame),
    };
  },
});
