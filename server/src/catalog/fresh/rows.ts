/** Small makers of maps that what is there from the start is written with. */
import { Map as Immutable } from 'immutable';
import { permissionKey } from '../indexes';
import type { Entry, Id, PermissionRow, Securable } from '../model';

export function byId<T extends Entry>(entries: readonly T[]): Immutable<Id, T> {
  return Immutable(entries.map((entry) => [entry.id, entry]));
}

export function rowsOf(rows: readonly PermissionRow[]): Immutable<string, PermissionRow> {
  return Immutable(rows.map((row) => [permissionKey(row), row]));
}

export function grantRow(permission: string, securable: Securable, grantee: Id, grantor: Id): PermissionRow {
  return { state: 'grant', permission, securable, grantee, grantor, certain: true };
}
