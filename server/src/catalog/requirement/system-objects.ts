/** What system views and functions require (PERM-30, data/system-objects-permissions.tsv). */
import { yearOf } from '../builtin';
import { systemObjects } from '../generated/system-objects';
import type { Version } from '../model';

export interface SystemObjectNeed {
  readonly scope: 'SERVER' | 'DATABASE';
  readonly permission: string;
  /** Raised when it is missing, in order; the first names the permission. */
  readonly errors: readonly number[];
}

/** Views and functions of sys that open to everybody who is there, showing what he may see. */
const filtered = new Set([
  'dm_exec_sessions',
  'dm_exec_requests',
  'dm_sql_referenced_entities',
  'dm_sql_referencing_entities',
  'dm_exec_describe_first_result_set',
  'dm_exec_describe_first_result_set_for_object',
  'dm_os_host_info',
  'dm_db_xtp_table_memory_stats',
]);

/** Views and functions that are no DMVs and refuse, from data/statement-permissions.tsv. */
const byName: Readonly<Record<string, SystemObjectNeed | undefined>> = {
  traces: { scope: 'SERVER', permission: 'ALTER TRACE', errors: [8189] },
  fn_trace_gettable: { scope: 'SERVER', permission: 'ALTER TRACE', errors: [8189] },
  fn_trace_geteventinfo: { scope: 'SERVER', permission: 'ALTER TRACE', errors: [8189] },
  fn_trace_getfilterinfo: { scope: 'SERVER', permission: 'ALTER TRACE', errors: [8189] },
  fn_trace_getinfo: { scope: 'SERVER', permission: 'ALTER TRACE', errors: [8189] },
  fn_get_audit_file: { scope: 'SERVER', permission: 'CONTROL SERVER', errors: [300] },
};

/** Catalog views that refuse as DMVs of the database do: each page asks for VIEW DATABASE STATE. */
const ofQueryStore = /^(query_store_|database_query_store_)/;

/** Refused with 371 instead of 300 since 2022. */
const by371 = new Set(['dm_exec_connections', 'dm_exec_sql_text']);

/** DMVs whose permission is asked in the database; all others are the server's. Not from a complete list. */
const inDatabase = new Set([
  'dm_db_partition_stats',
  'dm_db_index_physical_stats',
  'dm_db_index_operational_stats',
  'dm_db_stats_properties',
  'dm_db_stats_histogram',
  'dm_db_persisted_sku_features',
  'dm_db_resource_stats',
  'dm_db_wait_stats',
  'dm_db_xtp_index_stats',
  'dm_db_xtp_hash_index_stats',
  'dm_db_column_store_row_group_physical_stats',
  'dm_db_column_store_row_group_operational_stats',
  'dm_db_log_info',
  'dm_db_log_stats',
  'dm_db_page_info',
  'dm_db_tuning_recommendations',
  'dm_db_uncontained_entities',
  'dm_db_fts_index_physical_stats',
  'dm_db_incremental_stats_properties',
  'dm_db_database_page_allocations',
  'dm_db_objects_disabled_on_compatibility_level_change',
  'dm_change_feed_log_scan_sessions',
  'dm_hadr_database_replica_states',
  'dm_db_xtp_checkpoint_stats',
  'dm_db_xtp_checkpoint_files',
  'dm_column_store_object_pool',
]);

/** DMVs of security, which have permissions of their own since 2022. */
const ofSecurity = new Set([
  'dm_audit_actions',
  'dm_audit_class_type_map',
  'dm_cryptographic_provider_algorithms',
  'dm_cryptographic_provider_keys',
  'dm_cryptographic_provider_properties',
  'dm_cryptographic_provider_sessions',
  'dm_database_encryption_keys',
  'dm_server_audit_status',
  'dm_column_encryption_enclave',
  'dm_column_encryption_enclave_operation_stats',
  'dm_cluster_endpoints',
]);

/** The need of an object of the sys schema, by its name without schema; undefined: none is known. */
export function systemObject(version: Version, name: string): SystemObjectNeed | undefined {
  const folded = name.toLowerCase();
  if (filtered.has(folded)) return undefined;
  const known = byName[folded];
  if (known) return known;
  const since2022 = yearOf(version) >= 2022;
  const row = systemObjects.find(
    ([object, kind, , , , since]) =>
      object.toLowerCase() === `sys.${folded}` && kind === 'dmv' && Number(since) <= yearOf(version),
  );
  const security = ofSecurity.has(folded) || row?.[3].includes('SECURITY') === true;
  const queryStore = ofQueryStore.test(folded);
  if (!folded.startsWith('dm_') && !queryStore) return undefined;
  const part = security ? 'SECURITY STATE' : 'PERFORMANCE STATE';
  const state = since2022 ? part : 'STATE';
  if (queryStore || inDatabase.has(folded) || version === 'azure-sql-database')
    return { scope: 'DATABASE', permission: `VIEW DATABASE ${state}`, errors: [262, 297] };
  const errors = since2022 && by371.has(folded) ? [371] : [300, 297];
  return { scope: 'SERVER', permission: `VIEW SERVER ${state}`, errors };
}

/**
 * Functions of sys that need no schema, and the views of SQL Server 2000, which stand in every database under a name
 * alone or with dbo.
 */
const withoutSchema = new Set([
  'fn_my_permissions',
  'fn_builtin_permissions',
  'fn_helpcollations',
  'fn_listextendedproperty',
  'fn_get_audit_file',
  'fn_dblog',
  'fn_trace_gettable',
  'fn_trace_geteventinfo',
  'fn_trace_getinfo',
  'fn_trace_getfilterinfo',
  'fn_virtualfilestats',
  'fn_servershareddrives',
  'fn_virtualservernodes',
  'string_split',
  'openjson',
  'generate_series',
  'syscolumns',
  'syscomments',
  'sysconstraints',
  'sysdepends',
  'sysfilegroups',
  'sysfiles',
  'sysforeignkeys',
  'sysfulltextcatalogs',
  'sysindexes',
  'sysindexkeys',
  'sysmembers',
  'sysobjects',
  'syspermissions',
  'sysprotects',
  'sysreferences',
  'systypes',
  'sysusers',
]);
/** Those of master. */
const ofMaster = new Set([
  'sysaltfiles',
  'syscacheobjects',
  'syscharsets',
  'sysconfigures',
  'syscurconfigs',
  'sysdatabases',
  'sysdevices',
  'syslanguages',
  'syslockinfo',
  'syslogins',
  'sysmessages',
  'sysoledbusers',
  'sysperfinfo',
  'sysprocesses',
  'sysremotelogins',
  'sysservers',
  'spt_values',
]);

/** Whether a name without the schema sys means a system view or function in this database. */
export function isSystemName(database: string, name: string): boolean {
  const folded = name.toLowerCase();
  return withoutSchema.has(folded) || (database.toLowerCase() === 'master' && ofMaster.has(folded));
}
