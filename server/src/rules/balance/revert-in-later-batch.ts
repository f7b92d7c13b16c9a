import type { Step } from '../../engine/session/model';
import type { Statement } from '../../syntax/statement';
import { placeIn } from '../routine';
import { rule } from '../rule';
import { pushedBy } from '../words';

export const revertInLaterBatch = rule({
  id: 'revert-in-later-batch',
  severity: 'information',
  review: true,
  serverErrors: [],
  summary: 'REVERT in another batch than its EXECUTE AS.',
  why: 'A tool that stops at the first error never sends the batch with the REVERT, and the session stays impersonated; one that goes on runs what lies between as whoever was in effect.',
  advice: 'Write both in one batch, with TRY around what lies between and REVERT behind it.',
  bad: [
    `EXECUTE AS USER = 'clerk';\nGO\nSELECT total FROM dbo.Orders;\nGO\nREVERT;`,
    `EXECUTE AS LOGIN = 'amy';\nGO\nREVERT;`,
  ],
  good: [
    `EXECUTE AS USER = 'clerk'; SELECT total FROM dbo.Orders; REVERT;`,
    `EXECUTE AS USER = 'clerk'; REVERT;\nGO\nEXECUTE AS USER = 'clerk'; REVERT;`,
    `REVERT;`,
  ],
  rulebook: ['CTX-14', 'REV-16'],
  onEveryPath: true,
  statements: ['revert'],
  *path(path, { step }) {
    if (step.statement.kind !== 'revert' || !poppedBy(step)) return;
    yield {
      span: step.statement.span,
      message: 'The EXECUTE AS that this ends stands in another batch: an error between them can leave it in effect.',
      related: pushedBy(path.before.stack.frame),
    };
  },
  remains(step, run) {
    const by = poppedBy(step);
    return by !== undefined && placeIn(run.steps, by) === undefined;
  },
});

/** The statement that pushed what a REVERT pops. */
function poppedBy({ paths }: Step): Statement | undefined {
  const [path] = paths;
  if (!path || path.before.stack === path.after.stack || path.before.scope.depth > 0) return undefined;
  return path.before.stack.frame.guard.by;
}
