/**
 * The parts of a catalog: the smallest things that a change sets, adds or takes away, each with the place where it stands.
 * What two catalogs differ in is a list of parts, and a catalog can be made of another one and the values of some parts, at
 * the cost of those parts.
 */
import { Map as Immutable } from 'immutable';
import type { Folded } from '../text/name';
import { type IndexBy, sameValue } from './index-by';
import {
  assemblies,
  databasePrincipals,
  keys,
  objects,
  permissions,
  schemas,
  serverPrincipals,
  services,
  triggers,
} from './indexes';
import { differingKeys } from './join/differing';
import type { Catalog, Database } from './model';

export interface Part {
  /** The database in which it is; undefined: it is the server's. */
  readonly place: Folded | undefined;
  readonly field: string;
  /** Of an entry of a list; undefined: the field itself. */
  readonly key?: string;
  /** Of a list in a list: the member of a role. */
  readonly inner?: string;
}

/** The same for the same part. */
export function partText({ place, field, key = '', inner = '' }: Part): string {
  return [place ?? '', field, key, inner].join('\u0001');
}

/** A database, with all that is in it. */
export function databasePart(key: Folded): Part {
  return { place: undefined, field: 'databases', key };
}

export function isDatabase({ place, field, key }: Part): boolean {
  return place === undefined && field === 'databases' && key !== undefined;
}

type Fields = Readonly<Record<string, unknown>>;
type List = Immutable<string, unknown>;

/** What a part is in a catalog; undefined: it is not there. */
export function valueOf(catalog: Catalog, part: Part): unknown {
  const { place, field, key, inner } = part;
  if (isDatabase(part)) return catalog.databases.get(key as Folded);
  const owner = (place === undefined ? catalog.server : catalog.databases.get(place)) as Fields | undefined;
  const value = owner?.[field];
  if (key === undefined) return value;
  const entry = (value as List | undefined)?.get(key);
  return inner === undefined ? entry : (entry as List | undefined)?.get(inner);
}

/** The parts in which two catalogs differ. A database that only one of them has is one part. */
export function differingParts(a: Catalog, b: Catalog): readonly Part[] {
  if (a === b) return [];
  const found = differingFields(undefined, a.server, b.server);
  for (const key of differingKeys(a.databases, b.databases)) {
    const one = a.databases.get(key);
    const other = b.databases.get(key);
    if (one && other) found.push(...differingFields(key, one, other));
    else found.push(databasePart(key));
  }
  return found;
}

/** Whether two catalogs say the same, as values. */
export function isSameCatalog(a: Catalog, b: Catalog): boolean {
  if (a.version !== b.version) return false;
  return differingParts(a, b).every((part) => !isDatabase(part) && sameValue(valueOf(a, part), valueOf(b, part)));
}

function differingFields(place: Folded | undefined, a: object, b: object): Part[] {
  if (a === b) return [];
  const [left, right] = [a as Fields, b as Fields];
  const found: Part[] = [];
  const fields = Object.keys(a);
  for (const field of Object.keys(b)) if (!(field in a)) fields.push(field);
  for (const field of fields) {
    const [one, other] = [left[field], right[field]];
    if (one === other) continue;
    if (!isList(one) || !isList(other)) {
      if (isList(one) || isList(other) || !sameValue(one, other)) found.push({ place, field });
      continue;
    }
    for (const key of differingKeys(one, other)) {
      if (field !== 'members') found.push({ place, field, key });
      else
        for (const inner of differingKeys(listIn(one, key), listIn(other, key)))
          found.push({ place, field, key, inner });
    }
  }
  return found;
}

function isList(value: unknown): value is List {
  return Immutable.isMap(value);
}

function listIn(list: List, key: string): List {
  return (list.get(key) as List | undefined) ?? none;
}

const none: List = Immutable();

/** A catalog in which some parts have other values; undefined takes a part away. Databases come before what is in them. */
export function withParts(catalog: Catalog, parts: Iterable<readonly [Part, unknown]>): Catalog {
  const inside = new Map<Folded | undefined, (readonly [Part, unknown])[]>();
  let databases = catalog.databases;
  for (const one of parts) {
    const [part, value] = one;
    if (!isDatabase(part)) {
      const list = inside.get(part.place);
      if (list) list.push(one);
      else inside.set(part.place, [one]);
    } else if (value === undefined) databases = databases.delete(part.key as Folded);
    else databases = databases.set(part.key as Folded, value as Database);
  }
  let server = catalog.server;
  for (const [place, list] of inside) {
    if (place === undefined) server = withFields(server, list, atServer);
    else if (databases.has(place)) databases = databases.update(place, (old) => withFields(old!, list, inDatabase));
  }
  return server === catalog.server && databases === catalog.databases ? catalog : { ...catalog, server, databases };
}

type Indexes = Readonly<Record<string, IndexBy<string, unknown>>>;
const atServer = { principals: serverPrincipals, permissions, triggers } as unknown as Indexes;
const inDatabase = {
  principals: databasePrincipals,
  permissions,
  schemas,
  objects,
  triggers,
  keys,
  assemblies,
  services,
} as unknown as Indexes;

function withFields<T extends object>(owner: T, parts: readonly (readonly [Part, unknown])[], indexes: Indexes): T {
  const fields: Record<string, unknown> = { ...(owner as Fields) };
  for (const [{ field, key, inner }, value] of parts) {
    if (key === undefined) {
      if (value === undefined) delete fields[field];
      else fields[field] = value;
      continue;
    }
    const list = fields[field] as List;
    fields[field] =
      inner === undefined ? withEntry(list, key, value, indexes[field]) : withInner(list, key, inner, value);
  }
  const isSame = Object.keys(owner).length === Object.keys(fields).length && sameFields(owner as Fields, fields);
  return isSame ? owner : (fields as T);
}

function sameFields(a: Fields, b: Fields): boolean {
  return Object.keys(a).every((field) => a[field] === b[field]);
}

function withEntry(list: List, key: string, value: unknown, index: IndexBy<string, unknown> | undefined): List {
  if (!index) return value === undefined ? list.delete(key) : list.set(key, value);
  index.find(list, ''); // makes the index once, so that it is carried on
  return value === undefined ? index.remove(list, key) : index.set(list, key, value);
}

function withInner(list: List, key: string, inner: string, value: unknown): List {
  const old = listIn(list, key);
  const made = value === undefined ? old.delete(inner) : old.set(inner, value);
  if (made === old) return list;
  return made.size === 0 ? list.delete(key) : list.set(key, made);
}
