/**
 * From names to the things they mean, in one catalog. Every answer is one of three: found, absent, or not known (the
 * list is open, or the thing exists on some paths only). "Absent" is said only where the list is complete.
 */

import type { Map as Immutable } from 'immutable';
import { type Folded, fold, type Name } from '../text/name';
import { databaseKey, entriesNamed, foldIn, type Place } from './collation';
import { dboId, dboSchemaId } from './ids';
import {
  assemblies,
  databaseIdentities,
  databasePrincipals,
  keys,
  keyText,
  objects,
  objectText,
  schemas,
  serverIdentities,
  serverPrincipals,
  services,
  sidText,
  triggers,
} from './indexes';
import type {
  Assembly,
  Catalog,
  Database,
  DatabasePrincipal,
  Entry,
  Gone,
  Id,
  Key,
  Knowledge,
  LinkedServer,
  Module,
  Schema,
  ServerPrincipal,
  Service,
  Sid,
  SqlObject,
  Thumbprint,
  Unlisted,
  UnlistedKind,
} from './model';
import { lacking, type Reason } from './reason';

export type Found<T> =
  | { readonly kind: 'found'; readonly entry: T }
  | { readonly kind: 'absent' }
  /** `entry`: what it is on some paths. */
  | { readonly kind: 'unknown'; readonly because: Reason; readonly entry: T }
  | { readonly kind: 'unknown'; readonly because: Reason; readonly entry?: undefined };

const absent = { kind: 'absent' } as const;

/** How much is known of the things of a kind: less, where that kind is not listed (model.ts). */
export function knowledgeOf(
  { knowledge, unlisted }: { readonly knowledge: Knowledge; readonly unlisted?: Unlisted },
  kind: UnlistedKind,
): Knowledge {
  return unlisted?.has(kind) ? 'open' : knowledge;
}

/** A name that somebody may have who comes by way of a Windows or Entra group. */
const mayComeByGroup = /[\\@]/;

function knowledgeOfPrincipal(
  holder: Place & { readonly knowledge: Knowledge; readonly unlisted?: Unlisted; readonly gone?: Gone },
  name: Name,
): Knowledge {
  const known = knownOf(holder, goneText.principal(holder, name));
  return mayComeByGroup.test(name) && holder.unlisted?.has('member of a group') ? 'open' : known;
}

/** How much is known of a name: everything, where it has been dropped (change/gone.ts). */
function knownOf(
  { knowledge, gone }: { readonly knowledge: Knowledge; readonly gone?: Gone },
  text: string,
): Knowledge {
  return gone?.has(text) ? 'complete' : knowledge;
}

/** The texts under which what has been dropped is noted. */
export const goneText = {
  database: (server: Place, name: Name): string => `database|${foldIn(server, name)}`,
  principal: (place: Place, name: Name): string => `principal|${foldIn(place, name)}`,
  schema: (database: Place, name: Name): string => `schema|${foldIn(database, name)}`,
  object: (database: Place, { schema, kind, name }: Pick<SqlObject, 'schema' | 'kind' | 'name'>): string =>
    objectText(schema, kind, foldIn(database, name)),
  /** Of a login. */
  sid: (sid: Sid): string => `sid|${sid}`,
};

function answer<T extends Entry>(entries: readonly T[], knowledge: Knowledge, what: string, where: string): Found<T> {
  const [entry, another] = entries;
  if (!entry)
    return knowledge === 'complete'
      ? absent
      : { kind: 'unknown', because: lacking('declaration', `whether ${what} exists ${where} is not known`) };
  if (another)
    return { kind: 'unknown', because: lacking('path', `which ${what} is meant depends on the path taken`), entry };
  if (entry.versions)
    return {
      kind: 'unknown',
      because: lacking('path', `${listed(entry.versions)} define ${what}, each in its way`),
      entry,
    };
  if (!entry.certain)
    return {
      kind: 'unknown',
      because: lacking('path', `whether ${what} exists in this form depends on the path taken`),
      entry,
    };
  return { kind: 'found', entry };
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** A database. In Azure SQL Database and on a known server an absent name is 911; else it may exist (UNK-9). */
export function findDatabase(catalog: Catalog, name: Name): Found<Database> {
  const entry = catalog.databases.get(databaseKey(catalog, name));
  return answer(
    entry ? [entry] : [],
    knownOf(catalog.server, goneText.database(catalog.server, name)),
    `database '${name}'`,
    'on this server',
  );
}

/** A login or server role. */
export function findServerPrincipal(catalog: Catalog, name: Name): Found<ServerPrincipal> {
  return answer(
    entriesNamed(catalog.server, serverPrincipals, catalog.server.principals, plainPublic(name)),
    knowledgeOfPrincipal(catalog.server, name),
    `server principal '${name}'`,
    'on this server',
  );
}

/** PUBLIC is a word of the language, whose capitals never count. */
function plainPublic(name: Name): Name {
  return fold(name) === 'public' ? 'public' : name;
}

export function findLogin(catalog: Catalog, name: Name): Found<ServerPrincipal> {
  const found = findServerPrincipal(catalog, name);
  return found.kind === 'found' && found.entry.type === 'server_role' ? absent : found;
}

export function findServerRole(catalog: Catalog, name: Name): Found<ServerPrincipal> {
  const found = findServerPrincipal(catalog, name);
  return found.kind === 'found' && found.entry.type !== 'server_role' ? absent : found;
}

/** The login with this sid; undefined: none is known. */
export function loginOfSid(catalog: Catalog, sid: Sid): ServerPrincipal | undefined {
  const { principals } = catalog.server;
  return asListed(principals, serverIdentities.find(principals, sidText(sid)))[0];
}

/** Logins that are mapped to this key (SIG-5). */
export function loginsOfKey(catalog: Catalog, key: Thumbprint): readonly ServerPrincipal[] {
  return asListed(catalog.server.principals, serverIdentities.find(catalog.server.principals, keyText(key)));
}

/** What was found, in the order in which it is listed: an index tells in which order it was added. */
function asListed<V>(all: Immutable<Id, V>, found: readonly V[]): readonly V[] {
  return found.length < 2 ? found : [...all.values()].filter((one) => found.includes(one));
}

export function findPrincipal(database: Database, name: Name): Found<DatabasePrincipal> {
  return answer(
    entriesNamed(database, databasePrincipals, database.principals, plainPublic(name)),
    knowledgeOfPrincipal(database, name),
    `principal '${name}'`,
    `in ${database.name}`,
  );
}

/** The user with this sid (TOK-10 step 2). dbo has its own step; certificate and key users are never entered. */
export function userOfSid(database: Database, sid: Sid): Found<DatabasePrincipal> {
  const users = asListed(database.principals, databaseIdentities.find(database.principals, sidText(sid))).filter(
    ({ id }) => id !== dboId,
  );
  return answer(users, database.knowledge, `a user for this login`, `in ${database.name}`);
}

/** Whether a user has this sid, dbo among them. */
export function hasSid({ principals }: Database, sid: Sid): boolean {
  return databaseIdentities.find(principals, sidText(sid)).length > 0;
}

/** Users that are mapped to this key (SIG-5). */
export function usersOfKey(database: Database, key: Thumbprint): readonly DatabasePrincipal[] {
  return asListed(database.principals, databaseIdentities.find(database.principals, keyText(key)));
}

export function findSchema(database: Database, name: Name): Found<Schema> {
  return answer(
    entriesNamed(database, schemas, database.schemas, name),
    knownOf(database, goneText.schema(database, name)),
    `schema '${name}'`,
    `in ${database.name}`,
  );
}

type ObjectSpace = 'object' | 'type' | 'xml_schema_collection';
const kindOfSpace = { object: 'other', type: 'type', xml_schema_collection: 'xml_schema_collection' } as const;

/** An object of a schema. */
export function findObjectIn(
  database: Database,
  schema: Schema,
  name: Name,
  space: ObjectSpace = 'object',
): Found<SqlObject> {
  const kind = kindOfSpace[space];
  const entries = entriesNamed(database, objects, database.objects, name, objectText(schema.id, kind, fold(name)));
  // What nobody listed of master and msdb is in dbo.
  const listed = schema.id === dboSchemaId ? knowsObjects(database) : database.knowledge;
  const gone = goneText.object(database, { schema: schema.id, kind, name });
  const isListed = space !== 'xml_schema_collection' || !database.unlisted?.has('xml schema collection');
  const knowledge = knownOf({ ...database, knowledge: isListed ? listed : 'open' }, gone);
  const found = answer(entries, knowledge, `${schema.name}.${name}`, `in ${database.name}`);
  return found.kind === 'found' && !schema.certain
    ? {
        kind: 'unknown',
        because: lacking('path', `whether schema '${schema.name}' exists in this form depends on the path taken`),
        entry: found.entry,
      }
    : found;
}

/** Whether the list of the database's objects is complete. */
export function knowsObjects(database: Database): Knowledge {
  return database.knowledge === 'open' ? 'open' : (database.objectKnowledge ?? 'complete');
}

/** An object by its one- or two-part name: a name alone is looked for in the default schema, then in dbo (UNK-7). */
export function findObject(
  database: Database,
  name: { readonly schema?: Name | undefined; readonly name: Name },
  defaultSchema: Name | undefined,
  space: ObjectSpace = 'object',
): Found<SqlObject> {
  if (name.schema !== undefined) {
    const schema = findSchema(database, name.schema);
    if (schema.kind === 'absent') return absent;
    return schema.entry
      ? findObjectIn(database, schema.entry, name.name, space)
      : { kind: 'unknown', because: schema.because };
  }
  const own =
    defaultSchema === undefined || foldIn(database, defaultSchema) === 'dbo'
      ? undefined
      : findObject(database, { schema: defaultSchema, name: name.name }, undefined, space);
  if (own?.kind === 'found') return own;
  const dbo = database.schemas.get(dboSchemaId);
  const second = dbo ? findObjectIn(database, dbo, name.name, space) : absent;
  // What is not listed of a system database is dbo's: nobody keeps objects in guest's schema there.
  return own?.kind === 'unknown' && !(second.kind === 'found' && database.knowledge === 'complete') ? own : second;
}

/** A procedure, function, view or DML trigger by name; an object of another kind counts as absent. */
export function findModule(
  database: Database,
  name: { readonly schema?: Name | undefined; readonly name: Name },
  defaultSchema: Name | undefined,
): Found<Module> {
  const found = findObject(database, name, defaultSchema);
  if (found.kind === 'absent') return absent;
  if (found.entry && found.entry.kind !== 'module')
    return found.kind === 'found' ? absent : { kind: 'unknown', because: found.because };
  return found as Found<Module>;
}

/** DDL triggers of the database, and of the server. */
export function findDatabaseTrigger(database: Database, name: Name): Found<Module> {
  return answer(
    entriesNamed(database, triggers, database.triggers, name),
    database.knowledge,
    `trigger '${name}'`,
    `in ${database.name}`,
  );
}
export function findServerTrigger(catalog: Catalog, name: Name): Found<Module> {
  return answer(
    entriesNamed(catalog.server, triggers, catalog.server.triggers, name),
    catalog.server.knowledge,
    `trigger '${name}'`,
    'on this server',
  );
}

export function findKey(database: Database, type: Key['type'], name: Name): Found<Key> {
  return answer(
    entriesNamed(database, keys, database.keys, name, `${type}|${fold(name)}`),
    database.knowledge,
    `${type.replace('_', ' ')} '${name}'`,
    `in ${database.name}`,
  );
}

/** The database's copy of a key; undefined: it has none that is known. */
export function keyOfThumbprint(database: Database, thumbprint: Thumbprint): Key | undefined {
  return database.keys.find((key) => key.thumbprint === thumbprint);
}

/** The name under which a key is known somewhere: in this database, in master, anywhere. */
export function keyName(catalog: Catalog, thumbprint: Thumbprint, database?: Database): Name {
  const key =
    (database && keyOfThumbprint(database, thumbprint)) ??
    catalog.databases
      .valueSeq()
      .map((one) => keyOfThumbprint(one, thumbprint))
      .find((one) => one !== undefined);
  return key?.name ?? thumbprint;
}

export function findAssembly(database: Database, name: Name): Found<Assembly> {
  return answer(
    entriesNamed(database, assemblies, database.assemblies, name),
    knowledgeOf(database, 'assembly'),
    `assembly '${name}'`,
    `in ${database.name}`,
  );
}

export function findService(database: Database, name: Name): Found<Service> {
  return answer(
    entriesNamed(database, services, database.services, name),
    database.knowledge,
    `service '${name}'`,
    `in ${database.name}`,
  );
}

export function findOther(
  database: Database,
  kind: string,
  name: Name,
): Found<Entry & { readonly class: string; readonly owner?: Id }> {
  const entry = database.others.get(otherKey(database, kind, name));
  const known = knowledgeOf(database, 'other');
  return answer(entry ? [entry] : [], known, `${kind.toLowerCase()} '${name}'`, `in ${database.name}`);
}
export function otherKey(database: Place, kind: string, name: Name): string {
  return `${kind}|${foldIn(database, name)}`;
}

export function findLinkedServer(catalog: Catalog, name: Name): Found<LinkedServer> {
  const entry = catalog.server.linkedServers.get(foldIn(catalog.server, name));
  const known = knowledgeOf(catalog.server, 'linked server');
  return answer(entry ? [entry] : [], known, `linked server '${name}'`, 'on this server');
}

export function databaseByKey(catalog: Catalog, key: Folded): Database | undefined {
  return catalog.databases.get(key);
}
