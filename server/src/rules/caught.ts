/** Refusals that a script is prepared for: a TRY whose CATCH does not raise the error again. */
import type { Step } from '../engine/session/model';
import type { Body, Statement, StatementOf } from '../syntax/statement';

/** The steps of a TRY block; none where the step is no TRY, or where CATCH passes every error on. */
export function caughtIn(step: Step): number {
  const { statement } = step;
  return statement.kind === 'try_catch' && !raisesAgain(statement.catch) ? statement.try.length : 0;
}

/** Whether every way through raises an error: THROW or RAISERROR that stands under no condition. */
function raisesAgain(body: Body): boolean {
  return body.some(({ node }) => raises(node));
}

function raises(statement: Statement): boolean {
  switch (statement.kind) {
    case 'throw':
      return true;
    case 'raiserror':
      return !isNote(statement);
    case 'block':
      return raisesAgain(statement.body);
    default:
      return false;
  }
}

/** Up to severity 10 it is a message and no error. */
function isNote({ severity }: StatementOf<'raiserror'>): boolean {
  return severity?.kind === 'number' && severity.value >= 0 && severity.value <= 10;
}
