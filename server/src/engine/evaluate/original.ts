/** Whether a frame is the caller's own, in a body of which nobody knows who calls it (TOK-30). */
import type { Expression } from '../../syntax/expression';
import type { World } from '../session/model';

const current: ReadonlySet<string> = new Set(['SUSER_NAME', 'SUSER_SNAME', 'SYSTEM_USER']);

/**
 * SUSER_SNAME() = ORIGINAL_LOGIN(): whoever calls is taken to be nobody whom the body impersonates, for then REVERT would
 * change nothing. Undefined: it is not such a question, or the names are known.
 */
export function isAsCalled(world: World, expression: Expression): boolean | undefined {
  if (expression.kind !== 'operation' || world.session.original.kind !== 'caller') return undefined;
  const { operator, left, right } = expression;
  const names = [nameOf(left), nameOf(right)];
  if (!names.includes('ORIGINAL_LOGIN') || !names.some((name) => name !== undefined && current.has(name)))
    return undefined;
  const same = world.stack.frame.login.kind === 'caller';
  if (operator === '=') return same;
  return operator === '<>' || operator === '!=' ? !same : undefined;
}

function nameOf(expression: Expression): string | undefined {
  return expression.kind === 'call' && expression.args.length === 0 && expression.name.schema === undefined
    ? expression.name.name.toUpperCase()
    : undefined;
}
