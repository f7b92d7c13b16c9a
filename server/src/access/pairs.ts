/** What is the same on both sides of a comparison. */
import { capitalsCount } from '../catalog/collation';
import { securableText } from '../catalog/indexes';
import { fold, type Name } from '../text/name';
import type { Person } from './people';
import type { Thing } from './things';

/** What stands on one side or on both. */
export interface Pair<T> {
  readonly base: T | undefined;
  readonly head: T | undefined;
}

/** Roles count where nobody knows their members on either side: else it is the members who gain or lose. */
export function pairPeople(
  base: readonly Person[],
  head: readonly Person[],
  spelled: Spelled,
  isRole: IsRole,
): readonly Pair<Person>[] {
  return paired(base, head, [({ key }) => key, ({ key }) => spelled(key)]).filter((pair) => {
    const one = pair.head ?? pair.base!;
    return one.kind !== 'role' || ((pair.base || !isRole('base', one)) && (pair.head || !isRole('head', one)));
  });
}

/** Whether a role is there on a side, with members. */
export type IsRole = (side: 'base' | 'head', role: Person) => boolean;

/**
 * A thing is the same by its name; else by its identity, which a rename and a move to another schema leave alone; else,
 * where only one of that kind and name went and only one came, it moved.
 */
export function pairThings(
  base: ReadonlyMap<string, Thing>,
  head: ReadonlyMap<string, Thing>,
  spelled: Spelled,
): readonly Pair<Thing>[] {
  return paired(
    [...base.values()],
    [...head.values()],
    [
      ({ shown }) => shown,
      ({ shown }) => spelled(shown),
      ({ securable }) => securableText(securable),
      ({ bare }) => bare && spelled(bare),
    ],
  );
}

/** By one key after the other: what is alike by none stands on one side only. */
function paired<T>(base: readonly T[], head: readonly T[], ways: readonly KeyOf<T>[]): readonly Pair<T>[] {
  const pairs: Pair<T>[] = [];
  let left: Unpaired<T> = { went: base, came: head };
  for (const keyOf of ways) left = match(pairs, left, keyOf);
  for (const one of left.went) pairs.push({ base: one, head: undefined });
  for (const one of left.came) pairs.push({ base: undefined, head: one });
  return pairs;
}

/** A name as the two sides compare it: capitals count where they do on both. */
export type Spelled = (name: Name) => string;

export function spelledIn(base: Collated, head: Collated): Spelled {
  return [base, head].every((side) => side === undefined || capitalsCount(side)) ? (name) => name : fold;
}
type Collated = Parameters<typeof capitalsCount>[0] | undefined;

type KeyOf<T> = (one: T) => string | undefined;

interface Unpaired<T> {
  readonly went: readonly T[];
  readonly came: readonly T[];
}

function match<T>(pairs: Pair<T>[], { went, came }: Unpaired<T>, keyOf: KeyOf<T>): Unpaired<T> {
  const there = only(came, keyOf);
  const matched = new Set<T>();
  for (const [key, one] of only(went, keyOf)) {
    const other = there.get(key);
    if (!one || !other) continue;
    pairs.push({ base: one, head: other });
    matched.add(one).add(other);
  }
  return { went: went.filter((one) => !matched.has(one)), came: came.filter((one) => !matched.has(one)) };
}

/** Things by a key; undefined where several have it. */
function only<T>(list: readonly T[], keyOf: KeyOf<T>): ReadonlyMap<string, T | undefined> {
  const found = new Map<string, T | undefined>();
  for (const one of list) {
    const key = keyOf(one);
    if (key !== undefined) found.set(key, found.has(key) ? undefined : one);
  }
  return found;
}
