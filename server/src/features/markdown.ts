/**
 * Text from scripts as Markdown in which nothing of it counts: no link, no picture, no HTML, no sign that turns the
 * direction of what is read. What is too long to be read is cut.
 */
import { withoutSidNumbers } from '../text/name';

/** A name can't be longer on the server; a script may say anything. */
const longestName = 128;
const longestText = 1200;

/** A sentence in which nothing counts as Markdown. */
export function plainly(text: string): string {
  return visible(withoutSidNumbers(cut(text, longestText)))
    .replace(/[\\`*_{}[\]<>|#~&]/g, '\\$&')
    .replace(/(?<=\S)@(?=\S)|:(?=\/\/)|(?<=\bwww)\./gi, '\\$&'); // what would be taken for an address
}

/** A name set as code. The fence is longer than any row of such signs inside. */
export function code(text: string): string {
  const shown = visible(withoutSidNumbers(cut(text, longestName))).replaceAll('|', '\\|');
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([row]) => row.length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** A name in bold. */
export function bold(text: string): string {
  return `**${plainly(cut(text, longestName))}**`;
}

/** A text that the editor shows as it is, but for `$(name)`, which it would show as a picture. */
export function inLabel(text: string): string {
  return visible(cut(text, 2 * longestName)).replace(/\$\(/g, '\\$(');
}

/** A link; `to` is an address that we made. */
export function link(text: string, to: string): string {
  return `[${plainly(text)}](${to.replace(/[()<>\s]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, '0')}`)})`;
}

/** Some of a list in words: `a, b and 4 more`. */
export function listed(names: readonly string[], most = 6): string {
  if (names.length <= most) return names.join(', ');
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}

function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

/** Signs that nobody sees, or that turn the direction of what follows, by their number. */
function visible(text: string): string {
  return text
    .replace(/[\t\r\n]+/g, ' ')
    .replace(
      /[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu,
      (sign) => `(U+${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')})`,
    );
}
