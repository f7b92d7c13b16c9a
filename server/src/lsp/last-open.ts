/** What is known of the scripts that were open when the server last ended: they are not parsed before the first answer. */
import { version } from '../../../package.json';
import type { Known } from '../workspace/outside';
import { buildOf, cachedFacts, FactsCache } from './facts-cache';

/** What is known of the texts that were open when a server last ended, for as long as they are the same. */
export interface LastOpen {
  of(text: string): Known | undefined;
  /** For the next start. */
  keep(scripts: Iterable<readonly [text: string, known: Known]>): void;
}

const part = 'open';

/** `bundle`: the file with the code that finds out what is known. */
export function lastOpenIn(folder: string, bundle: string): LastOpen {
  const build = buildOf(version, bundle);
  const before = new FactsCache(cachedFacts(folder, build, part));
  return {
    of: (text) => before.get(text),
    keep(scripts) {
      const now = new FactsCache();
      for (const [text, known] of some(scripts)) now.put(text, known);
      now.save(folder, build, part);
    },
  };
}

/** So much text at most: the editor waits for it, in code units. */
const most = 2_000_000;

function* some(scripts: Iterable<readonly [text: string, known: Known]>): Generator<readonly [string, Known]> {
  let size = 0;
  for (const one of scripts) {
    size += one[0].length;
    if (size > most) return;
    yield one;
  }
}
