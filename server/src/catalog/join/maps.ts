/** Joins of maps, entries, memberships and permission rows. */
import type { Map as Immutable } from 'immutable';
import { idOf } from '../../text/intern';
import { sameValue } from '../index-by';
import type { Gone, Id, Membership, PermissionRow, Unlisted, UnlistedKind } from '../model';
import { differingKeys } from './differing';

/**
 * The union of two maps. Values of both sides are joined, values of one side are weakened. Answers one of the two maps
 * where the union equals it.
 */
export function joinMaps<K, V>(
  a: Immutable<K, V>,
  b: Immutable<K, V>,
  join: (x: V, y: V) => V,
  weaken: (value: V) => V,
): Immutable<K, V> {
  if (a === b) return a;
  const keys = differingKeys(a, b);
  const made = a.withMutations((map) => {
    for (const key of keys) {
      const own = a.get(key) as V;
      const other = b.get(key) as V;
      if (a.has(key) && b.has(key)) map.set(key, join(own, other));
      else map.set(key, weaken(a.has(key) ? own : other));
    }
  });
  const isB = made.size === b.size && keys.every((key) => b.has(key) && b.get(key) === made.get(key));
  if (made === a) return isB ? elder(a, b) : a;
  return isB ? b : made;
}

/** What both sides say is gone; left out where that is nothing. */
export function joinGone(a: { readonly gone?: Gone }, b: { readonly gone?: Gone }): { readonly gone?: Gone } {
  if (a.gone === b.gone) return a.gone ? { gone: a.gone } : {};
  const { gone: other } = b;
  const both = other ? a.gone?.filter((_, text) => other.has(text)) : undefined;
  if (!both || both.size === 0) return {};
  if (both.size === a.gone?.size) return { gone: a.gone };
  return { gone: both.size === other?.size ? other : both };
}

/** What is not listed on one of the ways. */
export function joinUnlisted(
  { unlisted: a }: { readonly unlisted?: Unlisted },
  { unlisted: b }: { readonly unlisted?: Unlisted },
): { readonly unlisted?: Unlisted } {
  if (a === b || !b) return a ? { unlisted: a } : {};
  return { unlisted: a ? joinMaps<UnlistedKind, true>(a, b, alike, alike) : b };
}

const alike = (value: true): true => value;

/** Of two equal values always the same one, whichever comes first: else joining would go round in circles. */
export function elder<T extends object>(a: T, b: T): T {
  return idOf(a) <= idOf(b) ? a : b;
}

/** What was made of two records; one of them where it equals that one field by field. */
export function sideByFields<T extends object>(made: T, a: T, b: T): T {
  const equals = (side: T): boolean =>
    [...new Set([...Object.keys(made), ...Object.keys(side)])].every(
      (key) => made[key as keyof T] === side[key as keyof T],
    );
  if (equals(a)) return equals(b) ? elder(a, b) : a;
  return equals(b) ? b : made;
}

interface Certain {
  readonly certain: boolean;
}

/** The same thing, on some paths only. */
export function weaken<T extends Certain>(entry: T): T {
  return entry.certain ? { ...entry, certain: false } : entry;
}

/**
 * Equal entries stay; of two that differ, one stands for both, uncertain: whichever is chosen does not depend on the
 * order.
 */
export function joinEntries<T extends Certain & object>(a: T, b: T): T {
  if (a === b || sameValue(a, b)) return elder(a, b);
  return sideOr(smaller(weaken(a), weaken(b)), a, b);
}

/** The side that equals what was made, so that a fixpoint is seen as one. */
export function sideOr<T extends object>(made: T, a: T, b: T): T {
  if (sameValue(made, a)) return sameValue(a, b) ? elder(a, b) : a;
  return sameValue(made, b) ? b : made;
}

export function smaller<T>(a: T, b: T): T {
  return canonical(a) <= canonical(b) ? a : b;
}

/** A text that equal plain values share, whatever the order of their fields. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  const fields = value as Record<string, unknown>;
  return `{${Object.keys(fields)
    .filter((key) => fields[key] !== undefined)
    .sort()
    .map((key) => `${key}:${canonical(fields[key])}`)
    .join()}}`;
}

type Members = Immutable<Id, Immutable<Id, Membership>>;

const unsure: Membership = { certain: false };

export function joinMembers(a: Members, b: Members): Members {
  const weakenOne = (one: Membership): Membership => (one.certain ? unsure : one);
  return joinMaps(
    a,
    b,
    (x, y) => joinMaps(x, y, joinEntries, weakenOne),
    (list) => (list.some((one) => one.certain) ? list.map(weakenOne) : list),
  );
}

export function joinRows(
  a: Immutable<string, PermissionRow>,
  b: Immutable<string, PermissionRow>,
): Immutable<string, PermissionRow> {
  return joinMaps(a, b, joinRow, weaken);
}

function joinRow(a: PermissionRow, b: PermissionRow): PermissionRow {
  if (sameValue(a, b)) return elder(a, b);
  if (a.disputed) return a;
  if (b.disputed) return b;
  if ((a.state === 'deny') === (b.state === 'deny')) return joinEntries(a, b);
  return { ...a, state: 'deny', certain: false, disputed: true };
}
