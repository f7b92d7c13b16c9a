/**
 * Who is in which role, and what is granted and denied: sys.database_role_members, sys.database_permissions and their
 * like at the server.
 */

import { publicId } from '../../catalog/ids';
import type { Database, Id, PermissionRow } from '../../catalog/model';
import { lacking } from '../../catalog/reason';
import type { Value, World } from '../session/model';
import { databasePrincipalId, objectIdValue, schemaIdValue, serverPrincipalId } from './ids';
import { doubted, type Row, type RowSet, row, string } from './row';
import { type Sight, sightAtServer, sightInDatabase } from './sight';

const unknown: Value = { kind: 'unknown', because: lacking('value', 'the column is not followed') };
const number = (value: number): Value => ({ kind: 'number', value });

/** The rows of such a view; undefined: it is another one. */
export function permissionRows(world: World, database: Database, view: string): RowSet | undefined {
  const { server } = world.catalog;
  const sight = sightInDatabase(world, database);
  const inDatabase = (id: Id): Value => {
    const principal = database.principals.get(id);
    return principal ? databasePrincipalId(database, principal) : unknown;
  };
  const atServer = (id: Id): Value => {
    const principal = server.principals.get(id);
    return principal ? serverPrincipalId(principal) : unknown;
  };
  switch (view) {
    case 'database_role_members':
      return { rows: memberRows(database.members, inDatabase, sight), complete: database.knowledge === 'complete' };
    case 'server_role_members':
      return {
        rows: memberRows(server.members, atServer, sightAtServer(world)),
        complete: server.knowledge === 'complete',
      };
    case 'database_permissions': {
      const rows = [...database.permissions.values()].map((one) =>
        permissionRow(one, inDatabase, (permission) => placeIn(database, permission, inDatabase), sight),
      );
      // What public holds on the views of the system is in no list.
      const ofPublic = row({
        ...placeless,
        grantee_principal_id: inDatabase(publicId),
        permission_name: unknown,
        state: string('G'),
        state_desc: string('GRANT'),
      });
      return { rows: [...rows, doubted(ofPublic)], complete: database.knowledge === 'complete' };
    }
    case 'server_permissions': {
      const rows = [...server.permissions.values()].map((one) =>
        permissionRow(one, atServer, (permission) => placeAt(permission, atServer), sightAtServer(world)),
      );
      return { rows, complete: server.knowledge === 'complete' };
    }
    default:
      return undefined;
  }
}

function memberRows(members: Database['members'], idOf: (id: Id) => Value, sight: Sight): readonly Row[] {
  return [...members].flatMap(([role, list]) =>
    [...list].map(([member, { certain }]) => {
      const made = row({ role_principal_id: idOf(role), member_principal_id: idOf(member) });
      return certain && sight === 'all' ? made : doubted(made);
    }),
  );
}

const states = {
  grant: ['G', 'GRANT'],
  grant_with_grant_option: ['W', 'GRANT_WITH_GRANT_OPTION'],
  deny: ['D', 'DENY'],
} as const;

function permissionRow(
  permission: PermissionRow,
  idOf: (id: Id) => Value,
  place: (permission: PermissionRow) => Record<string, Value>,
  sight: Sight,
): Row {
  const [state, description] = states[permission.state];
  const made = row({
    ...place(permission),
    grantee_principal_id: idOf(permission.grantee),
    grantor_principal_id: idOf(permission.grantor),
    permission_name: string(permission.permission),
    state: string(state),
    state_desc: string(description),
  });
  return permission.certain && sight === 'all' ? made : doubted(made);
}

const placeless = { class: unknown, class_desc: unknown, major_id: unknown, minor_id: unknown };
const at = (kind: number, description: string, major: Value, minor: Value = number(0)): Record<string, Value> => ({
  class: number(kind),
  class_desc: string(description),
  major_id: major,
  minor_id: minor,
});

function placeIn(database: Database, { securable }: PermissionRow, idOf: (id: Id) => Value): Record<string, Value> {
  switch (securable.class) {
    case 'DATABASE':
      return at(0, 'DATABASE', number(0));
    case 'OBJECT':
      return at(
        1,
        'OBJECT_OR_COLUMN',
        objectIdValue(database, securable.id),
        securable.column === undefined ? number(0) : unknown,
      );
    case 'SCHEMA': {
      const schema = database.schemas.get(securable.id);
      return at(3, 'SCHEMA', schema ? schemaIdValue(database, schema) : unknown);
    }
    case 'USER':
    case 'ROLE':
    case 'APPLICATION ROLE':
      return at(4, 'DATABASE_PRINCIPAL', idOf(securable.id));
    default:
      return placeless;
  }
}

function placeAt({ securable }: PermissionRow, idOf: (id: Id) => Value): Record<string, Value> {
  if (securable.class === 'SERVER') return at(100, 'SERVER', number(0));
  return securable.class === 'LOGIN' || securable.class === 'SERVER ROLE'
    ? at(101, 'SERVER_PRINCIPAL', idOf(securable.id))
    : placeless;
}
