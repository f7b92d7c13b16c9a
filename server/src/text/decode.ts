/**
 * Bytes to text, as the server's client tools read a script: by its byte order mark; without one as UTF-16 where every
 * other byte is zero, as UTF-8 where the bytes are valid UTF-8, and in a Windows code page otherwise. The byte order
 * mark is no part of the text.
 */
export type Decoded =
  | { readonly kind: 'text'; readonly text: string; readonly encoding: string }
  | { readonly kind: 'not_text'; readonly because: string };

export interface DecodeOptions {
  /** The code page of files that are neither Unicode nor marked: a label that TextDecoder knows. */
  readonly codePage?: string;
}

/** The text of a file and the encoding it was in, or why it is none. */
export function decodeText(bytes: Uint8Array, options: DecodeOptions = {}): Decoded {
  const marked = markOf(bytes);
  if (marked) return text(bytes.subarray(marked.length), marked.encoding);
  const wide = wideEncoding(bytes);
  if (wide) return text(bytes, wide);
  if (bytes.includes(0)) return { kind: 'not_text', because: 'it holds zero bytes and is not UTF-16' };
  const strict = decodeStrictly(bytes);
  if (strict !== undefined) return checked(strict, 'utf-8');
  return text(bytes, options.codePage ?? 'windows-1252');
}

/** The text of a file; undefined if it is none. */
export function decode(bytes: Uint8Array, options?: DecodeOptions): string | undefined {
  const decoded = decodeText(bytes, options);
  return decoded.kind === 'text' ? decoded.text : undefined;
}

function markOf(bytes: Uint8Array): { length: number; encoding: string } | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { length: 3, encoding: 'utf-8' };
  if (a === 0xff && b === 0xfe && !(c === 0 && d === 0 && bytes.length >= 4))
    return { length: 2, encoding: 'utf-16le' };
  if (a === 0xfe && b === 0xff) return { length: 2, encoding: 'utf-16be' };
  return undefined;
}

/** Scripts are mostly ASCII, so in UTF-16 nearly all high bytes are zero and nearly no low byte is. */
function wideEncoding(bytes: Uint8Array): string | undefined {
  if (bytes.length < 2 || bytes.length % 2 !== 0) return undefined;
  const size = Math.min(bytes.length, 4096);
  let even = 0;
  let odd = 0;
  for (let at = 0; at < size; at += 2) {
    if (bytes[at] === 0) even++;
    if (bytes[at + 1] === 0) odd++;
  }
  const pairs = size / 2;
  if (odd > pairs * 0.7 && even < pairs * 0.05) return 'utf-16le';
  if (even > pairs * 0.7 && odd < pairs * 0.05) return 'utf-16be';
  return undefined;
}

function decodeStrictly(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined; // not UTF-8: the caller tries the next encoding
  }
}

function text(bytes: Uint8Array, encoding: string): Decoded {
  if (encoding.startsWith('utf-16') && bytes.length % 2 !== 0)
    return { kind: 'not_text', because: 'it is marked as UTF-16 and has an odd number of bytes' };
  return checked(new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes), encoding);
}

/**
 * Control characters that no editor writes mean that the file is something else. Those up to the blank are white space to
 * the server, so a script may consist of them; beside many letters that are not ASCII they speak of no text either.
 */
function checked(decoded: string, encoding: string): Decoded {
  const sample = decoded.slice(0, 4096);
  const many = Math.max(8, sample.length / 20);
  const count = (pattern: RegExp): number => sample.match(pattern)?.length ?? 0;
  const blanks = count(/[\x01-\x08\x0e-\x19\x1b-\x1f]/g);
  const controls = count(/[\0\x7f-\x84\x86-\x9f\ufffd]/g);
  if (controls > many || (blanks > many && count(/[^\0-\x7f]/g) > 4 * many))
    return { kind: 'not_text', because: 'it is full of control characters' };
  return { kind: 'text', text: decoded, encoding };
}
