/** Queries and changes of data. */

import type { Name } from '../../text/name';
import type { BulkInsert, Change, Select, Truncate } from '../statements/data';
import type { Base } from './base';
import { changedIn, expression, queryOf } from './expressions';
import { isName, nameOf, objectName, objectNameOr, upper } from './names';
import { insideParens, optionsOf } from './runs';
import { bodyOf, child, children, field, fields, type Syntax, textOf } from './syntax';
import { columnNames } from './tables';
import { changeUses, queryUses } from './uses/index';

export function select(node: Syntax, base: Base): Select {
  const specification = firstSpecification(node);
  const columns = specification ? fields(specification, 'column') : [];
  const into = specification && field(specification, 'into');
  const assignments = columns.filter(({ type }) => type === 'select_assignment').map(assignment);
  return {
    ...base,
    kind: 'select',
    uses: queryUses(node),
    ...(into && isName(into) ? { into: objectName(into) } : {}),
    assignments,
    ...(assignments.length > 0 || (specification && changedIn(specification).length > 0)
      ? { query: queryOf(node, 0) }
      : {}),
    columns: columns.filter(({ type }) => type === 'select_column').map(column),
    hasSource: specification !== undefined && child(specification, 'from') !== undefined,
  };
}

/** The SELECT that names the columns: the first one of a union. */
export function firstSpecification(node: Syntax): Syntax | undefined {
  let at: Syntax | undefined = node;
  while (at && at.type !== 'query_specification') {
    at = at.children.find(
      ({ type }) => type === 'query_specification' || type === 'set_operation' || type === 'parenthesized_query',
    );
  }
  return at;
}

function assignment(node: Syntax): Select['assignments'][number] {
  const variable = field(node, 'variable');
  const operator = field(node, 'operator');
  return {
    variable: variable ? textOf(variable) : '',
    operator: operator ? textOf(operator) : '=',
    value: expression(field(node, 'value')),
  };
}

function column(node: Syntax): Select['columns'][number] {
  const alias = field(node, 'alias');
  const value = expression(field(node, 'value'));
  const ownName = value.kind === 'column' ? value.parts.at(-1) : undefined;
  const name = alias ? nameOf(alias) : ownName;
  return { ...(name === undefined ? {} : { name }), value };
}

export function change(node: Syntax, base: Base): Change {
  const kind = node.type as Change['kind'];
  const { target, uses } = changeUses(node, kind);
  const call = bodyOf(field(node, 'call'))[0];
  const variables = kind === 'delete' ? [] : [...variablesIn(node, new Set())];
  return {
    ...base,
    kind,
    ...(target ? { target } : {}),
    actions: actionsOf(node, kind),
    ...(kind === 'insert' ? { given: given(node) } : {}),
    ...(kind === 'insert' && target?.name.startsWith('#') ? stored(node) : {}),
    uses,
    ...(variables.length > 0 ? { variables } : {}),
    ...(call ? { call } : {}),
  };
}

/** The variables that a statement names, as written. */
function variablesIn(node: Syntax, found: Set<Name>): ReadonlySet<Name> {
  if (node.type === 'variable') found.add(textOf(node));
  for (const one of node.children) variablesIn(one, found);
  return found;
}

/** What an INSERT puts into its columns. */
function stored(node: Syntax): Pick<Change, 'rows' | 'query'> {
  const values = child(node, 'table_values');
  if (values)
    return {
      rows: children(values, 'value_row').map((row) => row.children.filter(isValue).map((one) => expression(one))),
    };
  const source = field(node, 'source');
  const specification = source && firstSpecification(source);
  if (!specification) return {};
  const query = queryOf({ ...node, children: [specification] }, 0);
  return { rows: [query.columns], query };
}

const isValue = ({ named, type }: Syntax): boolean => named && type !== 'comment';

function given(node: Syntax): readonly Name[] | 'all' {
  const columns = field(node, 'columns');
  if (columns) return columnNames(columns);
  return node.children.some((one, at) => upper(one) === 'DEFAULT' && upper(node.children[at + 1] ?? one) === 'VALUES')
    ? []
    : 'all';
}

function actionsOf(node: Syntax, kind: Change['kind']): Change['actions'] {
  if (kind !== 'merge') return [kind.toUpperCase() as 'INSERT' | 'UPDATE' | 'DELETE'];
  const found = node.children.filter(({ type }) => type === 'merge_when').map((when) => field(when, 'action')?.type);
  return (['INSERT', 'UPDATE', 'DELETE'] as const).filter((action) => found.includes(action));
}

export function truncate(node: Syntax, base: Base): Truncate {
  return { ...base, kind: 'truncate_table', table: objectNameOr(field(node, 'table'), node) };
}

export function bulkInsert(node: Syntax, base: Base): BulkInsert {
  const options = field(node, 'options');
  return {
    ...base,
    kind: 'bulk_insert',
    table: objectNameOr(field(node, 'table'), node),
    options: options ? optionsOf(insideParens(options)).map(({ name }) => name) : [],
  };
}
