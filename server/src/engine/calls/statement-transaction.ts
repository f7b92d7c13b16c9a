/**
 * The transaction of a single statement, which its triggers run in: they can end it, and then the statement and all
 * that it did are undone and the batch ends (3609). Contexts are no part of it (CTX-16).
 */

import type { Effect, PlannedCall } from '../session/effect';
import { stateOf } from '../session/join';
import { change, makeUndo } from '../session/make';
import * as messages from '../session/messages';
import type { ErrorOutcome, State, World } from '../session/model';
import { serverError } from '../session/server-error';

/** The effect with the triggers behind it, in a transaction of its own where none is open. */
export function withTriggers(before: World, effect: Effect, triggers: readonly PlannedCall[]): Effect {
  if (triggers.length === 0) return effect;
  const calls = [...(effect.calls ?? []), ...triggers];
  if (effect.after.undo) return { ...effect, calls };
  const undo = makeUndo({ catalog: before.catalog, depth: 1, savepoints: [], implicit: true });
  return { ...effect, after: change(effect.after, { transaction: 'open', undo }), calls };
}

/** What left a trigger: worlds that go on, and those whose transaction it ended. */
export function afterTrigger(state: State): { readonly going: State; readonly ended: readonly World[] } {
  if (state.kind === 'anything') return { going: state, ended: [] };
  const ended = state.worlds.filter((world) => !world.undo);
  return ended.length === 0
    ? { going: state, ended }
    : { going: stateOf(state.worlds.filter((world) => world.undo)), ended };
}

/** The world behind the statement: its own transaction is committed. */
export function committed(world: World): World {
  return world.undo?.implicit ? change(world, { transaction: 'none', undo: undefined }) : world;
}

/** The world behind a statement that failed in a trigger: its own transaction is rolled back. */
export function undone(world: World): World {
  return world.undo?.implicit
    ? change(world, { catalog: world.undo.catalog, transaction: 'none', undo: undefined })
    : world;
}

/** 3609 */
export function endedInTrigger(): ErrorOutcome {
  return serverError({
    message: messages.transactionEndedInTrigger(),
    span: { start: 0, end: 0 },
    refusal: { kind: 'other', because: 'a trigger ended the transaction' },
    endsBatch: true,
  });
}
