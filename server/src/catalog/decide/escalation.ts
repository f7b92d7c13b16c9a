/** Trustworthy databases whose owner is powerful, and who could use that (ESC-1). msdb is left out: it is installed so. */

import { memo } from '../../text/memo';
import { databaseKey } from '../collation';
import { loginOfSid } from '../lookup';
import type { Catalog, Database, DatabasePrincipal } from '../model';
import { wayToOwner } from './owner-in-effect';
import { isAdministrator, powerOf, type Trusting, trustworthyDatabases } from './power';

export interface PowerfulOwner extends Trusting {
  /** 'is a member of sysadmin'. */
  readonly power: string;
}

/** Trustworthy databases whose owner is as good as a sysadmin, by the owner's own rights. */
export const powerfulOwners = memo((catalog: Catalog): ReadonlyMap<string, PowerfulOwner> => {
  const found = new Map<string, PowerfulOwner>();
  for (const one of trustworthyDatabases(catalog)) {
    const power = one.database.name === 'msdb' ? undefined : powerOf(catalog, one.owner);
    if (power !== undefined) found.set(databaseKey(catalog, one.database.name), { ...one, power });
  }
  return found;
});

export interface Climber extends PowerfulOwner {
  readonly user: DatabasePrincipal;
  /** 'is a member of db_owner'. */
  readonly by: string;
}

/** Users of those databases who are certainly no administrators and can be dbo. */
export const climbers = memo((catalog: Catalog): ReadonlyMap<string, Climber> => {
  const found = new Map<string, Climber>();
  for (const [key, one] of powerfulOwners(catalog))
    for (const user of one.database.principals.values()) {
      if (!isOrdinary(catalog, one.database, user)) continue;
      const way = wayToOwner(catalog, one.database, user);
      if (way) found.set(`${key}|${user.id}`, { ...one, user, by: way.join(', ') });
    }
  return found;
});

/** Whether somebody connects as the user who is no administrator, and does not own the database. */
function isOrdinary(
  catalog: Catalog,
  database: Database,
  { fixed, type, sid, authentication, certain }: DatabasePrincipal,
): boolean {
  if (fixed || !certain || !people.has(type) || sid === database.owner) return false;
  if (authentication === 'database') return true;
  const login = sid === undefined ? undefined : loginOfSid(catalog, sid);
  return login !== undefined && !login.disabled && isAdministrator(catalog, login) === false;
}

const people: ReadonlySet<DatabasePrincipal['type']> = new Set([
  'sql_user',
  'windows_user',
  'windows_group',
  'external_user',
  'external_group',
]);
