/** Our way over trees goes where that of web-tree-sitter goes, also where others use the program in between. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { TreeCursor } from 'web-tree-sitter';
import { readGrammarFiles } from '../../server/src/lsp/grammar-files';
import { type Cursor, walkOver } from '../../server/src/syntax/cursor';
import { loadGrammar } from '../../server/src/syntax/grammar';

const samples = path.resolve(__dirname, '../../samples');
const texts = [
  ...readdirSync(samples)
    .filter((name) => name.endsWith('.sql'))
    .map((name) => readFileSync(path.join(samples, name), 'utf8')),
  'SELECT FROM WHERE (; EXECUTE AS USER = ; REVERT',
  '',
];

describe('a walk over a tree', () => {
  it('sees the nodes that the cursor of web-tree-sitter sees', async () => {
    const grammar = await loadGrammar(readGrammarFiles());
    const parser = grammar.takeParser();
    for (const text of texts) {
      const tree = parser.parse(text)!;
      const plain = tree.walk();
      const expected = nodesOf(plain, () => plain.currentNode.hasError);
      plain.delete();
      const own = walkOver(tree);
      assert.equal(own.constructor.name, 'QuickCursor');
      const found = nodesOf(own, () => {
        own.pause();
        parser.parse('SELECT 1')!.delete();
        own.goOn();
        return own.hasError;
      });
      own.delete();
      assert.deepEqual(found, expected);
      assert.deepEqual(jumps(walkOver(tree), text.length), jumps(tree.walk(), text.length));
      tree.delete();
    }
  });
});

function nodesOf(cursor: Cursor | TreeCursor, hasError: () => boolean): readonly unknown[] {
  const found: unknown[] = [];
  for (;;) {
    const { nodeTypeId, startIndex, endIndex, currentFieldId, nodeIsMissing } = cursor;
    found.push([nodeTypeId, startIndex, endIndex, currentFieldId, nodeIsMissing, hasError()]);
    if (cursor.gotoFirstChild()) continue;
    while (!cursor.gotoNextSibling()) if (!cursor.gotoParent()) return found;
  }
}

/** Where it is when it goes to some places in the text, and back. */
function jumps(cursor: Cursor | TreeCursor, length: number): readonly unknown[] {
  const found: unknown[] = [];
  for (let place = 0; place < length; place += 1 + (length >> 4)) {
    found.push(cursor.gotoFirstChildForIndex(place), cursor.startIndex);
    found.push(cursor.gotoPreviousSibling(), cursor.startIndex);
    found.push(cursor.gotoParent(), cursor.gotoLastChild(), cursor.endIndex);
    cursor.gotoParent();
  }
  cursor.delete();
  return found;
}
