import { rule } from '../rule';
import { pushedBy, refused, withServerText } from '../words';

export const mixedMechanisms = rule({
  id: 'mixed-mechanisms',
  severity: 'error',
  serverErrors: [15357],
  summary: 'A context set by one mechanism and reverted by another.',
  why: 'SETUSER, application roles and EXECUTE AS each have their own way back; the others are refused.',
  advice: 'Use the statement that belongs to the mechanism, or EXECUTE AS and REVERT throughout.',
  bad: [`SETUSER 'clerk'; REVERT;`],
  good: [`SETUSER 'clerk'; SETUSER;`],
  rulebook: ['REV-1', 'SET-6'],
  *path(path) {
    const hit = refused(path, 'mixed-mechanism');
    if (!hit) return;
    yield {
      span: hit.outcome.span,
      message: withServerText(
        `The context was set by ${hit.refusal.by}; ${hit.refusal.statement} does not leave it.`,
        hit.outcome,
      ),
      related: pushedBy(path.before.stack.frame),
    };
  },
});
