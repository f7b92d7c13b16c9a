/**
 * Finds the entries of an immutable map by texts that each entry gives (its name, what it is granted on, what it
 * belongs to). The index of a map is remembered by the map's identity, carried along when the map is changed through `set` and
 * `remove`, and else made of one nearby, so a script that creates ten thousand objects does not index them ten thousand times.
 */
import { Map as Immutable } from 'immutable';
import { Nearby } from './nearby';

export interface IndexBy<K extends string, V> {
  /** The entries with this text, in the order of their keys: the same however the map, and its index, came to be. */
  find(map: Immutable<K, V>, text: string): readonly V[];
  /** How many entries are counted under this text. */
  count(map: Immutable<K, V>, text: string): number;
  /** The map with this entry; the same map when it holds an equal one. */
  set(map: Immutable<K, V>, key: K, value: V): Immutable<K, V>;
  remove(map: Immutable<K, V>, key: K): Immutable<K, V>;
}

/** The keys of the entries with one text, the newest first: there may be very many, and adding one costs the same. */
interface Keys<K> {
  readonly key: K;
  readonly before: Keys<K> | undefined;
}

interface Index<K> {
  readonly keys: Immutable<string, Keys<K>>;
  readonly counts: Immutable<string, number>;
}

/** `countedOf`: the texts under which an entry is only counted, for there may be very many of one text. */
export function indexBy<K extends string, V>(
  textsOf: (value: V) => readonly string[],
  countedOf: (value: V) => readonly string[] = nothing,
): IndexBy<K, V> {
  const known = new WeakMap<Immutable<K, V>, Index<K>>();
  const newest = new Nearby<K, V>();

  /** What was found already, of so many texts. */
  const entries = new WeakMap<Immutable<K, V>, Map<string, readonly V[]>>();

  const indexOf = (map: Immutable<K, V>): Index<K> => {
    let index = known.get(map);
    if (!index) {
      const { near, differing } = newest.follow(map) ?? { near: undefined, differing: [] };
      const before = near && known.get(near);
      index = before
        ? differing.reduce((made, key) => changed(made, key, near.get(key), map.get(key)), before)
        : built(map);
      known.set(map, index);
    }
    return index;
  };

  const built = (map: Immutable<K, V>): Index<K> => {
    const keys = Immutable<string, Keys<K>>().asMutable();
    const counts = Immutable<string, number>().asMutable();
    for (const [key, value] of map) {
      for (const text of textsOf(value)) keys.set(text, { key, before: keys.get(text) });
      tally(counts, countedOf(value), 1);
    }
    return { keys: keys.asImmutable(), counts: counts.asImmutable() };
  };

  const changed = (index: Index<K>, key: K, old: V | undefined, value: V | undefined): Index<K> => {
    const texts = value === undefined ? [] : textsOf(value);
    const before = old === undefined ? [] : textsOf(old);
    let { keys } = index;
    for (const text of before) if (!texts.includes(text)) keys = without(keys, text, key);
    for (const text of texts) if (!before.includes(text)) keys = keys.set(text, { key, before: keys.get(text) });
    const left = tally(index.counts, old === undefined ? [] : countedOf(old), -1);
    return { keys, counts: tally(left, value === undefined ? [] : countedOf(value), 1) };
  };

  const carry = (
    from: Immutable<K, V>,
    to: Immutable<K, V>,
    key: K,
    { old, value }: { readonly old: V | undefined; readonly value: V | undefined },
  ): Immutable<K, V> => {
    const index = known.get(from);
    if (index) known.set(to, changed(index, key, old, value));
    return to;
  };

  return {
    find(map, text) {
      let found = entries.get(map);
      if (!found) entries.set(map, (found = new Map()));
      const known = found.get(text);
      if (known) return known;
      const list = keysIn(indexOf(map).keys.get(text)).sort();
      const values = list.map((key) => map.get(key)!);
      if (found.size >= mostFound) found.clear();
      found.set(text, values);
      return values;
    },
    count: (map, text) => indexOf(map).counts.get(text) ?? 0,
    set(map, key, value) {
      const old = map.get(key);
      return old !== undefined && sameValue(old, value) ? map : carry(map, map.set(key, value), key, { old, value });
    },
    remove(map, key) {
      const old = map.get(key);
      return old === undefined ? map : carry(map, map.delete(key), key, { old, value: undefined });
    },
  };
}

const nothing = (): readonly string[] => [];

const mostFound = 4096;

function keysIn<K>(keys: Keys<K> | undefined): K[] {
  const found: K[] = [];
  for (let one = keys; one; one = one.before) found.push(one.key);
  return found;
}

function without<K>(index: Index<K>['keys'], text: string, key: K): Index<K>['keys'] {
  let left: Keys<K> | undefined;
  for (const other of keysIn(index.get(text))) if (other !== key) left = { key: other, before: left };
  return left ? index.set(text, left) : index.delete(text);
}

function tally(counts: Immutable<string, number>, texts: readonly string[], more: number): Immutable<string, number> {
  return texts.reduce((made, text) => made.set(text, (made.get(text) ?? 0) + more), counts);
}

/**
 * Whether two plain values (of texts, numbers, lists, objects) are equal. The order of an object's fields does not
 * count.
 */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  for (const key in left) if (!sameValue(left[key], right[key])) return false;
  for (const key in right) if (right[key] !== undefined && left[key] === undefined) return false;
  return true;
}
