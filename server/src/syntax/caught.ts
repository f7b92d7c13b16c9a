/** Errors that a script is prepared for: those of a TRY whose CATCH does not raise them again. */
import type { Body, Statement, StatementOf } from './statement';

/** How many of the statements inside, from the first, stand in a TRY; none where CATCH passes every error on. */
export function caughtIn(statement: Statement): number {
  return statement.kind === 'try_catch' && !raisesAgain(statement.catch) ? statement.try.length : 0;
}

/** How many of the statements inside, from the first, stand in a TRY, whatever CATCH does. */
export function triedIn(statement: Statement): number {
  return statement.kind === 'try_catch' ? statement.try.length : 0;
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
