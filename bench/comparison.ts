/** Our parse beside that of tree-sitter's C grammar, on C source of the same size. Needs the packages of bench/package.json. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Language, Parser } from 'web-tree-sitter';

const packages = path.join(__dirname, 'node_modules');
const cGrammar = path.join(packages, 'tree-sitter-c/tree-sitter-c.wasm');
const cSource = path.join(packages, 'tree-sitter/vendor/tree-sitter/lib/src');
const ourGrammar = path.join(__dirname, '../syntaxes/tree-sitter-tsql/tree-sitter-tsql.wasm');

/** Prints both times, each the best of five. The SQL is parsed as a whole here, GO lines and all. */
export async function compareWithC(name: string, sql: string): Promise<void> {
  if (!existsSync(cGrammar)) {
    console.log(`${name}: no comparison, the packages of bench/package.json are not installed`);
    return;
  }
  await Parser.init();
  const c = cText(sql.length);
  const ours = await best(ourGrammar, sql);
  const theirs = await best(cGrammar, c);
  const kb = (text: string): string => `${(text.length / 1024).toFixed(0)} KB`;
  console.log(
    `${name}: parse alone ${ours.toFixed(1)} ms for ${kb(sql)}; tree-sitter-c ${theirs.toFixed(1)} ms for ${kb(c)} of C (${(ours / sql.length / (theirs / c.length)).toFixed(2)} times the time for the same size)`,
  );
}

async function best(grammar: string, text: string): Promise<number> {
  const parser = new Parser();
  parser.setLanguage(await Language.load(readFileSync(grammar)));
  let time = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5; round++) {
    const started = performance.now();
    parser.parse(text)?.delete();
    time = Math.min(time, performance.now() - started);
  }
  parser.delete();
  return time;
}

/** As much C as wanted: tree-sitter's own source, again and again. */
function cText(length: number): string {
  const source = readdirSync(cSource)
    .filter((file) => file.endsWith('.c'))
    .map((file) => readFileSync(path.join(cSource, file), 'utf8'))
    .join('\n');
  return source.repeat(Math.ceil(length / source.length)).slice(0, length);
}
