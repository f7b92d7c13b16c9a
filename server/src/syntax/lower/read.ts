/**
 * One walk over a tree, without recursion: each statement's part becomes plain `Syntax`, and is lowered as soon as its
 * last child has been read, so that every statement finds the ones inside it done. Crossing into the tree costs about a
 * microsecond a node; where an earlier version of the batch is known, statements that the edit left alone are taken
 * from it without being read.
 */
import type { Tree } from 'web-tree-sitter';
import type { Placed, Span } from '../../text/span';
import { type Cursor, walkOver } from '../cursor';
import type { Grammar } from '../grammar';
import { isSpent, type Pace, slice } from '../pace';
import type { Statement } from '../statement';
import { findOld, type Lowered, type LoweredBatch, type Reusable, type Reuse, runLength } from './reuse';
import { lowerStatement } from './statements';
import type { Syntax } from './syntax';

interface Mutable extends Syntax {
  children: readonly Syntax[];
  end: number;
  inner: Lowered['statement'] | undefined;
}

/** A statement that is being read. */
interface Frame {
  /** Where it starts in the batch. */
  readonly start: number;
  readonly end: number;
  readonly root: Mutable;
  readonly source: string;
  readonly children: Placed<Lowered>[];
  readonly errors: Span[];
  hasError: boolean;
  /** How many levels of statements are inside it. */
  height: number;
  /** Its parts are nested too deeply to be read. */
  deep: boolean;
}

interface Reader {
  readonly grammar: Grammar;
  readonly cursor: Cursor;
  readonly text: string;
  readonly reuse: Reuse | undefined;
  readonly pace: Pace;
  /** The open nodes, outermost first, and the statements among them. */
  readonly nodes: Mutable[];
  readonly frames: Frame[];
  /** How deep each open node is nested in its statement. */
  readonly depths: number[];
  /** The children so far of all open nodes, and where those of each begin: an array is made when it is known how long. */
  readonly found: Syntax[];
  readonly firsts: number[];
  /** How many of the found ones count. */
  count: number;
}

/** What is read: a tree, and what is known of it. */
export interface Readable {
  readonly grammar: Grammar;
  readonly tree: Tree;
  readonly text: string;
  readonly pace: Pace;
  readonly reuse: Reuse | undefined;
}

/** Lowers a whole tree, or as much of it as an edit makes necessary. Undefined: it takes longer than it may. */
export function* readTree({ tree, ...readable }: Readable): Generator<undefined, LoweredBatch | undefined> {
  const cursor = walkOver(tree);
  const reader: Reader = { ...readable, cursor, nodes: [], frames: [], depths: [], found: [], firsts: [], count: 0 };
  try {
    return yield* walk(reader);
  } finally {
    cursor.delete();
  }
}

function* walk(reader: Reader): Generator<undefined, LoweredBatch | undefined> {
  const { cursor, text, pace } = reader;
  const frame = openFrame(reader, 'source_file', undefined, 0, text.length);
  if (reader.grammar.types[cursor.nodeTypeId] === undefined) noteError(frame, cursor.startIndex, cursor.endIndex);
  open(reader, frame.root, 0);
  let pauseAt = pace.nodes + slice.nodes;
  if (cursor.gotoFirstChild()) {
    while (visit(reader) || goOn(reader)) {
      pace.nodes++;
      if (isSpent(pace)) return undefined;
      if (pace.nodes < pauseAt) continue;
      pauseAt = pace.nodes + slice.nodes;
      cursor.pause();
      yield;
      cursor.goOn();
    }
  }
  return {
    type: 'source_file',
    length: text.length,
    hasError: frame.hasError,
    children: frame.children,
    errors: frame.errors,
  };
}

/**
 * Moves to the next node in document order that is not below the one at the cursor, closing what ends; false at the
 * end.
 */
function goOn(reader: Reader): boolean {
  const { cursor, nodes } = reader;
  while (!cursor.gotoNextSibling()) {
    if (nodes.length === 1) return false;
    close(reader);
    cursor.gotoParent();
  }
  return true;
}

/** Reads the node at the cursor; answers whether the cursor is on the next node to visit already. */
function visit(reader: Reader): boolean {
  const { cursor, grammar, frames } = reader;
  const id = cursor.nodeTypeId;
  const role = grammar.roles[id];
  if (role === 'skipped') return false;
  const type = grammar.types[id] ?? 'ERROR';
  const frame = frames[frames.length - 1]!;
  const start = cursor.startIndex;
  const end = cursor.endIndex;
  const fieldId = cursor.currentFieldId;
  const name = fieldId === 0 ? undefined : grammar.fields[fieldId];
  if (role === 'statement') return visitStatement(reader, type, name, start, end);
  const node: Mutable = {
    type,
    named: role !== 'word',
    field: name,
    start: start - frame.start,
    end: end - frame.start,
    children: noChildren,
    source: frame.source,
    inner: undefined,
  };
  add(reader, node);
  if (type === 'ERROR' || (start === end && cursor.nodeIsMissing)) noteError(frame, start, end);
  if (role === 'word' || role === 'leaf') return false;
  const depth = reader.depths[reader.depths.length - 1]! + (leansOn(reader, type) ? 0 : 1);
  if (depth > deepestPart) {
    frame.deep = true;
    return false;
  }
  if (!cursor.gotoFirstChild()) return false;
  open(reader, node, depth);
  return true;
}

/** Long chains of operators lean to the left: whoever reads them follows them in a loop, so they are no depth. */
function leansOn({ nodes, firsts, count }: Reader, type: string): boolean {
  if (type !== 'operation' && type !== 'set_operation') return false;
  return nodes[nodes.length - 1]!.type === type && count - firsts[firsts.length - 1]! === 1;
}

function open({ nodes, depths, firsts, count }: Reader, node: Mutable, depth: number): void {
  nodes.push(node);
  depths.push(depth);
  firsts.push(count);
}

/** Adds a child to the innermost open node. */
function add(reader: Reader, child: Syntax): void {
  reader.found[reader.count++] = child;
}

/** The innermost open node has all its children. */
function settle(reader: Reader): Mutable {
  const node = reader.nodes.pop()!;
  reader.depths.pop();
  const first = reader.firsts.pop()!;
  if (reader.count > first) node.children = reader.found.slice(first, reader.count);
  reader.count = first;
  return node;
}

function visitStatement(reader: Reader, type: string, name: string | undefined, start: number, end: number): boolean {
  const { cursor, reuse } = reader;
  const found = reuse && findOld(reuse, type, start, end);
  const hasError = found && cursor.hasError;
  if (found && found.lowered.hasError === hasError && !(found.moved && hasError) && staysWhole(reader, found.lowered))
    return takeOld(reader, reuse, found, name);
  const frame = openFrame(reader, type, name, start, end);
  if (start === end && cursor.nodeIsMissing) noteError(frame, start, end);
  open(reader, frame.root, 0);
  if (cursor.gotoFirstChild()) return true;
  close(reader);
  return false;
}

/** An old statement at this depth would be read as it was: nothing in it was, or would now be, nested too deeply. */
function staysWhole({ frames }: Reader, { height, deep }: Lowered): boolean {
  return !deep && frames.length + height <= deepestStatement;
}

/**
 * Takes a statement from the earlier version, and its siblings as far as nothing has changed; moves the cursor behind
 * them.
 */
function takeOld(reader: Reader, reuse: Reuse, found: Reusable, name: string | undefined): boolean {
  const { cursor, nodes, frames } = reader;
  const frame = frames[frames.length - 1]!;
  const parent = nodes[nodes.length - 1]!;
  const { siblings, index, base } = found;
  const count = lists.has(parent.type)
    ? runLength(reuse, found, frame.start + parent.end, deepestStatement - frames.length)
    : 0;
  let end = 0;
  for (let at = index; at <= index + count; at++) {
    const { offset, node } = siblings[at]!;
    const start = base + offset - frame.start;
    end = start + node.length;
    add(reader, {
      type: node.type,
      named: true,
      field: name,
      start,
      end,
      children: noChildren,
      source: frame.source,
      inner: node.statement,
    });
    frame.children.push({ offset: start, node });
    if (node.hasError) frame.hasError = true;
    frame.height = Math.max(frame.height, node.height + 1);
  }
  if (count > 0) goBehind(cursor, frame.start + end);
  return false;
}

/** Moves to the last sibling that ends at or before a place, in steps that do not grow with the number of siblings. */
function goBehind(cursor: Cursor, place: number): void {
  cursor.gotoParent();
  if (cursor.gotoFirstChildForIndex(place) && cursor.gotoPreviousSibling()) return;
  cursor.gotoLastChild();
}

function openFrame(reader: Reader, type: string, name: string | undefined, start: number, end: number): Frame {
  const source = reader.text.slice(start, end);
  const root: Mutable = {
    type,
    named: true,
    field: name,
    start: 0,
    end: end - start,
    children: noChildren,
    source,
    inner: undefined,
  };
  const frame: Frame = { start, end, root, source, children: [], errors: [], hasError: false, height: 0, deep: false };
  reader.frames.push(frame);
  return frame;
}

/** The last child of the innermost open node has been read. */
function close(reader: Reader): void {
  const { nodes, frames } = reader;
  if (nodes.length === 1) return;
  const node = settle(reader);
  const frame = frames[frames.length - 1]!;
  if (node !== frame.root) return;
  frames.pop();
  const outer = frames[frames.length - 1]!;
  reader.pace.lowered++;
  const deep = frame.deep || frames.length > deepestStatement;
  const statement = deep ? unread(node, frames.length) : lowerStatement(node, { broken: frame.errors.length > 0 });
  const lowered: Lowered = {
    type: node.type,
    length: frame.end - frame.start,
    hasError: frame.hasError,
    height: frame.height,
    deep,
    statement,
    children: frame.children.length > 0 ? frame.children : noLowered,
    errors: frame.errors.length > 0 ? frame.errors : noErrors,
  };
  const offset = frame.start - outer.start;
  outer.children.push({ offset, node: lowered });
  if (frame.hasError) outer.hasError = true;
  outer.height = Math.max(outer.height, frame.height + 1);
  add(reader, {
    type: node.type,
    named: true,
    field: node.field,
    start: offset,
    end: frame.end - outer.start,
    children: noChildren,
    source: outer.source,
    inner: statement,
  });
}

/** As deep as statements are followed into each other, and the parts of one statement. The server has its limits too (191). */
const deepestStatement = 250;
const deepestPart = 800;

/** What stands for a statement that is nested too deeply, or whose parts are. */
function unread(node: Mutable, level: number): Statement {
  // Inside a statement that is not read nobody asks.
  const switches = level <= deepestStatement + 1 && contextWords.test(node.source);
  const span = { start: 0, end: node.end };
  return { kind: 'other', node: node.type, span, words: [], unread: switches ? 'may switch the context' : 'harmless' };
}

/** Words without which a text leaves the context as it is. */
const contextWords = /\b(exec(ute)?\s+as|revert|setuser|use|sp_(un)?setapprole)\b/i;

function noteError(frame: Frame, start: number, end: number): void {
  frame.errors.push({ start: start - frame.start, end: end - frame.start });
  frame.hasError = true;
}

const noChildren: readonly Syntax[] = [];
// a long script has many statements without: they share these
const noLowered: readonly Placed<Lowered>[] = [];
const noErrors: readonly Span[] = [];

/** Nodes whose children are mostly statements. */
const lists: ReadonlySet<string> = new Set(['source_file', 'batch', 'block', 'body']);
