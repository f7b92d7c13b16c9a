/** Which statements declare, and in which phase: what a statement says to other scripts by its kind. */
import type { Body, Statement } from '../../syntax/statement';
import { runChildrenOf } from '../../syntax/walk';
import { type Folded, fold } from '../../text/name';
import { isOpaque, makesUnsaid } from './opaque';

/** In this order, for what comes later needs what comes before. */
export const phases = [
  'databases and logins',
  'users and roles',
  'keys',
  'key files',
  'keys from files',
  'principals of keys',
  'schemas and objects',
  'owners and options',
  'members and permissions',
  'signatures',
] as const;
export type Phase = (typeof phases)[number];

/** Whether a statement at batch level has a part in what its script declares. */
export function isDeclaring(statement: Statement): boolean {
  return countsIn(statement) || declaringInside(statement).some(({ node }) => isDeclaring(node));
}

/** Whether a statement declares, drops, changes the database or does something that its text does not show. */
export function countsIn(statement: Statement): boolean {
  return (
    statement.kind === 'use' ||
    statement.kind === 'drop' ||
    phaseOf(statement) !== undefined ||
    snapshotPhaseOf(statement) !== undefined ||
    isOpaque(statement) ||
    makesUnsaid(statement) !== undefined
  );
}

/** What is declared inside a statement. A CATCH block may never run; a schema declares its elements itself. */
export function declaringInside(statement: Statement): Body {
  if (statement.kind === 'try_catch') return statement.try;
  return statement.kind === 'create_schema' ? [] : runChildrenOf(statement);
}

/** What declares in a snapshot only: there it says what is, and in a script it may be for a while. */
export function snapshotPhaseOf(statement: Statement): Phase | undefined {
  switch (statement.kind) {
    case 'disable_trigger':
    case 'alter_login':
      return 'owners and options';
    case 'execute':
      return statement.module.kind === 'name' && ofLinkedServers.has(fold(statement.module.name.name))
        ? 'members and permissions'
        : undefined;
    default:
      return undefined;
  }
}

const ofLinkedServers: ReadonlySet<Folded> = new Set(['sp_serveroption', 'sp_droplinkedsrvlogin'].map(fold));

/** When a statement is declared; undefined: it declares nothing. */
export function phaseOf(statement: Statement): Phase | undefined {
  switch (statement.kind) {
    case 'create_database':
      return 'databases and logins';
    case 'restore':
      return statement.database && /^(database|log)\b/.test(statement.what) ? 'databases and logins' : undefined;
    case 'create_login':
      return isOfKey(statement) ? 'principals of keys' : 'databases and logins';
    case 'create_user':
      return isOfKey(statement) ? 'principals of keys' : 'users and roles';
    case 'create_role':
    case 'create_application_role':
      return 'users and roles';
    case 'create_key':
      return statement.from.kind === 'file' ? 'keys from files' : 'keys';
    case 'backup_certificate':
      return 'key files';
    case 'create_schema':
    case 'create_table':
    case 'create_type':
    case 'create_synonym':
    case 'create_sequence':
    case 'create_module':
    case 'queue':
    case 'service':
      return 'schemas and objects';
    case 'alter_authorization':
      return 'owners and options';
    case 'alter_database':
      // The names of all that comes later are compared by it.
      if (statement.options.some(({ name }) => name === 'COLLATE')) return 'databases and logins';
      return statement.newName || statement.options.some(({ name }) => followedOptions.has(name))
        ? 'owners and options'
        : undefined;
    case 'alter_role':
    case 'permission':
      return 'members and permissions';
    case 'signature':
      return statement.action === 'add' ? 'signatures' : undefined; // what is dropped is cleaned up, as with DROP
    case 'execute':
      return statement.module.kind === 'name' ? procedures.get(fold(statement.module.name.name)) : undefined;
    default:
      return undefined;
  }
}

/** The options of a database that the catalog holds. */
const followedOptions: ReadonlySet<string> = new Set([
  'TRUSTWORTHY',
  'DB_CHAINING',
  'RECURSIVE_TRIGGERS',
  'CONTAINMENT',
]);

function isOfKey({ source }: Statement & { kind: 'create_login' | 'create_user' }): boolean {
  return source.kind === 'certificate' || source.kind === 'asymmetric_key';
}

/** Procedures of the system that declare as statements do (PRN-50). */
const procedures: ReadonlyMap<Folded, Phase> = new Map(
  (
    [
      ['sp_addlogin', 'databases and logins'],
      ['sp_attach_db', 'databases and logins'],
      ['sp_attach_single_file_db', 'databases and logins'],
      ['sp_grantlogin', 'databases and logins'],
      ['sp_grantdbaccess', 'users and roles'],
      ['sp_adduser', 'users and roles'],
      ['sp_addrole', 'users and roles'],
      ['sp_addapprole', 'users and roles'],
      ['sp_changedbowner', 'owners and options'],
      ['sp_configure', 'owners and options'],
      ['sp_addlinkedserver', 'owners and options'],
      ['sp_addlinkedsrvlogin', 'members and permissions'],
      ['sp_addrolemember', 'members and permissions'],
      ['sp_addsrvrolemember', 'members and permissions'],
    ] as const
  ).map(([name, phase]) => [fold(name), phase]),
);
