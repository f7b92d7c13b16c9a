/** The comments, strings and delimited names of a text. */
import type { Span } from '../text/span';

export interface Region extends Span {
  readonly kind: 'line comment' | 'block comment' | 'string' | 'name';
}

const start = /--|\/\*|'|"|\[/g;

/** In the order of the text. A batch separator inside a comment or string of it ends nothing here. */
export function* regionsIn(text: string): Generator<Region> {
  const pattern = new RegExp(start);
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    const region = regionAt(text, found.index, found[0]);
    yield region;
    pattern.lastIndex = region.end;
  }
}

function regionAt(text: string, at: number, opening: string): Region {
  switch (opening) {
    case '--':
      return { kind: 'line comment', start: at, end: lineEnd(text, at) };
    case '/*':
      return { kind: 'block comment', start: at, end: commentEnd(text, at) };
    case '[':
      return { kind: 'name', start: at, end: closing(text, at, ']') };
    default:
      return { kind: opening === "'" ? 'string' : 'name', start: at, end: closing(text, at, opening) };
  }
}

/** Behind the delimiter; a doubled one is part of what it delimits. */
function closing(text: string, start: number, delimiter: string): number {
  let at = text.indexOf(delimiter, start + 1);
  while (at >= 0 && text[at + 1] === delimiter) at = text.indexOf(delimiter, at + 2);
  return at < 0 ? text.length : at + 1;
}

function lineEnd(text: string, at: number): number {
  const found = /[\r\n]/g;
  found.lastIndex = at;
  return found.exec(text)?.index ?? text.length;
}

/** Block comments nest. */
function commentEnd(text: string, start: number): number {
  const marks = /\/\*|\*\//g;
  marks.lastIndex = start + 2;
  let depth = 1;
  for (let found = marks.exec(text); found; found = marks.exec(text)) {
    depth += found[0] === '/*' ? 1 : -1;
    if (depth === 0) return marks.lastIndex;
  }
  return text.length;
}
