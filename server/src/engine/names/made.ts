/** What a statement makes or drops, by a key that tells whether two statements speak of the same thing. */
import type { Map as Immutable } from 'immutable';
import type { IndexBy } from '../../catalog/index-by';
import {
  databasePrincipals,
  objects,
  objectText,
  schemas,
  serverPrincipals,
  services,
  triggers,
} from '../../catalog/indexes';
import type { Catalog, Database, Entry, Id } from '../../catalog/model';
import type { ObjectName } from '../../syntax/expression';
import type { Statement } from '../../syntax/statement';
import { type Folded, fold } from '../../text/name';

/** Where a thing is, of which space of names, and its name: what one name can stand for only once. */
export interface Thing {
  readonly database: Folded | undefined;
  readonly space: Space;
  readonly name: Folded;
  readonly schema?: Folded;
}
export type Space =
  | 'database'
  | 'server principal'
  | 'principal'
  | 'schema'
  | 'object'
  | 'type'
  | 'key'
  | 'service'
  | 'trigger';

/** The key of a thing: what two statements speak of when they speak of the same. */
export const keyOf = ({ database, space, schema, name }: Thing): string =>
  [database ?? '', space, schema ?? '', name].join('\u0001');

/** The key of what a statement makes in a database; undefined: it makes nothing that has a name. */
export function makes(statement: Statement, database: Folded): string | undefined {
  const thing = madeBy(statement, database);
  return thing && keyOf(thing);
}

function madeBy(statement: Statement, database: Folded): Thing | undefined {
  switch (statement.kind) {
    case 'create_database':
      return onServer('database', statement.name.name);
    case 'create_login':
      return onServer('server principal', statement.name.name);
    case 'create_role':
      return statement.scope === 'server'
        ? onServer('server principal', statement.name.name)
        : { database, space: 'principal', name: fold(statement.name.name) };
    case 'create_user':
    case 'create_application_role':
      return { database, space: 'principal', name: fold(statement.name.name) };
    case 'create_key':
      return statement.name && { database, space: 'key', name: fold(`${statement.type} ${statement.name.name}`) };
    case 'create_schema':
      return statement.name && { database, space: 'schema', name: fold(statement.name.name) };
    case 'create_table':
    case 'create_synonym':
    case 'create_sequence':
      return inSchema(database, statement.name);
    case 'create_type':
      return { ...inSchema(database, statement.name), space: 'type' };
    case 'queue':
      return statement.action === 'create' ? inSchema(database, statement.name) : undefined;
    case 'service':
      return statement.action === 'create'
        ? { database, space: 'service', name: fold(statement.name.name) }
        : undefined;
    case 'create_module': {
      if (statement.action === 'alter') return undefined;
      const on = statement.trigger?.on.kind;
      if (on === 'server') return onServer('trigger', statement.name.name);
      if (on === 'database') return { database, space: 'trigger', name: fold(statement.name.name) };
      return inSchema(database, statement.name);
    }
    default:
      return undefined;
  }
}

function onServer(space: Space, name: string): Thing {
  return { database: undefined, space, name: fold(name) };
}

function inSchema(database: Folded, name: ObjectName): Thing {
  const where = name.database === undefined ? database : fold(name.database);
  return { database: where, space: 'object', schema: fold(name.schema ?? 'dbo'), name: fold(name.name) };
}

/** The key of a database. */
export function databaseKey(name: string): string {
  return keyOf(onServer('database', name));
}

/** The thing that a key stands for. */
export function thingOf(key: string): Thing {
  const [database, space, schema, name] = key.split('\u0001') as [Folded, Space, Folded, Folded];
  return { database: (database as string) === '' ? undefined : database, space, schema, name };
}

/** The name of what a key stands for, as statements give it: keys are told apart by their type before it. */
export function nameOfKey(key: string): Folded {
  return thingOf(key).name.replace(/^(certificate|(a?symmetric)_key) /, '') as Folded;
}

/** Whether what a key stands for is in a catalog; something that is only implied is not. */
export function isThere({ server, databases }: Catalog, key: string): boolean {
  const { database: where, space, schema, name } = thingOf(key);
  if (where === undefined) {
    if (space === 'database') return databases.has(name);
    if (space === 'trigger') return triggers.find(server.triggers, name).length > 0;
    return serverPrincipals.find(server.principals, name).some(({ implied }) => !implied);
  }
  const database = databases.get(where);
  if (!database) return false;
  switch (space) {
    case 'principal':
      return databasePrincipals.find(database.principals, name).some(({ implied }) => !implied);
    case 'schema':
      return schemas.find(database.schemas, name).length > 0;
    case 'trigger':
      return triggers.find(database.triggers, name).length > 0;
    case 'service':
      return services.find(database.services, name).length > 0;
    case 'object':
    case 'type':
      return schemas
        .find(database.schemas, schema ?? '')
        .some(({ id }) =>
          objectKinds.some((kind) => objects.find(database.objects, objectText(id, kind, name)).length > 0),
        );
    default:
      return database.keys.some((one) => fold(`${one.type} ${one.name}`) === name);
  }
}

const objectKinds = ['other', 'type', 'xml_schema_collection'] as const;

/** The keys of what a statement drops. */
export function unmakes(statement: Statement, database: Folded): readonly string[] {
  if (statement.kind !== 'drop') return [];
  const { class: kind, on, names } = statement;
  return names.map((name) => keyOf(dropped(kind, on?.kind, name, database)));
}

function dropped(kind: string, on: string | undefined, name: ObjectName, database: Folded): Thing {
  switch (kind) {
    case 'DATABASE':
      return onServer('database', name.name);
    case 'LOGIN':
    case 'SERVER ROLE':
      return onServer('server principal', name.name);
    case 'USER':
    case 'ROLE':
    case 'APPLICATION ROLE':
      return { database, space: 'principal', name: fold(name.name) };
    case 'SCHEMA':
      return { database, space: 'schema', name: fold(name.name) };
    case 'CERTIFICATE':
    case 'ASYMMETRIC KEY':
    case 'SYMMETRIC KEY':
      return { database, space: 'key', name: fold(`${kind.toLowerCase().replace(' ', '_')} ${name.name}`) };
    case 'SERVICE':
      return { database, space: 'service', name: fold(name.name) };
    case 'TYPE':
      return { ...inSchema(database, name), space: 'type' };
    case 'TRIGGER':
      if (on === 'server') return onServer('trigger', name.name);
      return on === 'database' ? { database, space: 'trigger', name: fold(name.name) } : inSchema(database, name);
    default:
      return inSchema(database, name);
  }
}

/** The catalog in which a thing says which scripts define it, each in its way. */
export function withVersions(catalog: Catalog, key: string, versions: readonly string[]): Catalog {
  const { database: where, space, schema, name } = thingOf(key);
  if (where === undefined) return atServer(catalog, space, name, versions);
  const database = catalog.databases.get(where);
  if (!database) return catalog;
  const changed = inDatabase(database, space, schema, name, versions);
  return { ...catalog, databases: catalog.databases.set(where, changed) };
}

function atServer(catalog: Catalog, space: Space, name: Folded, versions: readonly string[]): Catalog {
  const { server, databases } = catalog;
  switch (space) {
    case 'database':
      return databases.has(name)
        ? { ...catalog, databases: databases.update(name, (one) => doubtful(one!, versions)) }
        : catalog;
    case 'server principal': {
      const principals = marked(serverPrincipals, server.principals, [name], versions);
      return { ...catalog, server: { ...server, principals } };
    }
    case 'trigger':
      return { ...catalog, server: { ...server, triggers: marked(triggers, server.triggers, [name], versions) } };
    default:
      return catalog;
  }
}

function inDatabase(
  database: Database,
  space: Space,
  schema: Folded | undefined,
  name: Folded,
  versions: readonly string[],
): Database {
  switch (space) {
    case 'principal':
      return { ...database, principals: marked(databasePrincipals, database.principals, [name], versions) };
    case 'schema':
      return { ...database, schemas: marked(schemas, database.schemas, [name], versions) };
    case 'trigger':
      return { ...database, triggers: marked(triggers, database.triggers, [name], versions) };
    case 'service':
      return { ...database, services: marked(services, database.services, [name], versions) };
    case 'object':
    case 'type': {
      const within = schemas.find(database.schemas, schema ?? '').map(({ id }) => id);
      const texts = within.flatMap((id) => objectKinds.map((kind) => objectText(id, kind, name)));
      return { ...database, objects: marked(objects, database.objects, texts, versions) };
    }
    default:
      return database;
  }
}

function marked<T extends Entry>(
  index: IndexBy<Id, T>,
  list: Immutable<Id, T>,
  texts: readonly string[],
  versions: readonly string[],
): Immutable<Id, T> {
  const found = texts.flatMap((text) => index.find(list, text));
  return found.reduce((made, entry) => index.set(made, entry.id, doubtful(entry, versions)), list);
}

/** Only what differs between the scripts is in doubt: an entry that came out the same from all stays certain. */
function doubtful<T extends Entry>(entry: T, versions: readonly string[]): T {
  return entry.certain ? entry : { ...entry, versions };
}
