/**
 * What a collation says of names: whether capitals count. Names in a database are compared as its collation says, those of
 * logins and databases as the server's does. A database whose containment is partial compares its names without capitals,
 * whatever its own collation, and so does one of Azure SQL Database that was not made with CATALOG_COLLATION = DATABASE_DEFAULT.
 */
import type { Map as Immutable } from 'immutable';
import { type Folded, fold, type Name, withoutTrailingBlanks } from '../text/name';
import type { IndexBy } from './index-by';
import type { Database, Entry, Server } from './model';

/** A database or the server: what has names. */
export type Place = Pick<Server, 'caseSensitive'> & Partial<Pick<Database, 'containment' | 'catalogCollation'>>;

/** Whether a collation such as `Latin1_General_CS_AS`, or `1033, CS`, tells capitals apart; undefined: nothing is said. */
export function isCaseSensitive(collation: string | undefined): boolean | undefined {
  if (collation === undefined || collation.trim() === '') return undefined;
  return /(^|[,_ ])(CS|BIN2?)([,_ ]|$)/i.test(collation);
}

/** Whether capitals tell names apart; undefined: not known. */
export function capitalsInNames({ caseSensitive, containment, catalogCollation }: Place): boolean | undefined {
  if (caseSensitive === undefined || containment === 'partial' || catalogCollation === 'fixed') return false;
  return caseSensitive === true && catalogCollation === undefined ? true : undefined;
}

/** Whether it is known that capitals tell names apart. */
export function capitalsCount(place: Place): boolean {
  return capitalsInNames(place) === true;
}

/** A name in the form in which a place compares it. */
export function foldIn(place: Place, name: Name): Folded {
  return capitalsCount(place) ? (withoutTrailingBlanks(name) as Folded) : fold(name);
}

/** Whether two names denote the same thing in a place. */
export function sameNameIn(place: Place, a: Name, b: Name): boolean {
  return a === b || foldIn(place, a) === foldIn(place, b);
}

/** The key of a database in the catalog. */
export function databaseKey({ server }: { readonly server: Place }, name: Name): Folded {
  return foldIn(server, name);
}

/** The entries of a list that have a name. `text`: what the index has for it. */
export function entriesNamed<K extends string, V extends Entry>(
  place: Place,
  index: IndexBy<K, V>,
  list: Immutable<K, V>,
  name: Name,
  text: string = fold(name),
): readonly V[] {
  const found = index.find(list, text);
  if (place.caseSensitive === undefined || found.length === 0) return found;
  const count = capitalsInNames(place);
  if (count === false) return found;
  if (count) return found.filter((one) => foldIn(place, one.name) === foldIn(place, name));
  return found.map((one) => (one.name === name ? one : { ...one, certain: false }));
}
