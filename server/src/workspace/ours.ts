/** A list of scripts by address that is made again only where something has changed. */
import { includesOf } from '../syntax/sqlcmd';
import type { Script } from '../syntax/statement';
import { replacing } from '../text/lists';

export class Ours {
  #list: readonly Script[] | undefined;
  #places = new Map<string, number>();
  /** Those that include others: what they are depends on those. */
  #including = new Set<string>();
  readonly #changed = new Set<string>();

  /** A script has another text. */
  changed(uri: string): void {
    this.#changed.add(uri);
  }

  /** There are other scripts than before, or all of them are read in another way. */
  forget(): void {
    this.#list = undefined;
    this.#changed.clear();
  }

  /** `find` answers the script of an address; undefined: it does not belong to the list. */
  list(uris: Iterable<string>, find: (uri: string) => Script | undefined): readonly Script[] {
    if (this.#list && this.#changed.size === 0) return this.#list;
    this.#list = this.#updated(find) ?? this.#made(uris, find);
    this.#changed.clear();
    return this.#list;
  }

  #updated(find: (uri: string) => Script | undefined): readonly Script[] | undefined {
    if (!this.#list) return undefined;
    const made = new Map<number, Script>();
    for (const uri of new Set([...this.#changed, ...this.#including])) {
      const place = this.#places.get(uri);
      const script = find(uri);
      if (place === undefined || !script || includesOf(script).length > 0 !== this.#including.has(uri))
        return undefined;
      if (script !== this.#list[place]) made.set(place, script);
    }
    return made.size === 0 ? this.#list : replacing(this.#list, made);
  }

  #made(uris: Iterable<string>, find: (uri: string) => Script | undefined): readonly Script[] {
    const made: Script[] = [];
    this.#places = new Map();
    this.#including = new Set();
    for (const uri of uris) {
      const script = find(uri);
      if (!script) continue;
      this.#places.set(uri, made.length);
      made.push(script);
      if (includesOf(script).length > 0) this.#including.add(uri);
    }
    return made;
  }
}
