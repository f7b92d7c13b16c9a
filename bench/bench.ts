/**
 * Prints the measurements: `npm run bench`. Each scenario runs in a process of its own, so that peak memory is its own.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { printKeystrokes } from './keystroke-rows';
import { type CorpusResult, measureCorpus, measureScript, type ScriptResult } from './measure';
import type { Heaps } from './memory';
import { ms } from './milliseconds';
import { corpusFolder, scripts } from './scripts';

const root = path.resolve(__dirname, '..');
const edits = 200;

async function main(): Promise<void> {
  const [scenario] = process.argv.slice(2);
  if (scenario !== undefined) {
    console.log(JSON.stringify(await measure(scenario)));
    return;
  }
  if (!corpusFolder()) console.log('The corpus is not here (TSQLCTX_CORPUS or ../shared): its scripts are left out.\n');
  const results = new Map<string, ScriptResult>();
  for (const [name, text] of scripts) if (text() !== undefined) results.set(name, inProcess<ScriptResult>(name));
  console.log('| script | KB | top-level statements | cold parse | cold analysis | longest slice | peak memory |');
  console.log('|---|--:|--:|--:|--:|--:|--:|');
  for (const [name, result] of results) printScript(name, result);
  printKeystrokes(results);
  printMemory(JSON.parse(run('memory.ts', '10000')));
  console.log('');
  for (const [name, text] of scripts) {
    const sql = text();
    if (sql !== undefined) await compareWithC(name, sql);
  }
  if (corpusFolder()) printCorpus(inProcess<CorpusResult>('corpus'));
  for (const file of [
    'dist/tree-sitter-tsql.wasm',
    'dist/web-tree-sitter.wasm',
    'dist/server.js',
    'tsql-execution-context.vsix',
  ]) {
    const whole = path.join(root, file);
    console.log(`${file}: ${existsSync(whole) ? `${(statSync(whole).size / 1024).toFixed(0)} KB` : 'not built'}`);
  }
}

interface Speeds {
  readonly ours: number;
  readonly theirs: number;
}

/** Our parse beside that of tree-sitter's C grammar. The SQL is parsed as a whole here, GO lines and all. */
async function compareWithC(name: string, sql: string): Promise<void> {
  const { speeds } = (await import('./speed.mjs' as string)) as { speeds(sql: string): Promise<Speeds | undefined> };
  const found = await speeds(sql);
  console.log(
    found
      ? `${name}: parse alone ${found.ours.toFixed(2)} MB/s; tree-sitter-c ${found.theirs.toFixed(2)} MB/s on as much C (${(found.ours / found.theirs).toFixed(2)} times)`
      : `${name}: no comparison, the packages of bench/package.json are not installed`,
  );
}

async function measure(scenario: string): Promise<ScriptResult | CorpusResult> {
  const folder = corpusFolder();
  if (scenario === 'corpus' && folder) return measureCorpus(folder);
  const text = scripts.get(scenario)?.();
  if (text === undefined) throw new Error(`there is no scenario ${scenario}`);
  return measureScript(text, edits);
}

function inProcess<T>(scenario: string): T {
  return JSON.parse(run('bench.ts', scenario));
}

/** The last line that a file of this folder prints in a process of its own. */
function run(file: string, argument: string): string {
  const output = execFileSync(
    process.execPath,
    ['--expose-gc', path.join(__dirname, 'as-bundled.mjs'), path.join(__dirname, file), argument],
    { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  return output.trim().split('\n').at(-1) ?? '';
}

function printMemory({ edits, early, late }: Heaps): void {
  const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);
  console.log(
    `Heap after ${edits / 10} edits ${megabytes(early)} MB, after ${edits} ${megabytes(late)} MB: ${(late / early).toFixed(2)} times (goal 1.3)`,
  );
}

function printScript(name: string, result: ScriptResult): void {
  const cells = [
    name,
    (result.bytes / 1024).toFixed(0),
    result.statements,
    ms(result.parse),
    ms(result.analysis),
    ms(result.slice),
    `${result.megabytes.toFixed(0)} MB`,
  ];
  console.log(`| ${cells.join(' | ')} |`);
}

function printCorpus({ files, failed, seconds, slowest, headlines, megabytes }: CorpusResult): void {
  console.log(
    `\nWhole corpus in one process: ${files} files in ${seconds.toFixed(1)} s, peak memory ${megabytes.toFixed(0)} MB.`,
  );
  console.log(`Slowest: ${slowest.join(', ')}.`);
  const { scripts: changing, statements, unknown, anyCaller } = headlines;
  const share = (count: number): string => `${((100 * count) / Math.max(1, statements)).toFixed(1)} %`;
  console.log(
    `Who runs it, in the ${changing} scripts that change the context: of ${statements} statements ${share(unknown)} unknown, ${share(anyCaller)} any caller of a module.`,
  );
  for (const failure of failed) console.log(`failed: ${failure}`);
}

void main();
