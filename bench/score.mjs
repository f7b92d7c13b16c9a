// The grammar against the corpus, the reference parser's statements, broken statements and the clock: `npm run score
// [-- --list N]`.
// Ends with 1 where a goal is missed. Reads the corpus as bench/corpus.mjs says.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { scoreBroken } from './broken.mjs';
import { corpusRoot, corpusText } from './corpus.mjs';
import { isBuilt } from './outlines.mjs';
import { installPackages } from './packages.mjs';
import { editTimes, loadTime, speeds } from './speed.mjs';
import { scoreStatements } from './statements.mjs';

if (!corpusRoot) {
  console.log(
    'score: no corpus here (set TSQLCTX_CORPUS to the folder that holds corpus/ and golden/); nothing was measured',
  );
  process.exit(0);
}
if (!isBuilt) {
  console.log('score: run `npm run build` first');
  process.exit(2);
}
const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), '../syntaxes/tree-sitter-tsql');
const list = process.argv.includes('--list') ? Number(process.argv[process.argv.indexOf('--list') + 1] ?? 20) : 0;
let missed = 0;

/** A line of the report; with a goal, whether it is reached. */
function say(what, value, shown, goal) {
  const reached = goal === undefined || (goal.least !== undefined ? value >= goal.least : value <= goal.most);
  if (!reached) missed++;
  const wanted =
    goal === undefined
      ? ''
      : `  goal ${goal.least !== undefined ? 'at least' : 'at most'} ${goal.least ?? goal.most}${goal.unit ?? ''}${reached ? '' : '  MISSED'}`;
  console.log(`${what.padEnd(40)} ${shown}${wanted}`);
}
const percent = (what, part, whole, goal) =>
  say(
    what,
    (100 * part) / whole,
    `${((100 * part) / whole).toFixed(2)} % (${part} of ${whole})`,
    goal && { ...goal, unit: ' %' },
  );

const { totals, bad } = scoreStatements();
percent('valid files without an error', totals.clean, totals.valid, { least: 99 });
percent('statements identical, files', totals.same, totals.compared, { least: 98.5 });
percent('statement recall', totals.matched, totals.expected, { least: 99.8 });
percent('statement precision', totals.matched, totals.found, { least: 99.8 });
percent('characters in errors', totals.errorChars, totals.chars, { most: 0.1 });
percent('sqlcmd files without an error', totals.sqlcmdClean, totals.sqlcmd, { least: 95 });
percent('invalid files reported', totals.invalidSeen, totals.invalid);

const broken = scoreBroken(folder);
percent('syntax errors reported', broken.reported, broken.all, { least: 95 });
percent('... and the next batch found', broken.confined, broken.all, { least: 95 });
percent('... and the next statement of the batch', broken.confinedInBatch, broken.all);

const parserC = readFileSync(path.join(folder, 'src/parser.c'), 'utf8').slice(0, 4000);
const defined = (name) => Number(new RegExp(`#define ${name} (\\d+)`).exec(parserC)?.[1]);
say('parser states', defined('STATE_COUNT'), defined('STATE_COUNT'));
say('large parser states', defined('LARGE_STATE_COUNT'), defined('LARGE_STATE_COUNT'), { most: 600 });
say('symbols', defined('SYMBOL_COUNT'), defined('SYMBOL_COUNT'));
const megabytes = readFileSync(path.join(folder, 'tree-sitter-tsql.wasm')).length / 1e6;
say('wasm', megabytes, `${megabytes.toFixed(2)} MB`, { most: 1.8, unit: ' MB' });

say('outline of the corpus', 0, `${(totals.chars / totals.time / 1000).toFixed(2)} MB/s`);
const load = await loadTime();
say('load and first parse', load, `${load.toFixed(0)} ms`);
const withoutC = installPackages();
if (withoutC) console.log(withoutC);
for (const file of ['ola-maintenance/MaintenanceSolution.sql', 'first-responder-kit/sp_Blitz.sql']) {
  const sql = corpusText(file)?.replace(/^\uFEFF/, '');
  if (sql === undefined) continue;
  const name = path.basename(file);
  const speed = await speeds(sql);
  if (speed)
    say(
      `parse of ${name}`,
      speed.ours / speed.theirs,
      `${speed.ours.toFixed(2)} MB/s; tree-sitter-c ${speed.theirs.toFixed(2)} MB/s: ${(speed.ours / speed.theirs).toFixed(2)} times`,
      { least: 0.8 },
    );
  const { full, edit } = await editTimes(sql);
  say(
    `a letter typed into ${name}`,
    full / edit,
    `${edit.toFixed(2)} ms, full parse ${full.toFixed(0)} ms: 1/${(full / edit).toFixed(0)}`,
    { least: 40 },
  );
}

for (const { file, why, at } of bad.slice(0, list)) {
  const text = corpusText(file);
  console.log(
    `\n${file}\n  ${why}\n  ${JSON.stringify(text.slice(Math.max(0, at - 60), at))} >>> ${JSON.stringify(text.slice(at, at + 80))}`,
  );
}
if (list) for (const line of broken.list) console.log(line);
if (missed) console.log(`\n${missed} of the goals missed`);
process.exitCode = missed ? 1 : 0;
