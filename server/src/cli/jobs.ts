/**
 * Checks in several threads. Each reads all scripts, for they see each other's declarations, and looks into those that it is
 * handed; the findings come out as one thread would find them, and in the same order.
 */
import { availableParallelism } from 'node:os';
import {
  isMainThread,
  type MessagePort,
  parentPort,
  type ResourceLimits,
  Worker,
  workerData,
} from 'node:worker_threads';
import type { KnownTexts } from '../lsp/facts-cache';
import type { Finding } from '../rules/rule';
import type { Notice } from '../workspace/notices';
import { type CheckedFile, type Checking, partOf, type Shard } from './check';
import { FileProblem, type FileText } from './files';
import { collector } from './garbage';
import { mostHeld } from './outside';
import { received, type SharedFacts, shared } from './shared-facts';

/** What a thread is started with. */
export interface Job {
  /** Which of how many threads it is, from 0 on. */
  readonly number: number;
  readonly jobs: number;
  /** The paths that are checked: standard input can be read once only. */
  readonly wanted: readonly string[];
  readonly today: string;
}

/** So many bytes are checked sooner by one thread than others have started. */
const small = 1_500_000;
/** So many scripts are handed out at a time: those that stand together call each other. */
const handful = 12;

/** Each of them knows all scripts: more of them take more memory than they save time. */
const mostJobs = 8;

/**
 * How many threads are worth while for so many bytes of scripts, where the user does not say. On two cores one that holds its
 * statements is done sooner than two: these pack them, and V8 needs a core to compile and to collect garbage.
 */
export function jobsFor(bytes: number, cores = availableParallelism()): number {
  const isForOne = cores <= 2 ? bytes <= mostHeld : bytes < small;
  return isForOne ? 1 : Math.min(cores, mostJobs);
}

/**
 * How much a thread may hold in megabytes, for so many bytes of scripts; the environment may say another number. V8
 * takes twice what it needs before it looks for what is no longer used; from 2 GB on it takes four times as much.
 */
function memoryFor(bytes: number): number {
  return Number(process.env.TSQLCTX_THREAD_MEMORY) || Math.max(2000, 600 + Math.ceil((6 * bytes) / 1_000_000));
}

/** What this thread is to do; undefined: it is the one that the user has started. */
export function ownJob(): Job | undefined {
  return isMainThread ? undefined : (workerData as Job);
}

interface Ready {
  readonly kind: 'ready';
  readonly files: number;
  readonly said: readonly string[];
  readonly unread: boolean;
}
type Sent = Omit<CheckedFile, 'textOf'> & {
  /** The texts of other files that findings point to. */
  readonly texts: readonly (readonly [uri: string, text: string])[];
  readonly notices: readonly Notice[];
};
interface Done {
  readonly kind: 'done';
  readonly files: readonly Sent[];
}
/** What a thread has found out about the scripts of its share. */
interface Found {
  readonly kind: 'found';
  readonly facts: SharedFacts;
}
type Told = Found | Ready | Done | { readonly kind: 'failed'; readonly message: string };
/** Scripts from one number up to another. */
type Handed = { readonly from: number; readonly to: number };

export interface Asked extends Omit<Job, 'number'> {
  /** The bundle that runs, and how it was called. */
  readonly entry: string;
  readonly args: readonly string[];
  readonly shard?: Shard;
  /** The size of all scripts. */
  readonly bytes: number;
  readonly progress: (done: number, of: number) => void;
}

export interface Checked {
  readonly files: readonly CheckedFile[];
  /** What could not be read, as lines; whether one of those was named. */
  readonly said: readonly string[];
  readonly unread: boolean;
  /** What is to be said about each script. */
  readonly noticed: readonly { readonly file: string; readonly notices: readonly Notice[] }[];
}

/** The findings of all scripts, found by several threads. */
export async function checkInThreads(asked: Asked): Promise<Checked> {
  try {
    return await inThreads(asked, { maxOldGenerationSizeMb: memoryFor(asked.bytes) });
  } catch (problem) {
    if (!isOutOfMemory(problem)) throw problem;
  }
  try {
    return await inThreads(asked, {}); // as much as it takes
  } catch (problem) {
    if (!isOutOfMemory(problem)) throw problem;
    throw new FileProblem(
      'these scripts take more memory than there is for each thread: --shard 1/4 and so on checks a part of them, TSQLCTX_THREAD_MEMORY gives more',
    );
  }
}

function isOutOfMemory(problem: unknown): boolean {
  return (problem as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY';
}

async function inThreads(asked: Asked, resourceLimits: ResourceLimits): Promise<Checked> {
  const { jobs, entry, args, wanted, today } = asked;
  const started = (number: number): Worker => {
    const job: Job = { number, jobs, wanted, today };
    return new Worker(entry, { argv: [...args], workerData: job, execArgv: [], resourceLimits });
  };
  const workers = Array.from({ length: jobs }, (_, number) => started(number));
  const found: Sent[] = [];
  /** The numbers of the scripts that are looked into. */
  let numbers: readonly number[] = [];
  let next = 0;
  let ready: Ready | undefined;
  let done = 0;
  const facts: SharedFacts[] = [];
  const serve = (worker: Worker): Promise<void> =>
    new Promise((resolve, reject) => {
      let handed: Handed = { from: 0, to: 0 };
      const go = (): void => {
        if (next >= numbers.length) {
          worker.postMessage(undefined);
          resolve();
          return;
        }
        const part = numbers.slice(next, next + handful);
        next += part.length;
        handed = { from: part[0]!, to: part.at(-1)! + 1 };
        worker.postMessage(handed);
      };
      worker.on('message', (told: Told) => {
        if (told.kind === 'failed') {
          reject(new Error(told.message));
          return;
        }
        if (told.kind === 'found') {
          facts.push(told.facts);
          const all = facts.length === jobs ? facts.splice(0) : undefined;
          if (all) for (const one of workers) one.postMessage(all);
          return;
        }
        if (told.kind === 'ready') {
          if (!ready) numbers = partOf([...Array(told.files).keys()], asked.shard ?? { index: 1, of: 1 });
          ready ??= told;
        } else {
          for (const [index, file] of told.files.entries()) found[handed.from + index] = file;
          done += told.files.length;
          asked.progress(done, numbers.length);
        }
        go();
      });
      worker.on('error', reject);
      worker.on('exit', (code) => reject(new Error(`a thread ended too soon (${code})`))); // nothing, where it was done
    });
  try {
    await Promise.all(workers.map(serve));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  const inOrder = Object.values(found); // a shard leaves holes
  const files = inOrder.map(asChecked);
  return { files, noticed: inOrder, said: ready?.said ?? [], unread: ready?.unread ?? false };
}

function asChecked({ texts, notices: _, ...file }: Sent): CheckedFile {
  const known = new Map([...texts, [file.file, file.text] as const]);
  return { ...file, textOf: (uri) => known.get(uri) };
}

/**
 * What the threads find out about the scripts: each reads its share, and is told what the others have found. A share is made of
 * handfuls.
 */
export async function shareFacts(
  { number, jobs }: Job,
  scriptsOf: (isMine: (number: number) => boolean) => Iterable<FileText>,
  find: (one: FileText) => KnownTexts,
): Promise<KnownTexts> {
  const facts: KnownTexts[number][] = [];
  for (const one of scriptsOf((script) => Math.floor(script / handful) % jobs === number)) facts.push(...find(one));
  const port = parentPort!;
  tell(port, { kind: 'found', facts: shared(facts.splice(0)) });
  return ((await nextOf<readonly SharedFacts[]>(port)) ?? []).flatMap(received);
}

/** What a thread does: says what it has read, then looks into what it is handed until nothing is left. */
export async function serveJob(
  checking: Checking,
  read: { readonly said: readonly string[]; readonly unread: boolean },
): Promise<void> {
  const port = parentPort!;
  const collect = collector();
  tell(port, { kind: 'ready', files: checking.files.length, ...read });
  for (;;) {
    const handed = await nextOf<Handed>(port);
    if (!handed) return;
    const files: Sent[] = [];
    for (const file of checking.files.slice(handed.from, handed.to)) {
      files.push(await sent(checking, file));
      collect();
    }
    tell(port, { kind: 'done', files });
  }
}

async function sent(checking: Checking, file: string): Promise<Sent> {
  const notices: Notice[] = [];
  const { textOf, ...checked } = await checking.check(file, (_, one) => notices.push(one));
  const pointedTo = new Set(checked.findings.flatMap((one: Finding) => one.related.map(({ uri }) => uri)));
  const texts = [...pointedTo].filter((uri) => uri !== file).map((uri) => [uri, textOf?.(uri) ?? ''] as const);
  return { ...checked, texts, notices };
}

function nextOf<T>(port: MessagePort): Promise<T | undefined> {
  return new Promise((resolve) => port.once('message', resolve));
}

function tell(port: MessagePort, told: Told): void {
  port.postMessage(told);
}

/** Says that a thread cannot go on. */
export function failJob(message: string): void {
  if (parentPort) tell(parentPort, { kind: 'failed', message });
}
