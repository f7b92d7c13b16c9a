/** What is the same on both sides of a comparison. */
import { securableText } from '../catalog/indexes';
import { fold } from '../text/name';
import type { Person } from './people';
import type { Thing } from './things';

/** What stands on one side or on both. */
export interface Pair<T> {
  readonly base: T | undefined;
  readonly head: T | undefined;
}

/** Roles count where nobody knows their members on either side: else it is the members who gain or lose. */
export function pairPeople(
  base: ReadonlyMap<string, Person>,
  head: ReadonlyMap<string, Person>,
  isRole: IsRole,
): readonly Pair<Person>[] {
  const keys = new Set([...base.keys(), ...head.keys()]);
  return [...keys].flatMap((key): readonly Pair<Person>[] => {
    const pair = { base: base.get(key), head: head.get(key) };
    const one = pair.head ?? pair.base!;
    if (one.kind === 'role' && ((!pair.base && isRole('base', one)) || (!pair.head && isRole('head', one)))) return [];
    return [pair];
  });
}

/** Whether a role is there on a side, with members. */
export type IsRole = (side: 'base' | 'head', role: Person) => boolean;

/**
 * A thing is the same by its name; else by its identity, which a rename and a move to another schema leave alone; else,
 * where only one of that kind and name went and only one came, it moved.
 */
export function pairThings(base: ReadonlyMap<string, Thing>, head: ReadonlyMap<string, Thing>): readonly Pair<Thing>[] {
  const pairs: Pair<Thing>[] = [];
  let left: Unpaired = { went: [...base.values()], came: [...head.values()] };
  for (const keyOf of ways) left = match(pairs, left, keyOf);
  for (const one of left.went) pairs.push({ base: one, head: undefined });
  for (const one of left.came) pairs.push({ base: undefined, head: one });
  return pairs;
}

const ways: readonly ((thing: Thing) => string | undefined)[] = [
  ({ shown }) => fold(shown),
  ({ securable }) => securableText(securable),
  ({ bare }) => bare,
];

interface Unpaired {
  readonly went: readonly Thing[];
  readonly came: readonly Thing[];
}

function match(pairs: Pair<Thing>[], { went, came }: Unpaired, keyOf: (thing: Thing) => string | undefined): Unpaired {
  const there = only(came, keyOf);
  const matched = new Set<Thing>();
  for (const [key, one] of only(went, keyOf)) {
    const other = there.get(key);
    if (!one || !other) continue;
    pairs.push({ base: one, head: other });
    matched.add(one).add(other);
  }
  return { went: went.filter((one) => !matched.has(one)), came: came.filter((one) => !matched.has(one)) };
}

/** Things by a key; undefined where several have it. */
function only(
  list: readonly Thing[],
  keyOf: (thing: Thing) => string | undefined,
): ReadonlyMap<string, Thing | undefined> {
  const found = new Map<string, Thing | undefined>();
  for (const one of list) {
    const key = keyOf(one);
    if (key !== undefined) found.set(key, found.has(key) ? undefined : one);
  }
  return found;
}
