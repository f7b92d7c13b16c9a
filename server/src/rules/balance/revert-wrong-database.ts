import { rule } from '../rule';
import { pushedBy, refused, withServerText } from '../words';

export const revertWrongDatabase = rule({
  id: 'revert-wrong-database',
  severity: 'error',
  serverErrors: [15199],
  summary: 'REVERT in another database than the EXECUTE AS.',
  why: 'The server compares the current database with the one where the frame was pushed, refuses, ends the batch, and the session stays impersonated.',
  advice: 'USE the original database before REVERT.',
  bad: [`EXECUTE AS LOGIN = 'amy'; USE warehouse; REVERT;`],
  good: [`EXECUTE AS LOGIN = 'amy'; USE warehouse; USE shop; REVERT;`],
  rulebook: ['REV-5', 'REV-12'],
  *refusal(path) {
    const hit = refused(path, 'revert-wrong-database');
    if (!hit) return;
    yield {
      span: hit.outcome.span,
      message: withServerText(
        `The frame was pushed in ${hit.refusal.pushedIn}; it cannot be reverted in ${hit.refusal.current}.`,
        hit.outcome,
      ),
      related: pushedBy(path.before.stack.frame),
    };
  },
});
