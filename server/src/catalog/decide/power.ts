/**
 * Who can do everything on the server: by itself, or by impersonating others, over any number of hops (ESC-1, ESC-2, ESC-4,
 * ESC-5, ESC-7). Only what is certain counts.
 */
import { memo, memo2 } from '../../text/memo';
import { loginToken } from '../closure';
import { fixedServerRoleId, sysadminId } from '../ids';
import { loginOfSid, userOfSid } from '../lookup';
import type { Catalog, Database, Id, PermissionRow, ServerPrincipal } from '../model';
import { decide } from './decide';
import { decideImpersonateLogin, impersonableLogin } from './impersonate';
import { wayToOwner } from './owner-in-effect';
import { serverQuestion } from './question';

/** Whether a server principal is sysadmin or holds CONTROL SERVER; undefined: that is not known. */
export function isAdministrator(catalog: Catalog, principal: ServerPrincipal): boolean | undefined {
  const { kind } = decide(
    catalog,
    { loginToken: loginToken(catalog, principal) },
    serverQuestion(catalog, 'CONTROL SERVER'),
  );
  return kind === 'unknown' ? undefined : kind === 'allowed';
}

/** What makes a principal as good as a sysadmin by itself: 'is a member of sysadmin'. Undefined: nothing that is known. */
export function powerOf(catalog: Catalog, principal: ServerPrincipal): string | undefined {
  const token = loginToken(catalog, principal);
  const isIn = (id: Id): boolean => token.rows.some((row) => row.id === id && row.certain);
  if (isIn(sysadminId)) return 'is a member of sysadmin';
  for (const permission of ['CONTROL SERVER', 'IMPERSONATE ANY LOGIN'])
    if (decide(catalog, { loginToken: token }, serverQuestion(catalog, permission)).kind === 'allowed')
      return `holds ${permission}`;
  return isIn(fixedServerRoleId('securityadmin')) ? 'is a member of securityadmin' : undefined;
}

/**
 * How a principal comes to be as good as a sysadmin, a clause for each step: ["may impersonate 'bob'", "'bob' is a member of
 * sysadmin"]. Undefined: it does not, as far as is known.
 */
export const wayToSysadmin = memo2((catalog: Catalog, start: ServerPrincipal): readonly string[] | undefined => {
  const seen = new Set<Id>([start.id]);
  let reached: readonly Reached[] = [{ principal: start, way: [] }];
  while (reached.length > 0) {
    const next: Reached[] = [];
    for (const { principal, way } of reached) {
      const who = principal === start ? '' : `'${principal.name}' `;
      const power = powerOf(catalog, principal);
      if (power !== undefined) return [...way, `${who}${power}`];
      for (const { to, by } of [...impersonated(catalog, principal), ...ownersReached(catalog, principal)]) {
        if (seen.has(to.id)) continue;
        seen.add(to.id);
        next.push({ principal: to, way: [...way, `${who}${by}`] });
      }
    }
    reached = next;
  }
  return undefined;
});

interface Reached {
  readonly principal: ServerPrincipal;
  readonly way: readonly string[];
}

interface Hop {
  readonly to: ServerPrincipal;
  readonly by: string;
}

/** The logins that a principal may impersonate (IMP-4). */
function impersonated(catalog: Catalog, principal: ServerPrincipal): readonly Hop[] {
  const token = loginToken(catalog, principal);
  const mine = new Set(token.rows.filter(({ certain }) => certain).map(({ id }) => id));
  return impersonationRows(catalog).flatMap((row): readonly Hop[] => {
    const to = mine.has(row.grantee) ? catalog.server.principals.get(row.securable.id) : undefined;
    if (!to || impersonableLogin(to).kind !== 'yes') return [];
    const may = decideImpersonateLogin(catalog, { loginToken: token }, to).kind === 'allowed';
    return may ? [{ to, by: `may impersonate '${to.name}'` }] : [];
  });
}

/** Grants that let their grantee impersonate a login. */
export const impersonationRows = memo(({ server }: Catalog): readonly PermissionRow[] =>
  [...server.permissions.values()].filter(
    ({ state, permission, securable, certain }) =>
      state !== 'deny' &&
      certain &&
      securable.class === 'LOGIN' &&
      (permission === 'IMPERSONATE' || permission === 'CONTROL'),
  ),
);

/** The owners of the trustworthy databases in which a login can be dbo (ESC-1, ESC-2). */
function ownersReached(catalog: Catalog, login: ServerPrincipal): readonly Hop[] {
  return trustworthyDatabases(catalog).flatMap(({ database, owner }): readonly Hop[] => {
    const user = userOfSid(database, login.sid);
    return user.kind === 'found' && owner.id !== login.id && wayToOwner(catalog, database, user.entry) !== undefined
      ? [{ to: owner, by: `can be dbo in ${database.name}, which is TRUSTWORTHY and belongs to '${owner.name}'` }]
      : [];
  });
}

/** A database that is certainly trustworthy, and the login that owns it. */
export interface Trusting {
  readonly database: Database;
  readonly owner: ServerPrincipal;
}

export const trustworthyDatabases = memo((catalog: Catalog): readonly Trusting[] =>
  [...catalog.databases.values()].flatMap((database): readonly Trusting[] => {
    if (!database.trustworthy || !database.certain || database.owner === undefined || database.ownerAssumed) return [];
    const owner = loginOfSid(catalog, database.owner);
    return owner ? [{ database, owner }] : [];
  }),
);
