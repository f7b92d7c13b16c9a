import { rule } from '../rule';

export const approleWithoutCookie = rule({
  id: 'approle-without-cookie',
  severity: 'warning',
  serverErrors: [],
  summary: 'An application role is activated without a cookie.',
  why: 'Without a cookie the role stays for the rest of the connection; a pooled connection is killed when it is reset.',
  advice:
    'Ask for a cookie with @fCreateCookie = true and @cookie = @c OUTPUT, and end the role with sp_unsetapprole @c.',
  bad: [`EXEC sp_setapprole 'till', 'secret';`],
  good: [
    `DECLARE @c varbinary(8000); EXEC sp_setapprole 'till', 'secret', @fCreateCookie = true, @cookie = @c OUTPUT; EXEC sp_unsetapprole @c;`,
  ],
  rulebook: ['APP-7'],
  statements: ['execute'],
  *path({ after, outcome }, { step }) {
    if (step.statement.kind !== 'execute' || outcome.kind === 'error') return;
    const { frame } = after.stack;
    if (frame.origin === 'app_role' && frame.guard.by === step.statement && frame.guard.revert === 'never')
      yield {
        span: step.statement.span,
        message: 'The application role stays for the rest of the connection: it was activated without a cookie.',
      };
  },
});
