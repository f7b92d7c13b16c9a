/** The words of a text as the grammar reads them, for whoever writes the text anew. */
import type { TreeCursor } from 'web-tree-sitter';
import type { Span } from '../text/span';
import type { Grammar } from './grammar';

export interface Leaf extends Span {
  readonly kind: 'name' | 'variable' | 'string' | 'number' | 'comment' | 'other';
}

/** The leaves of one batch, in their order; undefined: the text is not understood as a whole. */
export function leaves(grammar: Grammar, text: string): readonly Leaf[] | undefined {
  const parser = grammar.takeParser();
  const tree = parser.parse(text);
  grammar.giveBack(parser);
  if (!tree) return undefined;
  const found: Leaf[] = [];
  const cursor = tree.walk();
  visit(cursor, found);
  const isWhole = !tree.rootNode.hasError;
  cursor.delete();
  tree.delete();
  return isWhole ? found : undefined;
}

/** Without a call for each level. */
function visit(cursor: TreeCursor, found: Leaf[]): void {
  for (;;) {
    if (cursor.gotoFirstChild()) continue;
    found.push({ start: cursor.startIndex, end: cursor.endIndex, kind: kinds.get(cursor.nodeType) ?? 'other' });
    while (!cursor.gotoNextSibling()) if (!cursor.gotoParent()) return;
  }
}

const kinds: ReadonlyMap<string, Leaf['kind']> = new Map<string, Leaf['kind']>([
  ['identifier', 'name'],
  ['bracketed_identifier', 'name'],
  ['quoted_identifier', 'name'],
  ['variable', 'variable'],
  ['string', 'string'],
  ['number', 'number'],
  ['binary', 'number'],
  ['money', 'number'],
  ['line_comment', 'comment'],
  ['comment', 'comment'],
]);
