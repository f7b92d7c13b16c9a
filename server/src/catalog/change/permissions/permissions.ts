/**
 * GRANT, DENY and REVOKE as changes of rows (GRA-1, GRA-4 to GRA-6). Who may do it, and whose grantor is recorded, is
 * decided in `decide-grant`; here the grantor is given. DENY and REVOKE of a whole object take the rows on its columns
 * away too, so a column grant that stands beside a DENY on its table was made after it (PERM-6).
 */
import type { Map as Immutable } from 'immutable';
import type { Folded } from '../../../text/name';
import { permissionKey, permissions, securableText } from '../../indexes';
import type { Catalog, Id, PermissionRow, Securable } from '../../model';
import { changing, editDatabase, editServer } from '../edit';
import { withRow } from './rows';

export type PermissionPlace = { readonly kind: 'server' } | { readonly kind: 'database'; readonly database: Folded };

export interface RowName {
  readonly permission: string;
  readonly securable: Securable;
  readonly grantee: Id;
  readonly grantor: Id;
}
type Rows = Immutable<string, PermissionRow>;

/** GRANT [WITH GRANT OPTION]: replaces a DENY of the same grantor; never takes the grant option away. */
export function grant(
  catalog: Catalog,
  place: PermissionPlace,
  row: RowName,
  { withGrantOption = false }: { readonly withGrantOption?: boolean } = {},
): Catalog {
  return changing(catalog, 'grant', [place, row, withGrantOption], () =>
    editRows(catalog, place, (rows) => {
      const old = rows.get(permissionKey(row));
      const state =
        withGrantOption || (old?.certain && old.state === 'grant_with_grant_option')
          ? 'grant_with_grant_option'
          : 'grant';
      return withRow(rows, { ...row, state, certain: true });
    }),
  );
}

/** DENY [CASCADE]. */
export function deny(
  catalog: Catalog,
  place: PermissionPlace,
  row: RowName,
  { cascade = false }: { readonly cascade?: boolean } = {},
): Catalog {
  return changing(catalog, 'deny', [place, row, cascade], () =>
    editRows(catalog, place, (rows) => {
      const left = withoutColumnRows(cascade ? withoutOnward(rows, row) : rows, row, (one) => one.state !== 'deny');
      return withRow(left, { ...row, state: 'deny', certain: true });
    }),
  );
}

/**
 * REVOKE [GRANT OPTION FOR] [CASCADE]: a grant or a denial of this grantor; where there is none, nothing changes
 * (GRA-4).
 */
export function revoke(
  catalog: Catalog,
  place: PermissionPlace,
  row: RowName,
  { cascade = false, grantOptionFor = false }: { readonly cascade?: boolean; readonly grantOptionFor?: boolean } = {},
): Catalog {
  return changing(catalog, 'revoke', [place, row, cascade, grantOptionFor], () =>
    editRows(catalog, place, (rows) => {
      const old = rows.get(permissionKey(row));
      const left = cascade ? withoutOnward(rows, row) : rows;
      if (grantOptionFor)
        return old?.state === 'grant_with_grant_option' ? withRow(left, { ...old, state: 'grant' }) : left;
      return permissions.remove(
        withoutColumnRows(left, row, (one) => one.grantor === row.grantor),
        permissionKey(row),
      );
    }),
  );
}

/**
 * Whether DENY or REVOKE of this row needs CASCADE: it is grantable; the option alone, if it was used (4611, GRA-5,
 * GRA-6).
 */
export function needsCascade(
  catalog: Catalog,
  place: PermissionPlace,
  row: RowName,
  { grantOptionFor = false }: { readonly grantOptionFor?: boolean } = {},
): boolean {
  const rows =
    place.kind === 'server' ? catalog.server.permissions : catalog.databases.get(place.database)?.permissions;
  if (rows?.get(permissionKey(row))?.state !== 'grant_with_grant_option') return false;
  return !grantOptionFor || withoutOnward(rows, row) !== rows;
}

function editRows(catalog: Catalog, place: PermissionPlace, edit: (rows: Rows) => Rows): Catalog {
  return place.kind === 'server'
    ? editServer(catalog, (server) => ({ ...server, permissions: edit(server.permissions) }))
    : editDatabase(catalog, place.database, (db) => ({ ...db, permissions: edit(db.permissions) }));
}

function withoutColumnRows(rows: Rows, row: RowName, drop: (row: PermissionRow) => boolean): Rows {
  if (row.securable.column !== undefined) return rows;
  return permissions
    .find(rows, securableText(row.securable))
    .filter(
      (one) =>
        one.securable.column !== undefined &&
        one.permission === row.permission &&
        one.grantee === row.grantee &&
        drop(one),
    )
    .reduce((left, one) => permissions.remove(left, permissionKey(one)), rows);
}

/** Without what the grantee granted onward, and what those granted onward in turn. */
function withoutOnward(rows: Rows, from: RowName): Rows {
  let left = rows;
  const waiting: Id[] = [from.grantee];
  const done = new Set<Id>([from.grantor]);
  for (let grantor = waiting.pop(); grantor !== undefined; grantor = waiting.pop()) {
    if (done.has(grantor)) continue;
    done.add(grantor);
    for (const row of permissions.find(left, securableText(from.securable))) {
      if (row.grantor !== grantor || row.permission !== from.permission || row.grantee === from.grantee) continue;
      left = permissions.remove(left, permissionKey(row));
      waiting.push(row.grantee);
    }
  }
  return left;
}
