/** Built-in functions whose value follows from the context or the catalog (TOK-23, TOK-24, TOK-30 to TOK-37), and those that join strings. */
import { decideVisible } from '../../catalog/decide-visible';
import { memberOf } from '../../catalog/decide/membership';
import { findDatabase, findLogin, findObject, findPrincipal, findSchema, findServerRole } from '../../catalog/lookup';
import type { ObjectName } from '../../syntax/expression';
import { bracket, type Name } from '../../text/name';
import { sha512OfHex } from '../../text/sha512';
import { databaseName, defaultSchema, type Known, loginName, loginToken, originalLogin, subject, userName, userToken } from '../identity';
import type { Value, World } from '../model';
import { evaluateKeyFunction } from './keys';
import { splitName } from './names';

const unknown = (because: string): Value => ({ kind: 'unknown', because });
const string = (value: string): Value => ({ kind: 'string', value });
const nothing: Value = { kind: 'null' };
/** Some id: which one is of no interest, only that there is one. */
const someId: Value = { kind: 'number', value: 1_000_001 };
const fromKnown = (value: Known): Value => (value.kind === 'known' ? string(value.name) : unknown(value.because));

/** A call by name; functions of a schema, and those that are not known, have an unknown value. */
export function evaluateBuiltin(world: World, name: ObjectName, args: readonly Value[]): Value {
  const [first, second] = args;
  if (/^fn_varbintohexstr$/i.test(name.name) && first?.kind === 'binary') return string(first.text.toLowerCase());
  if (name.schema !== undefined) return unknown('data: the value of a function is not followed');
  const ofKey = evaluateKeyFunction(world.catalog.databases.get(world.database), name.name.toUpperCase(), args);
  if (ofKey) return ofKey;
  switch (name.name.toUpperCase()) {
    case 'SUSER_NAME':
    case 'SUSER_SNAME':
    case 'SYSTEM_USER':
      return args.length === 0 ? fromKnown(loginName(world)) : unknown('data: the value of a function is not followed');
    case 'ORIGINAL_LOGIN':
      return fromKnown(originalLogin(world));
    case 'USER_NAME':
    case 'CURRENT_USER':
    case 'SESSION_USER':
    case 'USER':
      return args.length === 0 ? fromKnown(userName(world)) : unknown('data: the value of a function is not followed');
    case 'DB_NAME':
      return args.length === 0 ? fromKnown(databaseName(world)) : unknown('data: the value of a function is not followed');
    case 'DB_ID':
      return args.length === 0 ? someId : idWhere(first, (text) => findDatabase(world.catalog, text).kind);
    case 'SUSER_ID':
    case 'SUSER_SID':
      return args.length === 0 ? someId : idWhere(first, (text) => findLogin(world.catalog, text).kind);
    case 'USER_ID':
    case 'DATABASE_PRINCIPAL_ID':
      return args.length === 0 ? someId : idWhere(first, (text) => here(world, (database) => findPrincipal(database, text).kind));
    case 'SCHEMA_ID':
      return args.length === 0 ? someId : idWhere(first, (text) => here(world, (database) => findSchema(database, text).kind));
    case 'OBJECT_ID':
      return objectId(world, first);
    case 'IS_MEMBER':
    case 'IS_ROLEMEMBER':
      return args.length === 1 ? isMember(world, first) : unknown('data: membership of another principal is not followed');
    case 'IS_SRVROLEMEMBER':
      return args.length === 1 ? isServerRoleMember(world, first) : unknown('data: membership of another principal is not followed');
    case 'QUOTENAME':
      return first?.kind === 'string' && (second === undefined || (second.kind === 'string' && second.value === '['))
        ? string(bracket(first.value))
        : (first ?? nothing);
    case 'CONCAT':
      return args.every((arg) => arg.kind === 'string' || arg.kind === 'null' || arg.kind === 'number')
        ? string(args.map((arg) => (arg.kind === 'string' ? arg.value : arg.kind === 'number' ? String(arg.value) : '')).join(''))
        : (args.find((arg) => arg.kind === 'unknown') ?? unknown('data: the string is not known'));
    case 'HASHBYTES': {
      const digest = first?.kind === 'string' && /^sha2_512$/i.test(first.value) && second?.kind === 'binary' ? sha512OfHex(second.text) : undefined;
      return digest === undefined ? unknown('data: the hash is not known') : { kind: 'binary', text: digest };
    }
    case 'FORMATMESSAGE':
      return formatted(first, args.slice(1));
    case 'ISNULL':
    case 'COALESCE':
      return args.find((arg) => arg.kind !== 'null') ?? nothing;
    case 'UPPER':
      return first?.kind === 'string' ? string(first.value.toUpperCase()) : (first ?? nothing);
    case 'LOWER':
      return first?.kind === 'string' ? string(first.value.toLowerCase()) : (first ?? nothing);
    case 'RTRIM':
    case 'LTRIM':
    case 'TRIM':
      return first?.kind === 'string' ? string(first.value.trim()) : (first ?? nothing);
    case 'CHAR':
    case 'NCHAR':
      return first?.kind === 'number' ? string(String.fromCharCode(first.value)) : (first ?? nothing);
    case 'REPLACE': {
      const third = args[2];
      return first?.kind === 'string' && second?.kind === 'string' && third?.kind === 'string'
        ? string(first.value.replaceAll(second.value, third.value))
        : unknown('data: the string is not known');
    }
    default:
      return unknown('data: the value of a function is not followed');
  }
}

/** FORMATMESSAGE('... %s ... %d', values). */
function formatted(format: Value | undefined, values: readonly Value[]): Value {
  const missing = [format, ...values].find((value) => value?.kind === 'unknown');
  if (format?.kind !== 'string' || missing) return missing ?? unknown('data: the string is not known');
  let next = 0;
  return string(
    format.value.replace(/%(%|-?\d*[sdiuxX])/g, (_, mark: string) => {
      if (mark === '%') return '%';
      const value = values[next++];
      return value?.kind === 'string' ? value.value : value?.kind === 'number' ? String(value.value) : '(null)';
    }),
  );
}

function here<T>(world: World, ask: (database: NonNullable<ReturnType<World['catalog']['databases']['get']>>) => T): T | 'unknown' {
  const database = world.catalog.databases.get(world.database);
  return database ? ask(database) : 'unknown';
}

function idWhere(value: Value | undefined, ask: (text: Name) => 'found' | 'absent' | 'unknown'): Value {
  if (value?.kind !== 'string') return value?.kind === 'unknown' ? value : nothing;
  const found = ask(value.value);
  if (found === 'unknown') return unknown(`no-catalog: whether '${value.value}' exists is not known`);
  return found === 'found' ? someId : nothing;
}

/** OBJECT_ID('s.o'): NULL for what is not there (TOK-24) or not shown (PERM-16); names of other databases are not followed. */
function objectId(world: World, value: Value | undefined): Value {
  if (value?.kind !== 'string') return value?.kind === 'unknown' ? value : nothing;
  if (/tempdb|#/i.test(value.value)) return unknown('data: temporary objects are not followed');
  const parts = splitName(value.value);
  if (!parts || parts.length > 2) return unknown('name-resolution: a name of another database');
  const [schema, name] = parts.length === 2 ? parts : [undefined, parts[0]];
  const database = world.catalog.databases.get(world.database);
  const found = database && findObject(database, { schema: schema === '' ? undefined : schema, name: name ?? '' }, defaultSchema(world));
  if (!database || !found || found.kind === 'unknown') return unknown(`no-catalog: whether '${value.value}' exists is not known`);
  if (found.kind === 'absent') return nothing;
  const shown = decideVisible(world.catalog, database, subject(world, world.database), found.entry);
  return shown.kind === 'unknown' ? unknown(shown.because) : shown.kind === 'allowed' ? someId : nothing;
}

/** IS_MEMBER('role'): 1, 0, NULL for what is no role (TOK-33, TOK-34). */
function isMember(world: World, value: Value | undefined): Value {
  if (value?.kind !== 'string') return value?.kind === 'unknown' ? value : nothing;
  const database = world.catalog.databases.get(world.database);
  const role = database && findPrincipal(database, value.value);
  if (!database || role?.kind === 'unknown') return unknown('no-catalog: the role is not known');
  if (role?.kind !== 'found') return nothing;
  if (userToken(world, world.database).rows[0]?.name === 'dbo' && role.entry.fixed && role.entry.type === 'role') {
    return { kind: 'number', value: /^db_deny/.test(role.entry.name) ? 0 : 1 };
  }
  const member = memberOf(userToken(world, world.database), role.entry.id, 'grant', { kind: 'database', database });
  return member.kind === 'perhaps' ? unknown(member.because) : { kind: 'number', value: member.kind === 'member' ? 1 : 0 };
}

/** IS_SRVROLEMEMBER('role') (TOK-35): sysadmin counts for every fixed role; always 0 in Azure SQL Database. */
function isServerRoleMember(world: World, value: Value | undefined): Value {
  if (value?.kind !== 'string') return value?.kind === 'unknown' ? value : nothing;
  if (world.catalog.version === 'azure-sql-database') return { kind: 'number', value: 0 };
  const role = findServerRole(world.catalog, value.value);
  if (role.kind === 'unknown') return unknown(role.because);
  if (role.kind === 'absent') return nothing;
  const token = loginToken(world);
  const scope = { kind: 'server', catalog: world.catalog } as const;
  const sysadmin = findServerRole(world.catalog, 'sysadmin');
  const answers = [
    memberOf(token, role.entry.id, 'grant', scope),
    ...(role.entry.fixed && sysadmin.kind === 'found' ? [memberOf(token, sysadmin.entry.id, 'grant', scope)] : []),
  ];
  if (answers.some((answer) => answer.kind === 'member')) return { kind: 'number', value: 1 };
  const perhaps = answers.find((answer) => answer.kind === 'perhaps');
  return perhaps?.kind === 'perhaps' ? unknown(perhaps.because) : { kind: 'number', value: 0 };
}
