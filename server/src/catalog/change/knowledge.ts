/**
 * What is no longer known: behind statements whose text nobody knows, the lists of the catalog may have grown or shrunk
 * (UNK-3).
 */
import type { Folded } from '../../text/name';
import type { Catalog, Database, ServerPrincipal } from '../model';
import { changing, editDatabase, editServer } from './edit';
import { withoutGone } from './gone';

/** The principals, objects and permissions of a database may be others. */
export function openDatabase(catalog: Catalog, key: Folded): Catalog {
  return changing(catalog, 'openDatabase', key, () => editDatabase(catalog, key, opened));
}

/** Everything on the server may be otherwise: logins, permissions, databases and what is in them. */
function openServer(catalog: Catalog): Catalog {
  return changing(catalog, 'openServer', '', () => {
    const server = editServer(catalog, (old) => ({
      ...withoutGone(old),
      knowledge: 'open',
      principals: old.principals.map(uncounted),
    }));
    return [...server.databases.keys()].reduce((left, key) => editDatabase(left, key, opened), server);
  });
}

/** A statement of which not everything is known has changed something: in a database, or anywhere. */
export function changeUnseen(catalog: Catalog, key?: Folded): Catalog {
  return changing(catalog, 'changeUnseen', key ?? '', () => {
    if (key !== undefined) return editDatabase(openDatabase(catalog, key), key, (db) => ({ ...db, unseen: true }));
    return editServer(openServer(catalog), (server) => ({ ...server, unseen: true }));
  });
}

/** An earlier catalog that is there again: what ran unseen since then may have outlived it, for it may have committed. */
export function backTo(before: Catalog, now: Catalog): Catalog {
  if (before === now) return before;
  if (now.server.unseen) return before.server.unseen ? before : changeUnseen(before);
  const keys = [...now.databases].filter(
    ([key, { unseen }]) => unseen && before.databases.get(key)?.unseen === undefined,
  );
  return keys.reduce((made, [key]) => (made.databases.has(key) ? changeUnseen(made, key) : made), before);
}

/** The database, of which not everything is known. */
export function opened(database: Database): Database {
  if (database.knowledge === 'open' && !database.system) return withoutGone(database);
  const { system: _, ...rest } = withoutGone(database);
  return { ...rest, knowledge: 'open' };
}

/** Of a principal that the script made, memberships and permissions are not all known any more. */
function uncounted(principal: ServerPrincipal): ServerPrincipal {
  if (!principal.created) return principal;
  const { created: _, ...rest } = principal;
  return rest;
}
