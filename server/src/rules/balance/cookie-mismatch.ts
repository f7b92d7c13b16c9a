import type { Refusal } from '../../engine/session/model';
import { rule } from '../rule';
import { pushedBy, refused, withServerText } from '../words';
import { isOfEarlierBatch, isOverwritten } from './cookie-lost';

function mismatch({ expected, given }: Extract<Refusal, { kind: 'cookie-mismatch' }>): string {
  if (!expected) return 'The frame was pushed without a cookie.';
  return given
    ? 'This is not the cookie of the frame.'
    : 'The frame was pushed with a cookie, which REVERT has to name.';
}

export const cookieMismatch = rule({
  id: 'cookie-mismatch',
  severity: 'error',
  serverErrors: [15591],
  summary: 'REVERT without the cookie that the frame needs, or with one that it does not have.',
  why: 'The statement fails, ends the batch, and the session stays impersonated.',
  advice: 'Give REVERT WITH COOKIE the variable that EXECUTE AS ... WITH COOKIE INTO filled, in the same batch.',
  bad: [
    `DECLARE @c varbinary(100); EXECUTE AS USER = 'clerk' WITH COOKIE INTO @c; REVERT;`,
    `DECLARE @c varbinary(100); EXECUTE AS USER = 'clerk'; REVERT WITH COOKIE = @c;`,
    `DECLARE @c varbinary(100), @d varbinary(100); EXECUTE AS USER = 'clerk' WITH COOKIE INTO @c; REVERT WITH COOKIE = @d;`,
  ],
  good: [`DECLARE @c varbinary(100); EXECUTE AS USER = 'clerk' WITH COOKIE INTO @c; REVERT WITH COOKIE = @c;`],
  rulebook: ['REV-7', 'REV-8', 'REV-15'],
  remains: (step, run) => !isOfEarlierBatch(step, run) && !isOverwritten(step, run),
  *refusal(path, { step: { statement } }) {
    const hit = refused(path, 'cookie-mismatch');
    if (!hit || statement.kind !== 'revert') return;
    yield {
      span: hit.outcome.span,
      message: withServerText(mismatch(hit.refusal), hit.outcome),
      related: pushedBy(path.before.stack.frame),
    };
  },
});
