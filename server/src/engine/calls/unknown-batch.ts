/** What is left to know behind a dynamic batch whose text is not known (UNK-3, DYN-3). */

import { changeUnseen } from '../../catalog/change/knowledge';
import { decide } from '../../catalog/decide/decide';
import { databaseQuestion } from '../../catalog/decide/question';
import { highestRights } from '../../catalog/decide/standing';
import { subject } from '../session/identity';
import { stateOf } from '../session/join';
import { change } from '../session/make';
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

/** The state behind a file that nobody has read: it is run as it stands there, so a REVERT in it gives it all rights. */
export function behindUnknownFile(state: State): State {
  if (state.kind === 'anything') return state;
  return stateOf(state.worlds.map((world) => change(world, { catalog: changeUnseen(world.catalog) })));
}
