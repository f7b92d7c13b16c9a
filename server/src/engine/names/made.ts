/** What a statement makes or drops, by a key that tells whether two statements speak of the same thing. */

import type { Map as Immutable } from 'immutable';
import { databaseKey, entriesNamed, type Place } from '../../catalog/collation';
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
import { type Folded, fold, type Name, withoutTrailingBlanks } from '../../text/name';

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

/** How a key writes names: 'without capitals', or 'as written' for places where capitals tell names apart. */
export type Spelling = 'without capitals' | 'as written';

/** The key of a thing: what two statements speak of when they speak of the same. */
export function keyOf(
  { database = '' as Folded, space, schema = '' as Folded, name }: Thing,
  spelling: Spelling = 'without capitals',
): string {
  const key = `${database}\u0001${space}\u0001${schema}\u0001${name}`;
  return spelling === 'as written' ? key + mark : key;
}

/** How names are written in a key. */
export function spellingOf(key: string): Spelling {
  return key.endsWith(mark) ? 'as written' : 'without capitals';
}

const mark = '\u0001as written';

const written = { 'without capitals': fold, 'as written': (name: Name) => withoutTrailingBlanks(name) as Folded };

/** The key of what a statement makes in a database; undefined: it makes nothing that has a name. */
export function makes(
  statement: Statement,
  database: Name,
  spelling: Spelling = 'without capitals',
): string | undefined {
  const thing = madeBy(statement, placing(database, spelling));
  return thing && keyOf(thing, spelling);
}

/** Where a statement stands, and how names are written. */
interface Placing {
  readonly database: Folded;
  readonly spelled: (name: Name) => Folded;
}

function placing(database: Name, spelling: Spelling): Placing {
  const spelled = written[spelling];
  return { database: spelled(database), spelled };
}

function inPlace({ database, spelled }: Placing, space: Space, name: Name): Thing {
  return { database, space, name: spelled(name) };
}

function inSchema({ database, spelled }: Placing, name: ObjectName): Thing {
  return {
    database: name.database === undefined ? database : spelled(name.database),
    space: 'object',
    schema: spelled(name.schema ?? 'dbo'),
    name: spelled(name.name),
  };
}

function onServer({ spelled }: Placing, space: Space, name: Name): Thing {
  return { database: undefined, space, name: spelled(name) };
}

function madeBy(statement: Statement, place: Placing): Thing | undefined {
  switch (statement.kind) {
    case 'create_database':
      return onServer(place, 'database', statement.name.name);
    case 'create_login':
      return onServer(place, 'server principal', statement.name.name);
    case 'create_role':
      return statement.scope === 'server'
        ? onServer(place, 'server principal', statement.name.name)
        : inPlace(place, 'principal', statement.name.name);
    case 'create_user':
    case 'create_application_role':
      return inPlace(place, 'principal', statement.name.name);
    case 'create_key':
      return statement.name && inPlace(place, 'key', `${statement.type} ${statement.name.name}`);
    case 'create_schema':
      return statement.name && inPlace(place, 'schema', statement.name.name);
    case 'create_table':
    case 'create_synonym':
    case 'create_sequence':
      return inSchema(place, statement.name);
    case 'create_type':
      return { ...inSchema(place, statement.name), space: 'type' };
    case 'queue':
      return statement.action === 'create' ? inSchema(place, statement.name) : undefined;
    case 'service':
      return statement.action === 'create' ? inPlace(place, 'service', statement.name.name) : undefined;
    case 'create_module': {
      if (statement.action === 'alter') return undefined;
      const on = statement.trigger?.on.kind;
      if (on === 'server') return onServer(place, 'trigger', statement.name.name);
      return on === 'database' ? inPlace(place, 'trigger', statement.name.name) : inSchema(place, statement.name);
    }
    default:
      return undefined;
  }
}

/** The key of a database. */
export function keyOfDatabase(name: string): string {
  return keyOf({ database: undefined, space: 'database', name: fold(name) }, 'without capitals');
}

/** The key of a login. */
export function loginKey(name: Name, spelling: Spelling = 'without capitals'): string {
  return keyOf(onServer(placing('', spelling), 'server principal', name), spelling);
}

/** The key of an object of a schema. */
export function objectKey(database: Name, name: ObjectName, spelling: Spelling = 'without capitals'): string {
  return keyOf(inSchema(placing(database, spelling), name), spelling);
}

/** The key of a trigger, by what it hangs on. */
export function triggerKey(
  on: 'object' | 'database' | 'server',
  name: ObjectName,
  database: Name,
  spelling: Spelling = 'without capitals',
): string {
  const place = placing(database, spelling);
  if (on === 'object') return keyOf(inSchema(place, name), spelling);
  return keyOf(
    on === 'server' ? onServer(place, 'trigger', name.name) : inPlace(place, 'trigger', name.name),
    spelling,
  );
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

/** Whether what a key without capitals stands for is in a catalog; something that is only implied is not. */
export function isThere({ server, databases }: Catalog, key: string): boolean {
  const { database: where, space, schema, name } = thingOf(key);
  const databaseOf = (folded: Folded): Database | undefined =>
    databases.get(folded) ?? (server.caseSensitive ? databases.find((one) => fold(one.name) === folded) : undefined);
  if (where === undefined) {
    if (space === 'database') return databaseOf(name) !== undefined;
    if (space === 'trigger') return triggers.find(server.triggers, name).length > 0;
    return serverPrincipals.find(server.principals, name).some(({ implied }) => !implied);
  }
  const database = databaseOf(where);
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
export function unmakes(
  statement: Statement,
  database: Name,
  spelling: Spelling = 'without capitals',
): readonly string[] {
  if (statement.kind !== 'drop') return [];
  const { class: kind, on, names } = statement;
  const places = placing(database, spelling);
  return names.map((name) => keyOf(dropped(kind, on?.kind, name, places), spelling));
}

function dropped(kind: string, on: string | undefined, name: ObjectName, place: Placing): Thing {
  switch (kind) {
    case 'DATABASE':
      return onServer(place, 'database', name.name);
    case 'LOGIN':
    case 'SERVER ROLE':
      return onServer(place, 'server principal', name.name);
    case 'USER':
    case 'ROLE':
    case 'APPLICATION ROLE':
      return inPlace(place, 'principal', name.name);
    case 'SCHEMA':
      return inPlace(place, 'schema', name.name);
    case 'CERTIFICATE':
    case 'ASYMMETRIC KEY':
    case 'SYMMETRIC KEY':
      return inPlace(place, 'key', `${kind.toLowerCase().replace(' ', '_')} ${name.name}`);
    case 'SERVICE':
      return inPlace(place, 'service', name.name);
    case 'TYPE':
      return { ...inSchema(place, name), space: 'type' };
    case 'TRIGGER':
      if (on === 'server') return onServer(place, 'trigger', name.name);
      return on === 'database' ? inPlace(place, 'trigger', name.name) : inSchema(place, name);
    default:
      return inSchema(place, name);
  }
}

/** The catalog in which a thing says which scripts define it, each in its way. */
export function withVersions(catalog: Catalog, key: string, versions: readonly string[]): Catalog {
  const thing = thingOf(key);
  if (thing.database === undefined) return atServer(catalog, thing, versions);
  const place = databaseKey(catalog, thing.database);
  const database = catalog.databases.get(place);
  if (!database) return catalog;
  return { ...catalog, databases: catalog.databases.set(place, inDatabase(database, thing, versions)) };
}

function atServer(catalog: Catalog, { space, name }: Thing, versions: readonly string[]): Catalog {
  const { server, databases } = catalog;
  const mark = marking(server, name, versions);
  switch (space) {
    case 'database': {
      const key = databaseKey(catalog, name);
      return databases.has(key)
        ? { ...catalog, databases: databases.update(key, (one) => doubtful(one!, versions)) }
        : catalog;
    }
    case 'server principal':
      return { ...catalog, server: { ...server, principals: mark(serverPrincipals, server.principals) } };
    case 'trigger':
      return { ...catalog, server: { ...server, triggers: mark(triggers, server.triggers) } };
    default:
      return catalog;
  }
}

function inDatabase(database: Database, { space, schema, name }: Thing, versions: readonly string[]): Database {
  const mark = marking(database, name, versions);
  switch (space) {
    case 'principal':
      return { ...database, principals: mark(databasePrincipals, database.principals) };
    case 'schema':
      return { ...database, schemas: mark(schemas, database.schemas) };
    case 'trigger':
      return { ...database, triggers: mark(triggers, database.triggers) };
    case 'service':
      return { ...database, services: mark(services, database.services) };
    case 'object':
    case 'type': {
      const within = entriesNamed(database, schemas, database.schemas, schema ?? '').map(({ id }) => id);
      const texts = within.flatMap((id) => objectKinds.map((kind) => objectText(id, kind, fold(name))));
      return { ...database, objects: mark(objects, database.objects, texts) };
    }
    default:
      return database;
  }
}

/** Marks the entries of a list that have a name. `texts`: what the index has for it. */
function marking(place: Place, name: Name, versions: readonly string[]) {
  return <T extends Entry>(
    index: IndexBy<Id, T>,
    list: Immutable<Id, T>,
    texts: readonly string[] = [fold(name)],
  ): Immutable<Id, T> => {
    const found = texts.flatMap((text) => entriesNamed(place, index, list, name, text));
    return found.reduce((made, entry) => index.set(made, entry.id, doubtful(entry, versions)), list);
  };
}

/** Only what differs between the scripts is in doubt: an entry that came out the same from all stays certain. */
function doubtful<T extends Entry>(entry: T, versions: readonly string[]): T {
  return entry.certain ? entry : { ...entry, versions };
}
