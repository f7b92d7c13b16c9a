/**
 * From names to what they mean, inside a step: the refusals that go with a name, and what happens where it is not
 * known.
 */

import { addOpenDatabase } from '../../catalog/change/server/databases';
import { databaseKey } from '../../catalog/collation';
import { type Found, findDatabase } from '../../catalog/lookup';
import type { Database, Entry } from '../../catalog/model';
import type { Reason } from '../../catalog/reason';
import type { NamedAt } from '../../syntax/expression';
import type { Name } from '../../text/name';
import type { Span } from '../../text/span';
import { type Effect, failed, unknown } from '../session/effect';
import { change } from '../session/make';
import * as messages from '../session/messages';
import type { World } from '../session/model';
import { serverError } from '../session/server-error';

/** An error about something that is named. */
export function refuse(
  world: World,
  message: messages.Message,
  span: Span,
  what: string,
  name: string,
  kind: 'missing' | 'exists' = 'missing',
): Effect {
  return failed(world, serverError({ message, span, refusal: { kind, what, name } }));
}

/** 15151: one message for what is missing and what is not allowed (PERM-9). */
export function cannot(world: World, verb: string, what: string, at: NamedAt): Effect {
  return refuse(world, messages.cannot(verb, what, at.name), at.span, what, at.name);
}

/** Whether a name is taken. What a statement only implies may have been made by nobody. */
export function isTaken(found: Found<Entry>): boolean {
  return found.kind === 'found' && !found.entry.implied;
}

/** What a statement does where something that nobody declared is there; whether it is, is not known. */
export function unsure(effect: Effect, because: Reason): Effect {
  return effect.outcome.kind === 'error' ? effect : unknown(effect.after, because);
}

/** Goes on with the thing that a name means; `absent` says what happens without it. */
export function withFound<T>(world: World, found: Found<T>, absent: () => Effect, go: (entry: T) => Effect): Effect {
  if (found.kind === 'absent') return absent();
  if (found.kind === 'found') return go(found.entry);
  const effect = found.entry === undefined ? { outcome: { kind: 'ok' } as const, after: world } : go(found.entry);
  return effect.outcome.kind === 'ok' || effect.outcome.kind === 'error'
    ? {
        ...effect,
        after: effect.outcome.kind === 'error' ? world : effect.after,
        outcome: { kind: 'unknown', because: found.because },
      }
    : effect;
}

/** A database that no script declares is there once a statement changes it: what it says of it is known then (UNK-3). */
export function takenToExist(world: World, name: Name): { readonly found: Found<Database>; readonly world: World } {
  const found = findDatabase(world.catalog, name);
  if (found.kind !== 'unknown' || found.entry !== undefined) return { found, world };
  const catalog = addOpenDatabase(world.catalog, name);
  const entry = catalog.databases.get(databaseKey(world.catalog, name));
  return entry ? { found: { ...found, entry }, world: change(world, { catalog }) } : { found, world };
}
