/** A thread that reads scripts for the server, and finds out what they say to others. It keeps that for the next start. */
import { parentPort, workerData } from 'node:worker_threads';
import { version } from '../../../package.json';
import { deployedText } from '../migrations/text';
import { createParser, type Parser } from '../syntax/parser';
import { type Known, knownOf } from '../workspace/outside';
import { buildOf, cachedFacts, FactsCache } from './facts-cache';
import { readAtOnce } from './files';
import { readGrammarFiles } from './grammar-files';
import { packing } from './packing';
import type { ReadingHow, ReadScript } from './script-reader';

/** What a thread is started with. */
export interface ReadingTask extends ReadingHow {
  /** Which of the threads it is: each keeps what it finds out itself. */
  readonly number: number;
}

/** What a thread is asked for: to read some files; undefined: there are no more, and what is known is to be kept. */
export type Wanted = readonly string[] | undefined;
/** The files, or why what is known cannot be kept. */
export type Told = readonly ReadScript[] | string;

/** Serves the thread that started this one, until that says that there is nothing left. */
export function serveReading(): void {
  const port = parentPort!;
  const task = workerData as ReadingTask;
  const cache = cacheOf(task);
  let parser: Promise<Parser> | undefined;
  const find = async (path: string, text: string): Promise<Known | undefined> => {
    const before = cache.get(text);
    if (before) return before;
    parser ??= createParser(readGrammarFiles());
    const known = knownOf((await parser).once(path, text), { packing });
    if (known) cache.put(text, known);
    return known;
  };
  const readOne = async (path: string): Promise<ReadScript> => {
    const read = readAtOnce(path);
    if (read.kind !== 'text' || !path.toLowerCase().endsWith('.sql')) return { path, read };
    const text = deployedText(read.text);
    const known = text.length > task.largest ? undefined : await find(path, text);
    return { path, read, known: known && alone(known) };
  };
  port.on('message', async (wanted: Wanted) => {
    if (wanted) {
      const told: ReadScript[] = [];
      for (const path of wanted) told.push(await readOne(path));
      port.postMessage(told satisfies Told);
      return;
    }
    const problem = keep(cache, task);
    if (problem !== undefined) port.postMessage(problem satisfies Told);
    port.close();
  });
}

function cacheOf({ storage, number }: ReadingTask): FactsCache {
  return new FactsCache(storage === undefined ? [] : cachedFacts(storage, buildOf(version, __filename), number));
}

/** Where nothing can be written, the next start reads everything again. */
function keep(cache: FactsCache, { storage, number }: ReadingTask): string | undefined {
  try {
    if (storage !== undefined) cache.save(storage, buildOf(version, __filename), number);
    return undefined;
  } catch (problem) {
    return `what was read cannot be kept for the next start: ${String(problem)}`;
  }
}

/** With bytes of its own: those of a part of a buffer would take all of it along. */
function alone({ facts, statements }: Known): Known {
  return { facts, statements: statements && new Uint8Array(statements) };
}
