/** One scenario in a process of its own; the result goes to the parent as one line of JSON. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { forget } from '../server/src/engine/session/memory';
import { readGrammarFiles } from '../server/src/lsp/grammar-files';
import { find, findings } from '../server/src/rules/index';
import { createParser } from '../server/src/syntax/parser';
import { decode } from '../server/src/text/decode';
import { finish } from '../server/src/text/finish';
import { Workspace } from '../server/src/workspace/workspace';
import { counted, type Headlines, noHeadlines } from './headlines';
import { editAnywhere, type Keystrokes, typeStatements } from './keystroke';

export interface ScriptResult {
  readonly bytes: number;
  readonly statements: number;
  readonly findings: number;
  readonly parse: number;
  /** The same once the parser is warm, the best of some rounds. */
  readonly warmParse: number;
  readonly analysis: number;
  /** The longest stretch of the cold analysis without a pause, in milliseconds. */
  readonly slice: number;
  readonly typing: Keystrokes;
  /** Single characters anywhere. */
  readonly random: Keystrokes;
  readonly megabytes: number;
}

export interface CorpusResult {
  readonly files: number;
  readonly failed: readonly string[];
  readonly seconds: number;
  readonly slowest: readonly string[];
  readonly headlines: Headlines;
  readonly megabytes: number;
}

const stage = { login: 'sa', database: 'master', version: '2025', knowledge: 'open', guardDialect: false } as const;
export const uri = 'file:///bench.sql';

/** How many places statements are typed at. */
const typedPlaces = 12;

/** Cold parse, cold analysis, then keystrokes, each from the changed text to the findings. */
export async function measureScript(text: string, edits: number): Promise<ScriptResult> {
  const parser = await createParser(readGrammarFiles());
  const workspace = new Workspace(parser, stage);
  workspace.put('file:///warm-up.sql', "EXECUTE AS USER = 'x'; REVERT;");
  findingsOf(workspace, 'file:///warm-up.sql');
  workspace.remove('file:///warm-up.sql');

  workspace.put(uri, text);
  const parse = timed(() => workspace.script(uri));
  const slices = slicesOf(workspace, uri);
  const analysis = slices.reduce((sum, one) => sum + one, 0);
  const found = findingsOf(workspace, uri).length;
  const typing = await typeStatements(workspace, text, typedPlaces);
  const random = await editAnywhere(workspace, text, edits);
  return {
    bytes: Buffer.byteLength(text),
    statements: workspace.script(uri)?.batches.reduce((sum, { batch }) => sum + batch.statements.length, 0) ?? 0,
    findings: found,
    parse,
    warmParse: Math.min(...Array.from({ length: 5 }, () => timed(() => parser.once('file:///again.sql', text)))),
    analysis,
    slice: Math.max(...slices),
    typing,
    random,
    megabytes: peak(),
  };
}

/** Every script of a folder, one after the other, in one process. */
export async function measureCorpus(folder: string): Promise<CorpusResult> {
  const workspace = new Workspace(await createParser(readGrammarFiles()), stage);
  const failed: string[] = [];
  const times: [string, number][] = [];
  let headlines = noHeadlines;
  const started = performance.now();
  for (const file of sqlFiles(folder)) {
    const address = `file:///${file}`;
    try {
      workspace.put(address, decode(readFileSync(path.join(folder, file))) ?? '');
      times.push([file, timed(() => findingsOf(workspace, address))]);
      const analysed = finish(workspace.analyse(address, { run: 'possible' }));
      if (analysed) headlines = counted(headlines, analysed);
    } catch (error) {
      failed.push(`${file}: ${String(error)}`);
    }
    workspace.remove(address);
    if (times.length % 200 === 0) forget();
    await nextTask();
  }
  const seconds = (performance.now() - started) / 1000;
  const slowest = times
    .sort((a, b) => b[1] - a[1])
    .slice(0, 5)
    .map(([file, time]) => `${file} ${time.toFixed(0)} ms`);
  return { files: times.length + failed.length, failed, seconds, slowest, headlines, megabytes: peak() };
}

/**
 * Each edit is a task of its own, as in the server: what is held weakly is kept until the end of the task that touched
 * it.
 */
function nextTask(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function findingsOf(workspace: Workspace, address: string): readonly unknown[] {
  const analysed = finish(workspace.analyse(address, { run: 'possible' }));
  return analysed ? findings(analysed) : [];
}

/** How long an analysis and its findings take from pause to pause, in milliseconds. */
function slicesOf(workspace: Workspace, address: string): readonly number[] {
  const slices: number[] = [];
  const finishTimed = <T>(work: Generator<undefined, T>): T => {
    for (;;) {
      const started = performance.now();
      const { done, value } = work.next();
      slices.push(performance.now() - started);
      if (done) return value;
    }
  };
  const analysed = finishTimed(workspace.analyse(address, { run: 'possible' }));
  if (analysed) finishTimed(find(analysed));
  return slices;
}

function timed(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function peak(): number {
  return process.resourceUsage().maxRSS / 1024;
}

function sqlFiles(folder: string, below = ''): string[] {
  return readdirSync(path.join(folder, below)).flatMap((name) => {
    const file = path.posix.join(below, name);
    if (statSync(path.join(folder, file)).isDirectory()) return sqlFiles(folder, file);
    return /\.sql$/i.test(name) ? [file] : [];
  });
}
