/**
 * Queries of catalog views in conditions: `IF EXISTS (SELECT * FROM sys.database_principals WHERE name = N'x')`,
 * `SELECT COUNT(*) FROM sys.login_token`. Answered from the catalog and the tokens where these are complete and the
 * rows are visible.
 */

import { lacking } from '../../catalog/reason';
import type { Expression, Query } from '../../syntax/expression';
import type { Context, Value, World } from '../session/model';
import { isDoubted, type Row, type RowSet } from './row';
import { isOfServer, rowsOf } from './rows';
import { withCollation } from './texts';

type Evaluate = (context: Context, world: World, expression: Expression, row?: Row) => Value;

/** Whether the query has rows; undefined: not known. */
export function queryHasRows(context: Context, world: World, query: Query, evaluate: Evaluate): boolean | undefined {
  const kept = keptRows(context, world, query, evaluate);
  if (!kept) return undefined;
  if (isCount(query) || kept.sure.length > 0) return true;
  return kept.complete && !kept.maybe ? false : undefined;
}

/** The value of a query with one column: of its only row, or the number of its rows. */
export function queryValue(context: Context, world: World, query: Query, evaluate: Evaluate): Value {
  const values = isCount(query) ? undefined : queryValues(context, world, query, evaluate);
  if (values?.length === 0) return { kind: 'null' };
  if (values) return values.length === 1 ? values[0]! : notKnown;
  const kept = isCount(query) ? keptRows(context, world, query, evaluate) : undefined;
  return kept?.complete && !kept.maybe ? { kind: 'number', value: kept.sure.length } : notKnown;
}

/** The values of the first column; undefined: not known. */
export function queryValues(
  context: Context,
  world: World,
  query: Query,
  evaluate: Evaluate,
): readonly Value[] | undefined {
  const kept = keptRows(context, world, query, evaluate);
  const [column] = query.columns;
  if (!kept?.complete || kept.maybe || !column || query.columns.length > 1) return undefined;
  return kept.sure.map((row) => evaluate(context, world, column, row));
}

/** The only row of a query; undefined: it has none; 'unknown': it has others, or what it has is not known. */
export function onlyRow(context: Context, world: World, query: Query, evaluate: Evaluate): Row | undefined | 'unknown' {
  const kept = keptRows(context, world, query, evaluate);
  if (!kept?.complete || kept.maybe || kept.sure.length > 1) return 'unknown';
  return kept.sure[0];
}

const notKnown: Value = { kind: 'unknown', because: lacking('value', 'what the query gives is not known') };

function isCount(query: Query): boolean {
  const [column] = query.columns;
  return query.columns.length === 1 && column?.kind === 'call' && /^COUNT(_BIG)?$/i.test(column.name.name);
}

interface Kept {
  readonly sure: readonly Row[];
  /** Whether there may be others. */
  readonly maybe: boolean;
  readonly complete: boolean;
}

function keptRows(context: Context, world: World, query: Query, evaluate: Evaluate): Kept | undefined {
  if (!query.simple) return undefined;
  const args = query.arguments?.map((one) => evaluate(context, world, one));
  const source: RowSet | undefined = query.from
    ? rowsOf(world, query.from, args)
    : { rows: [new Map()], complete: true };
  if (!source) return undefined;
  const view = query.from && isOfServer(query.from) ? 'of the server' : 'of the database';
  const sure: Row[] = [];
  let maybe = false;
  for (const row of source.rows) {
    const holds: Value = query.where
      ? evaluate(context, world, query.where, withCollation(world, row, view))
      : { kind: 'boolean', value: true };
    const passes = holds.kind === 'boolean' && holds.value;
    if (!passes && (maybe || holds.kind !== 'unknown')) continue;
    const seen = isDoubted(row) ? 'unknown' : (source.seen?.(row) ?? 'shown');
    if (seen === 'hidden') continue;
    if (passes && seen === 'shown') sure.push(row);
    else maybe = true;
  }
  return { sure, maybe, complete: source.complete };
}
