import { orNone } from './lists';
import { setWeakly } from './weak-table';

export interface Memo<K extends object, V> {
  (key: K): V;
  /** Tells what would be computed, to who knows it. */
  know(key: K, value: V): void;
}

/** Remembers compute(key) for as long as key lives. Sound because keys never change. */
export function memo<K extends object, V>(compute: (key: K) => V): Memo<K, V> {
  const known = new WeakMap<K, V>();
  const find = (key: K): V => {
    const hit = known.get(key);
    if (hit !== undefined || known.has(key)) return hit as V;
    const value = kept(compute(key));
    setWeakly(known, key, value);
    return value;
  };
  return Object.assign(find, { know: (key: K, value: V): void => setWeakly(known, key, value) });
}

function kept<V>(value: V): V {
  return Array.isArray(value) ? (orNone(value) as V) : value;
}

/** For what was computed and is nothing. */
const nothing = Symbol('nothing');

/** Makes memos that share one table. */
export type MemosTogether<K extends object> = <V>(compute: (key: K) => V) => Memo<K, V>;

/**
 * Makes memos that share one table: what each of them remembers of an object is in one entry. Entries of weak tables
 * cost more than what is in them, above all when garbage is collected.
 */
export function memosTogether<K extends object>(): MemosTogether<K> {
  const known = new WeakMap<K, unknown[]>();
  /** What an entry starts as: to copy it costs a small part of making a list of some length. */
  const blank: unknown[] = [];
  return <V>(compute: (key: K) => V) => {
    const place = blank.push(undefined) - 1;
    const know = (key: K, value: V): void => {
      let all = known.get(key);
      if (!all) setWeakly(known, key, (all = blank.slice()));
      all[place] = value === undefined ? nothing : value;
    };
    const find = (key: K): V => {
      const hit = known.get(key)?.[place];
      if (hit !== undefined) return (hit === nothing ? undefined : hit) as V;
      const value = kept(compute(key));
      know(key, value);
      return value;
    };
    return Object.assign(find, { know });
  };
}

/** What is remembered of an object and one other: most are asked about with one only, and a table costs much more. */
class Only<B, V> {
  readonly other: B;
  readonly value: V;

  constructor(other: B, value: V) {
    this.other = other;
    this.value = value;
  }
}

/** What is known of objects, for as long as they live. */
export interface Table<K extends object, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): void;
}

/** A table of its own, or a part of that which some memos share. */
export function tableOf<K extends object, V>(together?: MemosTogether<K>): Table<K, V> {
  if (!together) {
    const table = new WeakMap<K, V>();
    return { get: (key) => table.get(key), set: (key, value) => setWeakly(table, key, value) };
  }
  const find = together<V | undefined>(() => undefined);
  return { get: find, set: find.know };
}

/**
 * Remembers compute(a, b) for as long as both live; the first `b` for as long as `a` does. `together`: what is known of
 * `a` is kept with what other memos know of it.
 */
export function memo2<A extends object, B extends object, V>(
  compute: (a: A, b: B) => V,
  together?: MemosTogether<A>,
): (a: A, b: B) => V {
  const known = tableOf<A, Only<B, V> | WeakMap<B, V>>(together);
  return (a, b) => {
    const inner = known.get(a);
    if (inner instanceof Only) {
      if (inner.other === b) return inner.value;
    } else if (inner) {
      const hit = inner.get(b);
      if (hit !== undefined || inner.has(b)) return hit as V;
    }
    const value = compute(a, b);
    const others = known.get(a); // it may have been asked about with another one meanwhile
    if (!others) known.set(a, new Only(b, value));
    else if (others instanceof Only)
      known.set(
        a,
        new WeakMap([
          [others.other, others.value],
          [b, value],
        ]),
      );
    else setWeakly(others, b, value);
    return value;
  };
}

/** Computes something when it is first asked for, and never again. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
