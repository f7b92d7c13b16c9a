/** Which scripts mention a name in some way: kept, and changed with the scripts that have changed. */
import type { Script } from '../syntax/statement';
import { Groups } from '../text/groups';
import { differing } from '../text/lists';

/** In scripts. */
const pauseAfter = 100;

export class Named {
  readonly #namesOf: (script: Script) => Iterable<string>;
  #scripts: readonly Script[] = [];
  readonly #byUri = new Map<string, Script>();
  readonly #byName = new Groups<string, Script>();

  /** `namesOf` says what a script mentions, always the same of one script. */
  constructor(namesOf: (script: Script) => Iterable<string>) {
    this.#namesOf = namesOf;
  }

  /** The scripts among these that mention one of the names, in the order of the addresses. */
  mentioning(scripts: readonly Script[], names: Iterable<string>): readonly Script[] {
    if (scripts !== this.#scripts) this.#set(scripts);
    const found = new Set<Script>();
    for (const name of names) for (const script of this.#byName.get(name)) found.add(script);
    return [...found].sort((a, b) => (a.uri < b.uri ? -1 : 1));
  }

  /** Gets ready to be asked about these scripts; yields now and then. */
  *preparing(scripts: readonly Script[]): Generator<undefined, void> {
    for (const [index, script] of differing(scripts, this.#scripts).entries()) {
      if (!this.#byUri.has(script.uri)) this.#add(script);
      if (index % pauseAfter === 0) yield;
    }
    this.mentioning(scripts, []);
  }

  #set(scripts: readonly Script[]): void {
    if (scripts.length !== this.#scripts.length) {
      const here = new Set(scripts.map(({ uri }) => uri));
      for (const [uri, script] of this.#byUri) if (!here.has(uri)) this.#remove(script);
    }
    for (const script of differing(scripts, this.#scripts)) {
      const old = this.#byUri.get(script.uri);
      if (old === script) continue;
      if (old) this.#remove(old);
      this.#add(script);
    }
    this.#scripts = scripts;
  }

  #add(script: Script): void {
    this.#byUri.set(script.uri, script);
    for (const name of this.#namesOf(script)) this.#byName.add(name, script);
  }

  #remove(script: Script): void {
    this.#byUri.delete(script.uri);
    for (const name of this.#namesOf(script)) this.#byName.remove(name, script);
  }
}
