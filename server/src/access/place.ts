/** One database, or the server itself, on both sides: its people and things in pairs, the alike of them together. */
import { publicId, publicServerRoleId } from '../catalog/ids';
import type { Catalog, Database, Id, Module, PermissionRow } from '../catalog/model';
import { isObjectClass } from '../catalog/show';
import { grouped } from '../text/grouped';
import { type Folded, fold } from '../text/name';
import { type Answers, answers } from './answers';
import type { Side } from './deploy';
import { type Pair, pairPeople, pairThings, type Spelled, spelledIn } from './pairs';
import { logins, type Person, peopleIn } from './people';
import { type Thing, thingsIn, thingsOfServer } from './things';

/** Pairs that no answer tells apart. */
export interface Alike<T> {
  readonly first: Pair<T>;
  readonly all: readonly Pair<T>[];
}

export interface Place {
  /** Undefined: the server. */
  readonly key: Folded | undefined;
  readonly people: readonly Alike<Person>[];
  readonly things: readonly Alike<Thing>[];
  readonly base: Answers;
  readonly head: Answers;
  /** The pair of a thing, by side and id. */
  readonly pairOf: { readonly base: ReadonlyMap<string, Pair<Thing>>; readonly head: ReadonlyMap<string, Pair<Thing>> };
  readonly modules: { readonly base: readonly Started[]; readonly head: readonly Started[] };
  /** The principals of whom something differs that reaches further than one thing. */
  readonly affected: ReadonlySet<Id>;
}

/** A module, and what one must be let do to start it. */
export interface Started {
  readonly module: Module;
  readonly on: Thing;
  readonly rights: readonly string[];
  readonly shown: string;
}

export function placesIn(base: Side, head: Side): readonly Place[] {
  const keys = new Set([...base.catalog.databases.keys(), ...head.catalog.databases.keys()]);
  const databases = [...keys].flatMap((key): readonly Place[] => {
    const [old, now] = [base.catalog.databases.get(key), head.catalog.databases.get(key)];
    if (isUntouched(old) && isUntouched(now)) return [];
    return [databasePlace(base.catalog, head.catalog, key)];
  });
  return [serverPlace(base.catalog, head.catalog), ...databases];
}

/** A database of the system in which nobody made anything. */
function isUntouched(database: Database | undefined): boolean {
  if (!database) return true;
  const { system, principals, name } = database;
  if (!system) return false;
  return fold(name) !== 'master' && principals.every(({ fixed, created }) => fixed || !created);
}

function serverPlace(base: Catalog, head: Catalog): Place {
  const spelled = spelledIn(base.server, head.server);
  return {
    key: undefined,
    people: alikePeople(pairPeople(logins(base), logins(head), spelled, () => false)),
    ...withThings(thingsOfServer(base), thingsOfServer(head), spelled),
    base: answers(base, undefined),
    head: answers(head, undefined),
    modules: { base: [], head: [] },
    affected: affectedIn(base, head, undefined, undefined),
  };
}

function databasePlace(base: Catalog, head: Catalog, key: Folded): Place {
  const [old, now] = [base.databases.get(key), head.databases.get(key)];
  const spelled = spelledIn(old, now);
  const people = (catalog: Catalog, database: Database | undefined): readonly Person[] =>
    database ? peopleIn(catalog, database) : [];
  const things = (catalog: Catalog, database: Database | undefined): ReadonlyMap<string, Thing> =>
    database ? thingsIn(catalog, database) : new Map();
  const isRole = (side: 'base' | 'head', { name }: Person): boolean =>
    ({ base: old, head: now })[side]?.principals.some((one) => spelled(one.name) === spelled(name)) ?? false;
  const [before, after] = [things(base, old), things(head, now)];
  return {
    key,
    people: alikePeople(pairPeople(people(base, old), people(head, now), spelled, isRole)),
    ...withThings(before, after, spelled),
    base: answers(base, old),
    head: answers(head, now),
    modules: { base: startedIn(old, before), head: startedIn(now, after) },
    affected: affectedIn(base, head, old, now),
  };
}

function withThings(
  base: ReadonlyMap<string, Thing>,
  head: ReadonlyMap<string, Thing>,
  spelled: Spelled,
): Pick<Place, 'things' | 'pairOf'> {
  const pairs = pairThings(base, head, spelled);
  const ids = (side: 'base' | 'head', things: ReadonlyMap<string, Thing>): ReadonlyMap<string, Pair<Thing>> => {
    const byThing = new Map(pairs.map((pair) => [pair[side], pair]));
    return new Map([...things].map(([id, thing]) => [id, byThing.get(thing)!]));
  };
  return { things: alikeThings(pairs), pairOf: { base: ids('base', base), head: ids('head', head) } };
}

function alikePeople(pairs: readonly Pair<Person>[]): readonly Alike<Person>[] {
  const markOf = ({ base, head }: Pair<Person>): string =>
    JSON.stringify([(head ?? base)!.kind, base?.mark ?? null, head?.mark ?? null]);
  return alike(pairs, markOf);
}

function alikeThings(pairs: readonly Pair<Thing>[]): readonly Alike<Thing>[] {
  return alike(pairs, (pair) =>
    JSON.stringify([pair.base?.mark ?? null, pair.head?.mark ?? null, columnsOf(pair), isMoved(pair)]),
  );
}

function alike<T>(pairs: readonly Pair<T>[], markOf: (pair: Pair<T>) => string): readonly Alike<T>[] {
  return [...grouped(pairs, markOf).values()].map((all) => ({ first: all[0]!, all }));
}

/** The columns that are named in a permission on either side. */
export function columnsOf({ base, head }: Pair<Thing>): readonly Folded[] {
  return [...new Set([...(base?.columns ?? []), ...(head?.columns ?? [])])].toSorted();
}

function isMoved({ base, head }: Pair<Thing>): boolean {
  return base !== undefined && head !== undefined && base.shown !== head.shown;
}

function startedIn(database: Database | undefined, things: ReadonlyMap<string, Thing>): readonly Started[] {
  if (!database) return [];
  const byId = new Map([...things.values()].flatMap((one) => (one.object ? [[one.object.id, one] as const] : [])));
  return [...database.objects.values()].flatMap((module): readonly Started[] => {
    if (module.kind !== 'module' || !module.enabled) return [];
    const on = byId.get(module.type === 'dml_trigger' && module.parent !== undefined ? module.parent : module.id);
    if (!on) return [];
    const shown = module.type === 'dml_trigger' ? `trigger ${module.name}` : on.shown.replace('OBJECT::', '');
    return [{ module, on, rights: rightsOf(module), shown }];
  });
}

function rightsOf({ type, returns, events }: Module): readonly string[] {
  if (type === 'dml_trigger') return events;
  return type === 'procedure' || (type === 'function' && returns === 'scalar') ? ['EXECUTE'] : ['SELECT'];
}

/** The grantees of rows on what holds others, and the owners of schemas, that stand on one side only. */
function affectedIn(
  base: Catalog,
  head: Catalog,
  old: Database | undefined,
  now: Database | undefined,
): ReadonlySet<Id> {
  const before = wideIn(base, old);
  const after = wideIn(head, now);
  const isSame = old?.knowledge === now?.knowledge && base.server.knowledge === head.server.knowledge;
  const found = new Set<Id>(isSame ? [] : [publicId, publicServerRoleId]);
  for (const [text, id] of before) if (!after.has(text)) found.add(id);
  for (const [text, id] of after) if (!before.has(text)) found.add(id);
  return found;
}

function wideIn({ server }: Catalog, database: Database | undefined): ReadonlyMap<string, Id> {
  const rows: readonly PermissionRow[] = [...server.permissions.values(), ...(database?.permissions.values() ?? [])];
  const wide = rows.filter(
    ({ securable, permission }) => !isObjectClass(securable.class) && !/^CONNECT/.test(permission),
  );
  return new Map([
    ...wide.map((row) => [JSON.stringify(row), row.grantee] as const),
    ...[...(database?.schemas.values() ?? [])].map(({ id, owner }) => [`${id} ${owner}`, owner] as const),
  ]);
}
