/**
 * Where the statements of a script are, read from the trees without lowering anything: only nodes that can hold
 * statements are entered.
 */
import type { TreeCursor } from 'web-tree-sitter';
import type { Span } from '../text/span';
import type { Grammar } from './grammar';
import { splitBatches } from './split';

export interface OutlineStatement extends Span {
  /** How many statements enclose it. */
  readonly depth: number;
  readonly kind: string;
}

/** All offsets count from the start of the script. */
export interface Outline {
  /** From the first statement to the end of the last one; batches without statements are left out. */
  readonly batches: readonly Span[];
  readonly statements: readonly OutlineStatement[];
  readonly errors: readonly Span[];
}

interface Reader {
  readonly grammar: Grammar;
  readonly offset: number;
  readonly statements: OutlineStatement[];
  readonly errors: Span[];
}

/** Reads the outline of a script. */
export function outline(grammar: Grammar, text: string): Outline {
  const batches: Span[] = [];
  const statements: OutlineStatement[] = [];
  const errors: Span[] = [];
  for (const raw of splitBatches(text)) {
    const own = text.slice(raw.start, raw.end);
    if (!/\S/.test(own)) continue;
    const parser = grammar.takeParser();
    const tree = parser.parse(own);
    grammar.giveBack(parser);
    if (!tree) throw new Error('the parser gave no tree');
    const cursor = tree.walk();
    const first = statements.length;
    const known = errors.length;
    read({ grammar, offset: raw.start, statements, errors }, cursor);
    // What is missing may have no node: an end between two statements that nothing separates.
    if (tree.rootNode.hasError && errors.length === known) errors.push({ start: raw.start, end: raw.start });
    cursor.delete();
    tree.delete();
    const start = statements[first]?.start;
    for (let index = first; index < statements.length; index++) {
      const one = statements[index]!;
      statements[index] = { ...one, end: throughSemicolons(text, one.end, raw.end) };
    }
    if (start !== undefined)
      batches.push({ start, end: statements.slice(first).reduce((end, one) => Math.max(end, one.end), 0) });
  }
  return { batches, statements, errors };
}

/**
 * The end of a statement with the semicolons behind it, comments between them included, as the reference parser counts
 * it.
 */
function throughSemicolons(text: string, end: number, limit: number): number {
  let reached = end;
  let at = end;
  while (at < limit) {
    const character = text[at];
    if (character === ';') reached = ++at;
    else if (character !== undefined && /\s/.test(character)) at++;
    else if (text.startsWith('--', at)) at = endOf(text, '\n', at);
    else if (text.startsWith('/*', at)) at = endOf(text, '*/', at);
    else break;
  }
  return reached;
}

function endOf(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found + mark.length;
}

function read(reader: Reader, cursor: TreeCursor): void {
  const { grammar, statements } = reader;
  const withErrors = cursor.currentNode.hasError;
  const depths: number[] = [];
  let depth = 0;
  for (;;) {
    const id = cursor.nodeTypeId;
    const type = grammar.types[id];
    const isStatement = type !== undefined && grammar.statements.has(type) && grammar.isNamed[id] === true;
    if (withErrors && (type === undefined || cursor.nodeIsMissing)) reader.errors.push(spanAt(reader, cursor));
    else if (isStatement) statements.push({ ...spanAt(reader, cursor), depth, kind: type });
    const enters = type === undefined || holders.has(type) || (withErrors && cursor.currentNode.hasError);
    if (enters && cursor.gotoFirstChild()) {
      depths.push(depth);
      if (isStatement) depth++;
      continue;
    }
    while (!cursor.gotoNextSibling()) {
      if (!cursor.gotoParent()) return;
      depth = depths.pop() ?? 0;
    }
  }
}

function spanAt({ offset }: Reader, cursor: TreeCursor): Span {
  return { start: offset + cursor.startIndex, end: offset + cursor.endIndex };
}

/** Nodes that can hold statements. */
const holders: ReadonlySet<string> = new Set([
  'source_file',
  'batch',
  'body',
  'block',
  'if',
  'while',
  'try_catch',
  'waitfor',
  'declare_cursor',
  'cursor_definition',
  'set_variable',
  'create_procedure',
  'alter_procedure',
  'create_function',
  'alter_function',
  'create_view',
  'alter_view',
  'create_trigger',
  'alter_trigger',
  'create_schema',
  'statement_element',
  'create_table',
  'other',
]);
