/** What the server has found out about texts, kept from one start to the next in the folder that the client gives. */
import type { Known } from '../workspace/store';
import { buildOf, cachedFacts, FactsCache } from './facts-cache';
import type { Kept } from './main';

export class KeptFacts implements Kept {
  /** Undefined: the client has no place for it. */
  folder: string | undefined;
  readonly #version: string;
  /** Held while the workspace is read for the first time. */
  #cache: FactsCache | undefined;

  constructor(version: string) {
    this.#version = version;
  }

  get(text: string): Known | undefined {
    return this.#cache?.get(text);
  }

  put(text: string, known: Known): void {
    this.#cache?.put(text, known);
  }

  read(): void {
    if (this.folder !== undefined) this.#cache = new FactsCache(cachedFacts(this.folder, this.#build()));
  }

  /** Writes what was read, and holds it no longer. */
  save(): void {
    if (this.folder !== undefined) this.#cache?.save(this.folder, this.#build());
    this.#cache = undefined;
  }

  #build(): string {
    return buildOf(this.#version, __filename);
  }
}
