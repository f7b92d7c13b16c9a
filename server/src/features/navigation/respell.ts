/** A name that is written in some way, and another name written in the same way: quotes, brackets and strings are kept. */
import { bracket, fold } from '../../text/name';
import { isPlainName } from '../../text/reserved';
import type { PlacedMention } from '../../workspace/symbols/placed';

interface Spelt {
  /** What stands before and behind the name. */
  readonly open: string;
  readonly close: string;
  readonly name: string;
  readonly write: (name: string) => string;
}

const forms: readonly {
  readonly pattern: RegExp;
  readonly close: string;
}[] = [
  { pattern: /^(\[)((?:[^\]]|\]\])*)\]$/, close: ']' },
  { pattern: /^(")((?:[^"]|"")*)"$/, close: '"' },
  { pattern: /^(N?')((?:[^']|'')*)'$/i, close: "'" },
];

/** How a mention spells its name; undefined: not in one piece, as with variables and texts that are put together. */
export function spellingOf({ script, span, depth, style, name }: PlacedMention): Spelt | undefined {
  const written = script.text.slice(span.start, span.end);
  if (style === 'header') return inHeader(written, name);
  const inner = takenOut(written, depth);
  const spelt = inner === undefined ? undefined : inCode(inner);
  if (!spelt || fold(spelt.name) !== fold(name)) return undefined;
  const { open, close, write } = spelt;
  return { name, open: putInto(open, depth), close: putInto(close, depth), write: (one) => putInto(write(one), depth) };
}

function inCode(written: string): Spelt | undefined {
  for (const { pattern, close } of forms) {
    const found = pattern.exec(written);
    if (!found) continue;
    const [, open = '', text = ''] = found;
    const name = text.replaceAll(close + close, close);
    const write = (one: string): string => `${wide(open, one)}${one.replaceAll(close, close + close)}${close}`;
    return { open, close, name, write };
  }
  if (/['"[\]\s]/.test(written)) return undefined;
  return { open: '', close: '', name: written, write: (one) => (isPlainName(one) ? one : bracket(one)) };
}

/** A string that is not Unicode would lose letters. */
function wide(open: string, name: string): string {
  return open === "'" && /[^\u0000-\u007f]/.test(name) ? `N'` : open;
}

function inHeader(written: string, name: string): Spelt {
  const quoted = written.startsWith("'");
  const write = (one: string): string => (quoted || /[\s']/.test(one) ? `'${one.replaceAll("'", "''")}'` : one);
  return { open: quoted ? "'" : '', close: quoted ? "'" : '', name, write };
}

/** Out of so many strings. Undefined: what stands there is not written as in a string. */
function takenOut(text: string, depth: number): string | undefined {
  let inner = text;
  for (let level = 0; level < depth; level++) {
    if (inner.replaceAll("''", '').includes("'")) return undefined;
    inner = inner.replaceAll("''", "'");
  }
  return inner;
}

function putInto(text: string, depth: number): string {
  let outer = text;
  for (let level = 0; level < depth; level++) outer = outer.replaceAll("'", "''");
  return outer;
}
