/** The scripts that were read last of those that are not held: the oldest are given up where there are too many. */
import type { Script } from '../syntax/statement';

/** In code units. */
const mostByDefault = 1_500_000;

export class AtHand {
  readonly #read: (uri: string) => Script;
  readonly #kept = new Map<string, Script>();
  /** What somebody else still holds is not read again. */
  readonly #known = new Map<string, WeakRef<Script>>();
  readonly #most: number;
  #size = 0;

  /** `most`: so much text is kept with its statements. */
  constructor(read: (uri: string) => Script, most = mostByDefault) {
    this.#most = most;
    this.#read = read;
  }

  get(uri: string): Script {
    const script = this.known(uri) ?? this.#read(uri);
    this.put(script);
    if (this.#known.get(uri)?.deref() !== script) this.#known.set(uri, new WeakRef(script));
    return script;
  }

  /** Undefined: it would have to be read. */
  known(uri: string): Script | undefined {
    return this.#kept.get(uri) ?? this.#known.get(uri)?.deref();
  }

  /** Nobody has asked for it so far: what is held weakly would be held until the end of the task, and many are read in one. */
  put(script: Script): void {
    const { uri, text } = script;
    this.#giveUp(uri);
    this.#kept.set(uri, script);
    this.#size += text.length;
    for (const oldest of this.#kept.keys()) {
      if (this.#size <= this.#most || oldest === uri) return;
      this.#giveUp(oldest);
    }
  }

  delete(uri: string): void {
    this.#giveUp(uri);
    this.#known.delete(uri);
  }

  #giveUp(uri: string): void {
    this.#size -= this.#kept.get(uri)?.text.length ?? 0;
    this.#kept.delete(uri);
  }
}
