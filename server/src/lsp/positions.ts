/**
 * Positions of the protocol and offsets of ours. Inside, everything counts UTF-16 code units; outside, the unit is what
 * was negotiated with the client. Only the line that a position is on has to be looked at.
 */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Span } from '../text/span';
import type { Position, Range } from './protocol';

export type Encoding = 'utf-8' | 'utf-16' | 'utf-32';

/** The encoding to use with a client: what it prefers among those that we know, UTF-16 where it says nothing. */
export function chooseEncoding(offered: readonly string[] | undefined): Encoding {
  const known: readonly Encoding[] = ['utf-16', 'utf-8', 'utf-32'];
  return offered?.flatMap((name) => known.filter((one) => one === name))[0] ?? 'utf-16';
}

/** The UTF-16 offset of a position. A position behind the end of its line or of the text is moved back to it. */
export function toOffset(document: TextDocument, position: Position, encoding: Encoding): number {
  return document.offsetAt(toUtf16(document, position, encoding));
}

/** The same position counted in UTF-16 code units. */
export function toUtf16(document: TextDocument, position: Position, encoding: Encoding): Position {
  const { line, character } = clean(position);
  if (encoding === 'utf-16' || character === 0) return { line, character };
  let left = character;
  let units = 0;
  for (const point of lineText(document, line)) {
    left -= size(point, encoding);
    if (left < 0) break;
    units += point.length;
  }
  return { line, character: units };
}

/** The position of an offset in the client's unit. */
export function toPosition(document: TextDocument, offset: number, encoding: Encoding): Position {
  const position = document.positionAt(offset);
  if (encoding === 'utf-16' || position.character === 0) return position;
  let units = 0;
  for (const point of lineText(document, position.line).slice(0, position.character)) units += size(point, encoding);
  return { line: position.line, character: units };
}

export function toRange(document: TextDocument, span: Span, encoding: Encoding): Range {
  return { start: toPosition(document, span.start, encoding), end: toPosition(document, span.end, encoding) };
}

function clean({ line, character }: Position): Position {
  return { line: Math.max(0, Math.trunc(line) || 0), character: Math.max(0, Math.trunc(character) || 0) };
}

function lineText(document: TextDocument, line: number): string {
  return document.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } });
}

function size(point: string, encoding: 'utf-8' | 'utf-32'): number {
  if (encoding === 'utf-32') return 1;
  const code = point.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}
