/** Columns as a source: those of tables and views that keep what others wrote. */
import { fold, sameName } from '../../text/name';
import type { Expression, ObjectName, Query } from '../expression';
import type { Access, Uses } from '../uses';
import { isFilledByServer } from './harmless';
import type { Move } from './model';

/** Where a query reads: what it touches, and its only source, where it has one. */
export interface Reading {
  readonly uses: Uses;
  readonly from: ObjectName | undefined;
  /** The names under which a trigger reads the rows of the change. */
  readonly changed: NonNullable<Query['changed']>;
  /** What that source is given, where it is a function: STRING_SPLIT(@list, ','). */
  readonly given: readonly Expression[];
}

export function readingOf(uses: Uses, query?: Query): Reading {
  return { uses, from: query?.from, changed: query?.changed ?? [], given: query?.arguments ?? [] };
}

/** Where a column comes from, as far as that says what is in it. */
export type Origin =
  | { readonly kind: 'others'; readonly move: Move }
  /** A temporary table: it holds what the routine put there. */
  | { readonly kind: 'stored'; readonly table: string; readonly column: string };

/**
 * Whether others write to a column, or the routine itself. Of a column of a derived table or a table variable nothing is
 * known.
 */
export function originOf(
  { parts }: Extract<Expression, { kind: 'column' }>,
  { uses, from, changed }: Reading,
): Origin | undefined {
  const name = parts.at(-1);
  if (name === undefined) return undefined;
  const qualifier = parts.at(-2);
  const rows =
    qualifier === undefined
      ? changed.find(({ table }) => from !== undefined && sameName(table, from.name))
      : changed.find(({ as }) => sameName(as, qualifier));
  if (rows) return { kind: 'others', move: { kind: 'column', name, table: rows.table } };
  const tables = uses.accesses.filter(({ right }) => right === 'SELECT' || right === 'UPDATE');
  const owner =
    tables.find((access) => lists(access, 'sure', name)) ??
    (tables.some(isTemporary) ? undefined : tables.find((access) => lists(access, 'maybe', name)));
  if (!owner) return undefined;
  if (isTemporary(owner)) return { kind: 'stored', table: owner.name.name, column: name };
  if (isFilledByServer(owner.name.schema, name)) return undefined;
  return { kind: 'others', move: { kind: 'column', name, table: owner.name.text } };
}

function lists({ columns }: Access, certainty: 'sure' | 'maybe', name: string): boolean {
  return columns.kind === 'some' && columns[certainty].some((one) => sameName(one, name));
}

function isTemporary({ name }: Access): boolean {
  return fold(name.name).startsWith('#');
}

/** Whether a column holds text for certain, as names do: of others that are converted nobody knows. */
export function isTextColumn(name: string): boolean {
  return /name$/i.test(name);
}
