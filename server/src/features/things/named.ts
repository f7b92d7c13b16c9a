/**
 * The names of things that a statement writes, and where: principals, certificates and keys, databases, schemas, objects.
 * What the mouse is over, and what is coloured.
 */
import type { NamedAt, ObjectName } from '../../syntax/expression';
import type { Statement } from '../../syntax/statement';
import type { Name } from '../../text/name';
import type { Span } from '../../text/span';
import { type PrincipalName, principalNames } from '../principal-names';

export type Thing =
  | { readonly kind: 'principal'; readonly name: Name; readonly level: PrincipalName['level'] }
  | { readonly kind: 'key'; readonly name: Name; readonly type: KeyType }
  | { readonly kind: 'database'; readonly name: Name }
  | { readonly kind: 'schema'; readonly name: Name }
  | { readonly kind: 'object'; readonly name: ObjectName };
export type KeyType = 'certificate' | 'asymmetric_key' | 'symmetric_key';

export interface NamedThing {
  /** From the statement's start. */
  readonly span: Span;
  readonly thing: Thing;
}

/** The things that a statement names itself, in no order; what stands inside it is not looked at. */
export function namedThings(statement: Statement): readonly NamedThing[] {
  const principals = principalNames(statement).map(({ span, name, level }) => principal({ span, name }, level));
  return [...principals, ...others(statement), ...used(statement)];
}

function others(statement: Statement): readonly NamedThing[] {
  switch (statement.kind) {
    case 'use':
      return [database(statement.database)];
    case 'create_database':
      return [database(statement.name)];
    case 'alter_database':
      return maybe(statement.name, database);
    case 'create_login':
    case 'create_user': {
      const { source } = statement;
      return source.kind === 'certificate' || source.kind === 'asymmetric_key' ? [key(source.name, source.kind)] : [];
    }
    case 'create_key':
    case 'alter_key': {
      const { type, name } = statement;
      const owner = statement.kind === 'create_key' ? maybe(statement.owner, (at) => principal(at, 'user')) : [];
      return [...owner, ...(name && type !== 'master_key' ? [key(name, type)] : [])];
    }
    case 'backup_certificate':
      return [key(statement.name, 'certificate')];
    case 'key_use':
      return [
        ...(statement.name && statement.type === 'symmetric_key' ? [key(statement.name, statement.type)] : []),
        ...(statement.by ? [key(statement.by.name, statement.by.kind)] : []),
      ];
    case 'signature':
      return [...statement.by.map(({ kind, name }) => key(name, kind)), ...classed(statement.class, statement.module)];
    case 'permission':
      return statement.securable ? classed(statement.securable.class, statement.securable.name) : [];
    case 'alter_authorization':
      return classed(statement.class, statement.name);
    case 'create_assembly':
    case 'alter_assembly':
      return maybe(statement.owner, (at) => principal(at, 'user'));
    case 'create_module': {
      const on = statement.trigger?.on;
      return [object(statement.name), ...(on?.kind === 'object' ? [object(on.name)] : [])];
    }
    case 'create_table':
    case 'alter_table':
    case 'create_sequence':
      return [object(statement.name)];
    case 'create_index':
    case 'truncate_table':
    case 'bulk_insert':
      return [object(statement.table)];
    case 'create_synonym':
      return [object(statement.name), object(statement.target)];
    case 'create_schema':
      return maybe(statement.name, schema);
    case 'alter_schema':
      return [schema(statement.schema), ...classed(statement.class, statement.object)];
    case 'drop':
      return statement.names.flatMap((name) => classed(statement.class, name));
    case 'execute':
      return statement.module.kind === 'name' ? [object(statement.module.name)] : [];
    default:
      return [];
  }
}

/** What a query or a change touches. */
function used(statement: Statement): readonly NamedThing[] {
  const target = 'target' in statement && isObjectName(statement.target) ? [object(statement.target)] : [];
  if (!('uses' in statement) || !statement.uses) return target;
  const { accesses, functions } = statement.uses;
  return [...target, ...[...accesses, ...functions].map(({ name }) => object(name))];
}

function isObjectName(value: unknown): value is ObjectName {
  return typeof value === 'object' && value !== null && 'text' in value && 'span' in value;
}

/** A thing by the class that is written before its name, as in `USER::clerk` or DROP CERTIFICATE. */
function classed(kind: string, name: ObjectName): readonly NamedThing[] {
  const at: NamedAt = { span: name.span, name: name.name };
  switch (kind) {
    case 'LOGIN':
      return [principal(at, 'login')];
    case 'USER':
      return [principal(at, 'user')];
    case 'ROLE':
    case 'APPLICATION ROLE':
    case 'SERVER ROLE':
      return [principal(at, 'role')];
    case 'CERTIFICATE':
      return [key(at, 'certificate')];
    case 'ASYMMETRIC KEY':
      return [key(at, 'asymmetric_key')];
    case 'SYMMETRIC KEY':
      return [key(at, 'symmetric_key')];
    case 'DATABASE':
      return [database(at)];
    case 'SCHEMA':
      return [schema(at)];
    case 'OBJECT':
    case 'TABLE':
    case 'VIEW':
    case 'PROCEDURE':
    case 'FUNCTION':
    case 'TRIGGER':
    case 'SYNONYM':
    case 'SEQUENCE':
      return [object(name)];
    default:
      return [];
  }
}

function maybe(at: NamedAt | undefined, make: (at: NamedAt) => NamedThing): readonly NamedThing[] {
  return at ? [make(at)] : [];
}

const principal = ({ span, name }: NamedAt, level: PrincipalName['level']): NamedThing => ({
  span,
  thing: { kind: 'principal', name, level },
});
const key = ({ span, name }: NamedAt, type: KeyType): NamedThing => ({ span, thing: { kind: 'key', name, type } });
const database = ({ span, name }: NamedAt): NamedThing => ({ span, thing: { kind: 'database', name } });
const schema = ({ span, name }: NamedAt): NamedThing => ({ span, thing: { kind: 'schema', name } });
const object = (name: ObjectName): NamedThing => ({ span: name.span, thing: { kind: 'object', name } });
