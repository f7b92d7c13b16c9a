/** `IF EXISTS (SELECT ... FROM sys.database_principals WHERE name = N'x')`: answered from the catalog where it is complete. */
import { findDatabase, findObject, findPrincipal, findSchema, findServerPrincipal } from '../../catalog/lookup';
import type { Expression, Query } from '../../syntax/expression';
import { fold } from '../../text/name';
import type { Context, Value, World } from '../model';

type Evaluate = (context: Context, world: World, expression: Expression) => Value;

/** Whether the query has rows; undefined: not known. Only queries of one catalog view by name are answered. */
export function queryHasRows(context: Context, world: World, query: Query, evaluate: Evaluate): boolean | undefined {
  const view = query.from && fold(query.from.name);
  if (!query.simple || !query.where || !view) return undefined;
  const name = nameAsked(query.where);
  const value = name && evaluate(context, world, name.value);
  if (value?.kind !== 'string') return undefined;
  const found = lookUp(world, view, value.value);
  if (found === undefined || found === 'unknown') return undefined;
  // Other conditions, such as the type of the object, can only take rows away.
  if (found === 'absent') return false;
  return name?.alone ? true : undefined;
}

function nameAsked(where: Expression): { readonly value: Expression; readonly alone: boolean } | undefined {
  if (where.kind !== 'operation') return undefined;
  if (where.operator === 'AND') {
    const inner = nameAsked(where.left) ?? nameAsked(where.right);
    return inner && { value: inner.value, alone: false };
  }
  if (where.operator !== '=') return undefined;
  const [column, value] = where.left.kind === 'column' ? [where.left, where.right] : [where.right, where.left];
  return column.kind === 'column' && fold(column.parts.at(-1) ?? '') === 'name' ? { value, alone: true } : undefined;
}

function lookUp(world: World, view: string, name: string): 'found' | 'absent' | 'unknown' | undefined {
  const { catalog } = world;
  const database = catalog.databases.get(world.database);
  switch (view) {
    case 'databases':
    case 'sysdatabases':
      return findDatabase(catalog, name).kind;
    case 'server_principals':
    case 'sql_logins':
    case 'syslogins':
      return findServerPrincipal(catalog, name).kind;
    case 'database_principals':
    case 'sysusers':
      return database && findPrincipal(database, name).kind;
    case 'schemas':
      return database && findSchema(database, name).kind;
    case 'tables':
    case 'procedures':
    case 'views':
    case 'objects':
    case 'sysobjects': {
      // In whichever schema: only absence from dbo of a database without other schemas would be sure.
      const found = database && findObject(database, { name }, undefined).kind;
      return found === 'absent' ? 'unknown' : found;
    }
    default:
      return undefined;
  }
}
