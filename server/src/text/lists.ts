/**
 * Lists of which each is another one with other items at some places. What is picked from the items of one is picked from the
 * next at the cost of the items that differ.
 */
type List<T> = readonly T[];

const none: readonly never[] = [];

/** Lists of nothing are one list: most that is looked for is not there. */
export function orNone<T>(list: List<T>): List<T> {
  return list.length === 0 ? none : list;
}

interface Origin {
  readonly before: WeakRef<List<unknown>>;
  readonly places: readonly number[];
}

const origins = new WeakMap<List<unknown>, Origin>();

/** The list with other items at some places. */
export function replacing<T>(list: List<T>, items: ReadonlyMap<number, T>): List<T> {
  const made = [...list];
  for (const [place, item] of items) made[place] = item;
  origins.set(made, { before: new WeakRef(list), places: [...items.keys()] });
  return made;
}

export function sameItems<T>(a: List<T>, b: List<T>): boolean {
  return a.length === b.length && a.every((one, index) => one === b[index]);
}

/** The items of a list that do not stand at the same place of another one. */
export function differing<T>(list: List<T>, before: List<T>): List<T> {
  return differingPlaces(list, before).map((place) => list[place]!);
}

/** The places of a list at which another one has another item, or none. */
export function differingPlaces<T>(list: List<T>, before: List<T>): readonly number[] {
  if (list === before) return [];
  const origin = origins.get(list);
  if (origin?.before.deref() === before) return origin.places;
  return [...list.keys()].filter((place) => list[place] !== before[place]);
}

interface Picked<V> {
  readonly items: List<V>;
  /** Where those begin that are of the item at each place, and where the last ones end; undefined: each item has one. */
  readonly starts: Uint32Array | undefined;
}

/** What `pick` says of each item, in one list: the same list for as long as it says the same of all of them. */
export function picking<T, V>(pick: (item: T) => List<V>): (list: List<T>) => List<V> {
  const known = new WeakMap<List<T>, Picked<V>>();
  return (list) => {
    const hit = known.get(list);
    if (hit) return hit.items;
    const origin = origins.get(list);
    const before = origin?.before.deref() as List<T> | undefined;
    const old = before && known.get(before);
    const picked = (old && repicked(old, before, list, origin!.places, pick)) ?? pickedFrom(list, pick);
    known.set(list, picked);
    return picked.items;
  };
}

function pickedFrom<T, V>(list: List<T>, pick: (item: T) => List<V>): Picked<V> {
  const items: V[] = [];
  const starts = new Uint32Array(list.length + 1);
  let isPlain = true;
  for (const [index, item] of list.entries()) {
    const own = pick(item);
    for (const one of own) items.push(one);
    if (own.length !== 1) isPlain = false;
    starts[index + 1] = items.length;
  }
  return { items, starts: isPlain ? undefined : starts };
}

/** Undefined: other items have other numbers of what is picked. */
function repicked<T, V>(
  { items, starts }: Picked<V>,
  before: List<T>,
  list: List<T>,
  places: readonly number[],
  pick: (item: T) => List<V>,
): Picked<V> | undefined {
  const changed = new Map<number, V>();
  for (const place of places) {
    const now = pick(list[place]!);
    if (now.length !== pick(before[place]!).length) return undefined;
    const start = starts ? starts[place]! : place;
    for (const [index, one] of now.entries()) if (items[start + index] !== one) changed.set(start + index, one);
  }
  return { items: changed.size === 0 ? items : replacing(items, changed), starts };
}
