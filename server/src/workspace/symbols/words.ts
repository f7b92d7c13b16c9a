/**
 * Which words may stand in a text, in few bytes: so it is known of most scripts that they do not name something, without
 * reading them again. A word that stands in it is never missed; some that do not are taken to be there.
 */
import { ofScripts } from '../../syntax/of-scripts';
import type { Script } from '../../syntax/statement';

/** A bit for each of some numbers that are made of words. */
export type Words = Uint8Array;

/** The words of a script. */
export const wordsOf = ofScripts((script: Script): Words => {
  const kept = keptWords(script);
  return kept === undefined ? wordsIn(script.text) : readWords(kept);
});

/** Of a script that is not held: its words as they are kept, where they are. */
export const keptWords = ofScripts((_: Script): string | undefined => undefined);

/** One byte for so many letters, at least so many bytes. */
const lettersPerByte = 8;
const fewest = 64;

export function wordsIn(text: string): Words {
  let size = fewest;
  while (size * lettersPerByte < text.length) size *= 2;
  const words = new Uint8Array(size);
  for (const number of numbersIn(text)) {
    for (const bit of [number, number >>> 11]) {
      const place = bit & (size * 8 - 1);
      words[place >> 3]! |= 1 << (place & 7);
    }
  }
  return words;
}

/** Whether all words of a name may be there. A name without any may be anywhere. */
export function mayHold(words: Words, name: string): boolean {
  const isSet = (bit: number): boolean => {
    const place = bit & (words.length * 8 - 1);
    return (words[place >> 3]! & (1 << (place & 7))) !== 0;
  };
  for (const number of numbersIn(name)) if (!isSet(number) || !isSet(number >>> 11)) return false;
  return true;
}

/** A number for each word of a text: case does not count. */
function* numbersIn(written: string): Generator<number> {
  const text = written.toLowerCase();
  let number = 0;
  for (let index = 0; index <= text.length; index++) {
    const code = index < text.length ? letterAt(text, index) : 0;
    if (code !== 0) number = (Math.imul(number, 31) + code) | 0;
    else if (number !== 0) {
      yield mixed(number);
      number = 0;
    }
  }
}

/** With all of its bits in the lowest ones. */
function mixed(number: number): number {
  const once = Math.imul(number ^ (number >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return (twice ^ (twice >>> 16)) >>> 0;
}

/** A letter of a text in lower case; 0 where none stands. Halves of letters and marks above them end a word. */
function letterAt(text: string, index: number): number {
  const code = text.charCodeAt(index);
  if ((code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code === 95) return code;
  if (code < 128 || (code >= 0xd800 && code <= 0xdfff) || (code >= 0x300 && code <= 0x36f)) return 0;
  return code === finalSigma ? sigma : code;
}

/** One letter, in two forms. */
const sigma = 0x3c3;
const finalSigma = 0x3c2;

/** As a text, to be kept. */
export function writtenWords(words: Words): string {
  return [...words].map((byte) => hex[byte]!).join('');
}

export function readWords(text: string): Words {
  const words = new Uint8Array(text.length / 2);
  for (let index = 0; index < words.length; index++)
    words[index] = (digitAt(text, index * 2) << 4) | digitAt(text, index * 2 + 1);
  return words;
}

/** The value of a hexadecimal digit, as `writtenWords` writes it. */
function digitAt(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return code <= 57 ? code - 48 : code - 87;
}

const hex: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
