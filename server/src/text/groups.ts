/**
 * What belongs to keys, where most keys have one thing only, or a few: a set for each of them would take more memory than all the
 * rest.
 */
export class Groups<K, V extends string | object> {
  readonly #byKey = new Map<K, V | Few<V> | Set<V>>();

  add(key: K, one: V): void {
    const known = this.#byKey.get(key);
    if (known instanceof Set) known.add(one);
    else if (known === undefined) this.#byKey.set(key, one);
    else if (!(known instanceof Few)) {
      if (known !== one) this.#byKey.set(key, new Few([known, one]));
    } else if (!known.list.includes(one)) {
      if (known.list.length < few) known.list.push(one);
      else this.#byKey.set(key, new Set([...known.list, one]));
    }
  }

  /** A key to which nothing belongs any more is not there. */
  remove(key: K, one: V): void {
    const known = this.#byKey.get(key);
    if (known instanceof Few) {
      known.list = known.list.filter((other) => other !== one); // somebody may be walking the old one
      if (known.list.length === 0) this.#byKey.delete(key);
    } else if (known === one) this.#byKey.delete(key);
    else if (known instanceof Set && known.delete(one) && known.size === 0) this.#byKey.delete(key);
  }

  /** What belongs to a key, in the order in which it came. */
  get(key: K): Iterable<V> {
    const known = this.#byKey.get(key);
    return known === undefined ? [] : listed(known);
  }

  /** Whether anything belongs to a key, or this one thing does. */
  has(key: K, one?: V): boolean {
    const known = this.#byKey.get(key);
    if (one === undefined || known === undefined) return known !== undefined;
    if (known instanceof Few) return known.list.includes(one);
    return known instanceof Set ? known.has(one) : known === one;
  }

  keys(): Iterable<K> {
    return this.#byKey.keys();
  }

  /** Of each key. */
  *entries(): Generator<readonly [K, Iterable<V>]> {
    for (const [key, known] of this.#byKey) yield [key, listed(known)];
  }

  /** Those to which several things belong, each time as a list. */
  *several(): Generator<readonly V[]> {
    for (const known of this.#byKey.values()) {
      const list = known instanceof Few || known instanceof Set ? [...listed<V>(known)] : [];
      if (list.length > 1) yield list;
    }
  }

  clear(): void {
    this.#byKey.clear();
  }
}

/** So many are looked through as quickly as a set is asked. */
const few = 8;

class Few<V> {
  list: V[];

  constructor(list: V[]) {
    this.list = list;
  }
}

function listed<V extends string | object>(known: V | Few<V> | Set<V>): Iterable<V> {
  if (known instanceof Few) return known.list;
  return known instanceof Set ? known : [known];
}
