import type { Span } from './span';

/**
 * The one stretch in which two texts differ: `start` to `oldEnd` in the old one became `start` to `newEnd` in the new
 * one.
 */
export interface Edit {
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

/** Where a span of the old text is in the new one. What is put in at one of its ends is not in it. */
export function spanAfter({ start, oldEnd, newEnd }: Edit, span: Span): Span {
  const by = newEnd - oldEnd;
  const from = span.start >= oldEnd ? span.start + by : Math.min(span.start, start);
  const to = span.end > start ? Math.max(span.end, oldEnd) + by : span.end;
  return { start: from, end: Math.max(from, to) };
}

/** The place in the old text that an offset in the new one comes from: the start of the edit where that lies in it. */
export function offsetBefore({ start, oldEnd, newEnd }: Edit, offset: number): number {
  return offset >= newEnd ? offset - newEnd + oldEnd : Math.min(offset, start);
}

/** Whether an edit changes something inside a span of the old text. */
export function changesIn({ start, oldEnd }: Edit, span: Span): boolean {
  return span.start < oldEnd && span.end > start;
}

/** Whether an edit leaves nothing of a span of the old text. */
export function swallows({ start, oldEnd }: Edit, span: Span): boolean {
  return start <= span.start && span.end <= oldEnd;
}

const chunk = 4096;

/**
 * The smallest stretch outside which two texts agree; undefined if they are equal. A surrogate pair is never cut in
 * two.
 */
export function difference(before: string, after: string): Edit | undefined {
  if (before === after) return undefined;
  if (newest?.before !== before || newest.after !== after) newest = { before, after, edit: differing(before, after) };
  return newest.edit;
}

/** At a key several ask about the same two texts. */
let newest: { readonly before: string; readonly after: string; readonly edit: Edit } | undefined;

function differing(before: string, after: string): Edit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start + chunk <= shorter && before.slice(start, start + chunk) === after.slice(start, start + chunk))
    start += chunk;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  if (start > 0 && isHighSurrogate(before.charCodeAt(start - 1))) start--;
  let oldEnd = before.length;
  let newEnd = after.length;
  while (
    oldEnd - chunk >= start &&
    newEnd - chunk >= start &&
    before.slice(oldEnd - chunk, oldEnd) === after.slice(newEnd - chunk, newEnd)
  ) {
    oldEnd -= chunk;
    newEnd -= chunk;
  }
  while (oldEnd > start && newEnd > start && before.charCodeAt(oldEnd - 1) === after.charCodeAt(newEnd - 1)) {
    oldEnd--;
    newEnd--;
  }
  if (oldEnd < before.length && isLowSurrogate(before.charCodeAt(oldEnd))) {
    oldEnd++;
    newEnd++;
  }
  return { start, oldEnd, newEnd };
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}
