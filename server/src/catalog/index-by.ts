/**
 * Finds the entries of an immutable map by texts that each entry gives (its name, what it is granted on, what it
 * belongs to). The index of a map is remembered by the map's identity and carried along when the map is changed through
 * `set` and
 * `remove`, so a script that creates ten thousand objects does not index them ten thousand times.
 */
import { Map as Immutable } from 'immutable';

export interface IndexBy<K extends string, V> {
  /** The entries with this text, in the order in which they were added. */
  find(map: Immutable<K, V>, text: string): readonly V[];
  /** How many entries are counted under this text. */
  count(map: Immutable<K, V>, text: string): number;
  /** The map with this entry; the same map when it holds an equal one. */
  set(map: Immutable<K, V>, key: K, value: V): Immutable<K, V>;
  remove(map: Immutable<K, V>, key: K): Immutable<K, V>;
}

type Keys<K> = readonly K[];

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

  /** What was found already. */
  const entries = new WeakMap<Immutable<K, V>, Map<string, readonly V[]>>();

  const indexOf = (map: Immutable<K, V>): Index<K> => {
    let index = known.get(map);
    if (!index) {
      const keys = Immutable<string, Keys<K>>().asMutable();
      const counts = Immutable<string, number>().asMutable();
      for (const [key, value] of map) {
        for (const text of textsOf(value)) keys.update(text, [], (list) => [...list, key]);
        tally(counts, countedOf(value), 1);
      }
      known.set(map, (index = { keys: keys.asImmutable(), counts: counts.asImmutable() }));
    }
    return index;
  };

  const without = (keys: Index<K>['keys'], texts: readonly string[], key: K): Index<K>['keys'] =>
    texts.reduce((left, text) => {
      const others = (left.get(text) ?? []).filter((other) => other !== key);
      return others.length === 0 ? left.delete(text) : left.set(text, others);
    }, keys);

  const carry = (
    from: Immutable<K, V>,
    to: Immutable<K, V>,
    key: K,
    { old, value }: { readonly old: V | undefined; readonly value: V | undefined },
  ): Immutable<K, V> => {
    const index = known.get(from);
    if (!index) return to;
    const texts = value === undefined ? [] : textsOf(value);
    const gone = old === undefined ? [] : textsOf(old).filter((text) => !texts.includes(text));
    const keys = texts.reduce(
      (grown, text) => {
        const list = grown.get(text) ?? [];
        return list.includes(key) ? grown : grown.set(text, [...list, key]);
      },
      without(index.keys, gone, key),
    );
    const left = tally(index.counts, old === undefined ? [] : countedOf(old), -1);
    known.set(to, { keys, counts: tally(left, value === undefined ? [] : countedOf(value), 1) });
    return to;
  };

  return {
    find(map, text) {
      let found = entries.get(map);
      if (!found) entries.set(map, (found = new Map()));
      let list = found.get(text);
      if (!list) found.set(text, (list = (indexOf(map).keys.get(text) ?? []).map((key) => map.get(key)!)));
      return list;
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
