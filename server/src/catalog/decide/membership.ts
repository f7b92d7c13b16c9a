/** Whether a principal is in a token, surely or perhaps. */

import { databaseClosure, serverClosure } from '../closure';
import type { Catalog, Database, Id } from '../model';
import { lacking, type Reason } from '../reason';
import type { Token, TokenRow } from '../token';
import type { Subject } from './subject';

export type Membership =
  | { readonly kind: 'member'; readonly row: TokenRow }
  | { readonly kind: 'perhaps'; readonly because: Reason }
  | { readonly kind: 'no' };

const no: Membership = { kind: 'no' };

/** `forDeny`: rows of usage DENY ONLY count too (TOK-3). An authenticator never takes part. */
export function memberOf(token: Token | undefined, id: Id, purpose: 'grant' | 'deny', scope: TokenScope): Membership {
  if (!token) return no;
  let uncertain: TokenRow | undefined;
  for (const row of token.rows) {
    if (row.id !== id || !counts(row, purpose)) continue;
    if (row.certain) return { kind: 'member', row };
    uncertain = row;
  }
  if (uncertain)
    return {
      kind: 'perhaps',
      because: lacking('path', `whether '${uncertain.name}' belongs to the token depends on the path taken`),
    };
  if (token.incomplete !== undefined && mayBeMissing(token, id, scope))
    return { kind: 'perhaps', because: token.incomplete };
  return no;
}

/** Whether the subject has what this principal was granted, by the token in which such a principal stands. */
export function membershipOf(
  catalog: Catalog,
  { loginToken, userToken, database }: Subject,
  id: Id,
  scope: TokenScope['kind'],
): Membership {
  if (scope === 'server') return memberOf(loginToken, id, 'grant', { kind: 'server', catalog });
  return database ? memberOf(userToken, id, 'grant', { kind: 'database', database }) : no;
}

export function counts(row: TokenRow, purpose: 'grant' | 'deny'): boolean {
  return row.usage === 'GRANT OR DENY' || (purpose === 'deny' && row.usage === 'DENY ONLY');
}

export type TokenScope =
  | { readonly kind: 'server'; readonly catalog: Catalog }
  | { readonly kind: 'database'; readonly database: Database };

/**
 * Whether an incomplete token may hold this principal: nobody knows who it is, or it lacks roles, or only Windows
 * groups.
 */
function mayBeMissing(token: Token, id: Id, scope: TokenScope): boolean {
  if (token.rows.length === 0) return true;
  if (token.incomplete?.lack === 'windows') return groupClosure(scope).has(id);
  const principal =
    scope.kind === 'server' ? scope.catalog.server.principals.get(id) : scope.database.principals.get(id);
  return principal === undefined || /role$|group$/.test(principal.type);
}

function groupClosure(scope: TokenScope): ReadonlyMap<Id, boolean> {
  if (scope.kind === 'server') {
    const { server } = scope.catalog;
    return serverClosure(server, [
      ...server.principals.filter((one) => one.type === 'windows_group' || one.type === 'external_group').keys(),
    ]);
  }
  const { database } = scope;
  return databaseClosure(database, [
    ...database.principals.filter((one) => one.type === 'windows_group' || one.type === 'external_group').keys(),
  ]);
}
