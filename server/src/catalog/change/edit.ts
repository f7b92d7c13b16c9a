/**
 * How changes are made: each is a pure function from a catalog to a catalog. The same change of the same catalog gives
 * the same object, and a change that changes nothing gives the catalog itself. Changes never refuse: whether a
 * statement is allowed, and whether what it names exists, is decided before. What is not there is not changed.
 */
import { transitions } from '../../text/intern';
import type { Folded } from '../../text/name';
import { sameValue } from '../index-by';
import type { Catalog, Database, Server } from '../model';

const known = transitions<Catalog>();

/** `what` and `parts` together say everything that `make` depends on besides the catalog. */
export function changing(catalog: Catalog, what: string, parts: unknown, make: () => Catalog): Catalog {
  return known(catalog, `${what} ${JSON.stringify(parts)}`, make);
}

/**
 * The catalog with one database edited; the catalog itself where the edit changes nothing or there is no such database.
 */
export function editDatabase(catalog: Catalog, key: Folded, edit: (database: Database) => Database): Catalog {
  const database = catalog.databases.get(key);
  if (!database) return catalog;
  const edited = edit(database);
  return isSame(database, edited) ? catalog : { ...catalog, databases: catalog.databases.set(key, edited) };
}

export function editServer(catalog: Catalog, edit: (server: Server) => Server): Catalog {
  const edited = edit(catalog.server);
  return isSame(catalog.server, edited) ? catalog : { ...catalog, server: edited };
}

/** Whether all fields are the same: maps by identity, plain values by value. */
function isSame<T extends object>(a: T, b: T): boolean {
  if (a === b) return true;
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  const isSameIn = (key: string): boolean =>
    left[key] === right[key] || (isPlain(left[key]) && sameValue(left[key], right[key]));
  return Object.keys(b).every(isSameIn) && Object.keys(a).every((key) => key in b || left[key] === undefined);
}

function isPlain(value: unknown): boolean {
  return (
    typeof value !== 'object' ||
    value === null ||
    Array.isArray(value) ||
    Object.getPrototypeOf(value) === Object.prototype
  );
}
