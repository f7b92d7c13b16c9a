/** How the big lists of the catalog are looked up: by name, or permissions by what they are on. */
import { type Folded, fold } from '../text/name';
import { indexBy } from './index-by';
import { isMadeHere } from './key-origin';
import type {
  Assembly,
  DatabasePrincipal,
  Id,
  Key,
  Module,
  PermissionRow,
  Schema,
  Securable,
  ServerPrincipal,
  Service,
  Sid,
  SqlObject,
  Thumbprint,
} from './model';

const byFoldedName = (entry: { readonly name: string }): readonly string[] => [fold(entry.name)];

export const serverPrincipals = indexBy<Id, ServerPrincipal>(byFoldedName);
export const databasePrincipals = indexBy<Id, DatabasePrincipal>(byFoldedName);
/** By who they are: their sid, and the key that they are mapped to. */
export const serverIdentities = indexBy<Id, ServerPrincipal>(identityTexts);
export const databaseIdentities = indexBy<Id, DatabasePrincipal>(identityTexts);
export const schemas = indexBy<Id, Schema>(byFoldedName);
export const objects = indexBy<Id, SqlObject>((object) => {
  const name = objectText(object.schema, object.kind, fold(object.name));
  if (object.kind === 'queue' && object.activation) return [name, activatedText];
  if (object.kind !== 'module') return [name];
  const signed = object.signatures.map(({ key }) => signedText(key));
  return object.type === 'dml_trigger' && object.parent !== undefined
    ? [name, triggerText(object.parent), ...signed]
    : [name, ...signed];
});
export const triggers = indexBy<Id, Module>(byFoldedName);
export const keys = indexBy<Id, Key>((key) => [`${key.type}|${fold(key.name)}`]);
export const assemblies = indexBy<Id, Assembly>(byFoldedName);
export const services = indexBy<Id, Service>(byFoldedName);
export const permissions = indexBy<string, PermissionRow>(
  (row) => (givesUser(row) ? [securableText(row.securable), userText] : [securableText(row.securable)]),
  countedTexts,
);

function countedTexts({ state, permission, grantee }: PermissionRow): readonly string[] {
  if (state === 'deny') return [];
  const granted = grantedText(permission, grantee);
  return connecting.has(permission) ? [granted] : [granted, heldText(grantee)];
}

const connecting: ReadonlySet<string> = new Set(['CONNECT', 'CONNECT SQL']);

function identityTexts({ sid, key }: Pick<DatabasePrincipal, 'sid' | 'key'>): readonly string[] {
  const texts = sid === undefined ? [] : [sidText(sid)];
  if (key === undefined) return texts;
  return isMadeHere(key) ? [...texts, keyText(key)] : [...texts, keyText(key), elsewhereText];
}

export function sidText(sid: Sid): string {
  return `sid|${sid}`;
}

export function keyText(key: Thumbprint): string {
  return `key|${key}`;
}

/** Those who are mapped to a key that no script makes. */
export const elsewhereText = 'key from elsewhere';

/** The modules that are signed by a key. */
export function signedText(key: Thumbprint): string {
  return `signed|${key}`;
}

/** Types and XML schema collections have name spaces of their own beside the objects of a schema. */
export function objectText(schema: Id, kind: SqlObject['kind'], name: Folded): string {
  const space = kind === 'type' || kind === 'xml_schema_collection' ? kind : 'object';
  return `${space}|${schema}|${name}`;
}

/** The queues that start a procedure. */
export const activatedText = 'activated';

/** The DML triggers of a table or view. */
export function triggerText(parent: Id): string {
  return `trigger|${parent}`;
}

/** Whether a row certainly lets its grantee impersonate a user (IMP-3). */
function givesUser({ state, permission, securable, certain }: PermissionRow): boolean {
  const gives = permission === 'IMPERSONATE' || permission === 'CONTROL';
  return gives && securable.class === 'USER' && state !== 'deny' && certain;
}

/** The permissions that let somebody impersonate a user. */
export const userText = 'gives a user';

/** A permission, on whatever, that is granted to somebody. */
export function grantedText(permission: string, grantee: Id): string {
  return `${permission}|${grantee}`;
}

/** What is granted to somebody besides the right to connect. */
export function heldText(grantee: Id): string {
  return `more|${grantee}`;
}

/** Columns are found with their object. */
export function securableText({ class: kind, id }: Securable): string {
  return `${kind}|${id}`;
}

/** What makes a permission row one row (GRA-1). */
export function permissionKey({
  securable,
  permission,
  grantee,
  grantor,
}: Omit<PermissionRow, 'state' | 'certain'>): string {
  return `${securableText(securable)}|${securable.column ?? ''}|${permission}|${grantee}|${grantor}`;
}
