import type { Run, Step } from '../../engine/session/model';
import { sameName } from '../../text/name';
import { placeIn, stepsIn } from '../routine';
import { rule } from '../rule';
import { pushedBy, refused, withServerText } from '../words';

export const cookieLost = rule({
  id: 'cookie-lost',
  severity: 'error',
  serverErrors: [15591],
  summary: 'The cookie of a frame is not there any more when it is needed.',
  why: 'Without its cookie the frame can never be reverted. A variable loses it when it is written again, and at the end of its batch: GO ends variables, but not frames.',
  advice:
    'Keep the cookie in a variable of its own, and REVERT in the same batch; or put it into a table or CONTEXT_INFO for the next one.',
  bad: [
    `DECLARE @c varbinary(100); EXECUTE AS USER = 'clerk' WITH COOKIE INTO @c; SET @c = 0x01; REVERT WITH COOKIE = @c;`,
    `DECLARE @c varbinary(100); EXECUTE AS USER = 'clerk' WITH COOKIE INTO @c;
GO
DECLARE @c varbinary(100); REVERT WITH COOKIE = @c;`,
  ],
  good: [
    `DECLARE @c varbinary(100), @d varbinary(100); EXECUTE AS USER = 'clerk' WITH COOKIE INTO @c; SET @d = 0x01; REVERT WITH COOKIE = @c;`,
  ],
  rulebook: ['REV-7', 'REV-15'],
  *noted({ facts, before }, { step }) {
    const fact = facts.find((one) => one.kind === 'cookie-lost');
    if (fact?.kind === 'cookie-lost')
      yield {
        span: step.statement.span,
        message: `${fact.variable} holds the cookie of a frame that is still in effect.`,
        related: pushedBy(before.stack.frame),
      };
  },
  *refusal(path, { step }) {
    const hit = refused(path, 'cookie-mismatch');
    if (hit && step.statement.kind === 'revert' && step.statement.cookie?.kind === 'variable')
      yield {
        span: hit.outcome.span,
        message: withServerText(
          `${step.statement.cookie.name} is a new variable here: the cookie of the frame was lost with the batch of its EXECUTE AS.`,
          hit.outcome,
        ),
        related: pushedBy(path.before.stack.frame),
      };
  },
  remains: (step, run) => step.statement.kind !== 'revert' || isOfEarlierBatch(step, run),
});

/** Whether a REVERT that names a cookie meets a frame that another batch pushed WITH COOKIE. */
export function isOfEarlierBatch({ statement, paths }: Step, run: Run): boolean {
  if (statement.kind !== 'revert' || !statement.cookie) return false;
  const guard = paths[0]?.before.stack.frame.guard;
  return guard?.revert === 'cookie' && guard.by !== undefined && placeIn(run.steps, guard.by) === undefined;
}

/** Whether a REVERT hands over the variable that got the cookie of its frame, and lost it further up in the routine. */
export function isOverwritten({ statement, paths }: Step, run: Run): boolean {
  if (statement.kind !== 'revert' || statement.cookie?.kind !== 'variable') return false;
  const { name } = statement.cookie;
  const guard = paths[0]?.before.stack.frame.guard;
  if (guard?.by?.kind !== 'execute_as' || guard.by.revert.kind !== 'cookie') return false;
  if (!sameName(guard.by.revert.variable, name)) return false;
  return [...stepsIn(run.steps)].some(({ step }) =>
    step.paths.some(
      ({ facts, before }) =>
        before.stack.frame.guard === guard &&
        facts.some((fact) => fact.kind === 'cookie-lost' && sameName(fact.variable, name)),
    ),
  );
}
