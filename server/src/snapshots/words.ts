/** Names and texts in T-SQL. */
import { bracket } from '../text/name';
import type { Permission } from './model';

export function quoted(text: string): string {
  return `N'${text.replaceAll("'", "''")}'`;
}

export function twoPart(schema: string, name: string): string {
  return `${bracket(schema)}.${bracket(name)}`;
}

export function authorization(owner: string | undefined): string {
  return owner === undefined ? '' : ` AUTHORIZATION ${bracket(owner)}`;
}

/** GRANT or DENY; `top`: the grantor that goes without saying. */
export function permissionStatement(row: Permission, top: string): string {
  const { state, permission, column, to, by } = row;
  const on = row.on === undefined ? '' : ` ON ${row.class}::${securable(row.on, row.schema)}`;
  const of = column === undefined ? '' : ` (${bracket(column)})`;
  const option = state === 'grant_with_grant_option' ? ' WITH GRANT OPTION' : '';
  const as = by === undefined || by === top ? '' : ` AS ${bracket(by)}`;
  return `${state === 'deny' ? 'DENY' : 'GRANT'} ${permission}${of}${on} TO ${bracket(to)}${option}${as};`;
}

function securable(name: string, schema: string | undefined): string {
  return schema === undefined ? bracket(name) : twoPart(schema, name);
}
