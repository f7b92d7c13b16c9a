/**
 * Whether a script is written for another database product. Files of all of them are called `.sql`; on those we stay
 * silent. Only words that are an error in T-SQL count, outside comments and strings, near the top of the file.
 */

import { owned } from '../syntax/lower/syntax';
import { ofScripts } from '../syntax/of-scripts';
import type { Script } from '../syntax/statement';

const looked = 40_000;

interface Sign {
  readonly dialect: string;
  readonly pattern: RegExp;
}

const signs: readonly Sign[] = [
  { dialect: 'PostgreSQL', pattern: /\bcreate\s+extension\b/i },
  { dialect: 'PostgreSQL', pattern: /\blanguage\s+(plpgsql|'plpgsql'|sql\s*;|plpython)/i },
  { dialect: 'PostgreSQL', pattern: /\bas\s+\$(\w*)\$/i },
  { dialect: 'PostgreSQL', pattern: /^\s*do\s+\$(\w*)\$/im },
  { dialect: 'PostgreSQL', pattern: /^\\(connect|c|set|i|ir|copy|echo|pset)\b/m },
  {
    dialect: 'PostgreSQL',
    pattern: /^\s*(copy\s+\S+.*\bfrom\s+stdin\b|set\s+(statement_timeout|client_encoding|search_path)\b)/im,
  },
  { dialect: 'MySQL', pattern: /^\s*delimiter\s+\S+\s*$/im },
  { dialect: 'MySQL', pattern: /`\w[^`\n]*`/ },
  { dialect: 'MySQL', pattern: /\bengine\s*=\s*(innodb|myisam)\b/i },
  { dialect: 'Oracle', pattern: /\bcreate\s+or\s+replace\s+(package|procedure|function|trigger|view|type)\b/i },
  { dialect: 'Oracle', pattern: /^\s*(whenever\s+sqlerror|set\s+serveroutput|prompt\s)/im },
  { dialect: 'SQLite', pattern: /^\s*pragma\s+\w+\s*(=|\(|;)/im },
];

/** A word that only T-SQL has settles the matter the other way. */
const ours =
  /^\s*go\s*(\d+)?\s*$|\bexec(ute)?\s+as\s+(user|login|caller)\b|^\s*use\s+\[|\bset\s+(nocount|ansi_nulls|quoted_identifier)\s+o(n|ff)\b|\bcreate\s+login\b|^\s*revert\s*;/im;

/** The product that a script seems to be written for, if it is another one. */
export function otherDialect(text: string): string | undefined {
  const head = text.slice(0, looked);
  if (head === newest?.head) return newest.dialect; // most edits are further down
  newest = { head: owned(head), dialect: dialectIn(head) };
  return newest.dialect;
}

let newest: { readonly head: string; readonly dialect: string | undefined } | undefined;

function dialectIn(head: string): string | undefined {
  const code = withoutComments(head);
  const found = signs.find(({ pattern }) => pattern.test(code));
  return found && !ours.test(code) ? found.dialect : undefined;
}

function withoutComments(text: string): string {
  return text.replace(/--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:[^']|'')*(?:'|$)/g, ' ');
}

/** The same of a script, remembered. */
export const dialectOf = ofScripts((script: Script): string | undefined => otherDialect(script.text));
