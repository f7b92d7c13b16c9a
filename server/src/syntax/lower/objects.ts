/** Types, synonyms, sequences, schemas, DROP of anything, and switching triggers on and off. */

import type { Name } from '../../text/name';
import type { ObjectName } from '../expression';
import type { Statement } from '../statement';
import type {
  AlterSchema,
  CreateSchema,
  CreateSequence,
  CreateSynonym,
  CreateType,
  Drop,
  TriggerSwitch,
} from '../statements/objects';
import type { Base } from './base';
import { namedAt, namedAtOr, objectName, objectNameOr, upper, words } from './names';
import { bodyOf, field, fields, type Syntax } from './syntax';

export function createType(node: Syntax, base: Base): CreateType {
  return {
    ...base,
    kind: 'create_type',
    name: objectNameOr(field(node, 'name'), node),
    table: field(node, 'table') !== undefined,
    external: field(node, 'external') !== undefined,
  };
}

export function createSynonym(node: Syntax, base: Base): CreateSynonym {
  return {
    ...base,
    kind: 'create_synonym',
    name: objectNameOr(field(node, 'name'), node),
    target: objectNameOr(field(node, 'target'), node),
  };
}

export function createSequence(node: Syntax, base: Base): CreateSequence {
  return {
    ...base,
    kind: 'create_sequence',
    action: node.type === 'alter_sequence' ? 'alter' : 'create',
    name: objectNameOr(field(node, 'name'), node),
  };
}

export function createSchema(node: Syntax, base: Base): CreateSchema {
  const name = field(node, 'name');
  const owner = field(node, 'owner');
  const schema = name ?? owner;
  const elements = schema
    ? bodyOf(node).map(({ offset, node: element }) => ({ offset, node: inSchema(element, namedAt(schema).name) }))
    : bodyOf(node);
  return {
    ...base,
    kind: 'create_schema',
    ...(name ? { name: namedAt(name) } : {}),
    ...(owner ? { owner: namedAt(owner) } : {}),
    elements,
  };
}

/** The tables and views that CREATE SCHEMA makes are in that schema unless they say otherwise. */
function inSchema(element: Statement, schema: Name): Statement {
  if (element.kind === 'create_table' || element.kind === 'create_module') {
    const name = nameIn(element.name, schema);
    return name === element.name ? element : { ...element, name };
  }
  if (element.kind !== 'permission' || element.securable?.class !== 'OBJECT') return element;
  const name = nameIn(element.securable.name, schema);
  return name === element.securable.name ? element : { ...element, securable: { ...element.securable, name } };
}

function nameIn(name: ObjectName, schema: Name): ObjectName {
  if ((name.schema !== undefined && !name.schemaImplied) || name.schema === schema) return name;
  return { ...name, schema, schemaImplied: true };
}

export function alterSchema(node: Syntax, base: Base): AlterSchema {
  return {
    ...base,
    kind: 'alter_schema',
    schema: namedAtOr(field(node, 'schema'), node),
    class: classOf(node),
    object: objectNameOr(field(node, 'object'), node),
  };
}

/** The class before `::` in upper case; OBJECT where none is written. */
export function classOf(node: Syntax): string {
  const written = fields(node, 'class').flatMap((one) => (one.children.length > 0 ? one.children : [one]));
  return written.length > 0 ? words(written) : 'OBJECT';
}

type Place = NonNullable<Drop['on']>;

/** What follows ON: a table, the database, or the whole server. */
export function readOn(node: Syntax): Place | undefined {
  const on = field(node, 'on');
  if (on) return { kind: 'object', name: objectName(on) };
  const scope = field(node, 'scope');
  return scope && { kind: upper(scope) === 'SERVER' ? 'server' : 'database' };
}

export function drop(node: Syntax, base: Base): Drop {
  const on = readOn(node);
  return {
    ...base,
    kind: 'drop',
    class: node.type.slice('drop_'.length).toUpperCase().replaceAll('_', ' '),
    ifExists: field(node, 'if_exists') !== undefined,
    names: fields(node, 'name').map(objectName),
    ...(on ? { on } : {}),
  };
}

export function triggerSwitch(node: Syntax, base: Base): TriggerSwitch {
  const names = fields(node, 'name');
  return {
    ...base,
    kind: node.type === 'enable_trigger' ? 'enable_trigger' : 'disable_trigger',
    names: field(node, 'all') ? 'all' : names.map(objectName),
    on: readOn(node) ?? { kind: 'database' },
  };
}
