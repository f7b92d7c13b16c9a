import { difference } from './difference';

/**
 * Whether any line of a text has something, for texts of which each is mostly the one before, as while somebody types: only lines
 * that have changed are looked at then. `has`: whether one of some whole lines has it.
 */
export function inAnyLine(has: (lines: string) => boolean): (text: string) => boolean {
  let newest: { readonly text: string; readonly found: boolean } | undefined;
  return (text) => {
    if (newest?.text !== text)
      newest = { text, found: has(newest?.found === false ? changed(newest.text, text) : text) };
    return newest.found;
  };
}

/** The lines of the new text that the old one does not have. */
function changed(before: string, after: string): string {
  const { start, newEnd } = difference(before, after) ?? { start: 0, newEnd: 0 };
  const end = after.indexOf('\n', newEnd);
  return after.slice(start === 0 ? 0 : after.lastIndexOf('\n', start - 1) + 1, end < 0 ? after.length : end);
}
