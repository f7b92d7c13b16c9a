/**
 * Gives equal values one identity, so that "did it change?" is `===`.
 * Values are held weakly: what nobody uses any more is forgotten.
 */
import { setWeakly } from './weak-table';

const ids = new WeakMap<object, number>();
let nextId = 1;

/** A number that stands for the identity of an object, for use in an interning key. */
export function idOf(value: object): number {
  let id = ids.get(value);
  if (id === undefined) setWeakly(ids, value, (id = nextId++));
  return id;
}

/** A table of values by key. `intern(key, make)` answers the living value of that key, or makes it. */
export function interner<T extends object>(): (key: string, make: () => T) => T {
  const table = new Map<string, WeakRef<T>>();
  let sweepAt = 4096;
  return (key, make) => {
    const hit = table.get(key)?.deref();
    if (hit) return hit;
    const value = make();
    table.set(key, new WeakRef(value));
    if (table.size > sweepAt) {
      for (const [k, ref] of table) if (!ref.deref()) table.delete(k);
      sweepAt = Math.max(4096, table.size * 2);
    }
    return value;
  };
}

/** What became of an object, where that is one thing only: most change once, and a table costs several times as much. */
class Only<T extends object> {
  readonly change: string;
  readonly value: WeakRef<T>;

  constructor(change: string, value: WeakRef<T>) {
    this.change = change;
    this.value = value;
  }
}

/**
 * Remembers, for each object, what became of it under a named change: the same change of the same object gives the same
 * object again. `next(from, change, make)`. A name must say everything that `make` depends on besides `from`.
 */
export function transitions<T extends object>(): (from: T, change: string, make: () => T) => T {
  const known = new WeakMap<T, Only<T> | Map<string, WeakRef<T>>>();
  return (from, change, make) => {
    const before = known.get(from);
    const ref = before instanceof Only ? before.change === change && before.value : before?.get(change);
    const hit = ref ? ref.deref() : undefined;
    if (hit) return hit;
    const value = make();
    const only = new Only(change, new WeakRef(value));
    const now = known.get(from);
    if (!now) setWeakly(known, from, only);
    else if (now instanceof Only) known.set(from, now.change === change ? only : tableOf(now, only));
    else {
      if (now.size > 2048) now.clear();
      now.set(change, only.value);
    }
    return value;
  };
}

function tableOf<T extends object>(...list: readonly Only<T>[]): Map<string, WeakRef<T>> {
  return new Map(list.map(({ change, value }) => [change, value]));
}
