import type { Run, Step } from '../../engine/session/model';
import { caughtIn, triedIn } from '../../syntax/caught';
import type { Statement } from '../../syntax/statement';
import { isSettled, pushersIn, stepFinder, waysOut } from '../routine';
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
    `CREATE PROCEDURE dbo.p AS BEGIN TRY EXECUTE AS USER = 'clerk'; SELECT total FROM dbo.Orders; REVERT; END TRY BEGIN CATCH PRINT 'failed'; END CATCH; UPDATE dbo.Orders SET total = 1;`,
    `CREATE PROCEDURE dbo.p AS BEGIN BEGIN TRY EXECUTE AS USER = 'clerk'; SELECT 1 / 0; REVERT; END TRY BEGIN CATCH PRINT 'failed'; END CATCH; UPDATE dbo.Orders SET total = 1; END;`,
    `BEGIN TRY EXECUTE AS USER = 'clerk'; SELECT total FROM dbo.Orders; REVERT; END TRY BEGIN CATCH PRINT 'failed'; END CATCH; SELECT 1;`,
    `CREATE PROCEDURE dbo.p AS BEGIN TRY EXECUTE AS USER = 'clerk'; SELECT total FROM dbo.Orders; REVERT; END TRY BEGIN CATCH UPDATE dbo.Orders SET total = 1; THROW; END CATCH;`,
  ],
  good: [
    `CREATE PROCEDURE dbo.p AS BEGIN TRY EXECUTE AS USER = 'clerk'; SELECT total FROM dbo.Orders; REVERT; END TRY BEGIN CATCH REVERT; END CATCH; UPDATE dbo.Orders SET total = 1;`,
    `CREATE PROCEDURE dbo.p AS BEGIN TRY EXECUTE AS USER = 'clerk'; SELECT total FROM dbo.Orders; REVERT; END TRY BEGIN CATCH THROW; END CATCH; UPDATE dbo.Orders SET total = 1;`,
    `CREATE PROCEDURE dbo.p AS BEGIN TRY EXECUTE AS USER = 'clerk'; SELECT total FROM dbo.Orders; REVERT; END TRY BEGIN CATCH REVERT; UPDATE dbo.Orders SET total = 1; THROW; END CATCH;`,
    `EXECUTE AS USER = 'clerk'; BEGIN TRY SELECT 1; END TRY BEGIN CATCH PRINT 'failed'; END CATCH; REVERT;`,
  ],
  rulebook: ['CTX-15', 'UNK-5'],
  statements: ['try_catch'],
  *step(step) {
    if (step.statement.kind !== 'try_catch') return;
    if (!spreads(step) && !leavesAlways(step)) {
      const work = workInCatch(step);
      if (work)
        yield {
          span: { start: 0, end: 'BEGIN TRY'.length },
          message:
            'An error in this TRY can leave its frame pushed: CATCH then does its work as the impersonated principal.',
          related: [{ statement: work, message: 'This runs in that context.' }],
        };
      return;
    }
    const related = pushers(step);
    yield {
      span: { start: 0, end: 'BEGIN TRY'.length },
      message: `An error in this TRY can leave it with a frame still pushed: ${describeStacks(step.after)} behind END CATCH.`,
      related,
    };
  },
  remains(step, run) {
    if (spreads(step)) return !isSettled(step, run);
    return !leavesAlways(step) || isLeftBy(run, pushedInside(step));
  },
});

/** The first statement of CATCH that works on data with a frame that TRY pushed and would have reverted. */
function workInCatch(step: Step): Statement | undefined {
  const { children } = step;
  const count = triedIn(step.statement);
  const tried = frameChanges(children.slice(0, count)).map((one) => one.step.statement);
  const inside = new Set(tried.filter(({ kind }) => kind === 'execute_as'));
  if (inside.size === 0 || !tried.some(({ kind }) => kind === 'revert')) return undefined;
  return working(children.slice(count)).find(({ step: { paths } }) =>
    paths.some(({ before }) => [...pushersIn(before)].some((one) => inside.has(one))),
  )?.step.statement;
}

function works(statement: Statement): boolean {
  if (statement.kind === 'execute')
    return statement.module.kind === 'name' && !/^(sp|xp)_/i.test(statement.module.name.name);
  return changesData.has(statement.kind);
}

const changesData: ReadonlySet<Statement['kind']> = new Set(['insert', 'update', 'delete', 'merge', 'truncate_table']);

const frameChanges = stepFinder(({ statement: { kind } }) => kind === 'execute_as' || kind === 'revert');
const working = stepFinder(({ statement }) => works(statement));

/** Each path comes out with a frame that its TRY pushed, though there is a REVERT in it. */
function leavesAlways(step: Step): boolean {
  const { after } = step;
  if (after.kind !== 'worlds' || after.worlds.length === 0) return false;
  if (!inTry(step).some(({ kind }) => kind === 'revert')) return false;
  const inside = pushedInside(step);
  return after.worlds.every((world) => [...pushersIn(world)].some((one) => inside.has(one)));
}

/** The statements of its TRY that push frames. */
function pushedInside(step: Step): ReadonlySet<Statement> {
  return new Set(inTry(step).filter(({ kind }) => kind === 'execute_as'));
}

function inTry({ statement, children }: Step): readonly Statement[] {
  return frameChanges(children.slice(0, caughtIn(statement))).map(({ step }) => step.statement);
}

/** Whether the batch or body ends with one of these frames. */
function isLeftBy(run: Run, inside: ReadonlySet<Statement>): boolean {
  return waysOut(run).some(
    (state) =>
      state.kind === 'worlds' && state.worlds.some((world) => [...pushersIn(world)].some((one) => inside.has(one))),
  );
}
