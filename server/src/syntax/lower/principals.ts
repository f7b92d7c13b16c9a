/** Logins, users, roles and credentials. */

import type { NamedAt } from '../expression';
import type {
  AlterLogin,
  AlterRole,
  AlterUser,
  ApplicationRole,
  CreateLogin,
  CreateRole,
  CreateUser,
  Credential,
  PrincipalSource,
} from '../statements/principals';
import type { Base } from './base';
import { namedAt, namedAtOr, nameOf, upper } from './names';
import { option, options, valueNode } from './runs';
import { field, type Syntax } from './syntax';

export function createLogin(node: Syntax, base: Base): CreateLogin {
  const list = options(field(node, 'options'));
  return {
    ...base,
    kind: 'create_login',
    name: nameIn(node),
    source: sourceOf(node) ?? { kind: 'password' },
    options: list,
  };
}

/** FOR LOGIN l, FROM CERTIFICATE c, FROM WINDOWS, FROM EXTERNAL PROVIDER, WITHOUT LOGIN. */
function sourceOf(node: Syntax): PrincipalSource | undefined {
  for (const kind of ['login', 'certificate', 'asymmetric_key'] as const) {
    const name = field(node, kind);
    if (name) return { kind, name: namedAt(name) };
  }
  if (field(node, 'external')) return { kind: 'external' };
  if (field(node, 'windows')) return { kind: 'windows' };
  return field(node, 'without_login') ? { kind: 'without_login' } : undefined;
}

export function alterLogin(node: Syntax, base: Base): AlterLogin {
  return { ...base, kind: 'alter_login', name: nameIn(node), change: loginChange(node) };
}

function loginChange(node: Syntax): AlterLogin['change'] {
  const change = field(node, 'change');
  if (change) return { kind: upper(change) === 'ENABLE' ? 'enable' : 'disable' };
  if (field(node, 'credential')) return { kind: 'credential' };
  const written = field(node, 'options');
  const list = options(written);
  const newName = optionName(written, 'NAME');
  return {
    kind: 'options',
    options: list,
    ...(newName ? { newName } : {}),
    password: option(list, 'PASSWORD') !== undefined,
  };
}

export function createUser(node: Syntax, base: Base): CreateUser {
  const written = field(node, 'options');
  const list = options(written);
  const password: PrincipalSource | undefined = option(list, 'PASSWORD') ? { kind: 'password' } : undefined;
  return {
    ...base,
    kind: 'create_user',
    name: nameIn(node),
    source: sourceOf(node) ?? password ?? { kind: 'default' },
    ...schemaIn(written),
    options: list,
  };
}

export function alterUser(node: Syntax, base: Base): AlterUser {
  const written = field(node, 'options');
  const newName = optionName(written, 'NAME');
  const login = optionName(written, 'LOGIN');
  return {
    ...base,
    kind: 'alter_user',
    name: nameIn(node),
    ...(newName ? { newName } : {}),
    ...(login ? { login } : {}),
    ...schemaIn(written),
    options: options(written),
  };
}

export function createRole(node: Syntax, base: Base): CreateRole {
  const owner = field(node, 'owner');
  return {
    ...base,
    kind: 'create_role',
    scope: scopeOf(node),
    name: nameIn(node),
    ...(owner ? { owner: namedAt(owner) } : {}),
  };
}

export function alterRole(node: Syntax, base: Base): AlterRole {
  const renamed = field(node, 'new_name');
  const member = namedAtOr(field(node, 'member'), node);
  const added = upper(field(node, 'change') ?? node) === 'ADD';
  const change: AlterRole['change'] = renamed
    ? { kind: 'rename', to: namedAt(renamed) }
    : { kind: added ? 'add_member' : 'drop_member', member };
  return { ...base, kind: 'alter_role', scope: scopeOf(node), name: nameIn(node), change };
}

function scopeOf(node: Syntax): 'server' | 'database' {
  return node.type.includes('server') ? 'server' : 'database';
}

export function applicationRole(node: Syntax, base: Base): ApplicationRole {
  const written = field(node, 'options');
  const newName = optionName(written, 'NAME');
  const password = option(options(written), 'PASSWORD');
  return {
    ...base,
    kind: node.type as ApplicationRole['kind'],
    name: nameIn(node),
    ...(newName ? { newName } : {}),
    ...schemaIn(written),
    ...(password ? { password: password.value ?? null } : {}),
  };
}

export function credential(node: Syntax, base: Base): Credential {
  return {
    ...base,
    kind: 'credential',
    action: node.type === 'alter_credential' ? 'alter' : 'create',
    scope: field(node, 'scope') ? 'database' : 'server',
    name: nameIn(node),
  };
}

function nameIn(node: Syntax): NamedAt {
  return namedAtOr(field(node, 'name'), node);
}

function optionName(written: Syntax | undefined, name: string): NamedAt | undefined {
  const value = valueNode(written, name);
  return value && namedAt(value);
}

function schemaIn(written: Syntax | undefined): { defaultSchema?: string } {
  const value = valueNode(written, 'DEFAULT_SCHEMA');
  return value ? { defaultSchema: nameOf(value) } : {};
}
