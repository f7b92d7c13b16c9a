/** What happens to permission rows and memberships when the thing or the principal they name goes away. */
import { Map as Immutable } from 'immutable';
import { permissionKey, permissions, securableText } from '../../indexes';
import type { Id, Membership, PermissionRow, Securable } from '../../model';

type Rows = Immutable<string, PermissionRow>;
type Members = Immutable<Id, Immutable<Id, Membership>>;

/** Without the rows on a securable, its columns included. */
export function withoutRowsOn(rows: Rows, securable: Securable): Rows {
  return permissions
    .find(rows, securableText(securable))
    .reduce((left, row) => permissions.remove(left, permissionKey(row)), rows);
}

/** Without the rows that a principal holds. */
export function withoutRowsOf(rows: Rows, grantee: Id): Rows {
  return rows
    .filter((row) => row.grantee === grantee)
    .reduce((left, row) => permissions.remove(left, permissionKey(row)), rows);
}

/** Without the memberships of a principal, and without its members. */
export function withoutMember(members: Members, id: Id): Members {
  let left = members.delete(id);
  for (const [role, list] of left) {
    if (!list.has(id)) continue;
    const rest = list.delete(id);
    left = rest.size === 0 ? left.delete(role) : left.set(role, rest);
  }
  return left;
}

export function withMember(members: Members, role: Id, member: Id): Members {
  const list = members.get(role);
  if (list?.get(member)?.certain) return members;
  return members.update(role, (old) => (old ?? Immutable<Id, Membership>()).set(member, { certain: true }));
}

export function withoutMembership(members: Members, role: Id, member: Id): Members {
  const list = members.get(role);
  if (!list?.has(member)) return members;
  const rest = list.delete(member);
  return rest.size === 0 ? members.delete(role) : members.set(role, rest);
}

export function withRow(rows: Rows, row: PermissionRow): Rows {
  return permissions.set(rows, permissionKey(row), row);
}
