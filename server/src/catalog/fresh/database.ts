/** A database as it is made, and one that is known by name only. */
import { Map as Immutable } from 'immutable';
import { fold, type Name } from '../../text/name';
import { fixedDatabaseRoleNames } from '../builtin';
import { onDatabase } from '../decide/question';
import { dbOwnerId, dboId, guestId, informationSchemaId, roleId, schemaId, sysId } from '../ids';
import type { Database, DatabasePrincipal, Id, Membership, Schema, Sid } from '../model';
import { byId, grantRow, rowsOf } from './rows';

export interface DatabaseOptions {
  readonly trustworthy?: boolean;
  readonly chaining?: boolean;
  readonly containment?: 'none' | 'partial';
  readonly recursiveTriggers?: boolean;
  /** What its collation says; left out: as the server's. */
  readonly caseSensitive?: boolean;
  readonly catalogCollation?: 'fixed';
  readonly ownerAssumed?: true;
}

/**
 * A database as CREATE DATABASE makes it: guest has no CONNECT (PRN-20, PRN-25). `owner`: sid of the creator's login.
 */
export function freshDatabase(
  name: Name,
  owner: Sid | undefined,
  {
    trustworthy = false,
    chaining = false,
    containment = 'none',
    recursiveTriggers = false,
    caseSensitive = false,
    catalogCollation,
    ownerAssumed,
  }: DatabaseOptions = {},
): Database {
  const schemas = ['dbo', 'guest', 'sys', 'INFORMATION_SCHEMA'].map(
    (schema): Schema => ({ id: schemaId(schema), name: schema, certain: true, owner: `user:${fold(schema)}` as Id }),
  );
  const roleSchemas = fixedDatabaseRoleNames.map(
    (role): Schema => ({ id: schemaId(role), name: role, certain: true, owner: roleId(role) }),
  );
  return {
    id: `database:${fold(name)}` as Id,
    name,
    certain: true,
    knowledge: 'complete',
    owner,
    ...(ownerAssumed && { ownerAssumed }),
    trustworthy,
    chaining,
    containment,
    recursiveTriggers,
    ...(caseSensitive && { caseSensitive }),
    ...(catalogCollation && { catalogCollation }),
    masterKey: false,
    principals: byId(fixedPrincipals(owner)),
    members: Immutable<Id, Immutable<Id, Membership>>([[dbOwnerId, Immutable([[dboId, { certain: true }]])]]),
    permissions: rowsOf([grantRow('CONNECT', onDatabase, dboId, dboId)]),
    schemas: byId([...schemas, ...roleSchemas]),
    objects: Immutable(),
    triggers: Immutable(),
    keys: Immutable(),
    assemblies: Immutable(),
    services: Immutable(),
    others: Immutable(),
  };
}

/** A database that scripts use and nobody created: everything in it may exist (UNK-9, UNK-10). */
export function openDatabase(name: Name): Database {
  return {
    ...freshDatabase(name, undefined),
    knowledge: 'open',
    trustworthy: undefined,
    chaining: undefined,
    masterKey: undefined,
  };
}

function fixedPrincipals(owner: Sid | undefined): readonly DatabasePrincipal[] {
  const user = (id: Id, name: Name, more: Partial<DatabasePrincipal> = {}): DatabasePrincipal => ({
    id,
    name,
    certain: true,
    type: 'sql_user',
    authentication: 'none',
    sid: undefined,
    fixed: true,
    ...more,
  });
  const role = (name: Name): DatabasePrincipal => ({ ...user(roleId(name), name), type: 'role', owner: dboId });
  return [
    role('public'),
    user(dboId, 'dbo', { authentication: 'login', sid: owner, defaultSchema: 'dbo' }),
    user(guestId, 'guest', { defaultSchema: 'guest' }),
    user(informationSchemaId, 'INFORMATION_SCHEMA'),
    user(sysId, 'sys'),
    ...fixedDatabaseRoleNames.map(role),
  ];
}
