/** Which server a snapshot is of. */
import type { Version } from '../catalog/model';
import { versions } from '../catalog/versions';
import type { ServerPart } from './model';

/** Undefined: none that is imitated. Servers before 2016 are imitated as 2016. */
export function versionOf({ version, edition }: Pick<ServerPart, 'version' | 'edition'>): Version | undefined {
  if (edition === azureDatabase) return 'azure-sql-database';
  if (edition === managedInstance) return 'managed-instance';
  const major = Number(/^\d+/.exec(version)?.[0]);
  const year = major < oldest ? '2016' : years.get(major);
  return versions.find((one) => one === year);
}

const azureDatabase = 5;
const managedInstance = 8;
const oldest = 13;
const years: ReadonlyMap<number, string> = new Map([
  [13, '2016'],
  [14, '2017'],
  [15, '2019'],
  [16, '2022'],
  [17, '2025'],
]);
