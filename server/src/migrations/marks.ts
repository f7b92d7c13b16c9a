/** What the text of a script says of the tool that runs it. */
import { inAnyLine } from '../text/changed-lines';

export interface Marks {
  /** Formatted SQL of Liquibase. */
  readonly liquibase: boolean;
  /** Both ways stand in one file. */
  readonly ways: 'dbmate' | 'goose' | undefined;
  /** The first migration of a script that EF Core wrote. */
  readonly migration: string | undefined;
}

export const noMarks: Marks = { liquibase: false, ways: undefined, migration: undefined };

const formattedSql = /^\s*--\s*liquibase\s+formatted\s+sql\b/i;
const wayOn = /--[ \t]*(?:migrate:up|(\+goose)[ \t]+up)\b/iy;
/** The line at which the way back starts. */
export const wayBack = /^--[ \t]*(?:migrate:down|\+goose[ \t]+down)\b/im;
const history = /\bINSERT\s+INTO\s+(?:\[\w+\]\.|\w+\.)?\[?__EFMigrationsHistory\]?[^;]*?\bVALUES\s*\(\s*N?'([^']+)'/i;

const ofHistory = '__EFMigrationsHistory';
const hasMarks = inAnyLine((lines) => lines.includes(ofHistory) || firstLine(lines, '--', wayOn) !== undefined);

/** The newest answer: whoever takes a text in asks twice. */
let newest: { readonly text: string; readonly marks: Marks } | undefined;

export function marksOf(text: string): Marks {
  if (newest?.text !== text) newest = { text, marks: readMarks(text) };
  return newest.marks;
}

function readMarks(text: string): Marks {
  const liquibase = formattedSql.test(text);
  if (!hasMarks(text)) return liquibase ? { ...noMarks, liquibase } : noMarks;
  const [on, goose] = firstLine(text, '--', wayOn) ?? [];
  const both = goose === undefined ? 'dbmate' : 'goose';
  const migration = text.includes(ofHistory) ? history.exec(text)?.[1] : undefined;
  return { liquibase, ways: on === undefined ? undefined : both, migration };
}

/** The first line with this start that matches. An expression that looks for it itself takes longer, at every keystroke. */
function firstLine(text: string, start: string, matching: RegExp): RegExpExecArray | undefined {
  let at = 0;
  do {
    matching.lastIndex = at;
    const found = matching.exec(text);
    if (found) return found;
    at = text.indexOf(`\n${start}`, at) + 1;
  } while (at > 0);
  return undefined;
}

export function isSameMarks(a: Marks, b: Marks): boolean {
  return a.liquibase === b.liquibase && a.ways === b.ways && a.migration === b.migration;
}
