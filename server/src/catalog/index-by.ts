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
  /** The map with this entry; the same map when it holds an equal one. */
  set(map: Immutable<K, V>, key: K, value: V): Immutable<K, V>;
  remove(map: Immutable<K, V>, key: K): Immutable<K, V>;
}

type Keys<K> = readonly K[];

export function indexBy<K extends string, V>(textsOf: (value: V) => readonly string[]): IndexBy<K, V> {
  const known = new WeakMap<Immutable<K, V>, Immutable<string, Keys<K>>>();

  /** What was found already. */
  const entries = new WeakMap<Immutable<K, V>, Map<string, readonly V[]>>();

  const indexOf = (map: Immutable<K, V>): Immutable<string, Keys<K>> => {
    let index = known.get(map);
    if (!index) {
      index = Immutable<string, Keys<K>>().withMutations((made) => {
        for (const [key, value] of map)
          for (const text of textsOf(value)) made.update(text, [], (keys) => [...keys, key]);
      });
      known.set(map, index);
    }
    return index;
  };

  const carry = (
    from: Immutable<K, V>,
    to: Immutable<K, V>,
    change: (index: Immutable<string, Keys<K>>) => Immutable<string, Keys<K>>,
  ) => {
    const index = known.get(from);
    if (index) known.set(to, change(index));
    return to;
  };

  const without = (index: Immutable<string, Keys<K>>, texts: readonly string[], key: K) =>
    texts.reduce((left, text) => {
      const keys = (left.get(text) ?? []).filter((other) => other !== key);
      return keys.length === 0 ? left.delete(text) : left.set(text, keys);
    }, index);

  return {
    find(map, text) {
      let found = entries.get(map);
      if (!found) entries.set(map, (found = new Map()));
      let list = found.get(text);
      if (!list) found.set(text, (list = (indexOf(map).get(text) ?? []).map((key) => map.get(key)!)));
      return list;
    },
    set(map, key, value) {
      const old = map.get(key);
      if (old !== undefined && sameValue(old, value)) return map;
      const texts = textsOf(value);
      return carry(map, map.set(key, value), (index) => {
        const gone = old === undefined ? [] : textsOf(old).filter((text) => !texts.includes(text));
        return texts.reduce(
          (grown, text) => {
            const keys = grown.get(text) ?? [];
            return keys.includes(key) ? grown : grown.set(text, [...keys, key]);
          },
          without(index, gone, key),
        );
      });
    },
    remove(map, key) {
      const old = map.get(key);
      return old === undefined ? map : carry(map, map.delete(key), (index) => without(index, textsOf(old), key));
    },
  };
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
