// The grammar against the corpus and the reference parser's statements: `npm run score [-- --list N]`.
// Reads the corpus at TSQLCTX_CORPUS (a folder that holds corpus/ and golden/), else ../shared.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = process.env.TSQLCTX_CORPUS ?? path.join(here, '../../shared');
if (!existsSync(path.join(root, 'corpus/manifest.tsv'))) {
  console.log('score: no corpus here (set TSQLCTX_CORPUS); nothing was measured');
  process.exit(0);
}
const list = Number(process.argv[process.argv.indexOf('--list') + 1] || 0) * (process.argv.includes('--list') ? 1 : 0);
const folder = path.join(here, '../syntaxes/tree-sitter-tsql');
// The product's own command is measured, so its splitting of batches is part of the score.
const build = path.join(here, '../dist/cli.js');
if (!existsSync(build)) {
  console.log('score: run `npm run build` first');
  process.exit(2);
}

function decode(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

const golden = new Map();
let current;
for (const line of readFileSync(path.join(root, 'golden/statements.tsv'), 'utf8').split('\n')) {
  if (line.startsWith('= ')) golden.set(line.slice(2).split('\t')[0], (current = []));
  else if (line && !line.startsWith('- ')) current.push(line.split('\t'));
}

const rows = readFileSync(path.join(root, 'corpus/manifest.tsv'), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t'));
const totals = {
  valid: 0,
  clean: 0,
  same: 0,
  compared: 0,
  sqlcmd: 0,
  sqlcmdClean: 0,
  chars: 0,
  errorChars: 0,
  found: 0,
  expected: 0,
  matched: 0,
  invalid: 0,
  invalidSeen: 0,
  time: 0,
};
const bad = [];
const scratch = mkdtempSync(path.join(os.tmpdir(), 'score-'));
writeFileSync(path.join(scratch, 'list'), rows.map(([file]) => path.join(root, 'corpus', file)).join('\n'));
const outlines = execFileSync(process.execPath, [build, 'parse', '--files-from', path.join(scratch, 'list')], { maxBuffer: 1 << 30, encoding: 'utf8' })
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line));
rmSync(scratch, { recursive: true });
for (const [index, [file, , , , expected]] of rows.entries()) {
  const text = decode(readFileSync(path.join(root, 'corpus', file)));
  const outline = outlines[index];
  totals.time += outline.milliseconds;
  const errors = outline.errors.map(({ start, end }) => [start, end]);
  const statements = outline.statements.map(({ start, end, depth, kind }) => [start, end - start, depth, kind]);
  totals.chars += text.length;
  const clean = errors.length === 0;
  if (expected === 'sqlcmd') {
    totals.sqlcmd++;
    totals.sqlcmdClean += clean;
    if (!clean) bad.push({ file, why: 'sqlcmd', at: errors[0], text });
  }
  if (expected === 'invalid') {
    totals.invalid++;
    totals.invalidSeen += !clean;
  }
  if (expected !== 'valid') continue;
  totals.valid++;
  totals.clean += clean;
  totals.errorChars += errors.reduce((sum, [from, to]) => sum + to - from, 0);
  const reference = golden.get(file);
  if (!reference) {
    if (!clean) bad.push({ file, why: 'error', at: errors[0], text });
    continue;
  }
  totals.compared++;
  const trim = (from, length) => text.slice(from, from + length).replace(/[;\s]+$/, '').length;
  const key = (from, length, depth) => `${from} ${trim(from, length)} ${depth}`;
  const wanted = new Map(reference.map(([from, length, depth, type]) => [key(Number(from), Number(length), Number(depth)), type]));
  const got = new Map(statements.map(([from, length, depth, type]) => [key(from, length, depth), type]));
  let matched = 0;
  for (const one of got.keys()) matched += wanted.has(one);
  totals.found += got.size;
  totals.expected += wanted.size;
  totals.matched += matched;
  const same = matched === wanted.size && matched === got.size;
  totals.same += same;
  if (!clean) bad.push({ file, why: 'error', at: errors[0], text });
  else if (!same) {
    const missing = [...wanted].find(([one]) => !got.has(one));
    const extra = [...got].find(([one]) => !wanted.has(one));
    bad.push({ file, why: `statements: missing ${missing} extra ${extra}`, at: [Number((missing ?? extra)[0].split(' ')[0]), 0], text });
  }
}
const percent = (a, b) => `${((100 * a) / b).toFixed(2)} % (${a} of ${b})`;
console.log(`valid files without an error    ${percent(totals.clean, totals.valid)}`);
console.log(`statements identical, files     ${percent(totals.same, totals.compared)}`);
console.log(`statement recall                ${percent(totals.matched, totals.expected)}`);
console.log(`statement precision             ${percent(totals.matched, totals.found)}`);
console.log(`characters in ERROR nodes       ${percent(totals.errorChars, totals.chars)}`);
console.log(`sqlcmd files without an error   ${percent(totals.sqlcmdClean, totals.sqlcmd)}`);
console.log(`invalid files reported          ${percent(totals.invalidSeen, totals.invalid)}`);
console.log(`parse speed                     ${(totals.chars / totals.time / 1000).toFixed(2)} MB/s`);
const parserC = readFileSync(path.join(folder, 'src/parser.c'), 'utf8').slice(0, 4000);
for (const name of ['STATE_COUNT', 'LARGE_STATE_COUNT', 'SYMBOL_COUNT'])
  console.log(`${name.padEnd(31)} ${new RegExp(`#define ${name} (\\d+)`).exec(parserC)?.[1]}`);
console.log(`wasm                            ${readFileSync(path.join(folder, 'tree-sitter-tsql.wasm')).length} bytes`);
for (const { file, why, at, text } of bad.slice(0, list)) {
  const from = Math.max(0, at[0] - 60);
  console.log(`\n${file}\n  ${why}\n  ${JSON.stringify(text.slice(from, at[0]))} >>> ${JSON.stringify(text.slice(at[0], at[0] + 80))}`);
}

// Statements with one part taken away: see test/broken of the grammar.
const { Language, Parser } = await import('web-tree-sitter');
await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(readFileSync(path.join(folder, 'tree-sitter-tsql.wasm'))));
const broken = { all: 0, reported: 0, confined: 0 };
for (const line of readFileSync(path.join(folder, 'test/broken/statements.txt'), 'utf8').trim().split('\n')) {
  for (const mark of line.matchAll(/«[^»]*»/g)) {
    const text = `${line.slice(0, mark.index)}${line.slice(mark.index + mark[0].length)}\n`.replace(/[«»]/g, '');
    const whole = `${text}GO\nPRINT 'next';\nGO\n`;
    const tree = parser.parse(whole);
    const alone = parser.parse(text);
    const next = tree.rootNode.descendantForIndex(whole.lastIndexOf('PRINT')).parent;
    broken.all++;
    broken.reported += alone.rootNode.hasError;
    broken.confined += alone.rootNode.hasError && next?.type === 'print' && !next.hasError;
    if (list && !alone.rootNode.hasError) console.log(`\nnot reported: ${text}`);
    tree.delete();
    alone.delete();
  }
}
console.log(`syntax errors reported          ${percent(broken.reported, broken.all)}`);
console.log(`... next batch found, one tree  ${percent(broken.confined, broken.all)}`);
