/** Logins, users and roles in the statements that make, change, impersonate or name them. */
import { isPermission } from '../../catalog/builtin';
import { newest } from '../../catalog/versions';
import type { Expression, NamedAt } from '../../syntax/expression';
import type { Statement, StatementOf } from '../../syntax/statement';
import type { PrincipalSource } from '../../syntax/statements/principals';
import { classed, isServerClass } from './classes';
import type { Mention, Space } from './mention';
import { named } from './parts';

export function mentionsOfPrincipals(statement: Statement): readonly Mention[] {
  switch (statement.kind) {
    case 'execute_as':
      return statement.level === 'caller' ? [] : literal(statement.level, statement.principal);
    case 'setuser':
      return literal('user', statement.user);
    case 'execute_string':
      return statement.as ? literal(statement.as.level, statement.as.principal) : [];
    case 'use':
      return [named('database', statement.database, 'uses')];
    case 'create_login':
      return [
        named('server principal', statement.name, 'declares', { sort: 'login', ...foreign(statement.source) }),
        ...keyOf(statement.source),
        ...defaultDatabase(statement.options),
      ];
    case 'alter_login': {
      const { change } = statement;
      const renames = change.kind === 'options' && change.newName !== undefined;
      return [
        named('server principal', statement.name, renames ? 'renames' : 'changes'),
        ...(renames ? newName('server principal', change.newName) : []),
        ...(change.kind === 'options' ? defaultDatabase(change.options) : []),
      ];
    }
    case 'create_user':
      return user(statement);
    case 'alter_user':
      return [
        named('principal', statement.name, statement.newName ? 'renames' : 'changes'),
        ...newName('principal', statement.newName),
        ...(statement.login ? [named('server principal', statement.login, 'uses')] : []),
      ];
    case 'create_role':
      return [
        named(spaceOf(statement.scope), statement.name, 'declares', {
          sort: statement.scope === 'server' ? 'server role' : 'role',
        }),
        ...(statement.owner ? [named(spaceOf(statement.scope), statement.owner, 'uses')] : []),
      ];
    case 'alter_role': {
      const { change, scope } = statement;
      return change.kind === 'rename'
        ? [named(spaceOf(scope), statement.name, 'renames'), ...newName(spaceOf(scope), change.to)]
        : [named(spaceOf(scope), statement.name, 'changes'), named(spaceOf(scope), change.member, 'uses')];
    }
    case 'create_application_role':
      return [named('principal', statement.name, 'declares', { sort: 'application role' })];
    case 'alter_application_role':
      return [
        named('principal', statement.name, statement.newName ? 'renames' : 'changes'),
        ...newName('principal', statement.newName),
      ];
    case 'permission':
      return permission(statement);
    case 'alter_authorization':
      return [
        ...classed(statement.class, statement.name, 'changes'),
        ...(statement.to.kind === 'principal' ? [named(ownerSpace(statement.class), statement.to.name, 'uses')] : []),
      ];
    case 'create_database':
      return [named('database', statement.name, 'declares', { sort: 'database' })];
    case 'alter_database':
      return [
        ...(statement.name ? [named('database', statement.name, statement.newName ? 'renames' : 'changes')] : []),
        ...newName('database', statement.newName),
      ];
    case 'backup':
      return [named('database', statement.database, 'uses')];
    case 'restore':
      return statement.database ? [named('database', statement.database, 'changes')] : [];
    default:
      return [];
  }
}

/** WITH NAME = name: from there on it stands for the thing. */
function newName(space: Space, name: NamedAt | undefined): readonly Mention[] {
  return name ? [named(space, name, 'renames')] : [];
}

function literal(level: 'login' | 'user', principal: Expression | undefined): readonly Mention[] {
  if (principal?.kind !== 'string') return [];
  return [
    named(
      level === 'login' ? 'server principal' : 'principal',
      { span: principal.span, name: principal.value },
      'uses',
    ),
  ];
}

function spaceOf(scope: 'server' | 'database'): Space {
  return scope === 'server' ? 'server principal' : 'principal';
}

/** Without a clause a user is for the login of its name. */
function user({ name, source, defaultSchema, options }: StatementOf<'create_user'>): readonly Mention[] {
  const made = (more: Partial<Mention>): Mention => named('principal', name, 'declares', { sort: 'user', ...more });
  const schema = options.find((one) => one.name === 'DEFAULT_SCHEMA');
  const schemas =
    schema && defaultSchema !== undefined ? [atEnd('schema', { span: schema.span, name: defaultSchema })] : [];
  switch (source.kind) {
    case 'default':
      return [made({ behind: name.span }), named('server principal', name, 'uses', { implied: true }), ...schemas];
    case 'login':
      return [made({ behind: source.name.span }), named('server principal', source.name, 'uses'), ...schemas];
    case 'certificate':
    case 'asymmetric_key':
      return [made({ behind: source.name.span }), ...keyOf(source), ...schemas];
    default:
      return [made(foreign(source)), ...schemas];
  }
}

function keyOf(source: PrincipalSource): readonly Mention[] {
  if (source.kind === 'certificate') return [named('certificate', source.name, 'uses')];
  return source.kind === 'asymmetric_key' ? [named('asymmetric key', source.name, 'uses')] : [];
}

function foreign({ kind }: PrincipalSource): { readonly foreign?: true } {
  return kind === 'windows' || kind === 'external' ? { foreign: true } : {};
}

/** OPTION = name: the name is the end of it. */
function atEnd(space: Space, option: NamedAt): Mention {
  return named(space, option, 'uses', { within: 'clause' });
}

function defaultDatabase(options: StatementOf<'create_login'>['options']): readonly Mention[] {
  return options.flatMap(({ span, name, value }) =>
    name === 'DEFAULT_DATABASE' && value !== undefined ? [atEnd('database', { span, name: value })] : [],
  );
}

function permission({ securable, permissions, principals, as }: StatementOf<'permission'>): readonly Mention[] {
  const server = securable
    ? isServerClass(securable.class)
    : permissions.some(({ name }) => !isPermission(newest, 'DATABASE', name) && isPermission(newest, 'SERVER', name));
  const space = spaceOf(server ? 'server' : 'database');
  return [
    ...(securable ? classed(securable.class, securable.name, 'uses') : []),
    ...principals.map((one) => named(space, one, 'uses')),
    ...(as ? [named(space, as, 'uses')] : []),
  ];
}

/** The owner of a database is a login. */
function ownerSpace(kind: string): Space {
  return isServerClass(kind) || kind === 'DATABASE' ? 'server principal' : 'principal';
}
