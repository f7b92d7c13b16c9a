/** Reads scripts in threads, while this one answers. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { fingerprint } from '../text/fingerprint';
import type { ReadingTask, Told, Wanted } from './reading-thread';
import { handfuls, type ReadingHow, type ReadScript, readingHere, type ScriptReader } from './script-reader';

/** So few scripts are read here sooner than a thread has started. */
const few = 40;
/** So many threads at most: each takes memory. */
const most = 4;
/** So many scripts are handed to a thread at a time, and so often at once. */
const handful = 10;
const ahead = 2;

/** `entry`: the file that a thread starts with, told to serve. `warn` is told what went wrong besides. */
export function readerThreads(entry: string, warn: (problem: string) => void): ScriptReader {
  return {
    read: (paths, how) =>
      paths.length < few ? readingHere.read(paths, how) : readInThreads({ entry, warn, how, paths }),
  };
}

interface Asked {
  readonly entry: string;
  readonly warn: (problem: string) => void;
  readonly how: ReadingHow;
  readonly paths: readonly string[];
}

interface Thread {
  readonly worker: Worker;
  readonly parts: Generator<readonly string[]>;
}

/** Where a thread fails, the rest is read here. */
async function* readInThreads({ entry, warn, how, paths }: Asked): AsyncGenerator<readonly ReadScript[]> {
  const left = new Set(paths);
  const arrived = new Arrivals();
  const threads: Thread[] = [];
  try {
    for (const [number, own] of shared(paths, Math.min(most, availableParallelism())).entries()) {
      const thread = { worker: started(entry, { ...how, number }), parts: handfuls(own, handful) };
      threads.push(thread);
      thread.worker.on('error', (problem) => arrived.add({ thread, told: problem }));
      thread.worker.on('message', (told: Told) =>
        typeof told === 'string' ? warn(told) : arrived.add({ thread, told }),
      );
      for (let times = 0; times < ahead; times++) hand(thread);
    }
    while (left.size > 0) {
      const { thread, told } = await arrived.next();
      if (told instanceof Error) throw told;
      hand(thread);
      for (const { path } of told) left.delete(path);
      yield told;
    }
    for (const { worker } of threads) worker.postMessage(undefined satisfies Wanted); // it ends by itself
  } catch (problem) {
    warn(`a thread that reads scripts has ended: ${String(problem)}`);
  } finally {
    if (left.size > 0) for (const { worker } of threads) void worker.terminate();
  }
  yield* readingHere.read([...left], how);
}

function started(entry: string, task: ReadingTask): Worker {
  const worker = new Worker(entry, { argv: ['lsp'], execArgv: [], workerData: task, stdout: true });
  worker.unref();
  return worker;
}

function hand({ worker, parts }: Thread): void {
  const { value, done } = parts.next();
  if (!done) worker.postMessage(value satisfies Wanted);
}

/** The paths of each thread, which always reads the same ones: what is known of them it has kept itself. */
function shared(paths: readonly string[], count: number): readonly (readonly string[])[] {
  const parts = Array.from({ length: count }, (): string[] => []);
  for (const path of paths) parts[Number.parseInt(fingerprint(path).slice(0, 5), 36) % count]!.push(path);
  return parts;
}

interface Arrival {
  readonly thread: Thread;
  readonly told: readonly ReadScript[] | Error;
}

/** What threads have told, in the order in which it came. */
class Arrivals {
  readonly #here: Arrival[] = [];
  #wake: () => void = () => undefined;

  add(one: Arrival): void {
    this.#here.push(one);
    this.#wake();
  }

  async next(): Promise<Arrival> {
    for (;;) {
      const one = this.#here.shift();
      if (one) return one;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
