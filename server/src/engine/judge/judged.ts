/** An effect whose outcome a check decides. */
import type { Expression } from '../../syntax/expression';
import { type Effect, failed } from '../session/effect';
import { dividesByZero } from '../evaluate/expression';
import type { Context, ErrorOutcome, Outcome, World } from '../session/model';
import { dividedByZero } from '../session/messages';
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

/**
 * The effect happens unless the check refused; its outcome is the check's where the effect itself has nothing to say.
 */
export function judged(world: World, outcome: Outcome, effect: () => Effect): Effect {
  if (outcome.kind === 'error') return failed(world, outcome);
  const made = effect();
  return made.outcome.kind === 'ok' ? { ...made, outcome } : made;
}
