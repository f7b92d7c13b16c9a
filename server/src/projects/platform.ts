/** What a project says of the server and the database that it is for. */
import type { Version } from '../catalog/model';

const byNumber: ReadonlyMap<string, Version> = new Map([
  ['140', '2017'],
  ['150', '2019'],
  ['160', '2022'],
  ['170', '2025'],
]);

/**
 * The version of a platform as projects and packages name it: `Microsoft.Data.Tools.Schema.Sql.Sql160DatabaseSchemaProvider`
 * or `Sql160`. Servers before 2016 are imitated as 2016. Undefined: one that is not imitated, such as a data warehouse.
 */
export function versionOf(platform: string): Version | undefined {
  const [, name = platform] = /\.(\w+?)DatabaseSchemaProvider$/.exec(platform.trim()) ?? [];
  if (/^SqlAzure(V12)?$/i.test(name) || /^SqlDbFabric$/i.test(name)) return 'azure-sql-database';
  const [, number] = /^Sql(\d+)$/i.exec(name) ?? [];
  if (number === undefined) return undefined;
  return Number(number) <= 130 ? '2016' : byNumber.get(number);
}
