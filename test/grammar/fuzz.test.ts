/**
 * Broken text: no crash, no hang, and a tree that grew out of an edit is the tree of a fresh parse. In a text with
 * errors tree-sitter may choose another one of equally good repairs when it reuses nodes, so there a few trees in a
 * thousand may differ; the verdict may not.
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Edit, type Parser, type Point, type Tree } from 'web-tree-sitter';
import { decode } from '../../server/src/text/decode';
import { fixtureNames, fixtureText } from '../support/fixtures';
import { grammarFolder, grammarParser, linesOf } from './language';

const seconds = 10;
const steps = 4; // edits of a text
const slowest = 2000; // milliseconds for one parse of a few kilobytes
const corpus = path.join(process.env.TSQLCTX_CORPUS ?? path.resolve(__dirname, '../../../shared'), 'corpus');

describe('grammar, broken text', () => {
  let parser: Parser;
  before(async () => {
    parser = await grammarParser();
  });

  it(`${seconds} seconds of mutations and truncations`, () => {
    const random = randomNumbers(20_26);
    const seeds = texts();
    const until = performance.now() + seconds * 1000;
    let rounds = 0;
    let different = 0;
    while (performance.now() < until) {
      const seed = seeds[Math.floor(random() * seeds.length)]!;
      const from = Math.floor(random() * Math.max(1, seed.length - 4000));
      different += followEdits(parser, seed.slice(from, from + 4000), random);
      rounds++;
    }
    assert.ok(rounds > 10, `${rounds} rounds`);
    assert.ok(
      different <= 1 + rounds * steps * 0.005,
      `${different} of ${rounds * steps} trees of broken texts are not those of a fresh parse`,
    );
  }).timeout(seconds * 3000);

  it('truncations of every statement', () => {
    for (const line of linesOf('statements/everyday.txt'))
      for (let end = 1; end < line.length; end += 5) parsed(parser, line.slice(0, end)).delete();
  }).timeout(20_000);
});

/** Some edits of a text, each parsed from the old tree and afresh; answers how many trees of broken texts differ. */
function followEdits(parser: Parser, start: string, random: () => number): number {
  let different = 0;
  let text = start;
  let tree = parsed(parser, text);
  for (let step = 0; step < steps; step++) {
    const { at, removed, inserted } = mutation(text, random);
    const changed = text.slice(0, at) + inserted + text.slice(at + removed);
    tree.edit(
      new Edit({
        startIndex: at,
        oldEndIndex: at + removed,
        newEndIndex: at + inserted.length,
        startPosition: pointAt(text, at),
        oldEndPosition: pointAt(text, at + removed),
        newEndPosition: pointAt(changed, at + inserted.length),
      }),
    );
    const grown = parsed(parser, changed, tree);
    const fresh = parsed(parser, changed);
    const change = JSON.stringify({ text, at, removed, inserted });
    assert.equal(grown.rootNode.hasError, fresh.rootNode.hasError, change);
    if (!fresh.rootNode.hasError) assert.equal(shape(grown, changed), shape(fresh, changed), change);
    else if (shape(grown, changed) !== shape(fresh, changed)) different++;
    tree.delete();
    fresh.delete();
    tree = grown;
    text = changed;
  }
  tree.delete();
  return different;
}

function parsed(parser: Parser, text: string, old?: Tree): Tree {
  const started = performance.now();
  const tree = parser.parse(text, old, { progressCallback: () => performance.now() - started > slowest });
  if (!tree) parser.reset();
  assert.ok(tree, `no tree after ${slowest} ms: ${JSON.stringify(text)}`);
  return tree;
}

/**
 * All nodes with their places. Blanks before a line that is no T-SQL may belong to its token where a statement is not
 * complete.
 */
function shape(tree: Tree, text: string): string {
  const cursor = tree.walk();
  const nodes: string[] = [];
  for (;;) {
    let start = cursor.startIndex;
    while (start < cursor.endIndex && /\s/.test(text[start]!)) start++;
    nodes.push(`${cursor.nodeType} ${start} ${cursor.endIndex}`);
    if (cursor.gotoFirstChild()) continue;
    while (!cursor.gotoNextSibling())
      if (!cursor.gotoParent()) {
        cursor.delete();
        return nodes.join('\n');
      }
  }
}

interface Mutation {
  readonly at: number;
  readonly removed: number;
  readonly inserted: string;
}

const pieces = [
  "'",
  '"',
  '[',
  ']',
  '(',
  ')',
  '/*',
  '*/',
  '--',
  ';',
  ',',
  '.',
  '=',
  '$(x)',
  '@',
  '\n',
  '\nGO\n',
  ' SELECT ',
  ' BEGIN ',
  ' END ',
  ' ELSE ',
  ' EXEC AS USER = ',
  '\u0000',
  '\u{1F600}',
];

function mutation(text: string, random: () => number): Mutation {
  const at = Math.floor(random() * text.length);
  const some = (most: number): number => 1 + Math.floor(random() * most);
  switch (Math.floor(random() * 4)) {
    case 0:
      return { at, removed: Math.min(some(12), text.length - at), inserted: '' };
    case 1:
      return { at, removed: 0, inserted: pieces[Math.floor(random() * pieces.length)]! };
    case 2:
      return { at, removed: 0, inserted: text.slice(at, at + some(60)) };
    default:
      return {
        at,
        removed: random() < 0.2 ? text.length - at : Math.min(1, text.length - at),
        inserted: String.fromCharCode(32 + some(94)),
      };
  }
}

function pointAt(text: string, offset: number): Point {
  const before = text.slice(0, offset);
  return { row: before.split('\n').length - 1, column: offset - (before.lastIndexOf('\n') + 1) };
}

/** The fixtures, the statements of the grammar's tests, and a few files of the corpus where it is at hand. */
function texts(): string[] {
  const found = fixtureNames.map(fixtureText);
  for (const file of readdirSync(path.join(grammarFolder, 'test/statements')).filter((name) => name.endsWith('.txt')))
    found.push(linesOf(`statements/${file}`).join('\n'));
  const folder = path.join(corpus, 'scriptdom/Test/SqlDom/TestScripts');
  if (existsSync(folder))
    found.push(...readdirSync(folder).flatMap((name) => decode(readFileSync(path.join(folder, name))) ?? []));
  return found.filter((text) => text.length > 0);
}

function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
