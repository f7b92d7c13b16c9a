/**
 * Principals that nobody declared and that a statement names: where it succeeds they are there. What is implied is their
 * name and nothing else: they may have been there before, and what they belong to and hold is not known.
 */
import type { Folded, Name } from '../../../text/name';
import { entriesNamed, foldIn } from '../../collation';
import { freeId } from '../../ids';
import { databasePrincipals, serverPrincipals } from '../../indexes';
import type { Catalog, DatabasePrincipal, ServerPrincipal, Sid } from '../../model';
import { changing, editDatabase, editServer } from '../edit';

/** A login of this name; the catalog as it is where one is known. */
export function implyLogin(catalog: Catalog, name: Name): Catalog {
  return changing(catalog, 'implyLogin', name, () => {
    const { principals } = catalog.server;
    if (entriesNamed(catalog.server, serverPrincipals, principals, name).length > 0) return catalog;
    const made: ServerPrincipal = {
      id: freeId('login', foldIn(catalog.server, name), (taken) => principals.has(taken)),
      name,
      certain: true,
      implied: true,
      sid: `implied:${foldIn(catalog.server, name)}` as Sid,
      type: name.includes('\\') ? 'windows_login' : 'sql_login',
      fixed: false,
      disabled: false,
    };
    return editServer(catalog, (server) => ({
      ...server,
      principals: serverPrincipals.set(server.principals, made.id, made),
    }));
  });
}

/** A user or application role of this name in a database. Which login a user stands for is not known. */
export function implyPrincipal(
  catalog: Catalog,
  database: Folded,
  name: Name,
  type: 'user' | 'application_role',
): Catalog {
  return changing(catalog, 'implyPrincipal', [database, name, type], () =>
    editDatabase(catalog, database, (db) => {
      if (entriesNamed(db, databasePrincipals, db.principals, name).length > 0) return db;
      const made: DatabasePrincipal = {
        id: freeId(type === 'user' ? 'user' : 'app_role', foldIn(db, name), (taken) => db.principals.has(taken)),
        name,
        certain: true,
        implied: true,
        type: impliedType(name, type),
        authentication: type === 'user' ? 'login' : 'none',
        sid: undefined,
        fixed: false,
      };
      return { ...db, principals: databasePrincipals.set(db.principals, made.id, made) };
    }),
  );
}

/**
 * A catalog with the principals that are implied in a later one: who was named then is there before, too, whatever a
 * ROLLBACK takes back.
 */
export function withImpliedOf(catalog: Catalog, later: Catalog): Catalog {
  let made = catalog;
  for (const { name, implied } of later.server.principals.values()) if (implied) made = implyLogin(made, name);
  for (const [key, { principals }] of later.databases) {
    if (!made.databases.has(key)) continue;
    for (const { name, implied, type } of principals.values())
      if (implied) made = implyPrincipal(made, key, name, type === 'application_role' ? type : 'user');
  }
  return made;
}

function impliedType(name: Name, type: 'user' | 'application_role'): DatabasePrincipal['type'] {
  if (type === 'application_role') return type;
  return name.includes('\\') ? 'windows_user' : 'sql_user';
}
