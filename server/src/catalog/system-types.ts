/** The types that every database has; they belong to sys and are no securables. */
import { fold, type Name } from '../text/name';

const names: ReadonlySet<string> = new Set(
  (
    'bigint binary bit char date datetime datetime2 datetimeoffset decimal float geography geometry hierarchyid image int ' +
    'json money nchar ntext numeric nvarchar real smalldatetime smallint smallmoney sql_variant sysname text time ' +
    'timestamp tinyint uniqueidentifier varbinary varchar vector xml'
  ).split(' '),
);

export function isSystemType(name: Name): boolean {
  return names.has(fold(name));
}
