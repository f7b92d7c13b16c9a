/** Users, roles, application roles of a database and their memberships (PRN-20 to PRN-31, PRN-50). */
import type { Folded, Name } from '../../../text/name';
import { entriesNamed, foldIn } from '../../collation';
import { onDatabase, onPrincipal } from '../../decide/question';
import { dboId, freeId, loginlessSid } from '../../ids';
import { databasePrincipals } from '../../indexes';
import type { Catalog, Database, DatabasePrincipal, Id, Sid, Thumbprint } from '../../model';
import { changing, editDatabase } from '../edit';
import {
  withMember,
  withoutMember,
  withoutMembership,
  withoutRowsOf,
  withoutRowsOn,
  withRow,
} from '../permissions/rows';

export interface NewUser {
  readonly name: Name;
  readonly type: Exclude<DatabasePrincipal['type'], 'role' | 'application_role'>;
  readonly authentication: DatabasePrincipal['authentication'];
  /** Of its login. A user without login gets one of its own (PRN-22); a contained user too. */
  readonly sid?: Sid | undefined;
  readonly defaultSchema?: Name | undefined;
  readonly key?: Thumbprint | undefined;
}

/** CREATE USER, sp_grantdbaccess: + user, + CONNECT. */
export function createUser(catalog: Catalog, database: Folded, user: NewUser): Catalog {
  return changing(catalog, 'createUser', [database, user], () =>
    editDatabase(catalog, database, (db) => {
      const sid = user.sid ?? (user.key === undefined ? loginlessSid(db.name, foldIn(db, user.name)) : undefined);
      const made: Omit<DatabasePrincipal, 'id'> = {
        name: user.name,
        certain: true,
        type: user.type,
        authentication: user.authentication,
        sid,
        fixed: false,
        ...(user.defaultSchema !== undefined && { defaultSchema: user.defaultSchema }),
        ...(user.key !== undefined && { key: user.key }),
      };
      return added(db, 'user', made, (after, id) => ({
        ...after,
        permissions: withRow(after.permissions, {
          state: 'grant',
          permission: 'CONNECT',
          securable: onDatabase,
          grantee: id,
          grantor: dboId,
          certain: true,
        }),
      }));
    }),
  );
}

/**
 * The principal that the server makes for a login without a user, when it makes a schema (PRN-54): it owns, and nobody
 * enters as it.
 */
export function createImplicitOwner(catalog: Catalog, database: Folded, name: Name): Catalog {
  return changing(catalog, 'createImplicitOwner', [database, name], () =>
    editDatabase(catalog, database, (db) =>
      added(db, 'user', {
        name,
        certain: true,
        type: 'sql_user',
        authentication: 'none',
        sid: undefined,
        fixed: false,
      }),
    ),
  );
}

export function createRole(
  catalog: Catalog,
  database: Folded,
  role: { readonly name: Name; readonly owner: Id },
): Catalog {
  return changing(catalog, 'createRole', [database, role], () =>
    editDatabase(catalog, database, (db) =>
      added(db, 'role', { ...role, certain: true, type: 'role', authentication: 'none', sid: undefined, fixed: false }),
    ),
  );
}

export function createApplicationRole(
  catalog: Catalog,
  database: Folded,
  role: { readonly name: Name; readonly defaultSchema?: Name | undefined; readonly password?: string | undefined },
): Catalog {
  return changing(catalog, 'createApplicationRole', [database, role], () =>
    editDatabase(catalog, database, (db) =>
      added(db, 'app_role', {
        name: role.name,
        defaultSchema: role.defaultSchema ?? 'dbo',
        ...(role.password !== undefined && { password: role.password }),
        certain: true,
        type: 'application_role',
        authentication: 'none',
        sid: undefined,
        fixed: false,
      }),
    ),
  );
}

function added(
  db: Database,
  kind: 'user' | 'role' | 'app_role',
  made: Omit<DatabasePrincipal, 'id'>,
  then: (after: Database, id: Id) => Database = (after) => after,
): Database {
  const [old] = entriesNamed(db, databasePrincipals, db.principals, made.name);
  if (old && !old.implied) return db;
  const id = old?.id ?? freeId(kind, foldIn(db, made.name), (taken) => db.principals.has(taken));
  return then({ ...db, principals: databasePrincipals.set(db.principals, id, { id, ...made, created: true }) }, id);
}

/** ALTER USER, ALTER ROLE ... WITH NAME, ALTER APPLICATION ROLE, sp_change_users_login: the id stays. */
export function alterPrincipal(
  catalog: Catalog,
  database: Folded,
  id: Id,
  change: {
    readonly name?: Name;
    readonly sid?: Sid;
    readonly defaultSchema?: Name;
    readonly authentication?: DatabasePrincipal['authentication'];
    readonly password?: string | undefined;
  },
): Catalog {
  return changing(catalog, 'alterPrincipal', [database, id, change], () =>
    editDatabase(catalog, database, (db) => {
      const old = db.principals.get(id);
      return old ? { ...db, principals: databasePrincipals.set(db.principals, id, { ...old, ...change }) } : db;
    }),
  );
}

/** DROP USER, DROP ROLE, DROP APPLICATION ROLE: with its memberships, what it holds and what is held on it. */
export function dropPrincipal(catalog: Catalog, database: Folded, id: Id): Catalog {
  return changing(catalog, 'dropPrincipal', [database, id], () =>
    editDatabase(catalog, database, (db) => {
      const old = db.principals.get(id);
      if (!old) return db;
      return {
        ...db,
        principals: databasePrincipals.remove(db.principals, id),
        members: withoutMember(db.members, id),
        permissions: withoutRowsOf(withoutRowsOn(db.permissions, onPrincipal(old)), id),
      };
    }),
  );
}

/** ALTER ROLE ... ADD MEMBER, sp_addrolemember. */
export function addMember(catalog: Catalog, database: Folded, role: Id, member: Id): Catalog {
  return changing(catalog, 'addMember', [database, role, member], () =>
    editDatabase(catalog, database, (db) => ({ ...db, members: withMember(db.members, role, member) })),
  );
}
export function dropMember(catalog: Catalog, database: Folded, role: Id, member: Id): Catalog {
  return changing(catalog, 'dropMember', [database, role, member], () =>
    editDatabase(catalog, database, (db) => ({ ...db, members: withoutMembership(db.members, role, member) })),
  );
}
