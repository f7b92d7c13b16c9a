import type { Script } from '../syntax/statement';
import { differingPlaces } from '../text/lists';

/**
 * The scripts that say anything, besides a script and those that it includes. They are listed when somebody looks at them: a
 * list for each script of a workspace would take as much as the square of them.
 */
export class Others implements Iterable<Script> {
  #heard: readonly Script[];
  readonly #inside: ReadonlySet<string>;
  #list: readonly Script[] | undefined;

  static readonly none = new Others([], new Set());

  constructor(heard: readonly Script[], inside: ReadonlySet<string>) {
    this.#heard = heard;
    this.#inside = inside;
  }

  [Symbol.iterator](): Iterator<Script> {
    return this.list[Symbol.iterator]();
  }

  /** These, if nothing but what is inside differs among what is heard now; else the ones that there are now. */
  among(heard: readonly Script[]): Others {
    if (!this.#isSame(heard)) return new Others(heard, this.#inside);
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

  get list(): readonly Script[] {
    this.#list ??= this.#heard.filter(({ uri }) => !this.#inside.has(uri));
    return this.#list;
  }
}

export function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((one, index) => one === b[index]);
}
