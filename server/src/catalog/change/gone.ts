/**
 * What is certainly not there any more, where the list of what is there is open: the script dropped it itself. A thing
 * that is made again is found before anybody asks this.
 */
import { Map as Immutable } from 'immutable';
import type { Folded } from '../../text/name';
import type { Catalog, Gone } from '../model';
import { changing, editDatabase, editServer } from './edit';

/** A database, login or server role has been dropped; `text` as in lookup.ts. */
export function goneFromServer(catalog: Catalog, text: string): Catalog {
  if (catalog.server.knowledge === 'complete') return catalog;
  return changing(catalog, 'goneFromServer', text, () =>
    editServer(catalog, (server) => ({ ...server, gone: (server.gone ?? none).set(text, true) })),
  );
}

/** A principal, schema or object of a database has been dropped. */
export function goneFromDatabase(catalog: Catalog, key: Folded, text: string): Catalog {
  if (catalog.databases.get(key)?.knowledge !== 'open') return catalog;
  return changing(catalog, 'goneFromDatabase', [key, text], () =>
    editDatabase(catalog, key, (database) => ({ ...database, gone: (database.gone ?? none).set(text, true) })),
  );
}

const none: Gone = Immutable();

/** Anything may have been made again, by what the scripts do not show. */
export function forgetGone(catalog: Catalog): Catalog {
  return changing(catalog, 'forgetGone', '', () => {
    const server = catalog.server.gone ? editServer(catalog, withoutGone) : catalog;
    return [...server.databases].reduce(
      (left, [key, { gone }]) => (gone ? editDatabase(left, key, withoutGone) : left),
      server,
    );
  });
}

export function withoutGone<T extends { readonly gone?: Gone }>(place: T): T {
  if (!place.gone) return place;
  const { gone: _, ...rest } = place;
  return rest as T;
}
