/** A change taken back out of a catalog that has changed further since. */
import { Map as Immutable } from 'immutable';
import { memo } from '../../text/memo';
import { sameValue } from '../index-by';
import type { Catalog } from '../model';

/**
 * The catalog as if the change from `before` to `after` had not been made: what the change removed, added or set is again
 * as it was, where nothing later touched it. What was made anew under the same name stays as it is now.
 */
export function takeBack(now: Catalog, before: Catalog, after: Catalog): Catalog {
  return before === after ? now : changed(now)(before)(after);
}

const changed = memo((now: Catalog) => memo((before: Catalog) => memo((after: Catalog) => back(now, before, after))));

function back<T>(now: T, before: T, after: T): T {
  if (before === after) return now;
  if (sameValue(now, after)) return before;
  if (Immutable.isMap(now) && Immutable.isMap(before) && Immutable.isMap(after))
    return mapBack(now, before, after) as unknown as T;
  if (isRecord(now) && isRecord(before) && isRecord(after)) return recordBack(now, before, after);
  return now;
}

function mapBack<K, V>(now: Immutable<K, V>, before: Immutable<K, V>, after: Immutable<K, V>): Immutable<K, V> {
  return now.withMutations((made) => {
    for (const [key, old] of before) {
      const left = after.get(key);
      if (left === old) continue;
      const current = now.get(key);
      if (current === undefined && left === undefined) made.set(key, old);
      else if (left === undefined) {
        if (sameButForDoubt(current, old)) made.set(key, old);
      } else if (current !== undefined) made.set(key, back(current, old, left));
    }
    for (const [key, added] of after) if (!before.has(key) && sameValue(now.get(key), added)) made.delete(key);
  });
}

/** Whether an entry is the one that was there before, which on some paths was removed. */
function sameButForDoubt(now: unknown, before: unknown): boolean {
  return isRecord(now) && isRecord(before) && sameValue({ ...now, certain: true }, { ...before, certain: true });
}

function recordBack<T extends object>(now: T, before: T, after: T): T {
  const fields = { ...now };
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof T & string>) {
    const value = back(now[key], before[key], after[key]);
    if (value === undefined) delete fields[key];
    else fields[key] = value;
  }
  return fields;
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !Immutable.isMap(value);
}
