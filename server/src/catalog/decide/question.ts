/** Makes the questions that `decide` answers: a permission on a securable. */

import type { Name } from '../../text/name';
import { foldIn } from '../collation';
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
import type { Question } from './verdict';

export function questionOn(
  catalog: Catalog,
  database: Database | undefined,
  permission: string,
  securable: Securable,
): Question {
  const on = showSecurable(catalog, database, securable);
  return database ? { permission, securable, on, database: database.name } : { permission, securable, on };
}

export function serverQuestion(catalog: Catalog, permission: string): Question {
  return questionOn(catalog, undefined, permission, onServer);
}
export function loginCheck(catalog: Catalog, login: ServerPrincipal, permission: string): Question {
  return questionOn(catalog, undefined, permission, onServerPrincipal(login));
}
export function databaseQuestion(catalog: Catalog, database: Database, permission: string): Question {
  return questionOn(catalog, database, permission, onDatabase);
}
export function objectQuestion(
  catalog: Catalog,
  database: Database,
  object: SqlObject,
  permission: string,
  column?: Name,
): Question {
  const whole = onObject(object);
  const securable = column === undefined ? whole : { ...whole, column: foldIn(database, column) };
  return questionOn(catalog, database, permission, securable);
}
export function principalQuestion(
  catalog: Catalog,
  database: Database,
  principal: DatabasePrincipal,
  permission: string,
): Question {
  return questionOn(catalog, database, permission, onPrincipal(principal));
}
export function keyQuestion(catalog: Catalog, database: Database, key: Key, permission: string): Question {
  return questionOn(catalog, database, permission, onKey(key));
}

export const onServer: Securable = { class: 'SERVER', id: serverId };
export const onDatabase: Securable = { class: 'DATABASE', id: databaseId };

const objectClasses: Partial<Record<SqlObject['kind'], string>> = {
  type: 'TYPE',
  xml_schema_collection: 'XML SCHEMA COLLECTION',
};
const principalClasses: Partial<Record<DatabasePrincipal['type'], string>> = {
  role: 'ROLE',
  application_role: 'APPLICATION ROLE',
};
const keyClasses: Record<Key['type'], string> = {
  certificate: 'CERTIFICATE',
  asymmetric_key: 'ASYMMETRIC KEY',
  symmetric_key: 'SYMMETRIC KEY',
};

export function onSchema(schema: Schema): Securable {
  return { class: 'SCHEMA', id: schema.id };
}
export function onObject({ kind, id }: SqlObject): Securable {
  return { class: objectClasses[kind] ?? 'OBJECT', id };
}
export function onPrincipal(principal: DatabasePrincipal): Securable {
  return { class: principalClasses[principal.type] ?? 'USER', id: principal.id };
}
export function onServerPrincipal(principal: ServerPrincipal): Securable {
  return { class: principal.type === 'server_role' ? 'SERVER ROLE' : 'LOGIN', id: principal.id };
}
export function onKey(key: Key): Securable {
  return { class: keyClasses[key.type], id: key.id };
}
