/** Places as rows and columns, both counted from 0. */
export interface Point {
  readonly row: number;
  readonly column: number;
}

/** The place of an offset in a text, counted from that of an earlier offset. */
export function pointAt(text: string, offset: number, from: Point, fromOffset: number): Point {
  let { row } = from;
  let lineStart = fromOffset - from.column;
  for (let at = text.indexOf('\n', fromOffset); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    row++;
    lineStart = at + 1;
  }
  return { row, column: offset - lineStart };
}
