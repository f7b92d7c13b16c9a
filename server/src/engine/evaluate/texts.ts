/**
 * How texts are compared: whether capitals count. A collation that is written wins over that of a column, which wins over
 * that of the database in which the statement runs: literals, variables and what functions give have that one.
 */
import { capitalsInNames, isCaseSensitive, type Place } from '../../catalog/collation';
import type { Expression } from '../../syntax/expression';
import { fold, withoutTrailingBlanks } from '../../text/name';
import type { Value, World } from '../session/model';
import type { Row } from './row';

/** Whether capitals count; undefined: not known. */
export type Capitals = boolean | undefined;

/** What is compared, and the collation that stands beside it. */
export interface Compared {
  readonly sides: readonly Expression[];
  readonly collation?: string | undefined;
}

/** Whether capitals count where two texts are compared. */
export function capitalsIn(world: World, { sides, collation }: Compared, row: Row | undefined): Capitals {
  const place = world.catalog.databases.get(world.database);
  const own = place?.caseSensitive === 'perhaps' ? undefined : place?.caseSensitive === true;
  if (/^DATABASE_DEFAULT$/i.test(collation ?? '')) return own;
  if (/^CATALOG_DEFAULT$/i.test(collation ?? '')) return capitalsInNames(place ?? {});
  if (collation !== undefined) return isCaseSensitive(collation);
  const columns = row ? sides.flatMap(columnsIn) : [];
  if (columns.length > 0) return capitalsOfColumns(columns, row!);
  return own;
}

/** Columns that show names have the collation of names; that of others is known only where nothing depends on it. */
function capitalsOfColumns(columns: readonly string[], row: Row): Capitals {
  const names = row.get(namesColumn);
  if (!names) return false;
  return names.kind === 'boolean' && columns.every((one) => /(^|_)name$/.test(one) && one !== 'permission_name')
    ? names.value
    : undefined;
}

const namesColumn = '\u0000names';

/** The row, with how names are compared in the view that it is of. What is compared everywhere without capitals is left alone. */
export function withCollation(world: World, known: Row, view: 'of the database' | 'of the server'): Row {
  const { server, databases } = world.catalog;
  const database: Place = databases.get(world.database) ?? {};
  if (!server.caseSensitive && !database.caseSensitive) return known;
  const own = capitalsInNames(database);
  const count = view === 'of the database' || own === capitalsInNames(server) ? own : undefined;
  return new Map([...known, [namesColumn, count === undefined ? { kind: 'null' } : { kind: 'boolean', value: count }]]);
}

function columnsIn(expression: Expression): readonly string[] {
  switch (expression.kind) {
    case 'column':
      return [fold(expression.parts.at(-1) ?? '')];
    case 'call':
      return expression.args.flatMap(columnsIn);
    case 'operation':
      return [expression.left, expression.right].flatMap(columnsIn);
    case 'cast':
    case 'unary':
      return columnsIn(expression.operand);
    default:
      return [];
  }
}

/**
 * The order of two texts: below, above or equal to zero. Where capitals count, it is told only whether they are equal;
 * undefined: not known.
 */
export function orderOfTexts(
  operator: string,
  a: Value & { readonly kind: 'string' },
  b: Value & { readonly kind: 'string' },
  capitals: () => Capitals,
): number | undefined {
  const [left, right] = [fold(a.value), fold(b.value)];
  if (withoutTrailingBlanks(a.value) === withoutTrailingBlanks(b.value)) return 0;
  const order = left < right ? -1 : Number(left > right);
  const asksForEquality = /^(=|<>|!=)$/.test(operator);
  if (order !== 0 && asksForEquality) return order;
  const count = capitals();
  if (count === false) return order;
  return count && asksForEquality ? 1 : undefined;
}
