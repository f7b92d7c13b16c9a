import { isSettled } from '../routine';
import { rule } from '../rule';
import { describeStacks, pushers, spreads } from './stacks';

export const revertSkippedOnError = rule({
  id: 'revert-skipped-on-error',
  severity: 'warning',
  serverErrors: [],
  summary: 'An error in TRY skips the REVERT.',
  why: 'When a statement between EXECUTE AS and REVERT fails, CATCH runs, and everything behind it, as the impersonated principal.',
  advice: 'Write a REVERT in CATCH for the frame that TRY pushed, or impersonate outside TRY.',
  bad: [
    `BEGIN TRY EXECUTE AS USER = 'clerk'; SELECT total FROM dbo.Orders; REVERT; END TRY BEGIN CATCH PRINT 'failed'; END CATCH; SELECT 1;`,
  ],
  good: [`EXECUTE AS USER = 'clerk'; BEGIN TRY SELECT 1; END TRY BEGIN CATCH PRINT 'failed'; END CATCH; REVERT;`],
  rulebook: ['CTX-15', 'UNK-5'],
  *step(step) {
    if (step.statement.kind !== 'try_catch' || !spreads(step)) return;
    const related = pushers(step);
    yield {
      span: { start: 0, end: 'BEGIN TRY'.length },
      message: `An error in this TRY can leave it with a frame still pushed: ${describeStacks(step.after)} behind END CATCH.`,
      related,
    };
  },
  remains: (step, run) => !isSettled(step, run),
});
