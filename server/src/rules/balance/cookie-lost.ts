import { rule } from '../rule';
import { pushedBy } from '../words';

export const cookieLost = rule({
  id: 'cookie-lost',
  severity: 'error',
  serverErrors: [15591],
  summary: 'The variable that holds the cookie is written again.',
  why: 'Without its cookie the frame can never be reverted.',
  advice: 'Keep the cookie in a variable of its own until REVERT.',
  bad: [
    `DECLARE @c varbinary(100); EXECUTE AS USER = 'clerk' WITH COOKIE INTO @c; SET @c = 0x01; REVERT WITH COOKIE = @c;`,
  ],
  good: [
    `DECLARE @c varbinary(100), @d varbinary(100); EXECUTE AS USER = 'clerk' WITH COOKIE INTO @c; SET @d = 0x01; REVERT WITH COOKIE = @c;`,
  ],
  rulebook: ['REV-7', 'REV-15'],
  *path({ facts, before }, { step }) {
    const fact = facts.find((one) => one.kind === 'cookie-lost');
    if (fact?.kind === 'cookie-lost')
      yield {
        span: step.statement.span,
        message: `${fact.variable} holds the cookie of a frame that is still in effect.`,
        related: pushedBy(before.stack.frame),
      };
  },
});
