import type { Run, Step } from '../../engine/session/model';
import { sameName } from '../../text/name';
import { isSettled, stepFinder } from '../routine';
import { type EndFinding, rule } from '../rule';
import { countStacks, describeStacks, pushedIn, pushers, spreads, spreadsInside } from './stacks';

export const branchUnbalanced = rule({
  id: 'branch-unbalanced',
  severity: 'warning',
  serverErrors: [],
  summary: 'Two paths leave different contexts behind.',
  why: 'After the branch nobody can say who the session is: statements behind it, and the next REVERT, act on different frames from run to run.',
  advice: 'Push and revert in the same branch, or on both.',
  bad: [
    `DECLARE @a int = CHECKSUM(NEWID()); IF @a = 1 EXECUTE AS USER = 'clerk'; SELECT 1; REVERT;`,
    `CREATE PROCEDURE dbo.p @a int AS EXECUTE AS USER = 'clerk'; IF @a = 1 GOTO done; REVERT; done: SELECT 1;`,
  ],
  good: [
    `CREATE PROCEDURE dbo.p @a int AS EXECUTE AS USER = 'clerk'; IF @a = 1 GOTO done; SELECT 1; done: REVERT;`,
    `DECLARE @a int = CHECKSUM(NEWID()); IF @a = 1 BEGIN EXECUTE AS USER = 'clerk'; REVERT; END; SELECT 1;`,
  ],
  rulebook: ['UNK-4'],
  statements: ['if'],
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
  remains: (step, run) => step.statement.kind !== 'if' || !isSettled(step, run),
  *routine({ run }) {
    if (spreading(run.steps).length > 0) return;
    const steps = labelsAndJumps(run.steps).map(({ step }) => step);
    for (const step of steps) yield* arrivals(step, steps, run);
  },
});

const spreading = stepFinder((step) => step.statement.kind === 'if' && spreads(step));
const labelsAndJumps = stepFinder(({ statement: { kind } }) => kind === 'label' || kind === 'goto');

/** The first GOTO that brings other frames to its label than another way does. */
function* arrivals(label: Step, steps: readonly Step[], run: Run): Generator<EndFinding> {
  const { statement, before } = label;
  if (statement.kind !== 'label' || countStacks(before) < 2 || isSettled(label, run)) return;
  const at = steps.find(
    (step) =>
      step.statement.kind === 'goto' &&
      sameName(step.statement.label, statement.name) &&
      step.paths.length > 0 &&
      countStacks(step.before) < countStacks(before),
  );
  if (at)
    yield {
      at: at.statement,
      span: at.statement.span,
      message: `Different contexts meet at ${statement.name}, where this GOTO leads: ${describeStacks(before)}.`,
      related: pushedIn(before, new Set()),
    };
}
