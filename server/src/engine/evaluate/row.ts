/** The rows of system views as values, and which of them a frame sees. */

import type { Entry, Knowledge } from '../../catalog/model';
import { lacking } from '../../catalog/reason';
import type { Value } from '../session/model';
import type { Sight } from './sight';

/** What the columns of a row hold, by folded name. */
export type Row = ReadonlyMap<string, Value>;
/** `complete`: there are no other rows. */
export interface RowSet {
  readonly rows: readonly Row[];
  readonly complete: boolean;
  /** Whether the frame sees a row; asked of those that a query keeps, for it costs more than its condition. */
  readonly seen?: (row: Row) => Seen;
}
export type Seen = 'shown' | 'hidden' | 'unknown';

export const string = (value: string): Value => ({ kind: 'string', value });
export const bit = (value: boolean | undefined): Value =>
  value === undefined
    ? { kind: 'unknown', because: lacking('declaration', 'the option is not known') }
    : { kind: 'number', value: value ? 1 : 0 };
export const row = (columns: Record<string, Value>): Row => new Map(Object.entries(columns));

export interface Candidate {
  readonly entry: Entry;
  readonly row: Row;
}

/** Rows that the frame sees. One that is there on some paths only, or perhaps not seen, is doubted. */
export function visible(candidates: readonly Candidate[], knowledge: Knowledge, sight: Sight): RowSet {
  return {
    rows: candidates.map(({ entry, row: known }) => (entry.certain && sight === 'all' ? known : doubted(known))),
    complete: knowledge === 'complete',
  };
}

/** Rows of which each has a verdict of its own. */
export function shown(
  candidates: readonly Candidate[],
  knowledge: Knowledge,
  verdictOn: (entry: Entry) => Seen,
): RowSet {
  const rows = candidates.flatMap(({ entry, row: known }) => {
    const verdict = verdictOn(entry);
    if (verdict === 'hidden') return [];
    return entry.certain && verdict === 'shown' ? [known] : [doubted(known)];
  });
  return { rows, complete: knowledge === 'complete' };
}

const doubtColumn = '\u0000doubt';

export function doubted(known: Row): Row {
  return new Map([...known, [doubtColumn, { kind: 'null' }]]);
}

/** Whether the row may be missing. */
export function isDoubted(known: Row): boolean {
  return known.has(doubtColumn);
}
