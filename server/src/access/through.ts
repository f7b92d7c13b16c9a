/** What people reach through the modules that they may start. */
import type { Catalog } from '../catalog/model';
import type { Folded } from '../text/name';
import type { Pair } from './pairs';
import type { Person } from './people';
import type { Place } from './place';
import type { Reach, Reached } from './reach';
import type { Thing } from './things';

export interface ThroughSide {
  readonly side: 'base' | 'head';
  readonly catalog: Catalog;
  readonly places: ReadonlyMap<Folded, Place>;
  /** What was found already. */
  readonly known: Map<Person, ReadonlyMap<string, Way>>;
  readonly reachOf: (key: Folded, module: Place['modules']['base'][number]['module']) => Reach;
}

/** What is reached, and by which modules. */
export interface Way {
  readonly permission: string;
  readonly shown: string;
  readonly pair: Pair<Thing> | undefined;
  readonly database: Folded | undefined;
  readonly modules: readonly string[];
}

/** By a key that is the same on both sides. */
export function waysOf(side: ThroughSide, place: Place, person: Person | undefined): ReadonlyMap<string, Way> {
  if (person?.mark === undefined || place.key === undefined) return new Map();
  const known = side.known.get(person) ?? findWays(side, place, place.key, person);
  side.known.set(person, known);
  return known;
}

function findWays(
  { side, places, reachOf }: ThroughSide,
  place: Place,
  key: Folded,
  person: Person,
): ReadonlyMap<string, Way> {
  const found = new Map<string, Way>();
  for (const { module, on, rights, shown } of place.modules[side]) {
    if (!rights.some((right) => place[side].on(person, on, right).kind === 'allowed')) continue;
    for (const reached of reachOf(key, module).reached) {
      const { permission, thing } = reached;
      const pair = pairOf(reached, side, places);
      const home = thing && places.get(thing.database);
      const name = pair && home ? wayKey(home, pair, permission) : `${permission} ${reached.shown}`;
      const modules = [...(found.get(name)?.modules ?? []), shown];
      found.set(name, {
        permission,
        shown: pair?.head?.shown ?? reached.shown,
        pair,
        database: thing?.database,
        modules: [...new Set(modules)],
      });
    }
  }
  return found;
}

export function wayKey({ key }: Place, { base, head }: Pair<Thing>, permission: string): string {
  return `${permission} ${key} ${(base ?? head)!.shown}`;
}

function pairOf(
  { thing }: Reached,
  side: 'base' | 'head',
  places: ReadonlyMap<Folded, Place>,
): Pair<Thing> | undefined {
  return thing && places.get(thing.database)?.pairOf[side].get(thing.id);
}
