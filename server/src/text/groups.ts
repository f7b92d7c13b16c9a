/**
 * What belongs to keys, where most keys have one thing only: a set for each of them would take more memory than all the rest.
 */
export class Groups<K, V extends string | object> {
  readonly #byKey = new Map<K, V | Set<V>>();

  add(key: K, one: V): void {
    const known = this.#byKey.get(key);
    if (known instanceof Set) known.add(one);
    else if (known === undefined) this.#byKey.set(key, one);
    else if (known !== one) this.#byKey.set(key, new Set([known, one]));
  }

  /** A key to which nothing belongs any more is not there. */
  remove(key: K, one: V): void {
    const known = this.#byKey.get(key);
    if (known === one) this.#byKey.delete(key);
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
    for (const known of this.#byKey.values()) if (known instanceof Set && known.size > 1) yield [...known];
  }

  clear(): void {
    this.#byKey.clear();
  }
}

function listed<V extends string | object>(known: V | Set<V>): Iterable<V> {
  return known instanceof Set ? known : [known];
}
