/**
 * What a change of data through a view touches behind it: of each column of the view that is read or written, what it is
 * made of, and what says which rows there are (CHN-7). An INSTEAD OF trigger takes a change over; the rows that UPDATE
 * and DELETE hand to it are read all the same.
 */
import type { Expression } from '../../syntax/expression';
import type { StatementOf } from '../../syntax/statement';
import type { Access, AccessRight, ColumnUse } from '../../syntax/uses';
import { fold, type Name, sameName } from '../../text/name';

type Select = StatementOf<'select'>;

/** The accesses behind a view whose query this is, for one access of a changing statement to the view. */
export function accessesThrough(access: Access, query: Select): readonly Access[] {
  const { right } = access;
  const touched = columnsTouched(access, query);
  if (right === 'INSERT') return touched;
  return right === 'SELECT' ? merged([...touched, ...filters(query)]) : [...touched, ...filters(query)];
}

function columnsTouched({ right, columns }: Access, query: Select): readonly Access[] {
  const whole = query.uses.accesses.map((one) => withRight(one, right));
  if (right === 'INSERT' || right === 'DELETE' || columns.kind !== 'some') return whole;
  const made = [...columns.sure, ...columns.maybe].map((name) => madeOf(name, query));
  if (made.includes(undefined)) return whole;
  const named = made.flatMap((names) => names ?? []);
  return whole.flatMap((one) => {
    const own = named.filter((name) => has(one.columns, name));
    return own.length === 0 ? [] : [{ ...one, columns: some(own) }];
  });
}

/** What an INSTEAD OF trigger leaves to be touched behind the view. */
export function accessesForTrigger({ right }: Access, query: Select): readonly Access[] {
  return right === 'INSERT' ? [] : query.uses.accesses;
}

function withRight(access: Access, right: AccessRight): Access {
  return access.right === 'SELECT' ? { ...access, right } : access;
}

/** What joins and filters rows is read. */
function filters({ uses }: Select): readonly Access[] {
  return uses.accesses.flatMap((one) => (one.filter ? [{ ...one, columns: some(one.filter) }] : []));
}

/** One access for each table that is named alike. */
function merged(accesses: readonly Access[]): readonly Access[] {
  const found: Access[] = [];
  for (const one of accesses) {
    const at = found.findIndex(({ name }) => fold(name.text) === fold(one.name.text));
    const other = found[at];
    if (other?.columns.kind === 'some' && one.columns.kind === 'some')
      found[at] = { ...other, columns: some([...other.columns.sure, ...one.columns.sure]) };
    else found.push(one);
  }
  return found;
}

function some(sure: readonly Name[]): ColumnUse {
  return { kind: 'some', sure, maybe: [] };
}

function has(columns: ColumnUse, name: Name): boolean {
  if (columns.kind !== 'some') return columns.kind === 'every';
  return [...columns.sure, ...columns.maybe].some((one) => sameName(one, name));
}

/**
 * The columns of tables that a column of the view is made of; one that is not listed comes with a star, as it is.
 * Undefined: the text does not tell.
 */
function madeOf(name: Name, { columns }: Select): readonly Name[] | undefined {
  const column = columns.find((one) => one.name !== undefined && sameName(one.name, name));
  return column ? namesIn(column.value) : [name];
}

function namesIn(value: Expression): readonly Name[] | undefined {
  switch (value.kind) {
    case 'column':
      return value.parts.slice(-1);
    case 'call':
      return all(value.args);
    case 'unary':
    case 'cast':
      return namesIn(value.operand);
    case 'operation':
      return all([value.left, value.right]);
    case 'string':
    case 'number':
    case 'binary':
    case 'null':
      return [];
    default:
      return undefined;
  }
}

function all(values: readonly Expression[]): readonly Name[] | undefined {
  const names = values.map(namesIn);
  return names.includes(undefined) ? undefined : names.flatMap((one) => one ?? []);
}
