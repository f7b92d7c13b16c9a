import { fromSnapshots, snapshotNames } from '../syntax/snapshot-mark';
import type { Script } from '../syntax/statement';
import { differingPlaces, sameItems } from '../text/lists';
import { memo } from '../text/memo';
import { Named } from './named';
import { namedIn } from './named-places';

/**
 * The scripts that say anything, besides a script and those that it includes. They are listed when somebody looks at them: a
 * list for each script of a workspace would take as much as the square of them.
 */
export class Others implements Iterable<Script> {
  #heard: readonly Script[];
  readonly #inside: ReadonlySet<string>;
  readonly #names: Named;
  #list: readonly Script[] | undefined;
  /** Whether what is inside is among what is heard; undefined: nobody has asked. */
  #isInsideHeard: boolean | undefined;

  static readonly none = new Others([], new Set());

  /** `names`: what is found out about the scripts that are heard, whoever is inside. */
  constructor(heard: readonly Script[], inside: ReadonlySet<string>, names = namesOfPlaces()) {
    this.#heard = heard;
    this.#inside = inside;
    this.#names = names;
  }

  [Symbol.iterator](): Iterator<Script> {
    return this.list[Symbol.iterator]();
  }

  /** These, if nothing but what is inside differs among what is heard now; else the ones that there are now. */
  among(heard: readonly Script[]): Others {
    if (!this.#isSame(heard)) return new Others(heard, this.#inside, this.#names);
    if (heard.length !== this.#heard.length) this.#isInsideHeard = undefined;
    this.#heard = heard; // the next list is compared with this one
    return this;
  }

  #isSame(heard: readonly Script[]): boolean {
    const before = this.#heard;
    const isInside = (one: Script | undefined): boolean => one !== undefined && this.#inside.has(one.uri);
    if (heard.length === before.length)
      return differingPlaces(heard, before).every((place) => isInside(heard[place]) && isInside(before[place]));
    return sameItems(this.list, new Others(heard, this.#inside).list);
  }

  /** Those that make or call something by a name, as `nameKey` writes it. */
  naming(key: string): readonly Script[] {
    return this.#names.mentioning(this.#heard, [key]).filter(({ uri }) => !this.#inside.has(uri));
  }

  /** The snapshots that some of them were made from, as people name them; found without listing the others. */
  get snapshots(): readonly string[] {
    return snapshotNames(fromSnapshots(this.#heard).filter(({ uri }) => !this.#inside.has(uri)));
  }

  /**
   * All scripts that say anything, where the one at this address is one of them and includes no others: what they say
   * together is the same for each of them.
   */
  togetherWith(uri: string): readonly Script[] | undefined {
    if (this.#inside.size !== 1 || !this.#inside.has(uri)) return undefined;
    this.#isInsideHeard ??= addressesOf(this.#heard).has(uri);
    return this.#isInsideHeard ? this.#heard : undefined;
  }

  get list(): readonly Script[] {
    this.#list ??= this.#heard.filter(({ uri }) => !this.#inside.has(uri));
    return this.#list;
  }
}

const addressesOf = memo((scripts: readonly Script[]): ReadonlySet<string> => new Set(scripts.map(({ uri }) => uri)));

/** By the names of what scripts make and call. */
export function namesOfPlaces(): Named {
  return new Named((script) => namedIn(script).keys);
}
