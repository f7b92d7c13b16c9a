/** How the scripts of a workspace are read that nobody has open: here, or in threads of their own (reader-threads.ts). */
import type { Decoded } from '../text/decode';
import type { Known } from '../workspace/outside';
import { readScript } from './files';

export interface ReadScript {
  readonly path: string;
  readonly read: Decoded;
  /** What was found out about its text; undefined: nothing yet. */
  readonly known?: Known | undefined;
}

export interface ScriptReader {
  /**
   * The scripts in handfuls, as they are read. What it takes is made ready at once; nothing is read before the first is
   * asked for.
   */
  read(paths: readonly string[], how: ReadingHow): AsyncGenerator<readonly ReadScript[]>;
}

export interface ReadingHow {
  /** About larger texts nothing is found out, in code units. */
  readonly largest: number;
  /** Where to keep from one start to the next what is found out; undefined: the client has no place for it. */
  readonly storage: string | undefined;
}

/** So many scripts are read before what is known is told. */
const handful = 100;

export function* handfuls<T>(list: readonly T[], size = handful): Generator<readonly T[]> {
  for (let start = 0; start < list.length; start += size) yield list.slice(start, start + size);
}

/** Reads the texts and no more: what they say is found out where they are put. */
export const readingHere: ScriptReader = {
  async *read(paths) {
    for (const part of handfuls(paths)) {
      const texts: ReadScript[] = [];
      for (const path of part) texts.push({ path, read: await readScript(path) });
      yield texts;
    }
  },
};
