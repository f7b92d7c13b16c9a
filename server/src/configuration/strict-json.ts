/** JSON that anybody may have written: how deep it may be, and that no name is given twice. */
import { createScanner } from 'jsonc-parser';

/** Kinds of tokens, by the numbers of the library. */
const token = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  colon: 6,
  string: 10,
  end: 17,
} as const;

/** Why a text is not taken apart: it is looked through without a call for each level. Undefined: it may be. */
export function oddityIn(text: string, { deepest }: { readonly deepest: number }): string | undefined {
  const scanner = createScanner(text, true);
  const open: (Set<string> | undefined)[] = [];
  let last = '';
  for (let found: number = scanner.scan(); found !== token.end; found = scanner.scan()) {
    switch (found) {
      case token.openBrace:
      case token.openBracket:
        open.push(found === token.openBrace ? new Set() : undefined);
        if (open.length > deepest) return `it is deeper than ${deepest} levels`;
        break;
      case token.closeBrace:
      case token.closeBracket:
        open.pop();
        break;
      case token.string:
        last = scanner.getTokenValue();
        break;
      case token.colon:
        if (open.at(-1)?.has(last)) return `'${last.slice(0, 40)}' is given twice in it`;
        open.at(-1)?.add(last);
        break;
    }
  }
  return undefined;
}
