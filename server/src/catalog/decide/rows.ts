/** Steps 4 to 6 of PERM-2: what is denied and granted, by rows of the catalog and by fixed roles. */

import { memo } from '../../text/memo';
import {
  coveringRights,
  type FixedRight,
  fixedDatabaseRoleRightsOf,
  fixedServerRoleRightsOf,
  type Right,
  rightKey,
} from '../builtin';
import { permissions, securableText } from '../indexes';
import type { Catalog, Database, Id, PermissionRow, Securable } from '../model';
import { lacking } from '../reason';
import { isServerScoped, permissionSpace } from '../securable';
import { showSecurable } from '../show';
import type { Token } from '../token';
import { type Finding, gather } from './evidence';
import { counts, memberOf, type TokenScope } from './membership';
import type { Subject } from './subject';
import type { Question } from './verdict';

type Purpose = 'grant' | 'deny';

/** Step 4: any DENY of the permission or a covering one, on the securable or what holds it, to any member. */
export function denials(catalog: Catalog, subject: Subject, question: Question): Finding {
  return gather(search(catalog, subject, question, 'deny'));
}

/** Steps 5 and 6: any GRANT of the permission or a covering one, in the database or at the server. */
export function grants(catalog: Catalog, subject: Subject, question: Question): Finding {
  return gather(search(catalog, subject, question, 'grant'));
}

/**
 * The permissions that bear on a check, place by place: what SELECT on an object, its schema, its database ... decides
 * it.
 */
function bearing(database: Database | undefined, question: Question): Bearing {
  const space = permissionSpace(database, question.securable);
  return coveringRights(question.securable.class, question.permission).flatMap((right) =>
    space.filter((place) => place.class === right.class).map((place) => ({ place, right })),
  );
}

type Bearing = readonly { readonly place: Securable; readonly right: Right }[];

function* search(catalog: Catalog, subject: Subject, question: Question, purpose: Purpose): Generator<Finding> {
  const { database } = subject;
  const exception = purpose === 'deny' ? columnGrant(catalog, subject, question) : {};
  yield* columnRows(catalog, subject, question, purpose);
  const all = bearing(database, question);
  for (const { place, right } of all) {
    const atServer = isServerScoped(place.class);
    const token = atServer ? subject.loginToken : subject.userToken;
    if (!token || (!atServer && !database)) continue;
    const scope: TokenScope = atServer ? { kind: 'server', catalog } : { kind: 'database', database: database! };
    const rows = permissions.find(atServer ? catalog.server.permissions : database!.permissions, securableText(place));
    for (const row of ofPermission(rows, right.permission)) {
      if (row.securable.column !== undefined || !isAbout(row, purpose)) continue;
      // A column grant made after the DENY on the table wins for its column; an earlier one is gone by then (PERM-6).
      const covered = place.class === 'OBJECT' && right.permission === question.permission;
      if (covered && exception.sure) continue;
      const found = byRow(catalog, database, token, row, purpose, scope, question);
      yield covered && exception.maybe !== undefined && found.sure ? { maybe: exception.maybe } : found;
    }
  }
  yield* byFixedRoles(catalog, subject, question, all, purpose);
  yield* whatNobodyListed(catalog, subject, question, all, purpose);
}

function ofPermission(rows: readonly PermissionRow[], permission: string): readonly PermissionRow[] {
  return rows.length < many
    ? rows.filter((row) => row.permission === permission)
    : (byPermission(rows).get(permission) ?? []);
}

/** Each login may connect, each user to his database: so many are not looked through again and again. */
const many = 16;
const byPermission = memo((rows: readonly PermissionRow[]): ReadonlyMap<string, readonly PermissionRow[]> => {
  const found = new Map<string, PermissionRow[]>();
  for (const row of rows) {
    const same = found.get(row.permission);
    if (same) same.push(row);
    else found.set(row.permission, [row]);
  }
  return found;
});

export function isDeny(row: PermissionRow): boolean {
  return row.state === 'deny';
}

function isAbout(row: PermissionRow, purpose: Purpose): boolean {
  return row.disputed === true || isDeny(row) === (purpose === 'deny');
}

function byRow(
  catalog: Catalog,
  database: Database | undefined,
  token: Token,
  row: PermissionRow,
  purpose: Purpose,
  scope: TokenScope,
  question: Question,
): Finding {
  const member = memberOf(token, row.grantee, purpose, scope);
  if (member.kind === 'no') return {};
  if (member.kind === 'perhaps') return { maybe: member.because };
  const on = showSecurable(catalog, database, row.securable);
  if (!row.certain)
    return {
      maybe: lacking(
        'path',
        `whether ${row.permission} on ${on} is ${isDeny(row) ? 'denied' : 'granted'} to '${member.row.name}' depends on the path taken`,
      ),
    };
  return { sure: { kind: 'row', principal: member.row.name, row, covers: coverText(row.permission, on, question) } };
}

function coverText(permission: string, on: string, question: Question): string {
  return permission === question.permission && on === question.on
    ? `${permission} on ${on}`
    : `${permission} on ${on} covers ${question.permission}`;
}

function* columnRows(catalog: Catalog, subject: Subject, question: Question, purpose: Purpose): Generator<Finding> {
  const { database, userToken } = subject;
  const { column } = question.securable;
  if (column === undefined || !database || !userToken) return;
  for (const row of permissions.find(database.permissions, securableText(question.securable))) {
    if (row.securable.column !== column || row.permission !== question.permission || !isAbout(row, purpose)) continue;
    yield byRow(catalog, database, userToken, row, purpose, { kind: 'database', database }, question);
  }
}

/** PERM-6; with "common criteria compliance enabled" the DENY on the table wins. */
function columnGrant(catalog: Catalog, subject: Subject, question: Question): Finding {
  if (question.securable.column === undefined) return {};
  const found = gather(columnRows(catalog, subject, question, 'grant'));
  const { configuration } = catalog.server;
  const option = 'common criteria compliance enabled';
  if (configuration.get(option) === 1) return {};
  const { database } = subject;
  if (!found.sure && database?.knowledge === 'open')
    return { maybe: lacking('declaration', `what is granted on the columns in ${database.name} is not known`) };
  return found.sure && configuration.has(option) && configuration.get(option) === undefined
    ? { maybe: lacking('setting', `${option} is not known`) }
    : found;
}

/** What fixed roles hold or are denied without a row (PRN-5, PRN-28). */
function* byFixedRoles(
  catalog: Catalog,
  subject: Subject,
  question: Question,
  all: Bearing,
  purpose: Purpose,
): Generator<Finding> {
  const wanted = new Map(all.map(({ place, right }) => [rightKey(right.class, right.permission), place]));
  const { database, userToken, loginToken } = subject;
  if (database && userToken) {
    yield* fixedIn(
      database.principals,
      userToken,
      fixedDatabaseRoleRightsOf,
      { kind: 'database', database },
      wanted,
      purpose,
      catalog,
      database,
      question,
    );
  }
  if (loginToken) {
    yield* fixedIn(
      catalog.server.principals,
      loginToken,
      fixedServerRoleRightsOf,
      { kind: 'server', catalog },
      wanted,
      purpose,
      catalog,
      database,
      question,
    );
  }
}

interface Role {
  readonly id: Id;
  readonly name: string;
  readonly fixed: boolean;
  readonly type: string;
}

type Principals = Iterable<readonly [Id, Role]> & { get(id: Id): Role | undefined };

const fixedAmong = memo((principals: Principals): readonly Role[] =>
  [...principals].flatMap(([, role]) => (role.fixed ? [role] : [])),
);

function* fixedIn(
  principals: Principals,
  token: Token,
  rightsOf: (role: string) => readonly FixedRight[],
  scope: TokenScope,
  wanted: ReadonlyMap<string, Securable>,
  purpose: Purpose,
  catalog: Catalog,
  database: Database | undefined,
  question: Question,
): Generator<Finding> {
  const candidates =
    token.incomplete === undefined
      ? token.rows.filter((row) => counts(row, purpose) && row.id !== undefined).map((row) => principals.get(row.id!))
      : fixedAmong(principals);
  for (const role of candidates) {
    if (!role?.fixed) continue;
    for (const right of rightsOf(role.name)) {
      const place = wanted.get(right.key);
      if (!place || right.state !== purpose) continue;
      const member = memberOf(token, role.id, purpose, scope);
      if (member.kind === 'perhaps') yield { maybe: member.because };
      else if (member.kind === 'member') {
        yield {
          sure: {
            kind: 'role',
            principal: token.rows[0]?.name ?? role.name,
            role: role.name,
            covers: coverText(right.permission, showSecurable(catalog, database, place), question),
          },
        };
      }
    }
  }
}

/**
 * Grants and denials that no script and no export told us about (UNK-13). A declared default (UNK-10): at a server that
 * is not known, public was given nothing but, perhaps, VIEW permissions, and was denied nothing. So a login that the
 * script itself created can be judged.
 */
function* whatNobodyListed(
  catalog: Catalog,
  subject: Subject,
  question: Question,
  all: Bearing,
  purpose: Purpose,
): Generator<Finding> {
  const { database, userToken, loginToken } = subject;
  const what = purpose === 'grant' ? 'granted' : 'denied';
  const listed = database?.system && userToken?.incomplete === undefined;
  if (database?.knowledge === 'open' && userToken && !listed && !isServerScoped(question.securable.class)) {
    yield { maybe: lacking('declaration', `what is ${what} in ${database.name} is not known`) };
  }
  if (catalog.server.knowledge !== 'open' || !loginToken) return;
  const isOpen =
    loginToken.incomplete !== undefined &&
    (loginToken.rows.length === 0 || loginToken.rows.some((row) => counts(row, purpose)));
  const isPublicRight =
    purpose === 'grant' &&
    loginToken.rows.some((row) => counts(row, 'grant')) &&
    all.some(({ right }) => right.class === 'SERVER' && right.permission.startsWith('VIEW '));
  if (isOpen || isPublicRight) yield { maybe: lacking('declaration', `what is ${what} at the server is not known`) };
}
