/** What msdb has from the start that scripts call: mail and Agent procedures, and the roles that may (XDB-3). */

import { Map as Immutable } from 'immutable';
import { msdbRoles } from '../generated/fixed-roles';
import { dboId, dboSchemaId, roleId } from '../ids';
import { objects, permissionKey, permissions } from '../indexes';
import type { Database, DatabasePrincipal, Id, Membership, Module, PermissionRow, Table } from '../model';

const agentProcedures = [
  'sp_add_job',
  'sp_update_job',
  'sp_delete_job',
  'sp_add_jobstep',
  'sp_update_jobstep',
  'sp_delete_jobstep',
  'sp_add_jobschedule',
  'sp_add_jobserver',
  'sp_add_schedule',
  'sp_attach_schedule',
  'sp_update_schedule',
  'sp_start_job',
  'sp_stop_job',
  'sp_help_job',
  'sp_help_jobhistory',
  'sp_help_jobactivity',
  'sp_help_jobstep',
  'sp_delete_jobserver',
  'sp_delete_jobschedule',
  'sp_delete_schedule',
  'sp_detach_schedule',
];
const administratorProcedures = [
  'sp_add_alert',
  'sp_update_alert',
  'sp_delete_alert',
  'sp_add_operator',
  'sp_update_operator',
  'sp_delete_operator',
  'sp_add_notification',
  'sp_delete_notification',
  'sp_add_proxy',
  'sp_update_proxy',
  'sp_delete_proxy',
  'sp_grant_login_to_proxy',
  'sp_revoke_login_from_proxy',
  'sp_grant_proxy_to_subsystem',
  'sysmail_add_account_sp',
  'sysmail_add_profile_sp',
  'sysmail_add_profileaccount_sp',
  'sysmail_add_principalprofile_sp',
  'sysmail_configure_sp',
  'sysmail_start_sp',
  'sysmail_stop_sp',
  'sysmail_delete_log_sp',
  'sp_delete_backuphistory',
  'sp_add_category',
  'sp_cycle_agent_errorlog',
  'sp_set_sqlagent_properties',
  'sp_get_sqlagent_properties',
];

/** Tables and views that scripts read, with the role that may; nobody below dbo where none is named. */
const tables: Readonly<Record<string, readonly string[]>> = {
  public: [
    'backupset',
    'backupfile',
    'backupfilegroup',
    'backupmediafamily',
    'backupmediaset',
    'restorehistory',
    'restorefile',
    'restorefilegroup',
    'logmarkhistory',
  ],
  SQLAgentUserRole: ['sysjobs_view', 'syscategories'],
  DatabaseMailUserRole: [
    'sysmail_allitems',
    'sysmail_sentitems',
    'sysmail_unsentitems',
    'sysmail_faileditems',
    'sysmail_mailattachments',
    'sysmail_event_log',
  ],
  '': [
    'sysjobs',
    'sysjobsteps',
    'sysjobhistory',
    'sysjobschedules',
    'sysjobservers',
    'sysjobactivity',
    'sysjobstepslogs',
    'syssessions',
    'sysschedules',
    'sysoperators',
    'sysalerts',
    'sysnotifications',
    'sysproxies',
    'sysproxylogin',
    'sysmail_account',
    'sysmail_profile',
    'sysmail_profileaccount',
    'sysmail_principalprofile',
    'sysmail_mailitems',
  ],
};

/** Roles that the package of msdb of 2022 holds besides those that permissions name. */
const otherRoles: readonly string[] = [
  'DatabaseMailUserRole',
  'TargetServersRole',
  'UtilityCMRReader',
  'UtilityIMRReader',
  'UtilityIMRWriter',
];

export function freshMsdb(msdb: Database): Database {
  let database: Database = {
    ...msdb,
    principals: msdb.principals.concat(
      [...new Set([...otherRoles, ...msdbRoles])].map((name): [Id, DatabasePrincipal] => [roleId(name), role(name)]),
    ),
  };
  database = { ...database, members: nested(database.members) };
  for (const name of agentProcedures) database = withProcedure(database, name, 'SQLAgentUserRole');
  for (const name of administratorProcedures) database = withProcedure(database, name, undefined);
  for (const [role, names] of Object.entries(tables))
    for (const name of names) database = withTable(database, name, role === '' ? undefined : role);
  database = withProcedure(database, 'sysmail_delete_mailitems_sp', 'DatabaseMailUserRole');
  database = withProcedure(database, 'sp_purge_jobhistory', 'SQLAgentOperatorRole');
  database = withProcedure(database, 'sp_send_dbmail', 'DatabaseMailUserRole', {
    runAs: { kind: 'user', id: dboId, self: false },
  });
  return withObject(database, module('agent_datetime', { type: 'function', returns: 'scalar' })); // nobody's below dbo
}

/** A table that is there from the start, and who may read it. */
export function withTable(database: Database, name: string, reader: string | undefined): Database {
  const table: Table = {
    kind: 'table',
    id: `object:dbo.${name.toLowerCase()}` as Id,
    name,
    certain: true,
    schema: dboSchemaId,
    columns: undefined,
  };
  return granted({ ...database, objects: objects.set(database.objects, table.id, table) }, 'SELECT', table.id, reader);
}

function role(name: string): DatabasePrincipal {
  return {
    id: roleId(name),
    name,
    certain: true,
    type: 'role',
    authentication: 'none',
    sid: undefined,
    fixed: false,
    owner: dboId,
  };
}

/** Operators are readers, readers are users. */
function nested(members: Database['members']): Database['members'] {
  const one = (member: string): Immutable<Id, Membership> => Immutable([[roleId(member), { certain: true }]]);
  return members
    .set(roleId('SQLAgentReaderRole'), one('SQLAgentOperatorRole'))
    .set(roleId('SQLAgentUserRole'), one('SQLAgentReaderRole'));
}

function withProcedure(
  database: Database,
  name: string,
  grantee: string | undefined,
  how: Pick<Partial<Module>, 'runAs'> = {},
): Database {
  const made = module(name, { type: 'procedure', ...how });
  return granted(withObject(database, made), 'EXECUTE', made.id, grantee);
}

function withObject(database: Database, made: Module): Database {
  return { ...database, objects: objects.set(database.objects, made.id, made) };
}

function module(name: string, kind: Pick<Module, 'type'> & Partial<Module>): Module {
  return {
    kind: 'module',
    id: `object:dbo.${name.toLowerCase()}` as Id,
    name,
    certain: true,
    schema: dboSchemaId,
    body: undefined,
    runAs: { kind: 'caller' },
    signatures: [],
    external: false,
    schemaBinding: false,
    events: [],
    enabled: true,
    ...kind,
  };
}

function granted(database: Database, permission: string, id: Id, grantee: string | undefined): Database {
  if (grantee === undefined) return database;
  const securable = { class: 'OBJECT', id } as const;
  const row: PermissionRow = {
    state: 'grant',
    permission,
    securable,
    grantee: roleId(grantee),
    grantor: dboId,
    certain: true,
  };
  return { ...database, permissions: permissions.set(database.permissions, permissionKey(row), row) };
}
