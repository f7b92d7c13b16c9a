/**
 * Tables of weak keys. The table of a WeakMap grows with what is put into it between two collections of garbage, and what
 * is collected leaves it as large: it gets smaller only where something is deleted. So now and then a key is put in anew.
 */

/** A prime, so that tables that are filled in turns all have their turn. */
const often = 61;
let sets = 0;

/** Puts a key into a table that gets smaller again. */
export function setWeakly<K extends object, V>(table: WeakMap<K, V>, key: K, value: V): void {
  table.set(key, value);
  if (++sets % often !== 0) return;
  table.delete(key);
  table.set(key, value);
}
