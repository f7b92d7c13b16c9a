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
/** What a thread makes is soon garbage: so much of it may pile up, in MB. */
const young = 12;
/** So many handfuls may lie here before threads wait. */
const enough = 200;

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

/**
 * The threads start at once: they have their code when they are told to begin. As many of them as leave one core to this
 * thread go on by themselves; the last one goes on when what it has read is taken, and so gives way to the answers of
 * this one. Where a thread fails, the rest is read here.
 */
function readInThreads(asked: Asked): AsyncGenerator<readonly ReadScript[]> {
  const arrived = new Arrivals();
  const threads = shared(asked.paths, Math.min(most, availableParallelism())).map(({ number, own }): Thread => {
    const worker = started(asked.entry, { ...asked.how, number });
    worker.on('error', (problem) => arrived.add({ told: problem, taken: () => undefined })); // also before it is asked
    return { worker, parts: handfuls(own, handful) };
  });
  return readingBy(threads, arrived, asked);
}

async function* readingBy(
  threads: readonly Thread[],
  arrived: Arrivals,
  { warn, how, paths }: Asked,
): AsyncGenerator<readonly ReadScript[]> {
  const left = new Set(paths);
  const last = threads.length > 1 ? threads.at(-1) : undefined;
  for (const thread of threads) {
    thread.worker.on('message', (told: Told) => {
      if (typeof told === 'string') return warn(told);
      const goesOn = thread !== last && arrived.size < enough;
      if (goesOn) hand(thread);
      arrived.add({ told, taken: () => (goesOn ? undefined : hand(thread)) });
    });
    for (let times = 0; times < ahead; times++) hand(thread);
  }
  try {
    while (left.size > 0) {
      const { told, taken } = await arrived.next();
      if (told instanceof Error) throw told;
      for (const { path } of told) left.delete(path);
      yield told;
      taken();
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
  const worker = new Worker(`${stepBack}require(${JSON.stringify(entry)});`, {
    eval: true,
    argv: ['lsp'],
    execArgv: [],
    workerData: task,
    stdout: true, // the server's is the client's
    resourceLimits: { maxYoungGenerationSizeMb: young },
  });
  worker.unref();
  return worker;
}

/** People wait for answers, and for nothing in a thread. Elsewhere than on Linux it has no priority of its own. */
const stepBack = `if (process.platform === 'linux') {
  const { constants, setPriority } = require('node:os');
  setPriority(constants.priority.PRIORITY_LOW);
}
`;

function hand({ worker, parts }: Thread): void {
  const { value, done } = parts.next();
  if (!done) worker.postMessage(value satisfies Wanted);
}

interface Part {
  readonly number: number;
  readonly own: readonly string[];
}

/** The paths of each thread, which always reads the same ones: what is known of them it has kept itself. */
function shared(paths: readonly string[], count: number): Part[] {
  const parts = Array.from({ length: count }, (_, number): { number: number; own: string[] } => ({ number, own: [] }));
  for (const path of paths) parts[Number.parseInt(fingerprint(path).slice(0, 5), 36) % count]!.own.push(path);
  return parts.filter(({ own }) => own.length > 0);
}

interface Arrival {
  readonly told: readonly ReadScript[] | Error;
  /** Who read it is told that it is taken. */
  taken(): void;
}

/** What threads have told, in the order in which it came. */
class Arrivals {
  readonly #here: Arrival[] = [];
  #wake: () => void = () => undefined;

  add(one: Arrival): void {
    this.#here.push(one);
    this.#wake();
  }

  get size(): number {
    return this.#here.length;
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
