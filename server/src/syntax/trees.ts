/**
 * The trees behind the batches. A tree is kept so that the next version of its batch can be parsed from it; the
 * program's memory for trees is limited, so the trees that were not used for longest are given up (their batches are
 * parsed from scratch if they change).
 */
import type { ParseState, Tree } from 'web-tree-sitter';
import { difference, type Edit } from '../text/difference';
import { finish } from '../text/finish';
import { pointAt } from '../text/points';
import type { Grammar } from './grammar';
import { readTree } from './lower/read';
import { joinRanges, type LoweredBatch, type Reuse } from './lower/reuse';
import { owned } from './lower/syntax';
import { isSpent, newPace, type Pace, slice, ticked } from './pace';
import type { Batch, SqlcmdLine } from './statement';

/** A batch with what is needed to make its next version cheaply. */
export interface ParsedBatch {
  readonly batch: Batch;
  readonly lowered: LoweredBatch;
  tree: Tree | undefined;
}

/** The version that a batch grows out of, and what was changed in it, where that is known already. */
export interface Grown {
  readonly parsed: ParsedBatch;
  readonly edit: Edit | undefined;
}

export interface Trees {
  readonly grammar: Grammar;
  /** The batches that have a tree, the one that was used last at the end. */
  readonly kept: Set<ParsedBatch>;
  size: number;
}

/** A tree takes some 60 bytes for each code unit of its text. */
const sizeLimit = 2_000_000;

export function newTrees(grammar: Grammar): Trees {
  return { grammar, kept: new Set(), size: 0 };
}

/** Parses a batch that nobody has seen before, without a pause. */
export function parseBatchNow(trees: Trees, text: string): ParsedBatch {
  return finish(parseBatch(trees, owned(text), [], newPace()))!;
}

/**
 * Parses a batch; from an earlier version of it, if one is given that still has its tree. Undefined: it takes longer than
 * it may.
 */
export function* parseBatch(
  trees: Trees,
  text: string,
  commands: readonly SqlcmdLine[],
  pace: Pace,
  { parsed: earlier, edit: known }: Partial<Grown> = {},
): Generator<undefined, ParsedBatch | undefined> {
  const edit = earlier?.tree && (known ?? difference(earlier.batch.text, text));
  const edited = edit && earlier?.tree?.copy();
  if (edit && edited) applyEdit(edited, earlier.batch.text, text, edit);
  let reuse: Reuse | undefined;
  let tree: Tree | undefined;
  try {
    tree = yield* treeOf(trees.grammar, text, pace, edited);
    reuse = tree && edit && edited && reuseOf(earlier.lowered, edit, edited, tree);
  } finally {
    edited?.delete();
  }
  if (!tree) return undefined;
  let lowered: LoweredBatch | undefined;
  try {
    lowered = yield* readTree({ grammar: trees.grammar, tree, text, pace, reuse });
  } finally {
    if (!lowered) tree.delete();
  }
  if (!lowered) return undefined;
  const statements = lowered.children.map(({ offset, node }) => ({ offset, node: node.statement }));
  const parsed: ParsedBatch = { batch: { text, statements, errors: errorsOf(lowered), commands }, lowered, tree };
  keep(trees, parsed);
  return parsed;
}

/** The tree of a text. A parser that pauses, or that is given up, is used by nobody else meanwhile. */
function* treeOf(
  grammar: Grammar,
  text: string,
  pace: Pace,
  edited: Tree | undefined,
): Generator<undefined, Tree | undefined> {
  const parser = grammar.takeParser();
  try {
    for (;;) {
      let inSlice = 0;
      const progressCallback = (state: ParseState): boolean => ticked(pace, state) || ++inSlice >= slice.ticks;
      const tree = parser.parse(text, edited, { progressCallback });
      if (tree || isSpent(pace)) return tree ?? undefined;
      yield; // asked again, the parser goes on where it was
    }
  } finally {
    parser.reset();
    grammar.giveBack(parser);
  }
}

/** The tree of a batch: made again where it was given up. */
export function treeFor(trees: Trees, parsed: ParsedBatch): Tree {
  if (!parsed.tree) finish(growTree(trees, parsed));
  return parsed.tree!;
}

/** Whether no other tree is given up for this one. */
export function hasRoom({ size }: Trees, { batch }: ParsedBatch): boolean {
  return size + batch.text.length <= sizeLimit;
}

/** Makes the tree of a batch again; yields now and then. */
export function* growTree(trees: Trees, parsed: ParsedBatch): Generator<undefined, void> {
  const tree = yield* treeOf(trees.grammar, parsed.batch.text, newPace(), undefined);
  if (parsed.tree) {
    tree?.delete(); // somebody who could not wait has made it meanwhile
    return;
  }
  parsed.tree = tree;
  keep(trees, parsed);
}

/** Gives up the tree of a batch that is no longer needed. */
export function releaseTree(trees: Trees, parsed: ParsedBatch): void {
  if (!parsed.tree) return;
  parsed.tree.delete();
  parsed.tree = undefined;
  trees.kept.delete(parsed);
  trees.size -= parsed.batch.text.length;
}

function keep(trees: Trees, parsed: ParsedBatch): void {
  trees.kept.add(parsed);
  trees.size += parsed.batch.text.length;
  for (const oldest of trees.kept) {
    if (trees.size <= sizeLimit || oldest === parsed) break;
    releaseTree(trees, oldest);
  }
}

function reuseOf(old: LoweredBatch, edit: Edit, edited: Tree, tree: Tree): Reuse {
  const changed = edited
    .getChangedRanges(tree)
    .map(({ startIndex, endIndex }) => ({ start: startIndex, end: endIndex }));
  return { old, edit, dirty: joinRanges([{ start: edit.start, end: edit.newEnd }, ...changed]) };
}

/** Tells a tree about an edit. The old positions count in the old text. */
function applyEdit(tree: Tree, before: string, after: string, { start, oldEnd, newEnd }: Edit): void {
  const startPosition = pointAt(before, start, { row: 0, column: 0 }, 0);
  tree.edit({
    startIndex: start,
    oldEndIndex: oldEnd,
    newEndIndex: newEnd,
    startPosition,
    oldEndPosition: pointAt(before, oldEnd, startPosition, start),
    newEndPosition: pointAt(after, newEnd, startPosition, start),
  } as Parameters<Tree['edit']>[0]);
}

/** All errors of a batch in order, from the batch's start. */
function errorsOf(lowered: LoweredBatch): Batch['errors'] {
  if (!lowered.hasError) return [];
  const errors: { start: number; end: number }[] = [];
  const open: { node: LoweredBatch; offset: number }[] = [{ node: lowered, offset: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, offset } = next;
    for (const { start, end } of node.errors) errors.push({ start: start + offset, end: end + offset });
    for (const inner of node.children)
      if (inner.node.hasError) open.push({ node: inner.node, offset: offset + inner.offset });
  }
  return errors.sort((a, b) => a.start - b.start || a.end - b.end);
}
