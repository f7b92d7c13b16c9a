/** Databases: made, dropped, renamed, their options (PRN-50, XDB-15, CHN-9). */
import type { Folded, Name } from '../../../text/name';
import { databaseKey } from '../../collation';
import { type DatabaseOptions, freshDatabase, openDatabase } from '../../fresh/database';
import type { Catalog, Database, Sid } from '../../model';
import { changing, editDatabase } from '../edit';
import { opened } from '../knowledge';

/**
 * CREATE DATABASE: owned by the login in effect; `owner` undefined: not known. Where scripts have spoken of it before, what
 * they put into it stays; its owner and its options are new.
 */
export function createDatabase(
  catalog: Catalog,
  name: Name,
  owner: Sid | undefined,
  options: DatabaseOptions = {},
): Catalog {
  return changing(catalog, 'createDatabase', [name, owner, options], () => {
    const { caseSensitive = catalog.server.caseSensitive === true } = options;
    const fresh = freshDatabase(name, owner, { ...options, caseSensitive });
    const key = databaseKey(catalog, name);
    const old = catalog.databases.get(key);
    const { trustworthy, chaining, containment, recursiveTriggers, ownerAssumed, catalogCollation } = fresh;
    const isNew = { owner, trustworthy, chaining, containment, recursiveTriggers };
    const made: Database = old
      ? {
          ...withCollation(withoutOwner(old), caseSensitive),
          ...isNew,
          ...(catalogCollation && { catalogCollation }),
          ...(ownerAssumed && { ownerAssumed }),
        }
      : fresh;
    return { ...catalog, databases: catalog.databases.set(key, made) };
  });
}

function withCollation({ caseSensitive: _, ...database }: Database, caseSensitive: boolean): Database {
  return caseSensitive ? { ...database, caseSensitive } : database;
}

function withoutOwner({ ownerAssumed: _, ...database }: Database): Database {
  return database;
}

/** What comes from elsewhere: its name, and what is known of what it brings. */
export interface Brought {
  readonly name: Name;
  /** A database of this server whose contents it has. */
  readonly source?: Name | undefined;
  readonly owner?: Sid | undefined;
  /** Undefined: not known. */
  readonly trustworthy?: boolean | undefined;
}

/**
 * A database whose contents come from elsewhere, in the place of one of that name: anything may be in it. Of files and
 * backups not even the owner is known (PRN-46).
 */
export function bringDatabase(catalog: Catalog, { name, source, owner, trustworthy }: Brought): Catalog {
  return changing(catalog, 'bringDatabase', [name, source, owner, trustworthy], () => {
    const known = source === undefined ? undefined : catalog.databases.get(databaseKey(catalog, source));
    const fresh = openDatabase(name);
    const made = known
      ? { ...opened(known), id: fresh.id, name, certain: known.certain }
      : { ...fresh, foreign: true as const };
    return {
      ...catalog,
      databases: catalog.databases.set(databaseKey(catalog, name), { ...made, owner, trustworthy }),
    };
  });
}

/** A database that is there, with what is known of it; nobody knows who owns it. */
export function putDatabase(
  catalog: Catalog,
  name: Name,
  known: Pick<
    Database,
    | 'knowledge'
    | 'trustworthy'
    | 'chaining'
    | 'containment'
    | 'recursiveTriggers'
    | 'caseSensitive'
    | 'catalogCollation'
  >,
): Catalog {
  return changing(catalog, 'putDatabase', [name, known], () => {
    const key = databaseKey(catalog, name);
    if (catalog.databases.has(key)) return catalog;
    const made: Database =
      known.knowledge === 'open'
        ? { ...openDatabase(name), ...known, owner: undefined }
        : { ...freshDatabase(name, undefined), ...known, masterKey: undefined };
    return { ...catalog, databases: catalog.databases.set(key, made) };
  });
}

/** A database that scripts use and nobody created. */
export function addOpenDatabase(catalog: Catalog, name: Name): Catalog {
  return changing(catalog, 'addOpenDatabase', name, () => {
    const key = databaseKey(catalog, name);
    return catalog.databases.has(key)
      ? catalog
      : { ...catalog, databases: catalog.databases.set(key, openDatabase(name)) };
  });
}

export function dropDatabase(catalog: Catalog, database: Folded): Catalog {
  return changing(catalog, 'dropDatabase', database, () =>
    catalog.databases.has(database) ? { ...catalog, databases: catalog.databases.delete(database) } : catalog,
  );
}

/** ALTER DATABASE ... MODIFY NAME, sp_renamedb. */
export function renameDatabase(catalog: Catalog, database: Folded, name: Name): Catalog {
  return changing(catalog, 'renameDatabase', [database, name], () => {
    const old = catalog.databases.get(database);
    const key = databaseKey(catalog, name);
    return old && (!catalog.databases.has(key) || key === database)
      ? { ...catalog, databases: catalog.databases.delete(database).set(key, { ...old, name }) }
      : catalog;
  });
}

/** ALTER DATABASE ... SET TRUSTWORTHY, DB_CHAINING, CONTAINMENT; COLLATE. */
export function setDatabaseOptions(catalog: Catalog, database: Folded, options: DatabaseOptions): Catalog {
  return changing(catalog, 'setDatabaseOptions', [database, options], () =>
    editDatabase(catalog, database, (db) => {
      const { caseSensitive, ...others } = options;
      return { ...(caseSensitive === undefined ? db : withCollation(db, caseSensitive)), ...others };
    }),
  );
}

/** The owner is no longer an assumption. */
export function withKnownOwner(catalog: Catalog, database: Folded): Catalog {
  return changing(catalog, 'withKnownOwner', database, () => editDatabase(catalog, database, withoutOwner));
}
