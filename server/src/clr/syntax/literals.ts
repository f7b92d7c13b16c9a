/** What string literals of C# hold, and where each unit of it stands in the source. */

export interface Literal {
  readonly value: string;
  /** For each unit of the value where it stands in the literal, and where the value ends. */
  readonly places: readonly number[];
}

/** A literal as it is written: regular, verbatim or raw. */
export function literalOf(written: string): Literal {
  const raw = /^"{3,}/.exec(written)?.[0];
  if (raw !== undefined) return plain(written, raw.length, written.length - raw.length);
  if (written.startsWith('@')) return verbatim(written);
  return regular(written);
}

function plain(written: string, from: number, to: number): Literal {
  const places = Array.from({ length: Math.max(0, to - from) + 1 }, (_, index) => from + index);
  return { value: written.slice(from, to), places };
}

function verbatim(written: string): Literal {
  const places: number[] = [];
  let value = '';
  let at = 2;
  for (; at < written.length - 1; at++) {
    places.push(at);
    value += written[at];
    if (written[at] === '"') at++;
  }
  return { value, places: [...places, written.length - 1] };
}

function regular(written: string): Literal {
  const places: number[] = [];
  let value = '';
  const last = written.length - (written.endsWith('"') ? 1 : 0);
  for (let at = 1; at < last; ) {
    const [length, unit] = unitAt(written, at);
    for (const one of unit.split('')) {
      places.push(at);
      value += one;
    }
    at += length;
  }
  return { value, places: [...places, last] };
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '0': '\0',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  e: '\x1b',
};

/** How many units of the source one unit of the value takes. */
function unitAt(written: string, at: number): readonly [length: number, unit: string] {
  if (written[at] !== '\\') return [1, written[at] ?? ''];
  const code = /^\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{1,4}))/.exec(written.slice(at, at + 10));
  if (!code) return [2, escapes[written[at + 1] ?? ''] ?? written[at + 1] ?? ''];
  const value = Number.parseInt(code[1] ?? code[2] ?? code[3] ?? '0', 16);
  return [code[0].length, value > 0x10ffff ? '' : String.fromCodePoint(value)];
}
