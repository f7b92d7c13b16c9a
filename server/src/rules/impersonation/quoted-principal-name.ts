import type { Path } from '../../engine/session/model';
import type { Expression } from '../../syntax/expression';
import type { Statement, StatementOf } from '../../syntax/statement';
import { rule, type StepFinding } from '../rule';
import { refused, withServerText } from '../words';

export const quotedPrincipalName = rule({
  id: 'quoted-principal-name',
  severity: 'error',
  serverErrors: [15517, 15406],
  summary: 'The name in EXECUTE AS has brackets or quotes inside its string.',
  why: 'In a string they are part of the name, so the server looks for a principal whose name has them.',
  advice: "Write the bare name: EXECUTE AS USER = 'clerk'.",
  bad: [
    `EXECUTE AS USER = '[clerk]';`,
    `EXECUTE AS LOGIN = N'"amy"';`,
    `EXEC ('SELECT 1') AS USER = '[clerk]';`,
    `CREATE PROCEDURE dbo.p AS BEGIN EXECUTE AS USER = '[clerk]'; REVERT; END;`,
  ],
  good: [
    `EXECUTE AS USER = 'clerk'; REVERT;`,
    `CREATE USER [[odd]]] WITHOUT LOGIN; EXECUTE AS USER = '[odd]'; REVERT;`,
    `EXECUTE AS USER = '[nobody';`,
  ],
  rulebook: ['CTX-1', 'CTX-2', 'CTX-3'],
  statements: ['create_module', 'execute_as', 'execute_string'],
  *path(path, { step: { statement } }) {
    if (statement.kind === 'create_module') yield* inClause(path, statement);
    const principal = principalOf(statement);
    if (principal?.kind !== 'string' || !isDelimited(principal.value)) return;
    const hit = refused(path, 'principal-missing');
    if (hit) {
      yield {
        span: principal.span,
        message: withServerText(`${words(principal.value)} There is no such ${hit.refusal.level}.`, hit.outcome),
      };
      return;
    }
    if (path.outcome.kind === 'unknown')
      yield { span: principal.span, message: words(principal.value), severity: 'warning' };
  },
});

/** Whether a name in a string is written as if it were an identifier: [clerk], "clerk". */
export function isDelimited(name: string): boolean {
  return /^\[.+\]$|^".+"$/s.test(name);
}

function words(name: string): string {
  return `The ${name.startsWith('[') ? 'brackets' : 'quotes'} in '${name}' are part of the name.`;
}

/** CREATE ... WITH EXECUTE AS '[clerk]'. */
function* inClause(path: Path, { executeAs }: StatementOf<'create_module'>): Generator<StepFinding> {
  if (executeAs?.kind !== 'named' || !isDelimited(executeAs.name)) return;
  const hit = refused(path, 'principal-missing');
  if (hit) yield { span: executeAs.span, message: withServerText(words(executeAs.name), hit.outcome) };
  else if (path.outcome.kind === 'unknown')
    yield { span: executeAs.span, message: words(executeAs.name), severity: 'warning' };
}

/** The expression that names the principal of EXECUTE AS or of EXEC (...) AS. */
export function principalOf(statement: Statement): Expression | undefined {
  if (statement.kind === 'execute_as') return statement.principal;
  return statement.kind === 'execute_string' ? statement.as?.principal : undefined;
}
