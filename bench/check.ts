/**
 * What `tsqlctx check` takes for many scripts: of the corpus in one call beside its folders one by one and beside
 * parsing it, and of made workspaces, for the first time and with what was kept, and of one large script. `npx tsx
 * bench/check.ts [scripts ...]`
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readGrammarFiles } from '../server/src/lsp/grammar-files';
import { createParser } from '../server/src/syntax/parser';
import { decode } from '../server/src/text/decode';
import { makeWorkspace } from './made';
import { corpusFolder } from './scripts';

const command = path.resolve(__dirname, '../dist/cli.js');

interface Took {
  readonly wall: number;
  readonly processor: number;
  readonly megabytes: number;
}

/** In a process of its own, which tells what it used. */
function run(...args: readonly string[]): Took {
  const started = performance.now();
  const told = `process.on('exit', () => { const { user, system } = process.cpuUsage(); process.stderr.write('\\ntook ' + (user + system) / 1e6 + ' ' + process.resourceUsage().maxRSS / 1024 + '\\n'); });`;
  const preload = `data:text/javascript,${encodeURIComponent(told)}`;
  const { stderr } = spawnSync(process.execPath, ['--import', preload, command, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  const [, processor, megabytes] = /took (\S+) (\S+)\n*$/.exec(stderr) ?? [];
  return { wall: (performance.now() - started) / 1000, processor: Number(processor), megabytes: Number(megabytes) };
}

/** The processor time that parsing takes, in seconds. */
async function parseAll(files: readonly string[]): Promise<number> {
  const parser = await createParser(readGrammarFiles());
  const texts = files.map((file) => decode(readFileSync(file)) ?? '');
  const before = process.cpuUsage();
  for (const [index, text] of texts.entries()) parser.once(files[index]!, text);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

async function printCorpus(corpus: string): Promise<void> {
  const whole = run('check', '--jobs', '1', corpus);
  const folders = readdirSync(corpus, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const apart = folders.reduce(
    (sum, { name }) => sum + run('check', '--jobs', '1', '--allow-empty', path.join(corpus, name)).processor,
    0,
  );
  const files = readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((file) => /\.sql$/i.test(file));
  const parsing = await parseAll(files.map((file) => path.join(corpus, file)));
  console.log(
    [
      `check of the corpus, ${files.length} scripts in one call: ${whole.processor.toFixed(1)} s of processor time (goal 25)`,
      `${(whole.processor / apart).toFixed(2)} times the sum of its folders (goal 1.3)`,
      `${(whole.processor / parsing).toFixed(2)} times parsing (goal 6)`,
      `${whole.megabytes.toFixed(0)} MB`,
    ].join('; '),
  );
}

function printMade(count: number): void {
  const made = makeWorkspace(count);
  const cache = mkdtempSync(path.join(tmpdir(), 'tsqlctx-bench-'));
  try {
    const first = run('check', '--cache', cache, made.folder);
    const second = run('check', '--cache', cache, made.folder);
    console.log(
      [
        `check of ${count} made scripts, ${(made.bytes / 1e6).toFixed(0)} MB: ${first.wall.toFixed(1)} s (goal 60 for 68 MB on two cores)`,
        `${first.processor.toFixed(1)} s of processor time`,
        `${((1000 * first.processor) / count).toFixed(1)} ms a script`,
        `${first.megabytes.toFixed(0)} MB (goal 1,000)`,
        `again with what was kept ${second.wall.toFixed(1)} s`,
      ].join('; '),
    );
  } finally {
    rmSync(cache, { recursive: true });
    made.remove();
  }
}

/** One script of 50 MB, as an export of data is: only what it declares is read. */
function printLarge(): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'tsqlctx-bench-'));
  const rows = Array.from(
    { length: 1000 },
    (_, row) =>
      `INSERT INTO dbo.t (id, name) VALUES (${row}, N'the name of the row, as long as such names are in exports');\n`,
  ).join('');
  const text = ['CREATE TABLE dbo.t (id int, name nvarchar(100));\nGO\n', ...Array(500).fill(`${rows}GO\n`)].join('');
  writeFileSync(path.join(folder, 'large.sql'), text);
  try {
    const { wall, megabytes } = run('check', folder);
    console.log(
      `check of one script of ${(text.length / 1e6).toFixed(0)} MB: ${wall.toFixed(1)} s; ${megabytes.toFixed(0)} MB (goal 1,000)`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function main(): Promise<void> {
  const counts = process.argv.slice(2).map(Number);
  const corpus = corpusFolder();
  if (corpus) await printCorpus(corpus);
  for (const count of counts.length > 0 ? counts : [300, 3000, 10_000]) printMade(count);
  if (counts.length === 0) printLarge();
}

void main();
