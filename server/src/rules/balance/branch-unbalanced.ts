import { isSettled } from '../routine';
import { rule } from '../rule';
import { describeStacks, pushers, spreads, spreadsInside } from './stacks';

export const branchUnbalanced = rule({
  id: 'branch-unbalanced',
  severity: 'warning',
  serverErrors: [],
  summary: 'Two paths leave different contexts behind.',
  why: 'After the branch nobody can say who the session is: statements behind it, and the next REVERT, act on different frames from run to run.',
  advice: 'Push and revert in the same branch, or on both.',
  bad: [`DECLARE @a int = CHECKSUM(NEWID()); IF @a = 1 EXECUTE AS USER = 'clerk'; SELECT 1; REVERT;`],
  good: [`DECLARE @a int = CHECKSUM(NEWID()); IF @a = 1 BEGIN EXECUTE AS USER = 'clerk'; REVERT; END; SELECT 1;`],
  rulebook: ['UNK-4'],
  *step(step) {
    if (
      step.statement.kind !== 'if' ||
      !spreads(step) ||
      step.children.some(({ step: child }) => child.statement.kind !== 'try_catch' && spreadsInside(child))
    )
      return;
    yield {
      span: { start: 0, end: 2 },
      message: `The branches of this IF leave different contexts behind: ${describeStacks(step.after)}.`,
      related: pushers(step),
    };
  },
  remains: (step, run) => !isSettled(step, run),
});
