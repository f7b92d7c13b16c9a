/** Makes the questions that `decide` answers: a permission on a securable. */
import { fold, type Name } from '../../text/name';
import { databaseId, serverId } from '../ids';
import type {
  Catalog,
  Database,
  DatabasePrincipal,
  Key,
  Schema,
  Securable,
  ServerPrincipal,
  SqlObject,
} from '../model';
import { showSecurable } from '../show';
import type { Check } from './verdict';

export function checkOn(
  catalog: Catalog,
  database: Database | undefined,
  permission: string,
  securable: Securable,
): Check {
  const on = showSecurable(catalog, database, securable);
  return database ? { permission, securable, on, database: database.name } : { permission, securable, on };
}

export function serverCheck(catalog: Catalog, permission: string): Check {
  return checkOn(catalog, undefined, permission, onServer);
}
export function loginCheck(catalog: Catalog, login: ServerPrincipal, permission: string): Check {
  return checkOn(catalog, undefined, permission, onServerPrincipal(login));
}
export function databaseCheck(catalog: Catalog, database: Database, permission: string): Check {
  return checkOn(catalog, database, permission, onDatabase);
}
export function objectCheck(
  catalog: Catalog,
  database: Database,
  object: SqlObject,
  permission: string,
  column?: Name,
): Check {
  return checkOn(catalog, database, permission, onObject(object, column));
}
export function principalCheck(
  catalog: Catalog,
  database: Database,
  principal: DatabasePrincipal,
  permission: string,
): Check {
  return checkOn(catalog, database, permission, onPrincipal(principal));
}
export function keyCheck(catalog: Catalog, database: Database, key: Key, permission: string): Check {
  return checkOn(catalog, database, permission, onKey(key));
}

export const onServer: Securable = { class: 'SERVER', id: serverId };
export const onDatabase: Securable = { class: 'DATABASE', id: databaseId };

export function onSchema(schema: Schema): Securable {
  return { class: 'SCHEMA', id: schema.id };
}
export function onObject(object: SqlObject, column?: Name): Securable {
  const kind =
    object.kind === 'type' ? 'TYPE' : object.kind === 'xml_schema_collection' ? 'XML SCHEMA COLLECTION' : 'OBJECT';
  return column === undefined ? { class: kind, id: object.id } : { class: kind, id: object.id, column: fold(column) };
}
export function onPrincipal(principal: DatabasePrincipal): Securable {
  const kind = principal.type === 'role' ? 'ROLE' : principal.type === 'application_role' ? 'APPLICATION ROLE' : 'USER';
  return { class: kind, id: principal.id };
}
export function onServerPrincipal(principal: ServerPrincipal): Securable {
  return { class: principal.type === 'server_role' ? 'SERVER ROLE' : 'LOGIN', id: principal.id };
}
export function onKey(key: Key): Securable {
  const kind =
    key.type === 'certificate' ? 'CERTIFICATE' : key.type === 'asymmetric_key' ? 'ASYMMETRIC KEY' : 'SYMMETRIC KEY';
  return { class: kind, id: key.id };
}
