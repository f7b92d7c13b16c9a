/** The rows of the system views and functions that conditions ask about: tokens, permissions, principals, databases. */

import { databaseKey, foldIn } from '../../catalog/collation';
import { decideVisiblePrincipal, decideVisibleUser } from '../../catalog/decide/visible';
import { publicServerRoleId } from '../../catalog/ids';
import type { Database, DatabasePrincipal, ServerPrincipal, SqlObject } from '../../catalog/model';
import { lacking } from '../../catalog/reason';
import type { Token } from '../../catalog/token';
import type { ObjectName } from '../../syntax/expression';
import { takesColumns } from '../../syntax/grant-columns';
import { fold } from '../../text/name';
import { systemSchemaOf } from '../names/resolve';
import { loginToken, subject, userToken } from '../session/identity';
import type { Value, World } from '../session/model';
import { seesDatabase } from './catalog-names';
import { databaseIdValue, databasePrincipalId, schemaIdValue, serverPrincipalId, sidValue } from './ids';
import { informationRows, objectRows } from './object-rows';
import { otherRows } from './other-rows';
import { permissionRows } from './permission-rows';
import { effective, permissionsOn, targetOf } from './permissions';
import { bit, type Candidate, type Row, type RowSet, row, shown, string, visible } from './row';
import { sightInDatabase } from './sight';

/** The rows of a view or function of sys in the current database; undefined: they are not followed. */
export function rowsOf(world: World, name: ObjectName, args: readonly Value[] | undefined): RowSet | undefined {
  const database = world.catalog.databases.get(world.database);
  const written = name.schema === '' ? undefined : name.schema;
  const schema =
    (database && systemSchemaOf(database, written)) ??
    (written === undefined ? undefined : foldIn(database ?? {}, written));
  const view = fold(name.name) as string;
  const elsewhere =
    name.database !== undefined && name.database !== '' && databaseKey(world.catalog, name.database) !== world.database;
  if (
    name.server !== undefined ||
    (elsewhere &&
      !(databaseKey(world.catalog, name.database!) === 'master' && serverViews.has(view)) &&
      view !== 'sysjobs')
  )
    return undefined;
  if (schema === 'information_schema') return informationRows(world, view);
  if (schema !== undefined && schema !== 'sys' && schema !== 'dbo') return undefined;
  if (args) return view === 'fn_my_permissions' ? myPermissions(world, args) : undefined;
  if (!database) return undefined;
  switch (view) {
    case 'login_token':
      return tokenRows(loginToken(world));
    case 'user_token':
      return tokenRows(userToken(world, world.database));
    case 'databases':
    case 'sysdatabases':
      return databases(world);
    case 'server_principals':
    case 'sql_logins':
    case 'syslogins':
      return serverPrincipals(world, view);
    case 'database_principals':
    case 'sysusers':
      return databasePrincipals(world, database);
    case 'schemas': {
      const rows = [...database.schemas.values()].map((one) => ({
        entry: one,
        row: row({ name: string(one.name), schema_id: schemaIdValue(database, one) }),
      }));
      return visible(rows, database.knowledge, sightInDatabase(world, database));
    }
    default:
      return (
        objectRows(world, database, view) ?? permissionRows(world, database, view) ?? otherRows(world, database, view)
      );
  }
}

export function isOfServer({ name }: ObjectName): boolean {
  return serverViews.has(fold(name));
}

/** Views of the server, which show the same in every database. */
const serverViews: ReadonlySet<string> = new Set([
  'databases',
  'sysdatabases',
  'server_principals',
  'sql_logins',
  'syslogins',
  'server_triggers',
  'servers',
  'sysservers',
  'credentials',
  'login_token',
  'server_role_members',
  'server_permissions',
]);

function tokenRows(token: Token): RowSet {
  return {
    rows: token.rows
      .filter((one) => one.certain)
      .map((one) => row({ name: string(one.name), type: string(one.type), usage: string(one.usage) })),
    complete: token.incomplete === undefined && token.rows.every((one) => one.certain),
  };
}

/** sys.fn_my_permissions('name', 'class'): what is held on the thing, and on each column of a table or view. */
function myPermissions(world: World, [name, kind]: readonly Value[]): RowSet | undefined {
  const found = targetOf(world, name, kind);
  if (found.kind === 'unknown') return undefined;
  if (found.kind !== 'target') return { rows: [], complete: true };
  const { target } = found;
  const entity =
    name?.kind === 'string' ? string(name.value) : string(target.securable.class === 'SERVER' ? 'server' : 'database');
  const columns = columnsOf(target.object);
  const parts = [undefined, ...(columns ?? [])].flatMap((column) =>
    permissionsOn(world, target)
      .filter((permission) => column === undefined || takesColumns(permission))
      .map((permission) => {
        const securable =
          column === undefined
            ? target.securable
            : { ...target.securable, column: foldIn(target.database ?? {}, column) };
        return { permission, column, verdict: effective(world, { ...target, securable }, permission) };
      }),
  );
  return {
    rows: parts
      .filter(({ verdict }) => verdict.kind === 'allowed')
      .map(({ permission, column }) =>
        row({ entity_name: entity, subentity_name: string(column ?? ''), permission_name: string(permission) }),
      ),
    complete: columns !== undefined && parts.every(({ verdict }) => verdict.kind !== 'unknown'),
  };
}

/** The columns that have rows of their own; undefined: they are not known. */
function columnsOf(object: SqlObject | undefined): readonly string[] | undefined {
  if (object?.kind === 'table') return object.columns;
  return object?.kind === 'module' &&
    (object.type === 'view' || (object.type === 'function' && object.returns !== 'scalar'))
    ? object.columns
    : [];
}

const shownBy = { allowed: 'shown', denied: 'hidden', unknown: 'unknown' } as const;

const databaseTypes: Record<DatabasePrincipal['type'], readonly [string, string]> = {
  sql_user: ['S', 'SQL_USER'],
  windows_user: ['U', 'WINDOWS_USER'],
  windows_group: ['G', 'WINDOWS_GROUP'],
  certificate_user: ['C', 'CERTIFICATE_MAPPED_USER'],
  key_user: ['K', 'ASYMMETRIC_KEY_MAPPED_USER'],
  external_user: ['E', 'EXTERNAL_USER'],
  external_group: ['X', 'EXTERNAL_GROUPS'],
  role: ['R', 'DATABASE_ROLE'],
  application_role: ['A', 'APPLICATION_ROLE'],
};

function databasePrincipals(world: World, database: Database): RowSet {
  const rows = [...database.principals.values()].map((one): Candidate => {
    const [type, description] = databaseTypes[one.type];
    return {
      entry: one,
      row: row({
        name: string(one.name),
        principal_id: databasePrincipalId(database, one),
        uid: databasePrincipalId(database, one),
        sid: sidValue(one.sid),
        type: string(type),
        type_desc: string(description),
        default_schema_name: one.defaultSchema === undefined ? { kind: 'null' } : string(one.defaultSchema),
      }),
    };
  });
  const asker = subject(world, world.database);
  const token = userToken(world, world.database);
  return shown(rows, database.knowledge, (entry) => {
    // The fixed ones are shown to everybody, and each user sees itself and the roles it belongs to.
    if ((entry as DatabasePrincipal).fixed || token.rows.some((one) => one.id === entry.id && one.certain))
      return 'shown';
    return shownBy[decideVisibleUser(world.catalog, database, asker, entry as DatabasePrincipal).kind];
  });
}

const serverTypes: Record<ServerPrincipal['type'], readonly [string, string]> = {
  sql_login: ['S', 'SQL_LOGIN'],
  windows_login: ['U', 'WINDOWS_LOGIN'],
  windows_group: ['G', 'WINDOWS_GROUP'],
  certificate_login: ['C', 'CERTIFICATE_MAPPED_LOGIN'],
  key_login: ['K', 'ASYMMETRIC_KEY_MAPPED_LOGIN'],
  external_login: ['E', 'EXTERNAL_LOGIN'],
  external_group: ['X', 'EXTERNAL_GROUP'],
  server_role: ['R', 'SERVER_ROLE'],
};

function serverPrincipals(world: World, view: string): RowSet {
  const { server } = world.catalog;
  const listed = [...server.principals.values()].filter(
    (one) =>
      view === 'server_principals' || (view === 'sql_logins' ? one.type === 'sql_login' : one.type !== 'server_role'),
  );
  const rows = listed.map((one): Candidate => {
    const [type, description] = serverTypes[one.type];
    return {
      entry: one,
      row: row({
        name: string(one.name),
        loginname: string(one.name),
        principal_id: serverPrincipalId(one),
        sid: sidValue(one.sid),
        type: string(type),
        type_desc: string(description),
        is_disabled: bit(one.disabled),
      }),
    };
  });
  const asker = subject(world, world.database);
  const token = loginToken(world);
  return shown(rows, server.knowledge, (entry) => {
    // The fixed ones are shown to everybody, and each login sees itself and the roles it belongs to.
    if (
      (entry as ServerPrincipal).fixed ||
      entry.id === publicServerRoleId ||
      token.rows.some((one) => one.id === entry.id && one.certain)
    )
      return 'shown';
    return shownBy[decideVisiblePrincipal(world.catalog, asker, entry as ServerPrincipal).kind];
  });
}

function databases(world: World): RowSet {
  const rows: Row[] = [];
  let complete = world.catalog.server.knowledge === 'complete';
  for (const database of world.catalog.databases.values()) {
    const seen = seesDatabase(world, database);
    if (seen === undefined || !database.certain) complete = false;
    if (!seen || !database.certain) continue;
    rows.push(
      row({
        name: string(database.name),
        database_id: databaseIdValue(database),
        dbid: databaseIdValue(database),
        owner_sid:
          database.owner === undefined
            ? { kind: 'unknown', because: lacking('declaration', 'the owner is not known') }
            : sidValue(database.owner),
        is_trustworthy_on: bit(database.trustworthy),
        is_db_chaining_on: bit(database.chaining),
        containment: { kind: 'number', value: database.containment === 'partial' ? 1 : 0 },
        containment_desc: string(database.containment === 'partial' ? 'PARTIAL' : 'NONE'),
      }),
    );
  }
  return { rows, complete };
}
