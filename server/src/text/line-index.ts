/** Lines of a text. A line ends at LF, CR or CRLF. */
export interface LinePosition {
  readonly line: number;
  readonly column: number;
}

export interface LineIndex {
  /** Where each line starts; the first one at 0. */
  readonly starts: readonly number[];
  /** The place of an offset, both numbers counted from 1. */
  at(offset: number): LinePosition;
  /** The place of an offset, both numbers counted from 0, as editors count. */
  zeroBasedAt(offset: number): LinePosition;
  /** The offset of a place that is counted from 1; a place behind the end of its line is moved back to it. */
  offsetAt(line: number, column: number): number;
}

let last: { readonly text: string; readonly index: LineIndex } | undefined;

/** The lines of a text. The newest answer is kept, since callers ask for many places of one text. */
export function lineIndex(text: string): LineIndex {
  if (last?.text !== text) last = { text, index: makeIndex(text) };
  return last.index;
}

function makeIndex(text: string): LineIndex {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\r|\n/g)) starts.push(match.index + match[0].length);
  const zeroBasedAt = (offset: number): LinePosition => {
    const inside = Math.max(0, Math.min(offset, text.length));
    const line = lineOf(starts, inside);
    return { line, column: inside - starts[line]! };
  };
  return {
    starts,
    zeroBasedAt,
    at: (offset) => {
      const { line, column } = zeroBasedAt(offset);
      return { line: line + 1, column: column + 1 };
    },
    offsetAt: (line, column) => {
      const index = Math.max(0, Math.min(line - 1, starts.length - 1));
      const start = starts[index]!;
      const next = starts[index + 1];
      const end = next === undefined ? text.length : next - /(?:\r\n|\r|\n)$/.exec(text.slice(start, next))![0].length;
      return Math.max(start, Math.min(start + column - 1, end));
    },
  };
}

function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
