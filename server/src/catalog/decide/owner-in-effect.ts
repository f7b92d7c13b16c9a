/**
 * Who owns a database in effect: dbo, members of db_owner, who holds CONTROL on it; and who may impersonate one of them,
 * over any number of hops (IMP-3, IMP-8, ESC-1). Only what is certain counts.
 */
import { memo, memo2 } from '../../text/memo';
import { databaseClosure, userToken } from '../closure';
import { dbOwnerId, dboId } from '../ids';
import { permissions, userText } from '../indexes';
import type { Catalog, Database, DatabasePrincipal, Id, PermissionRow } from '../model';
import { decide } from './decide';
import { decideImpersonateUser, impersonableUser } from './impersonate';
import { databaseQuestion } from './question';

/** What makes a principal an owner by itself: 'is a member of db_owner'. Undefined: nothing that is known. */
export function ownership(catalog: Catalog, database: Database, principal: DatabasePrincipal): string | undefined {
  if (principal.id === dboId) return 'owns the database';
  if (databaseClosure(database, [principal.id]).get(dbOwnerId) === true) return 'is a member of db_owner';
  const subject = { database, userToken: userToken(database, principal) };
  const holds = decide(catalog, subject, databaseQuestion(catalog, database, 'CONTROL')).kind === 'allowed';
  return holds ? 'holds CONTROL on the database' : undefined;
}

export function isOwner(catalog: Catalog, database: Database, principal: DatabasePrincipal): boolean {
  return ownership(catalog, database, principal) !== undefined;
}

/** How a principal comes to be an owner, a clause for each step; undefined: it does not, as far as is known. */
export function wayToOwner(
  catalog: Catalog,
  database: Database,
  start: DatabasePrincipal,
): readonly string[] | undefined {
  return ways(catalog, database)(start);
}

const ways = memo2((catalog: Catalog, database: Database) =>
  memo((start: DatabasePrincipal): readonly string[] | undefined => {
    const seen = new Set<Id>([start.id]);
    let reached: readonly Reached[] = [{ principal: start, way: [] }];
    while (reached.length > 0) {
      const next: Reached[] = [];
      for (const { principal, way } of reached) {
        const who = principal === start ? '' : `'${principal.name}' `;
        const how = ownership(catalog, database, principal);
        if (how !== undefined) return principal.id === dboId ? way : [...way, `${who}${how}`];
        for (const to of impersonated(catalog, database, principal)) {
          if (seen.has(to.id)) continue;
          seen.add(to.id);
          next.push({ principal: to, way: [...way, `${who}may impersonate '${to.name}'`] });
        }
      }
      reached = next;
    }
    return undefined;
  }),
);

interface Reached {
  readonly principal: DatabasePrincipal;
  readonly way: readonly string[];
}

function impersonated(
  catalog: Catalog,
  database: Database,
  principal: DatabasePrincipal,
): readonly DatabasePrincipal[] {
  const token = userToken(database, principal);
  const mine = new Set(token.rows.filter(({ certain }) => certain).map(({ id }) => id));
  return userImpersonationRows(database).flatMap((row): readonly DatabasePrincipal[] => {
    const to = mine.has(row.grantee) ? database.principals.get(row.securable.id) : undefined;
    if (!to || impersonableUser(catalog, to).kind === 'no') return [];
    return decideImpersonateUser(catalog, { database, userToken: token }, to).kind === 'allowed' ? [to] : [];
  });
}

/** Grants that let their grantee impersonate a user. */
export function userImpersonationRows({ permissions: rows }: Database): readonly PermissionRow[] {
  return permissions.find(rows, userText);
}
