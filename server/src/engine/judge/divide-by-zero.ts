/** Division by zero: the way in which demonstrations raise an error. */
import type { Expression } from '../../syntax/expression';
import { dividesByZero } from '../evaluate/expression';
import { dividedByZero } from '../session/messages';
import type { Context, ErrorOutcome, World } from '../session/model';
import { serverError } from '../session/server-error';

/**
 * 8134, where one of these expressions divides by a zero that is known: the way in which demonstrations raise an error.
 */
export function divideByZero(
  context: Context,
  world: World,
  expressions: readonly (Expression | undefined)[],
): ErrorOutcome | undefined {
  const at = expressions.find((one) => one !== undefined && dividesByZero(context, world, one));
  if (!at) return undefined;
  const refusal = { kind: 'other', because: 'a division by zero' } as const;
  return serverError({ message: dividedByZero(), span: at.span, refusal });
}
