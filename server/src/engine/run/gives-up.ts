/**
 * How deployment scripts give themselves up: `IF @@ERROR <> 0 SET NOEXEC ON`, `IF @@ERROR <> 0 AND @@TRANCOUNT > 0
 * ROLLBACK`, `IF EXISTS (SELECT * FROM #tmpErrors) ROLLBACK`. Where it is not known whether they do, what follows is judged
 * as in a deployment that goes on: the other one has failed, and does nothing more. At batch level only.
 */
import type { Expression } from '../../syntax/expression';
import type { Statement, StatementOf } from '../../syntax/statement';
import { runStatementsOf } from '../../syntax/walk';
import { memo } from '../../text/memo';
import { fold } from '../../text/name';
import { lastError } from '../session/error-variables';
import type { State } from '../session/model';

/** Whether the branch of an IF gives the script up that is in this state. */
export function givesUpIn(statement: StatementOf<'if'>, state: State): boolean {
  if (state.kind !== 'worlds' || state.worlds.some(({ scope }) => scope.kind !== 'batch' || scope.depth > 0))
    return false;
  return givesUp(statement);
}

const givesUp = memo(({ condition, then }: StatementOf<'if'>): boolean => {
  const branch = then ? [...runStatementsOf([then])] : [];
  if (!branch.every(isOfGuard)) return false;
  if (branch.some(stopsRunning)) return true;
  return asksForFailure(condition) && branch.some(({ kind }) => kind === 'rollback');
});

/** What stands in such a branch, and does nothing else. */
function isOfGuard(statement: Statement): boolean {
  switch (statement.kind) {
    case 'block':
    case 'print':
    case 'raiserror':
    case 'set_option':
    case 'set_variable':
    case 'rollback':
    case 'begin_transaction':
      return true;
    default:
      return false;
  }
}

function stopsRunning(statement: Statement): boolean {
  return statement.kind === 'set_option' && statement.options.includes('NOEXEC') && statement.value === 'ON';
}

/** Whether a condition asks for an error, or for rows of a temporary table in which errors are noted. */
function asksForFailure(condition: Expression): boolean {
  switch (condition.kind) {
    case 'variable':
      return fold(condition.name) === lastError;
    case 'exists':
      return condition.query.from?.name.startsWith('#') === true;
    case 'operation':
      return asksForFailure(condition.left) || asksForFailure(condition.right);
    default:
      return false;
  }
}
