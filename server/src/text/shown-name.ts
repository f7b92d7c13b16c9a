/**
 * A name in a list or a sentence: in one line, cut where it is too long, and with marks that turn the order of letters, or
 * show nothing, written as what they are. Plain text: who puts it into Markdown passes it on.
 */
export function shownName(name: string, longest = 120): string {
  const line = name
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, (mark) => `<U+${mark.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}>`);
  const letters = [...line];
  return letters.length > longest ? `${letters.slice(0, longest - 1).join('')}…` : line;
}
