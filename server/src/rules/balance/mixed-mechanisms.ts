import type { Path } from '../../engine/session/model';
import type { Statement } from '../../syntax/statement';
import { rule } from '../rule';
import { pushedBy, refused, withServerText } from '../words';

export const mixedMechanisms = rule({
  id: 'mixed-mechanisms',
  severity: 'error',
  serverErrors: [15357],
  summary: 'A context set by one mechanism and reverted by another.',
  why: 'SETUSER, application roles and EXECUTE AS each have their own way back; the others are refused.',
  advice: 'Use the statement that belongs to the mechanism, or EXECUTE AS and REVERT throughout.',
  bad: [
    `SETUSER 'clerk'; REVERT;`,
    `EXECUTE AS USER = 'clerk'; SETUSER;`,
    `SETUSER 'clerk'; SETUSER 'amy'; SETUSER;`,
    `EXEC sp_setapprole 'till', 'secret'; REVERT;`,
  ],
  good: [`SETUSER 'clerk'; SETUSER;`, `SETUSER 'clerk'; SETUSER; SETUSER 'amy'; SETUSER;`, 'SETUSER;'],
  rulebook: ['REV-1', 'SET-6'],
  concerns: (_, { kind }) => kind === 'revert' || kind === 'setuser',
  *path(path, { step: { statement } }) {
    const crossed = crossing(path, statement);
    if (crossed !== undefined)
      yield {
        span: statement.span,
        message: crossed,
        severity: 'information',
        related: pushedBy(path.before.stack.frame),
      };
  },
  *refusal(path) {
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

/** What the server takes, or of which nobody says what it answers, though it belongs to another mechanism. */
function crossing({ before, outcome }: Path, statement: Statement): string | undefined {
  const { origin } = before.stack.frame;
  if (outcome.kind === 'error') return undefined;
  if (statement.kind === 'revert' && origin === 'app_role')
    return 'REVERT does not leave an application role: sp_unsetapprole does, with its cookie.';
  if (statement.kind !== 'setuser') return undefined;
  if (statement.user)
    return origin === 'setuser'
      ? 'This SETUSER replaces the user of the one before: SETUSER does not nest.'
      : undefined;
  return (origin === 'user' || origin === 'login') && before.stack.depth > before.scope.floor
    ? 'The context was set by EXECUTE AS: SETUSER does not leave it, REVERT does.'
    : undefined;
}
