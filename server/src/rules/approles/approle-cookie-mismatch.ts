import { rule } from '../rule';
import { pushedBy, refused, withServerText } from '../words';

export const approleCookieMismatch = rule({
  id: 'approle-cookie-mismatch',
  severity: 'error',
  serverErrors: [15592],
  summary: 'sp_unsetapprole without the cookie of the application role, or where none is in effect.',
  why: 'The call fails and the application role stays in effect; a variable does not keep its cookie behind GO.',
  advice: 'Give sp_unsetapprole the variable that sp_setapprole filled through @cookie OUTPUT, in the same batch.',
  bad: [
    `EXEC sp_unsetapprole 0x01;`,
    `DECLARE @c varbinary(8000), @d varbinary(8000); EXEC sp_setapprole 'till', 'secret', @fCreateCookie = true, @cookie = @c OUTPUT; EXEC sp_unsetapprole @d;`,
    `DECLARE @c varbinary(8000); EXEC sp_setapprole 'till', 'secret', @fCreateCookie = true, @cookie = @c OUTPUT;
GO
DECLARE @c varbinary(8000); EXEC sp_unsetapprole @c;`,
    `DECLARE @c varbinary(8000); EXEC sp_setapprole 'till', 'secret', @fCreateCookie = false, @cookie = @c OUTPUT; EXEC sp_unsetapprole @c;`,
  ],
  good: [
    `DECLARE @c varbinary(8000); EXEC sp_setapprole 'till', 'secret', @fCreateCookie = true, @cookie = @c OUTPUT; EXEC sp_unsetapprole @c;`,
    `DECLARE @c varbinary(8000); EXEC sp_setapprole 'till', 'secret', 'none', 1, @c OUTPUT; EXEC sp_unsetapprole @cookie = @c;`,
  ],
  rulebook: ['APP-7'],
  *refusal(path, { step: { statement } }) {
    const hit = refused(path, 'cookie-mismatch');
    if (!hit || statement.kind === 'revert') return;
    const { frame } = path.before.stack;
    const inEffect =
      frame.guard.revert === 'cookie'
        ? 'This is not the cookie of the application role.'
        : 'The application role was activated without a cookie: it stays for the rest of the connection.';
    yield {
      span: hit.outcome.span,
      message: withServerText(hit.refusal.expected ? inEffect : 'No application role is in effect here.', hit.outcome),
      related: hit.refusal.expected ? pushedBy(frame) : [],
    };
  },
});
