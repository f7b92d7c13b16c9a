/** What is left to know behind something whose text is not known: a batch, a procedure, a file (UNK-3, UNK-12, UNK-19, DYN-3). */

import { changeUnseen } from '../../catalog/change/knowledge';
import { decide } from '../../catalog/decide/decide';
import { databaseQuestion } from '../../catalog/decide/question';
import { highestRights } from '../../catalog/decide/standing';
import type { Unseen } from '../../catalog/opaque-procedures';
import type { Folded } from '../../text/name';
import { subject } from '../session/identity';
import { stateOf } from '../session/join';
import { change, makeSession } from '../session/make';
import type { State, World } from '../session/model';

/** Any of them lets a batch change who may do what, or what there is. */
const definers = [
  'ALTER',
  'ALTER ANY USER',
  'ALTER ANY ROLE',
  'ALTER ANY SCHEMA',
  'CREATE TABLE',
  'CREATE PROCEDURE',
  'CREATE VIEW',
  'CREATE FUNCTION',
] as const;

/**
 * The world behind the batch: stack, database and variables are the caller's. `inside` is the world in which the batch
 * ran: if its frame could change the catalog, what is missing from the catalog may be there now.
 */
export function behindUnknownBatch(world: World, inside: World = world): World {
  const { catalog } = world;
  const who = subject(inside, inside.database);
  const { sure, maybe } = highestRights(catalog, { loginToken: who.loginToken });
  if (sure || maybe !== undefined) return change(world, { catalog: changeUnseen(catalog) });
  const database = catalog.databases.get(inside.database);
  const mayDefine =
    database &&
    definers.some(
      (permission) => decide(catalog, who, databaseQuestion(catalog, database, permission)).kind !== 'denied',
    );
  return mayDefine ? change(world, { catalog: changeUnseen(catalog, inside.database) }) : world;
}

/**
 * The world behind a procedure whose text is not known: it may have changed what its caller can, and in its own database
 * whatever its owner can, under a clause of its own; anything on the server, unless that database is known not to be
 * trusted.
 */
export function behindUnknownProcedure(world: World, key: Folded): World {
  if (world.catalog.databases.get(key)?.trustworthy !== false) return behindAnything(world);
  const { catalog } = behindUnknownBatch(world);
  return change(world, { catalog: changeUnseen(catalog, key) });
}

/** The world behind a procedure of the system whose work nobody sees. */
export function behindUnseen(world: World, unseen: Unseen): World {
  return unseen === 'anywhere' ? behindAnything(world) : behindUnknownBatch(world);
}

/** The world behind something that ran outside the server, or under an account that nobody knows. */
export function behindAnything(world: World): World {
  return change(world, { catalog: changeUnseen(world.catalog) });
}

/**
 * The state behind a file that nobody has read: it is run as it stands there, so a REVERT in it gives it all rights, and it
 * may leave frames behind.
 */
export function behindUnknownFile(state: State): State {
  if (state.kind === 'anything') return state;
  return stateOf(
    state.worlds.map((world) =>
      change(behindAnything(world), { session: makeSession({ ...world.session, unread: true }) }),
    ),
  );
}

/** The state behind a part of a batch that was not understood. */
export function behindUnknownText(state: State): State {
  if (state.kind === 'anything') return state;
  return stateOf(state.worlds.map((world) => behindUnknownBatch(world)));
}
