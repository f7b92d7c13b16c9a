/**
 * The file that an editor starts: the command line, told to serve. Where the client names a folder for it, the code is kept
 * there as V8 has compiled it for the first answers, and the next start takes it from there: it would be a fifth of the work.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Script } from 'node:vm';
import { whenBegun } from './begun';
import { hashOf, readKept, writeKept } from './kept-file';

interface Compiled {
  readonly script: Script;
  readonly keep: (code: Buffer) => void;
}

process.argv.splice(2, 0, 'lsp');
const folder = process.env.TSQLCTX_COMPILED;
if (folder === undefined) createRequire(__filename)('./cli.js');
else runIn(folder);

function runIn(kept: string): void {
  const fresh: Compiled[] = [];
  const core = './core.js';
  const run = (name: string, own: Readonly<Record<string, () => unknown>>): unknown => {
    const file = path.join(__dirname, name);
    const script = compiled(file, path.join(kept, name), fresh);
    const required = createRequire(file);
    const module = { exports: {} };
    const find = (wanted: string): unknown => own[wanted]?.() ?? required(wanted);
    script.runInThisContext()(module.exports, find, module, file, __dirname);
    return module.exports;
  };
  run('cli.js', { [core]: () => run('core.js', {}) });
  whenBegun(() => keepAll(kept, fresh));
}

/** The code of a file, as Node would run it. */
function compiled(file: string, place: string, fresh: Compiled[]): Script {
  const source = readFileSync(file, 'utf8').replace(/^#!/, '//');
  const made = `code ${hashOf(source)}`;
  const cachedData = readKept(place, made);
  const script = new Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, {
    filename: file,
    ...(cachedData && { cachedData }),
  });
  if (script.cachedDataRejected !== false) fresh.push({ script, keep: (code) => writeKept(place, made, code) });
  return script;
}

/** Where nothing can be written, the next start compiles everything again. */
function keepAll(kept: string, fresh: readonly Compiled[]): void {
  try {
    mkdirSync(kept, { recursive: true });
    for (const { script, keep } of fresh) keep(script.createCachedData());
  } catch (problem) {
    process.stderr.write(`compiled code cannot be kept for the next start: ${String(problem)}\n`);
  }
}
