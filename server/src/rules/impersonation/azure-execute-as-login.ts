import type { Statement } from '../../syntax/statement';
import { rule } from '../rule';
import { pushedBy, refused, withServerText } from '../words';

export const azureExecuteAsLogin = rule({
  id: 'azure-execute-as-login',
  severity: 'error',
  serverErrors: [],
  summary: 'EXECUTE AS LOGIN is not available here.',
  why: 'Azure SQL Database and contained databases know no impersonation of logins.',
  advice: 'Use EXECUTE AS USER inside the database.',
  bad: [`USE box; EXECUTE AS LOGIN = 'amy';`, `USE box; EXEC ('SELECT 1') AS LOGIN = 'amy';`],
  good: [`EXECUTE AS LOGIN = 'amy'; REVERT;`],
  rulebook: ['AZ-1', 'AZ-10', 'CTX-20'],
  *refusal(path, { step: { statement } }) {
    const hit = refused(path, 'platform');
    if (!hit || !impersonatesLogin(statement)) return;
    yield {
      span: hit.outcome.span,
      message: withServerText('EXECUTE AS LOGIN is not available here.', hit.outcome),
      related: pushedBy(path.before.stack.frame),
    };
  },
});

/** EXECUTE AS LOGIN, or EXEC (...) AS LOGIN. */
export function impersonatesLogin(statement: Statement): boolean {
  return statement.kind === 'execute_as' || (statement.kind === 'execute_string' && statement.as?.level === 'login');
}
