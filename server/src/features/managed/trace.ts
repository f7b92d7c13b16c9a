/** Managed code for a terminal: what each line does and as whom, and why. */
import { lineIndex } from '../../text/line-index';
import type { ManagedFile } from '../../workspace/managed/model';
import { doneIn, identityWords, type Stood, stoodIn } from './standings';
import { deedWords, entryWords, standingWords } from './words';

export interface ManagedTrace {
  readonly version: 1;
  readonly file: string;
  readonly statements: readonly ManagedStatement[];
}

export interface ManagedStatement {
  readonly line: number;
  readonly column: number;
  /** Who it is to the operating system, and on which thread, for each way that leads there. */
  readonly standings: readonly { readonly identity: string; readonly thread: string }[];
  /** What it does. */
  readonly does: readonly string[];
  /** The methods through which SQL Server gets there. */
  readonly from: readonly string[];
}

/** The statements that SQL Server may reach, in the order of the text. */
export function managedTrace(known: ManagedFile): ManagedTrace {
  const { at } = lineIndex(known.file.text);
  const done = doneIn(known);
  const stood = stoodIn(known);
  const statements = stood.map((one): ManagedStatement => {
    const own = done.filter(
      ({ span }) => isIn(span.start, one) && !stood.some((other) => isNearer(other, one, span.start)),
    );
    return {
      ...at(one.span.start),
      standings: one.standings.map(({ identity, thread }) => ({ identity: identityWords(known, identity), thread })),
      does: own.flatMap(({ seen }) => deedWords(known, seen)),
      from: [...new Set(one.entries.map(({ entry }) => `${entry.type}.${entry.method.name}`))],
    };
  });
  return { version: 1, file: known.file.file, statements };
}

/** Whether another statement, inside, is the one that a place belongs to. */
function isNearer(other: Stood, than: Stood, offset: number): boolean {
  return other !== than && isIn(offset, other) && other.span.end - other.span.start < than.span.end - than.span.start;
}

function isIn(offset: number, { span }: Stood): boolean {
  return span.start <= offset && offset < span.end;
}

/** The trace as lines. */
export function managedTraceText({ statements }: ManagedTrace): readonly string[] {
  return statements.flatMap(({ line, standings, does }) => [
    `${line}: ${standings.map(({ identity, thread }) => (thread === 'own' ? identity : `${identity}, on ${thread} thread`)).join(' or ')}`,
    ...does.map((one) => `    ${one}`),
  ]);
}

/** What is known of a line; empty: nothing that SQL Server may start stands there. */
export function explainManaged(known: ManagedFile, line: number): readonly string[] {
  const { at } = lineIndex(known.file.text);
  const stood = stoodIn(known).filter(({ span }) => at(span.start).line === line);
  const around = stoodIn(known).filter(({ span }) => at(span.start).line <= line && line <= at(span.end).line);
  const chosen = stood.length > 0 ? stood : around.slice(-1);
  if (chosen.length === 0) return [];
  const done = doneIn(known).filter(({ span }) => at(span.start).line === line);
  const entries = [...new Set(chosen.flatMap((one) => one.entries))];
  const lines = [
    ...chosen.flatMap(({ standings }) => standingWords(known, standings)),
    ...done.flatMap(({ seen }) => deedWords(known, seen)),
    ...entries.map(({ entry }) => `SQL Server gets here by way of ${entry.type}.${entry.method.name}.`),
    ...entryWords(entries),
  ];
  return [`line ${line}:`, ...[...new Set(lines)].map((one) => `  ${one}`)];
}
