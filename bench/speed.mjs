// How fast the grammar is: beside tree-sitter's C grammar on as much C, loaded, and re-parsed after a keystroke.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Language, Parser } from 'web-tree-sitter';

const here = path.dirname(fileURLToPath(import.meta.url));
const cGrammar = path.join(here, 'node_modules/tree-sitter-c/tree-sitter-c.wasm');
const cSource = path.join(here, 'node_modules/tree-sitter/vendor/tree-sitter/lib/src');
const ourGrammar = path.join(here, '../syntaxes/tree-sitter-tsql/tree-sitter-tsql.wasm');

/**
 * Megabytes a second, ours on a script and C's on as much C, each the best of some rounds that take turns; undefined
 * without the packages.
 */
export async function speeds(sql) {
  if (!existsSync(cGrammar)) return undefined;
  const parsers = { ours: await parserOf(ourGrammar), theirs: await parserOf(cGrammar) };
  const texts = { ours: sql, theirs: cText(sql.length) };
  const times = { ours: Number.POSITIVE_INFINITY, theirs: Number.POSITIVE_INFINITY };
  for (let round = 0; round < 7; round++)
    for (const who of ['ours', 'theirs'])
      times[who] = Math.min(
        times[who],
        timed(() => parsers[who].parse(texts[who]).delete()),
      );
  for (const who of ['ours', 'theirs']) parsers[who].delete();
  return { ours: sql.length / times.ours / 1000, theirs: sql.length / times.theirs / 1000 };
}

/** Milliseconds to load the grammar and parse a first statement, the best of some rounds. */
export async function loadTime() {
  await Parser.init();
  const bytes = readFileSync(ourGrammar);
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5; round++) {
    const started = performance.now();
    const parser = new Parser();
    parser.setLanguage(await Language.load(bytes));
    parser.parse('SELECT 1').delete();
    best = Math.min(best, performance.now() - started);
    parser.delete();
  }
  return best;
}

/**
 * Milliseconds for a full parse and, the median over some places, for another one after a letter was typed into a word.
 */
export async function editTimes(sql) {
  const parser = await parserOf(ourGrammar);
  const tree = parser.parse(sql);
  let full = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5; round++)
    full = Math.min(
      full,
      timed(() => parser.parse(sql).delete()),
    );
  const words = [...sql.matchAll(/[A-Za-z]{4,}/g)];
  const times = [];
  for (let place = 0; place < 41; place++) {
    const at = words[Math.floor((place + 0.5) * (words.length / 41))].index + 2;
    const changed = `${sql.slice(0, at)}x${sql.slice(at)}`;
    let best = Number.POSITIVE_INFINITY;
    for (let round = 0; round < 3; round++) {
      const old = tree.copy();
      const start = position(sql, at);
      old.edit({
        startIndex: at,
        oldEndIndex: at,
        newEndIndex: at + 1,
        startPosition: start,
        oldEndPosition: start,
        newEndPosition: { row: start.row, column: start.column + 1 },
      });
      best = Math.min(
        best,
        timed(() => parser.parse(changed, old).delete()),
      );
      old.delete();
    }
    times.push(best);
  }
  tree.delete();
  parser.delete();
  return { full, edit: times.sort((a, b) => a - b)[20] };
}

async function parserOf(grammar) {
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(readFileSync(grammar)));
  return parser;
}

function timed(work) {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function position(text, offset) {
  const lines = text.slice(0, offset).split('\n');
  return { row: lines.length - 1, column: lines.at(-1).length };
}

/** As much C as wanted: tree-sitter's own source, again and again. */
function cText(length) {
  const source = readdirSync(cSource)
    .filter((file) => file.endsWith('.c'))
    .map((file) => readFileSync(path.join(cSource, file), 'utf8'))
    .join('\n');
  return source.repeat(Math.ceil(length / source.length)).slice(0, length);
}
