/**
 * Maps that follow one another, as statement after statement changes them: what is worked out of one is made of what is known of
 * the one before it, at the cost of what differs.
 */
import type { Map as Immutable } from 'immutable';
import { differingKeys } from './join/differing';

/** So many lines of maps are followed: those of the server and of some databases in turn. */
const lines = 4;
/** What is known of another one helps where no more than a fourth differs. */
const share = 4;

export interface Near<K, V> {
  readonly near: Immutable<K, V>;
  readonly differing: readonly K[];
}

/** The newest maps of some lines; none is held by this alone. */
export class Nearby<K, V> {
  #newest: readonly WeakRef<Immutable<K, V>>[] = [];

  /** The one that a map differs little from, which it takes the place of; undefined: there is none. */
  follow(map: Immutable<K, V>): Near<K, V> | undefined {
    let near: Near<K, V> | undefined;
    const found = this.#newest.findIndex((one) => (near = compared(one, map)) !== undefined);
    const others = this.#newest.filter((one, at) => at !== found && one.deref() !== undefined);
    this.#newest = [new WeakRef(map), ...others.slice(0, lines - 1)];
    return near;
  }
}

function compared<K, V>(one: WeakRef<Immutable<K, V>>, map: Immutable<K, V>): Near<K, V> | undefined {
  const near = one.deref();
  if (!near || Math.abs(near.size - map.size) * share > map.size) return undefined;
  const differing = differingKeys(near, map);
  return differing.length * share > map.size ? undefined : { near, differing };
}
