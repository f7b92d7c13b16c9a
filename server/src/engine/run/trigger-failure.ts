/**
 * What makes a logon trigger refuse beside a ROLLBACK (PRN-56): an error in its body, caught or not, as it dooms the
 * transaction, and rows that it would send to the client.
 */

import type { Statement } from '../../syntax/statement';
import { runChildrenOf } from '../../syntax/walk';
import type { Call, PlacedStep, Step } from '../session/model';

export type TriggerFailure = 'no' | 'perhaps' | 'sure';

/** Whether one of the bodies fails, in whatever way is taken through it. */
export function failureOf(calls: readonly Call[]): TriggerFailure {
  return worstOf(calls.map(({ run, cut, again }) => weakened(inSteps(run.steps), cut === true || again === true)));
}

/** Statements one after the other: behind one that may leave, nothing is sure to be reached. */
function inSteps(steps: readonly PlacedStep[]): TriggerFailure {
  const found: TriggerFailure[] = [];
  let reached = true;
  for (const { step } of steps) {
    found.push(weakened(inStep(step), !reached));
    if (branches.has(step.statement.kind) && mayLeave(step.statement)) reached = false;
  }
  return worstOf(found);
}

function inStep(step: Step): TriggerFailure {
  const { statement, paths, children, calls } = step;
  if (paths.length === 0) return 'no';
  if (branches.has(statement.kind)) return weakened(inSteps(children), true);
  return worstOf([own(step), inSteps(children), failureOf(calls)]);
}

function own({ statement, paths }: Step): TriggerFailure {
  if (sendsRows(statement)) return 'sure';
  const errors = paths.filter(({ outcome }) => outcome.kind === 'error' && !outcome.informational);
  if (errors.length === 0) return 'no';
  return errors.length === paths.length ? 'sure' : 'perhaps';
}

const branches: ReadonlySet<Statement['kind']> = new Set(['if', 'while']);
const leaving: ReadonlySet<Statement['kind']> = new Set(['return', 'goto', 'break', 'continue']);

function mayLeave(statement: Statement): boolean {
  return leaving.has(statement.kind) || runChildrenOf(statement).some(({ node }) => mayLeave(node));
}

function sendsRows(statement: Statement): boolean {
  return statement.kind === 'select' && statement.into === undefined && statement.assignments.length === 0;
}

function worstOf(found: readonly TriggerFailure[]): TriggerFailure {
  if (found.includes('sure')) return 'sure';
  return found.includes('perhaps') ? 'perhaps' : 'no';
}

/** Less sure where it is not sure to be reached. */
function weakened(failure: TriggerFailure, doubtful: boolean): TriggerFailure {
  return failure === 'sure' && doubtful ? 'perhaps' : failure;
}
