/** Where a securable stands: what holds it, and who owns it (PRN-40 to PRN-44). */

import { parentClass } from './builtin';
import { databaseId, dboId, saId, serverId } from './ids';
import type { Catalog, Database, Id, Module, Securable, SqlObject } from './model';
import { isObjectClass } from './show';

/** The securable and what holds it, innermost first: object, schema, database, server. */
export function permissionSpace(database: Database | undefined, securable: Securable): readonly Securable[] {
  const found: Securable[] = [
    securable.column === undefined ? securable : { class: securable.class, id: securable.id },
  ];
  if (isObjectClass(securable.class)) {
    const object = database?.objects.get(securable.id);
    if (object && object.schema !== '') found.push({ class: 'SCHEMA', id: object.schema });
  }
  if (!isServerScoped(securable.class)) {
    if (securable.class !== 'DATABASE') found.push({ class: 'DATABASE', id: databaseId });
    found.push({ class: 'SERVER', id: serverId });
  } else if (securable.class !== 'SERVER') found.push({ class: 'SERVER', id: serverId });
  return found;
}

/** Classes that are checked with the login token alone. */
export function isServerScoped(kind: string): boolean {
  return kind === 'SERVER' || (kind !== 'DATABASE' && parentClass(kind) === 'SERVER');
}

/**
 * The owner of an object: set by ALTER AUTHORIZATION, else the schema's owner. A trigger is owned through its table or
 * view; a DDL trigger by dbo (PRN-40, CHN-14).
 */
export function effectiveOwner(database: Database, object: SqlObject): Id {
  if (isTrigger(object)) {
    const parent = object.parent === undefined ? undefined : database.objects.get(object.parent);
    return parent ? effectiveOwner(database, parent) : dboId;
  }
  return object.owner ?? database.schemas.get(object.schema)?.owner ?? dboId;
}

function isTrigger(object: SqlObject): object is Module {
  return (
    object.kind === 'module' &&
    (object.type === 'dml_trigger' || object.type === 'database_trigger' || object.type === 'server_trigger')
  );
}

/** Whether the effective owner is the same on every path. */
export function isOwnerCertain(database: Database, object: SqlObject): boolean {
  if (!object.certain) return false;
  if (object.kind === 'module' && object.parent !== undefined) {
    const parent = database.objects.get(object.parent);
    return parent === undefined || isOwnerCertain(database, parent);
  }
  return object.owner !== undefined || (database.schemas.get(object.schema)?.certain ?? false);
}

export interface Owner {
  readonly id: Id;
  readonly certain: boolean;
}

/** Who owns a securable itself, not what holds it; undefined: nobody, so the owner of the database or sa stands in. */
export function ownerOf(catalog: Catalog, database: Database | undefined, securable: Securable): Owner | undefined {
  const { class: kind, id } = securable;
  const owned = (entry: { readonly owner?: Id; readonly certain: boolean } | undefined): Owner | undefined =>
    entry?.owner === undefined ? undefined : { id: entry.owner, certain: entry.certain };
  switch (kind) {
    case 'OBJECT':
    case 'TYPE':
    case 'XML SCHEMA COLLECTION': {
      const object = database?.objects.get(id);
      return object && database
        ? { id: effectiveOwner(database, object), certain: isOwnerCertain(database, object) }
        : undefined;
    }
    case 'SCHEMA':
      return owned(database?.schemas.get(id));
    case 'ROLE':
      return owned(database?.principals.get(id));
    case 'ASSEMBLY':
      return owned(database?.assemblies.get(id));
    case 'SERVICE':
      return owned(database?.services.get(id));
    case 'CERTIFICATE':
    case 'ASYMMETRIC KEY':
    case 'SYMMETRIC KEY':
      return owned(database?.keys.get(id));
    case 'DATABASE':
      return { id: dboId, certain: true };
    case 'SERVER ROLE':
      return owned(catalog.server.principals.get(id));
    case 'ENDPOINT':
      return owned(catalog.server.endpoints.find((endpoint) => endpoint.id === id));
    default:
      return owned(database?.others.get(id));
  }
}

/** The principal that is recorded as grantor by those who act for the owner (GRA-4). */
export function grantorFor(catalog: Catalog, database: Database | undefined, securable: Securable): Id {
  return ownerOf(catalog, database, securable)?.id ?? (isServerScoped(securable.class) ? saId : dboId);
}
