/** GRANT statements: who gets what that did not have it already. */
import { isOwner } from '../catalog/decide/owner-in-effect';
import { isAdministrator } from '../catalog/decide/power';
import { findPrincipal, findServerPrincipal, loginOfSid } from '../catalog/lookup';
import type { Catalog, Database } from '../catalog/model';
import type { Path } from '../engine/session/model';
import type { NamedAt } from '../syntax/expression';
import type { Statement, StatementOf } from '../syntax/statement';
import { isTaken } from './ways';

/** A GRANT that is not refused on this path. */
export function grantOn(path: Path | undefined, statement: Statement): StatementOf<'permission'> | undefined {
  if (statement.kind !== 'permission' || statement.action !== 'grant') return undefined;
  return path && !isTaken(path) ? undefined : statement;
}

/** One of these permissions, where the statement grants it. */
export function permissionOf(
  { permissions }: StatementOf<'permission'>,
  ...names: readonly string[]
): StatementOf<'permission'>['permissions'][number] | undefined {
  return permissions.find(({ name }) => names.includes(name));
}

/**
 * Those grantees at the server who are not certainly administrators already. The login of a key is nobody who connects: it
 * gives its rights to signed modules alone.
 */
export function ordinaryLogins(catalog: Catalog, grantees: readonly NamedAt[]): readonly NamedAt[] {
  return grantees.filter(({ name }) => {
    const { entry } = { entry: undefined, ...findServerPrincipal(catalog, name) };
    return (
      !entry ||
      !(entry.type.startsWith('certificate') || entry.type.startsWith('key') || isAdministrator(catalog, entry))
    );
  });
}

/** Those grantees in a database who are not certainly its owners, or administrators, and not the users of keys. */
export function ordinaryUsers(catalog: Catalog, database: Database, grantees: readonly NamedAt[]): readonly NamedAt[] {
  return grantees.filter(({ name }) => {
    const { entry } = { entry: undefined, ...findPrincipal(database, name) };
    if (!entry) return true;
    if (entry.key !== undefined || isOwner(catalog, database, entry)) return false;
    const login = entry.sid === undefined ? undefined : loginOfSid(catalog, entry.sid);
    return !login || isAdministrator(catalog, login) !== true;
  });
}

/** Names for a sentence: 'amy', 'bob' and 'carol'. */
export function listed(names: readonly string[]): string {
  const quoted = names.map((name) => `'${name}'`);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`;
}
