/** An effect whose outcome a check decides. */
import { type Effect, failed } from '../effect';
import type { Outcome, World } from '../model';

/** The effect happens unless the check refused; its outcome is the check's where the effect itself has nothing to say. */
export function judged(world: World, outcome: Outcome, effect: () => Effect): Effect {
  if (outcome.kind === 'error') return failed(world, outcome);
  const made = effect();
  return made.outcome.kind === 'ok' ? { ...made, outcome } : made;
}
