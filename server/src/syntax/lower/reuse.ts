/**
 * What an edit leaves alone. A statement of the new tree is an old one when a statement of the same type and length
 * stood at the place it came from and the edit does not touch it: the same text read as the same kind of statement has
 * the same parts, wherever it now belongs. Only where there are errors can the parts differ; there the tree must not
 * have changed either. Then everything below it is old as well.
 */
import type { Edit } from '../../text/difference';
import type { Placed, Span } from '../../text/span';
import type { Statement } from '../statement';

/** A statement as it was lowered, with what is needed to find it again after an edit. */
export interface Lowered {
  readonly type: string;
  /** The length of the node, which may be longer than the statement's span. */
  readonly length: number;
  readonly hasError: boolean;
  /** How many levels of statements are inside it. */
  readonly height: number;
  /** It is not read, for it, or its parts, are nested too deeply. */
  readonly deep: boolean;
  readonly statement: Statement;
  /** All statements directly inside, in order. */
  readonly children: readonly Placed<Lowered>[];
  /** ERROR and MISSING nodes that belong to no statement inside. */
  readonly errors: readonly Span[];
}

/** The whole of a batch: like a statement, but it is none. */
export type LoweredBatch = Omit<Lowered, 'statement' | 'height' | 'deep'>;

export interface Reuse {
  readonly old: LoweredBatch;
  readonly edit: Edit;
  /** The edit and the tree's changed ranges in the new text, in order. */
  readonly dirty: readonly Span[];
}

/** An old statement among its siblings. */
export interface Reusable {
  readonly lowered: Lowered;
  readonly siblings: readonly Placed<Lowered>[];
  readonly index: number;
  /** What to add to a sibling's offset to get its place in the new text. */
  readonly base: number;
  /** Nothing but statements stands between the siblings: no error, no change of the tree. */
  readonly clean: boolean;
  /** The tree has changed around it. */
  readonly moved: boolean;
}

/** The old statement that is now at `start` to `end`, if it is one. */
export function findOld(reuse: Reuse, type: string, start: number, end: number): Reusable | undefined {
  const { edit } = reuse;
  if (edit.start <= end && edit.newEnd >= start) return undefined;
  const moved = isTouched(reuse.dirty, start, end);
  const delta = start >= reuse.edit.newEnd ? reuse.edit.newEnd - reuse.edit.oldEnd : 0;
  const place = start - delta;
  let owner = reuse.old;
  let base = 0;
  for (;;) {
    const siblings = owner.children;
    const index = lastAtOrBefore(siblings, place - base);
    const found = siblings[index];
    if (!found) return undefined;
    const offset = base + found.offset;
    if (offset === place && found.node.type === type) {
      if (found.node.length !== end - start) return undefined;
      return {
        lowered: found.node,
        siblings,
        index,
        base: base + delta,
        clean: owner.errors.length === 0 && !moved,
        moved,
      };
    }
    if (offset + found.node.length <= place) return undefined;
    owner = found.node;
    base = offset;
  }
}

/**
 * How many siblings behind the found one are old too and end at or before `limit`. `room`: how many levels of statements
 * may be inside them.
 */
export function runLength(reuse: Reuse, found: Reusable, limit: number, room: number): number {
  const { siblings, index, base, clean } = found;
  if (!clean) return 0;
  const here = base + siblings[index]!.offset;
  const wall = reuse.dirty.find((range) => range.end >= here)?.start ?? Number.POSITIVE_INFINITY;
  let next = index + 1;
  for (; next < siblings.length; next++) {
    const sibling = siblings[next]!;
    const end = base + sibling.offset + sibling.node.length;
    if (end > limit || end >= wall || sibling.node.deep || sibling.node.height > room) break;
  }
  return next - index - 1;
}

/** The ranges in order of their starts, joined where they overlap. */
export function joinRanges(ranges: readonly Span[]): readonly Span[] {
  const joined: Span[] = [];
  for (const range of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last && range.start <= last.end)
      joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    else joined.push(range);
  }
  return joined;
}

/** Touching at an end counts: the next character can change how a token ends. */
function isTouched(dirty: readonly Span[], start: number, end: number): boolean {
  let low = 0;
  let high = dirty.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (dirty[middle]!.end < start) low = middle + 1;
    else high = middle;
  }
  const first = dirty[low];
  return first !== undefined && first.start <= end;
}

function lastAtOrBefore(siblings: readonly Placed<Lowered>[], offset: number): number {
  let low = 0;
  let high = siblings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (siblings[middle]!.offset <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
