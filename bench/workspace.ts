/**
 * What the server does in workspaces of many scripts, over the protocol on standard input and output: the first hover, everything
 * read, the same at a second start, hovers over a module's name, typing in the body of a procedure, editing a header and a GRANT
 * while another script is open. Makes its own scripts, which refer to each other; and in the corpus, with sp_Blitz open.
 * `npx tsx bench/workspace.ts [scripts ...]`
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Driven, drive, type Place } from './driven';
import { makeWorkspace } from './made';
import { corpusFolder } from './scripts';

/** A script that is open, and places in it. */
interface Watched {
  readonly uri: string;
  readonly text: string;
  readonly statement: Place;
  readonly module: Place;
}

interface Goals {
  /** Milliseconds until all is read, and the same at a second start. */
  readonly read: number;
  readonly again: number;
}

async function main(): Promise<void> {
  const counts = process.argv.slice(2).map(Number);
  const found: { count: number; processor: number }[] = [];
  for (const count of counts.length > 0 ? counts : [30, 3000, 10_000]) found.push(await inMade(count));
  const [first, ...others] = found;
  for (const { count, processor } of others)
    console.log(
      `typing, ${count} scripts beside ${first!.count}: ${(processor / first!.processor).toFixed(2)} times (goal 1.25)`,
    );
  const corpus = corpusFolder();
  if (counts.length === 0 && corpus !== undefined) await inCorpus(corpus);
}

async function inMade(count: number): Promise<{ readonly count: number; readonly processor: number }> {
  const made = makeWorkspace(count);
  const of = (index: number): Watched => ({
    uri: pathToFileURL(made.placeOf(index)).href,
    text: made.textOf(index),
    statement: { line: 8, character: 4 },
    module: placeIn(made.textOf(index), /CREATE PROCEDURE sales\.(?=p)/),
  });
  console.log(`${count} scripts (${(made.bytes / 1e6).toFixed(0)} MB)`);
  const small = count < 2000;
  const goals = { read: small ? 10_000 : 60_000, again: small ? 2000 : 5000 };
  const processor = await twice(made.folder, [of(1), of(2)], goals, edits);
  made.remove();
  return { count, processor };
}

async function inCorpus(folder: string): Promise<void> {
  const file = path.join(folder, 'first-responder-kit/sp_Blitz.sql');
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  const watched: Watched = {
    uri: pathToFileURL(file).href,
    text,
    statement: placeIn(text, /INSERT\s+INTO\s+(?=#BlitzResults)/),
    module: placeIn(text, /ALTER PROCEDURE \[dbo\]\.(?=\[sp_Blitz\])/),
  };
  console.log('the corpus, sp_Blitz open');
  await twice(folder, [watched], { read: 10_000, again: 2000 }, async () => 0);
}

function placeIn(text: string, before: RegExp): Place {
  const found = before.exec(text);
  const lines = text.slice(0, found ? found.index + found[0].length : 0).split('\n');
  return { line: lines.length - 1, character: lines.at(-1)!.length + 1 };
}

/** Two starts of the server that share what the first one keeps; `work` is done in the first one. */
async function twice<T>(
  folder: string,
  watched: readonly Watched[],
  goals: Goals,
  work: (server: Driven, watched: readonly Watched[]) => Promise<T>,
): Promise<T> {
  const storage = mkdtempSync(path.join(tmpdir(), 'tsqlctx-bench-storage-'));
  try {
    const server = await started(folder, storage, watched, { start: 'first start', read: goals.read });
    const result = await work(server, watched);
    const { now, most } = server.memory();
    console.log(`  resident ${now.toFixed(0)} MB, at most ${most.toFixed(0)} MB (goal 700)`);
    await server.stop();
    await (await started(folder, storage, watched, { start: 'second start', read: goals.again })).stop();
    return result;
  } finally {
    rmSync(storage, { recursive: true });
  }
}

async function started(
  folder: string,
  storage: string,
  watched: readonly Watched[],
  { start, read: goal }: { readonly start: string; readonly read: number },
): Promise<Driven> {
  const server = await drive(folder, storage);
  for (const { uri, text } of watched) await server.open(uri, text);
  const { uri, statement, module } = watched[0]!;
  await server.hover(uri, statement);
  const first = `first hover ${ms(server.since())} (goal 1,000), ${ms(server.answering())} of processor time`;
  const read = await server.read(uri, statement);
  const all = `all read ${read === undefined ? 'never' : ms(read)} (goal ${goal.toLocaleString('en')}), ${ms(server.answering())}`;
  console.log(`  ${start}: ${first}; ${all}${server.progress && `; progress said ${server.progress}`}`);
  const hovers: number[] = [];
  for (let time = 0; time < 3; time++) {
    const before = performance.now();
    await server.hover(uri, module);
    hovers.push(performance.now() - before);
  }
  console.log(`  hover over the module's name: ${hovers.map(ms).join(', ')} (goal 20)`);
  return server;
}

/** So many keystrokes are counted, after as many that are not. */
const keys = 200;

/** Answers the processor time of a keystroke. */
async function edits(server: Driven, [own, other]: readonly Watched[]): Promise<number> {
  let { text } = own!;
  const edit = async (from: string, to: string): Promise<{ readonly own: number; readonly other: number }> => {
    text = text.replace(from, to);
    const at = performance.now();
    await server.change(own!.uri, text);
    await server.hover(own!.uri, own!.statement);
    const mine = performance.now() - at;
    await server.hover(other!.uri, other!.statement);
    return { own: mine, other: performance.now() - at };
  };
  const typed: number[] = [];
  const type = async (): Promise<void> => {
    for (let key = 0; key < keys; key += 2)
      for (const [from, to] of [['o.id = 3', 'o.id = 33'] as const, ['o.id = 33', 'o.id = 3'] as const])
        typed.push((await edit(`WHERE ${from} AND`, `WHERE ${to} AND`)).own);
  };
  await type();
  typed.length = 0;
  const before = server.processor();
  await type();
  const processor = (server.processor() - before) / keys;
  const headers: { own: number; other: number }[] = [];
  const plain = 'sales.p1 @n int AS\n';
  const clause = 'sales.p1 @n int WITH EXECUTE AS OWNER AS\n';
  for (let key = 0; key < 15; key++) {
    headers.push(await edit(plain, clause), await edit(clause, plain));
    headers.push(await edit('GRANT SELECT ON sales.t1 ', 'GRANT INSERT ON sales.t1 '));
    headers.push(await edit('GRANT INSERT ON sales.t1 ', 'GRANT SELECT ON sales.t1 '));
  }
  const [mine, others] = (['own', 'other'] as const).map((which) =>
    percentile(
      headers.map((one) => one[which]),
      0.95,
    ),
  );
  console.log(
    `  typing p50 ${ms(percentile(typed, 0.5))} p95 ${ms(percentile(typed, 0.95))}, ${ms(processor)} of processor time a keystroke (goal: 1.25 times that at 30 scripts)`,
  );
  console.log(`  header or GRANT: own p95 ${ms(mine!)} (goal 50), other p95 ${ms(others!)} (goal 250)`);
  return processor;
}

function percentile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!;
}

function ms(value: number): string {
  return `${value.toFixed(value < 100 ? 1 : 0)} ms`;
}

void main();
