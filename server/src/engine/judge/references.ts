/**
 * What the definition of a table refers to: keys of other tables (REFERENCES), functions in defaults, checks and
 * computed columns (REFERENCES), types and XML schema collections of the users (PERM-30).
 */

import { onObject } from '../../catalog/decide/question';
import { type Found, findObject } from '../../catalog/lookup';
import type { Database, SqlObject } from '../../catalog/model';
import type { ObjectName } from '../../syntax/expression';
import type { Column, ForeignKey } from '../../syntax/statements/objects';
import type { Uses } from '../../syntax/uses';
import { fold } from '../../text/name';
import type { Span } from '../../text/span';
import { resolveObject } from '../names/resolve';
import { splitName } from '../names/split-name';
import { defaultSchema, subject } from '../session/identity';
import * as messages from '../session/messages';
import type { ErrorOutcome, Outcome, World } from '../session/model';
import { onSecurable, outcomeOf } from './needs';
import { requireObject } from './objects';

/**
 * The first refusal: 229 or 230 for a key, 229 for a function, 15247 for a type, 229 for a collection; undefined: none.
 * DDL is never chained (CHN-3).
 */
export function refusedReference(
  world: World,
  table: ObjectName,
  {
    foreignKeys: keys,
    columns,
    uses,
  }: { readonly foreignKeys: readonly ForeignKey[]; readonly columns: readonly Column[]; readonly uses: Uses },
): ErrorOutcome | undefined {
  for (const key of keys) {
    if (isSame(key.table, table) || key.table.name.startsWith('#')) continue;
    const resolved = resolveObject(world, key.table);
    if (resolved.kind !== 'object') continue;
    const outcome = requireObject(
      world,
      resolved,
      'REFERENCES',
      key.columns.length > 0 ? { kind: 'some', sure: key.columns, maybe: [] } : { kind: 'every' },
      key.span,
    );
    if (outcome.kind === 'error') return outcome;
  }
  for (const { name, span } of uses.functions) {
    const resolved = resolveObject(world, name);
    const outcome =
      resolved.kind === 'object' ? requireObject(world, resolved, 'REFERENCES', { kind: 'every' }, span) : undefined;
    if (outcome?.kind === 'error') return outcome;
  }
  for (const { type, span } of columns) {
    const refused = type === undefined ? undefined : refusedType(world, type, span);
    if (refused) return refused;
  }
  return undefined;
}

function isSame(a: ObjectName, b: ObjectName): boolean {
  return (
    fold(a.name) === fold(b.name) &&
    (a.schema === undefined || b.schema === undefined || fold(a.schema) === fold(b.schema))
  );
}

/**
 * `type` is as it is written, without brackets: 'dbo.ssn', 'xml(content dbo.orders)'. Types of the system are nobody's.
 */
function refusedType(world: World, type: string, span: Span): ErrorOutcome | undefined {
  if (type.startsWith('xml(')) return refusedCollection(world, type, span, 'REFERENCES');
  return refused(world, type, span, 'type', 'REFERENCES');
}

/** Of xml(collection): REFERENCES to make a column, EXECUTE to declare a variable. */
export function refusedCollection(
  world: World,
  type: string,
  span: Span,
  permission: 'REFERENCES' | 'EXECUTE',
): ErrorOutcome | undefined {
  const collection = /^xml\((?:content|document)?\s*(.+)\)$/.exec(type)?.[1];
  return collection === undefined ? undefined : refused(world, collection, span, 'xml_schema_collection', permission);
}

/**
 * EXECUTE on a table type or a type of an assembly, for a variable or parameter of it (229); a module's own are chained
 * (PERM-18). Undefined: nothing is asked.
 */
export function typeInUse(world: World, type: string, span: Span): Outcome | undefined {
  const database = world.catalog.databases.get(world.database);
  const found = database && findType(world, database, type, 'type');
  if (!database || found?.kind !== 'found' || found.entry.kind !== 'type' || !found.entry.guarded) return undefined;
  const schema = database.schemas.get(found.entry.schema);
  if (!schema) return undefined;
  const resolved = {
    kind: 'object',
    database,
    key: world.database,
    schema,
    object: found.entry,
    subject: subject(world, world.database),
    shown: `${schema.name}.${found.entry.name}`,
  } as const;
  return requireObject(world, resolved, 'EXECUTE', { kind: 'every' }, span);
}

function findType(
  world: World,
  database: Database,
  written: string,
  kind: 'type' | 'xml_schema_collection',
): Found<SqlObject> | undefined {
  const parts = splitName(written);
  if (!parts || parts.length > 2) return undefined;
  const [name = '', schema] = [...parts].reverse();
  return findObject(database, { name, schema }, defaultSchema(world), kind);
}

function refused(
  world: World,
  written: string,
  span: Span,
  kind: 'type' | 'xml_schema_collection',
  permission: string,
): ErrorOutcome | undefined {
  const database = world.catalog.databases.get(world.database);
  const found = database && findType(world, database, written, kind);
  if (!database || found?.kind !== 'found') return undefined;
  const { name: own, schema: schemaId } = found.entry;
  const message =
    kind === 'type'
      ? messages.notPermitted()
      : messages.deniedOnObject(permission, own, database.name, database.schemas.get(schemaId)?.name ?? 'dbo');
  const outcome = outcomeOf(world, span, onSecurable(world, permission, onObject(found.entry), message));
  return outcome.kind === 'error' ? outcome : undefined;
}
