/** The servers that are imitated, the newest one of the box product named apart. */
import type { Version } from './model';

export const versions = [
  '2016',
  '2017',
  '2019',
  '2022',
  '2025',
  'azure-sql-database',
  'managed-instance',
] as const satisfies readonly Version[];

export const newest: Version = '2025';
