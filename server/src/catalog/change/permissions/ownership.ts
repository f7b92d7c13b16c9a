/** ALTER AUTHORIZATION: a change of the effective owner drops the permissions on the thing (PRN-40 to PRN-45). */
import type { Folded } from '../../../text/name';
import { onObject } from '../../decide/question';
import { dboId } from '../../ids';
import { assemblies, databasePrincipals, keys, objects, schemas, serverPrincipals, services } from '../../indexes';
import type { Catalog, Database, Id, Securable, Sid } from '../../model';
import { effectiveOwner } from '../../securable';
import { changing, editDatabase, editServer } from '../edit';
import { withoutRowsOn } from './rows';

/** `owner` undefined: TO SCHEMA OWNER. A schema takes the objects with it that have no owner of their own. */
export function changeOwner(catalog: Catalog, database: Folded, securable: Securable, owner: Id | undefined): Catalog {
  return changing(catalog, 'changeOwner', [database, securable, owner], () =>
    editDatabase(catalog, database, (db) => edited(db, securable, owner)),
  );
}

function edited(db: Database, securable: Securable, owner: Id | undefined): Database {
  const { class: kind, id } = securable;
  switch (kind) {
    case 'OBJECT':
    case 'TYPE':
    case 'XML SCHEMA COLLECTION': {
      const old = db.objects.get(id);
      if (!old) return db;
      const { owner: _, ...rest } = old;
      const changed = { ...db, objects: objects.set(db.objects, id, owner === undefined ? rest : { ...rest, owner }) };
      return effectiveOwner(db, old) === effectiveOwner(changed, changed.objects.get(id)!)
        ? changed
        : droppingRows(changed, securable);
    }
    case 'SCHEMA': {
      const old = db.schemas.get(id);
      if (!old || owner === undefined || old.owner === owner) return db;
      const changed = droppingRows({ ...db, schemas: schemas.set(db.schemas, id, { ...old, owner }) }, securable);
      return db.objects.reduce(
        (left, object) =>
          object.schema === id && object.owner === undefined ? droppingRows(left, onObject(object)) : left,
        changed,
      );
    }
    case 'ROLE':
      return db.principals.get(id)?.owner === owner
        ? db
        : with_(
            db,
            securable,
            (entry) => ({ principals: databasePrincipals.set(db.principals, id, { ...entry, ...owned(owner) }) }),
            db.principals.get(id),
          );
    case 'CERTIFICATE':
    case 'ASYMMETRIC KEY':
    case 'SYMMETRIC KEY':
      return with_(
        db,
        securable,
        (entry) => ({ keys: keys.set(db.keys, id, { ...entry, owner: owner ?? dboId }) }),
        db.keys.get(id),
      );
    case 'ASSEMBLY':
      return with_(
        db,
        securable,
        (entry) => ({ assemblies: assemblies.set(db.assemblies, id, { ...entry, owner: owner ?? dboId }) }),
        db.assemblies.get(id),
      );
    case 'SERVICE':
      return with_(
        db,
        securable,
        (entry) => ({ services: services.set(db.services, id, { ...entry, owner: owner ?? dboId }) }),
        db.services.get(id),
      );
    default:
      return with_(
        db,
        securable,
        (entry) => ({ others: db.others.set(id, { ...entry, ...owned(owner) }) }),
        db.others.get(id),
      );
  }
}

function with_<T extends { readonly owner?: Id }>(
  db: Database,
  securable: Securable,
  change: (entry: T) => Partial<Database>,
  old: T | undefined,
): Database {
  if (!old) return db;
  const changed = { ...db, ...change(old) };
  return (old.owner ?? dboId) === (ownerIn(changed, securable.id) ?? dboId) ? db : droppingRows(changed, securable);
}

function ownerIn(db: Database, id: Id): Id | undefined {
  return (db.principals.get(id) ?? db.keys.get(id) ?? db.assemblies.get(id) ?? db.services.get(id) ?? db.others.get(id))
    ?.owner;
}

function owned(owner: Id | undefined): { readonly owner?: Id } {
  return owner === undefined ? {} : { owner };
}

function droppingRows(db: Database, securable: Securable): Database {
  return { ...db, permissions: withoutRowsOn(db.permissions, securable) };
}

/** ALTER AUTHORIZATION ON DATABASE, sp_changedbowner: dbo is another login from now on. Permissions stay. */
export function changeDatabaseOwner(catalog: Catalog, database: Folded, owner: Sid): Catalog {
  return changing(catalog, 'changeDatabaseOwner', [database, owner], () =>
    editDatabase(catalog, database, (db) => {
      const dbo = db.principals.get(dboId);
      const { foreign: _foreign, ownerAssumed: _assumed, ...rest } = db;
      return {
        ...rest,
        owner,
        ...(dbo && { principals: databasePrincipals.set(db.principals, dboId, { ...dbo, sid: owner }) }),
      };
    }),
  );
}

/** ALTER AUTHORIZATION ON SERVER ROLE, ON ENDPOINT. */
export function changeServerOwner(catalog: Catalog, securable: Securable, owner: Id): Catalog {
  return changing(catalog, 'changeServerOwner', [securable, owner], () =>
    editServer(catalog, (server) => {
      if (securable.class === 'ENDPOINT') {
        return {
          ...server,
          endpoints: server.endpoints.map((endpoint) =>
            endpoint.id === securable.id ? { ...endpoint, owner } : endpoint,
          ),
          permissions: withoutRowsOn(server.permissions, securable),
        };
      }
      const old = server.principals.get(securable.id);
      if (old?.type !== 'server_role' || old.owner === owner) return server;
      return {
        ...server,
        principals: serverPrincipals.set(server.principals, old.id, { ...old, owner }),
        permissions: withoutRowsOn(server.permissions, securable),
      };
    }),
  );
}
