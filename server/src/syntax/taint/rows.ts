/** Values that pass through rows: cursors and temporary tables, whose columns are kept like variables. */
import { fold, type Name } from '../../text/name';
import type { Expression } from '../expression';
import type { StatementOf } from '../statement';
import type { Cursor } from '../statements/control';
import type { Change } from '../statements/data';
import { moved } from './assignments';
import { readingOf } from './columns';
import type { Flow, Move, Way } from './model';
import { type Place, storedKey, valueOf } from './value';

/** The columns of a cursor are kept like variables, by their position. */
const columnOf = (cursor: Name, at: number): string => `cursor ${fold(cursor)} ${at}`;

/** DECLARE CURSOR */
export function opened({ name, query }: Cursor, flow: NonNullable<Flow>): Flow {
  const select = query?.node;
  if (name === undefined || select?.kind !== 'select') return flow;
  const place = placeOfQuery(select);
  return flow.concat(select.columns.map(({ value }, at) => [columnOf(name, at), valueOf(value, flow, place)]));
}

/** A query that is no assignment: its only source may be its only access. */
function placeOfQuery(select: StatementOf<'select'>): Place {
  const { uses, query } = select;
  if (query) return { statement: select, uses, reading: readingOf(uses, query) };
  const from = uses.accesses.length === 1 ? uses.accesses[0]?.name : undefined;
  return { statement: select, uses, reading: { ...readingOf(uses), from } };
}

/** SELECT ... INTO #t */
export function storedByQuery(select: StatementOf<'select'>, table: Name, flow: NonNullable<Flow>): Flow {
  const columns = select.columns.map(({ name }) => name);
  return stored(
    flow,
    table,
    columns,
    select.columns.map(({ value }) => value),
    placeOfQuery(select),
  );
}

/** INSERT #t (a, b) VALUES ..., and the same with a query. */
export function storedRows(statement: Change, flow: Flow): Flow {
  const { target, given, rows = [], query, uses } = statement;
  if (!target?.name.startsWith('#') || !given || given === 'all') return flow;
  const place: Place = { statement, uses, reading: readingOf(uses, query) };
  return rows.reduce<Flow>((at, row) => (at ? stored(at, target.name, given, row, place) : at), flow);
}

/** Rows that come to those that are there; what others wrote stays there. */
function stored(
  flow: NonNullable<Flow>,
  table: Name,
  columns: readonly (Name | undefined)[],
  values: readonly Expression[],
  place: Place,
): Flow {
  if (!table.startsWith('#')) return flow;
  return flow.withMutations((changed) => {
    for (const [at, value] of values.entries()) {
      const column = columns[at];
      const { taint } = valueOf(value, flow, place);
      if (column === undefined || !taint || changed.has(storedKey(table, column))) continue;
      const move: Move = { kind: 'stored', table, column };
      changed.set(storedKey(table, column), { tail: '', taint: moved(taint, move, place.statement, value.span) });
    }
  });
}

/** FETCH INTO */
export function fetched(statement: Cursor, flow: NonNullable<Flow>, way: Way): Flow {
  const { name: cursor, into = [], span } = statement;
  return flow.withMutations((changed) =>
    into.forEach((name, at) => {
      const variable = fold(name);
      const value = cursor === undefined ? undefined : flow.get(columnOf(cursor, at));
      if (way.closed.has(variable)) return;
      if (!value?.taint || cursor === undefined) changed.delete(variable);
      else
        changed.set(variable, {
          tail: '',
          taint: moved(value.taint, { kind: 'row', cursor, variable: name }, statement, span),
        });
    }),
  );
}
