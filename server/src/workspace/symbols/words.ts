/**
 * Which words may stand in a text, in few bytes: so it is known of most scripts that they do not name something, without
 * reading them again. A word that stands in it is never missed; some that do not are taken to be there.
 */
import type { Script } from '../../syntax/statement';
import { memo } from '../../text/memo';

/** A bit for each of some numbers that are made of words. */
export type Words = Uint8Array;

/** The words of a script. */
export const wordsOf = memo((script: Script): Words => wordsIn(script.text));

/** One byte for so many letters, at least so many bytes. */
const lettersPerByte = 24;
const fewest = 64;

export function wordsIn(text: string): Words {
  let size = fewest;
  while (size * lettersPerByte < text.length) size *= 2;
  const words = new Uint8Array(size);
  const mask = size * 8 - 1;
  for (const number of numbersIn(text)) {
    const bit = number & mask;
    words[bit >> 3]! |= 1 << (bit & 7);
  }
  return words;
}

/** Whether all words of a name may be there. A name without any may be anywhere. */
export function mayHold(words: Words, name: string): boolean {
  const mask = words.length * 8 - 1;
  for (const number of numbersIn(name)) {
    const bit = number & mask;
    if ((words[bit >> 3]! & (1 << (bit & 7))) === 0) return false;
  }
  return true;
}

/** A number for each word of a text: case does not count. */
function* numbersIn(text: string): Generator<number> {
  let number = 0;
  for (let index = 0; index <= text.length; index++) {
    const code = index < text.length ? letterAt(text, index) : 0;
    if (code !== 0) number = (Math.imul(number, 31) + code) | 0;
    else if (number !== 0) {
      yield (number ^ (number >>> 15)) >>> 0;
      number = 0;
    }
  }
}

/** The letter in lower case; 0 where none stands. */
function letterAt(text: string, index: number): number {
  const code = text.charCodeAt(index);
  if (code >= 97 && code <= 122) return code;
  if (code >= 65 && code <= 90) return code + 32;
  if ((code >= 48 && code <= 57) || code === 95) return code;
  if (code < 128) return 0;
  return text[index]!.toLowerCase().charCodeAt(0);
}

/** As a text, to be kept. */
export function writtenWords(words: Words): string {
  return [...words].map((byte) => hex[byte]!).join('');
}

export function readWords(text: string): Words {
  const words = new Uint8Array(text.length / 2);
  for (let index = 0; index < words.length; index++)
    words[index] = Number.parseInt(text.slice(index * 2, index * 2 + 2), 16);
  return words;
}

const hex: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
