/** Texts of which only pieces are known: a name that nobody uses stands for each of the others (UNK-3). */
import { lacking } from '../../catalog/reason';
import type { Value } from '../session/model';

/** Stands for what is not known; a name, so that what is around it can be read. */
const gap = 'tsqlctx_not_known';

/** Longer texts are let go. */
const longest = 65_536;

/** The values one behind the other, one of which is not known; undefined: no piece is a text. */
export function inPieces(values: readonly Value[]): Value | undefined {
  if (!values.some((value) => value.kind === 'string' || hasPieces(value))) return undefined;
  return ofPieces(values.map(pieceOf).join(''));
}

/** A text with SQLCMD variables, which can be read as it is written. */
export function ofTemplate(text: string): Value {
  const because = lacking('value', 'the value of a variable in the text is not known');
  return text.length > longest ? { kind: 'unknown', because } : { kind: 'unknown', because, known: { pieces: text } };
}

/** QUOTENAME of what is not known: in brackets, or in the quotes that are asked for. */
export function quotedGap(quote: Value | undefined): Value {
  if (quote?.kind !== 'string' || /^[[\]]/.test(quote.value)) return ofPieces(`[${gap}]`);
  return ofPieces(`${quote.value.charAt(0)}${gap}${quote.value.charAt(0)}`);
}

function ofPieces(pieces: string): Value {
  const because = lacking('value', 'the string is not known');
  return pieces.length > longest ? { kind: 'unknown', because } : { kind: 'unknown', because, known: { pieces } };
}

function hasPieces(value: Value): boolean {
  return value.kind === 'unknown' && value.known?.pieces !== undefined;
}

function pieceOf(value: Value): string {
  switch (value.kind) {
    case 'string':
    case 'number':
      return String(value.value);
    case 'null':
      return '';
    case 'unknown':
      return value.known?.pieces ?? gap;
    default:
      return gap;
  }
}

/** A text for people: what is not known is three dots. */
export function withoutGaps(text: string): string {
  return text.replaceAll(gap, '...');
}
