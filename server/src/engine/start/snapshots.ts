/**
 * What scripts that were made from a snapshot of a server say besides their declarations: what is whole, what is not listed,
 * what no statement can say. Where a declaration of a snapshot did not come to be, what it is about is not whole.
 */

import { Map as Immutable } from 'immutable';
import { openDatabase } from '../../catalog/change/knowledge';
import { databaseKey } from '../../catalog/collation';
import { windowsSid } from '../../catalog/ids';
import { databasePrincipals, objects, objectText, schemas, serverPrincipals } from '../../catalog/indexes';
import type {
  Catalog,
  Database,
  DatabasePrincipal,
  Entry,
  Id,
  Server,
  ServerPrincipal,
  Sid,
  Unlisted,
  UnlistedKind,
} from '../../catalog/model';
import { ofScripts } from '../../syntax/of-scripts';
import { type Accounts, type DatabaseMark, type ServerMark, snapshotMarkOf } from '../../syntax/snapshot-mark';
import type { Script } from '../../syntax/statement';
import { memo2 } from '../../text/memo';
import { type Folded, fold } from '../../text/name';
import { declarationsOf } from './declarations';

/** Scripts of snapshots of which a declaration did not come to be (lost.ts). */
export type Lost = ReadonlySet<Script>;

/** The catalog of which snapshots say what is complete. The same catalog gives the same one. */
export function withSnapshots(catalog: Catalog, scripts: readonly Script[], lost: Lost): Catalog {
  return scripts.reduce((made, script) => (lost.has(script) ? withoutAll : withAll)(script, made), catalog);
}

const withAll = memo2((script: Script, catalog: Catalog) => asSaid(catalog, script, { isLost: false }));
const withoutAll = memo2((script: Script, catalog: Catalog) => asSaid(catalog, script, { isLost: true }));

interface Saying {
  readonly isLost: boolean;
}

function asSaid(catalog: Catalog, script: Script, { isLost }: Saying): Catalog {
  const { server, database } = snapshotMarkOf(script).mark ?? {};
  const withServer = server ? serverAsSaid(catalog, script, server, { isLost }) : catalog;
  return database ? databaseAsSaid(withServer, script, database, { isLost }) : withServer;
}

/** Whether a script was made from a snapshot and says what is whole. */
export function saysWhatIsWhole(script: Script): boolean {
  const { mark } = snapshotMarkOf(script);
  return mark?.server !== undefined || mark?.database !== undefined;
}

function serverAsSaid(catalog: Catalog, script: Script, mark: ServerMark, saying: Saying): Catalog {
  const keyOf = (name: string): Folded => databaseKey(catalog, name);
  const opened = mark.open.map(keyOf).reduce((made, key) => {
    const database = made.databases.get(key);
    return database && !database.system ? openDatabase(made, key) : made;
  }, catalog);
  const databases = mark.databases.reduce((all, { name, owner, unknown }) => {
    const database = all.get(keyOf(name));
    if (!database || database.system) return all;
    return all.set(keyOf(name), {
      ...database,
      ...(owner !== undefined && { owner: sidOf(owner) }),
      ...Object.fromEntries(unknown.map((field) => [field, undefined])),
    });
  }, opened.databases);
  return { ...opened, databases, server: serverWith(opened.server, script, mark, saying) };
}

function serverWith(server: Server, script: Script, mark: ServerMark, { isLost }: Saying): Server {
  const made = namesMadeBy(script);
  const known = (one: ServerPrincipal): ServerPrincipal => {
    const type = typeIn(mark.logins, one, { persons: 'windows_login' });
    return { ...withoutCreated(one), type };
  };
  const isWhole = mark.whole && !isLost && server.unseen === undefined;
  const entry = (kind: string, name: string): Entry => ({ id: `${kind}:${fold(name)}` as Id, name, certain: true });
  return {
    ...server,
    ...(isWhole && { knowledge: 'complete' as const }),
    unlisted: unlistedOf(mark.unlisted),
    principals: [...made]
      .flatMap((name) => serverPrincipals.find(server.principals, name))
      .reduce((all, one) => serverPrincipals.set(all, one.id, known(one)), server.principals),
    credentials: mark.credentials.reduce(
      (all, name) => (all.has(fold(name)) ? all : all.set(fold(name), entry('credential', name))),
      server.credentials,
    ),
    endpoints: mark.endpoints.reduce((all, { name, owner }) => {
      const [login] = owner === undefined ? [] : serverPrincipals.find(server.principals, fold(owner));
      const own = login && { owner: login.id };
      return all.has(fold(name)) ? all : all.set(fold(name), { ...entry('endpoint', name), ...own });
    }, server.endpoints),
  };
}

function databaseAsSaid(catalog: Catalog, script: Script, mark: DatabaseMark, { isLost }: Saying): Catalog {
  const key = databaseKey(catalog, mark.name);
  const before = catalog.databases.get(key);
  if (!before) return catalog;
  const isWhole = mark.whole && !isLost && !before.system && before.unseen === undefined;
  const opened = isWhole || before.system ? catalog : openDatabase(catalog, key);
  const database = opened.databases.get(key)!;
  const known = (one: DatabasePrincipal): DatabasePrincipal => {
    const type = typeIn(mark.users, one, { persons: 'windows_user' });
    return { ...withoutCreated(one), type };
  };
  const changed: Database = {
    ...database,
    ...(isWhole && { knowledge: 'complete' as const }),
    unlisted: unlistedOf(mark.unlisted),
    principals: [...namesMadeBy(script)]
      .flatMap((name) => databasePrincipals.find(database.principals, name))
      .reduce((all, one) => databasePrincipals.set(all, one.id, known(one)), database.principals),
    objects: withNames(database, mark),
  };
  return { ...opened, databases: opened.databases.set(key, changed) };
}

function withNames(database: Database, { names }: DatabaseMark): Database['objects'] {
  return names.reduce((all, [schema, name]) => {
    const [own] = schemas.find(database.schemas, fold(schema));
    if (!own || objects.find(all, objectText(own.id, 'other', fold(name))).length > 0) return all;
    const id = `object:${fold(schema)}.${fold(name)}` as Id;
    return all.has(id) ? all : objects.set(all, id, { id, name, certain: true, kind: 'other', schema: own.id });
  }, database.objects);
}

/** Statements do not say which accounts of Windows or Entra are groups. */
function typeIn<T extends string, W extends T>(
  accounts: Accounts,
  { name, type }: { readonly name: string; readonly type: T },
  { persons }: { readonly persons: W },
): T | W | 'windows_group' | 'external_group' {
  const [, provider] = /^(windows|external)/.exec(type) ?? [];
  const isAmong = (names: readonly string[]): boolean => names.some((one) => fold(one) === fold(name));
  if (provider === undefined) return type;
  if (isAmong(accounts.groups)) return provider === 'windows' ? 'windows_group' : 'external_group';
  return provider === 'windows' && isAmong(accounts.persons) ? persons : type;
}

/** What was there before the scripts may have more than they say, where not everything is known. */
function withoutCreated<T extends { readonly created?: true }>(one: T): T {
  const { created: _, ...rest } = one;
  return rest as T;
}

/** The principals that a script makes. */
const namesMadeBy = ofScripts((script: Script): ReadonlySet<Folded> => {
  const names = declarationsOf(script).flatMap(({ statement }) =>
    statement.kind === 'create_login' || statement.kind === 'create_user' || statement.kind === 'create_role'
      ? [fold(statement.name.name)]
      : [],
  );
  return new Set(names);
});

function sidOf(owner: string): Sid {
  return /^0x/i.test(owner) ? (owner as Sid) : windowsSid(owner);
}

/** The same list is the same object. */
function unlistedOf(kinds: readonly string[]): Unlisted {
  const key = kinds.join();
  const known = lists.get(key) ?? Immutable(kinds.map((kind) => [kind as UnlistedKind, true] as const));
  lists.set(key, known);
  return known;
}

const lists = new Map<string, Unlisted>();
