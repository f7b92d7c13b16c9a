/** What GRANT, DENY and REVOKE refuse whoever asks (GRA-7 to GRA-11). */
import { isClass, isPermission, isPermissionName } from '../builtin';
import { dboId, informationSchemaId, publicId, saId, sysId } from '../ids';
import type { Catalog, Database, Id, Module, Securable, SqlObject } from '../model';
import { ownerOf } from '../securable';

/**
 * 4617: a fixed role. 4624: sa, dbo, sys, INFORMATION_SCHEMA, oneself, or the owner of the securable; an informational
 * message with which nothing is stored. Undefined: the grantee may be granted to.
 */
export function refusedGrantee(
  catalog: Catalog,
  database: Database | undefined,
  securable: Securable,
  grantee: Id,
  self: Id | undefined,
): 4617 | 4624 | undefined {
  const principal = database ? database.principals.get(grantee) : catalog.server.principals.get(grantee);
  if (principal?.fixed && (principal.type === 'role' || principal.type === 'server_role') && grantee !== publicId)
    return 4617;
  if (grantee === dboId || grantee === sysId || grantee === informationSchemaId || grantee === saId) return 4624;
  if (grantee === self) return 4624;
  return ownerOf(catalog, database, securable)?.id === grantee ? 4624 : undefined;
}

export type PermissionFit =
  | 'fits'
  | /** Not a permission at all: 102. */ 'no-such-permission'
  | /** Of another class: 102. */ 'wrong-class'
  | /** Of another kind of object: 4606. */ 'wrong-object';

/** Whether the permission can be granted on such a securable. `object`: the object of a securable of class OBJECT. */
export function fitsSecurable(catalog: Catalog, kind: string, permission: string, object?: SqlObject): PermissionFit {
  if (!isClass(kind)) return 'fits';
  if (!isPermission(catalog.version, kind, permission))
    return isPermissionName(permission) ? 'wrong-class' : 'no-such-permission';
  if (kind !== 'OBJECT' || !object || common.has(permission)) return 'fits';
  const own = permissionsOfObject(object);
  return own === undefined || own.includes(permission) ? 'fits' : 'wrong-object';
}

const common = new Set(['ALTER', 'CONTROL', 'TAKE OWNERSHIP', 'VIEW DEFINITION']);
const rows = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'REFERENCES', 'VIEW CHANGE TRACKING'];

function permissionsOfObject(object: SqlObject): readonly string[] | undefined {
  switch (object.kind) {
    case 'table':
      return [...rows, 'UNMASK'];
    case 'synonym':
      return ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'EXECUTE'];
    case 'other':
      return undefined;
    case 'queue':
      return ['SELECT', 'RECEIVE', 'REFERENCES'];
    case 'sequence':
      return ['UPDATE', 'REFERENCES'];
    case 'type':
    case 'xml_schema_collection':
      return ['EXECUTE', 'REFERENCES'];
    case 'module':
      return permissionsOfModule(object);
  }
}

function permissionsOfModule(module: Module): readonly string[] {
  switch (module.type) {
    case 'procedure':
      return ['EXECUTE'];
    case 'function':
      return module.returns === 'scalar' ? ['EXECUTE', 'REFERENCES'] : rows;
    case 'view':
      return rows;
    default:
      return [];
  }
}

/** GRANT ALL: a fixed subset, not CONTROL (GRA-11). */
export function allPermissions(kind: string, object?: SqlObject): readonly string[] {
  if (kind === 'DATABASE')
    return [
      'BACKUP DATABASE',
      'BACKUP LOG',
      'CREATE DATABASE',
      'CREATE DEFAULT',
      'CREATE FUNCTION',
      'CREATE PROCEDURE',
      'CREATE RULE',
      'CREATE TABLE',
      'CREATE VIEW',
    ];
  const own = object && permissionsOfObject(object);
  return (own ?? ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'REFERENCES']).filter(
    (permission) => permission !== 'VIEW CHANGE TRACKING' && permission !== 'UNMASK',
  );
}

/** A securable named without a class can be of a class whose permission it is: GRANT CONNECT SQL is of the server. */
export function classWithoutSecurable(catalog: Catalog, permission: string): 'DATABASE' | 'SERVER' | undefined {
  if (isPermission(catalog.version, 'DATABASE', permission)) return 'DATABASE';
  return isPermission(catalog.version, 'SERVER', permission) ? 'SERVER' : undefined;
}
