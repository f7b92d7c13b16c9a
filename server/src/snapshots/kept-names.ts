/** Names that every server has: they give nothing away, and what they mean would be lost with them. */
import { fixedDatabaseRoleNames, fixedServerRoleNames } from '../catalog/builtin';
import { builtinPermissions } from '../catalog/generated/builtin-permissions';
import { azureMasterRoles, msdbRoles } from '../catalog/generated/fixed-roles';
import { identityFunctions } from '../catalog/generated/identity-functions';
import { systemObjects } from '../catalog/generated/system-objects';
import { newest } from '../catalog/versions';
import { fold } from '../text/name';

export function isKept(name: string): boolean {
  return everywhere.has(fold(name)) || /^##MS_\w+##$/.test(name) || accounts.test(name);
}

/** In the text of a module also types, functions and procedures of the system. */
export function isKeptInText(name: string): boolean {
  return isKept(name) || words.has(fold(name)) || /^(?:[sx]p|fn|dm)_/i.test(name);
}

/** A text that is the name of a permission or of a class of things. */
export function isPermission(text: string): boolean {
  return permissions.has(text.toUpperCase());
}

const permissions: ReadonlySet<string> = new Set(
  builtinPermissions.flatMap(([kind, permission]) => [kind, permission.trim()]),
);

const accounts =
  /^NT (?:AUTHORITY\\SYSTEM|SERVICE\\(?:MSSQLSERVER|SQLSERVERAGENT|SQLWriter|SQLTELEMETRY|Winmgmt|ClusSvc))$/i;

const everywhere: ReadonlySet<string> = new Set(
  [
    ...['sa', 'dbo', 'guest', 'sys', 'INFORMATION_SCHEMA', 'public', 'master', 'model', 'msdb', 'tempdb', '0x01'],
    ...['TSQL Default TCP', 'TSQL Default VIA', 'TSQL Local Machine', 'TSQL Named Pipes', 'Dedicated Admin Connection'],
    ...fixedDatabaseRoleNames,
    ...fixedServerRoleNames(newest),
    ...msdbRoles,
    ...azureMasterRoles,
  ].map(fold),
);

const words: ReadonlySet<string> = new Set(
  [
    ...identityFunctions.map(([name]) => name),
    ...systemObjects.flatMap(([name]) => name.split('.')),
    ...'bigint binary bit char cursor date datetime datetime2 datetimeoffset decimal float geography geometry'.split(
      ' ',
    ),
    ...'hierarchyid image int max money nchar ntext numeric nvarchar real rowversion smalldatetime smallint'.split(' '),
    ...'smallmoney sql_variant sysname text time timestamp tinyint uniqueidentifier varbinary varchar xml'.split(' '),
    ...'abs avg cast ceiling charindex coalesce concat convert count count_big datalength dateadd datediff'.split(' '),
    ...'datename datepart day db_id db_name error_line error_message error_number error_procedure'.split(' '),
    ...'error_severity error_state floor format getdate getutcdate isnull json_query json_value left len'.split(' '),
    ...'lower ltrim max min month newid nullif object_id object_name patindex rand rank replace right round'.split(' '),
    ...'row_number rtrim schema_id schema_name scope_identity serverproperty session_context stuff string_agg'.split(
      ' ',
    ),
    ...'string_split substring sum sysdatetime sysutcdatetime upper year xact_state inserted deleted output'.split(' '),
    ...'objects tables columns database_principals server_principals databases schemas procedures views'.split(' '),
  ].map(fold),
);
