/**
 * The server's built-in permissions: which exist on what, which one covers which, what fixed roles hold (PERM-3 to
 * PERM-5).
 */
import { builtinPermissions } from './generated/builtin-permissions';
import { fixedDatabaseRoleRights, fixedServerRoleRights } from './generated/fixed-roles';
import type { Version } from './model';

/** A permission on a class of securables. */
export interface Right {
  readonly class: string;
  readonly permission: string;
}
export interface FixedRight extends Right {
  /** Its `rightKey`. */
  readonly key: string;
  readonly state: 'grant' | 'deny';
}

const years: Record<Version, number> = {
  '2016': 2016,
  '2017': 2017,
  '2019': 2019,
  '2022': 2022,
  '2025': 2025,
  'azure-sql-database': 2025,
  'managed-instance': 2025,
};

/** The release whose features a version has; the cloud has the newest. */
export function yearOf(version: Version): number {
  return years[version];
}

interface Row extends Right {
  readonly covering: string;
  readonly parentClass: string;
  readonly parentPermission: string;
  readonly since: number;
}

const rows = new Map<string, Row>(
  builtinPermissions.map(([kind, permission, covering, parentClass, parentPermission, since]) => [
    rightKey(kind, permission),
    { class: kind, permission, covering, parentClass, parentPermission, since: Number(since) },
  ]),
);

/** Coverings that the server applies and that its table of built-in permissions has no column for (PERM-4, IMP-4). */
const beside: readonly (readonly [Right, Right])[] = [
  [
    { class: 'DATABASE', permission: 'SELECT' },
    { class: 'SERVER', permission: 'SELECT ALL USER SECURABLES' },
  ],
  [
    { class: 'LOGIN', permission: 'IMPERSONATE' },
    { class: 'SERVER', permission: 'IMPERSONATE ANY LOGIN' },
  ],
];

export function rightKey(kind: string, permission: string): string {
  return `${kind}|${permission}`;
}

/** Whether the version knows this permission on this class. */
export function isPermission(version: Version, kind: string, permission: string): boolean {
  const row = rows.get(rightKey(kind, permission));
  return row !== undefined && row.since <= yearOf(version);
}

/** The permissions of a class, in a version. */
export function permissionsOf(version: Version, kind: string): readonly string[] {
  const known = permissionLists.get(`${version} ${kind}`);
  if (known) return known;
  const list = [...rows.values()]
    .filter((row) => row.class === kind && row.since <= yearOf(version))
    .map((row) => row.permission);
  permissionLists.set(`${version} ${kind}`, list);
  return list;
}

const permissionLists = new Map<string, readonly string[]>();

/** Whether the word is a permission on any class at all: else GRANT is a syntax error (102). */
export function isPermissionName(permission: string): boolean {
  return permissionNames.has(permission);
}

export function isClass(kind: string): boolean {
  return classes.has(kind);
}

const permissionNames: ReadonlySet<string> = new Set(builtinPermissions.map(([, name]) => name));
const classes: ReadonlySet<string> = new Set(builtinPermissions.map(([name]) => name));

/** The class that holds the securables of this class: OBJECT is in SCHEMA, SCHEMA in DATABASE, DATABASE in SERVER. */
export function parentClass(kind: string): string | undefined {
  const row = rows.get(rightKey(kind, 'CONTROL'));
  return row && row.parentClass !== '' ? row.parentClass : undefined;
}

const covers = new Map<string, readonly Right[]>();

/** A right itself and everything that covers it, in its class and in the classes above: nearest first (PERM-3). */
export function coveringRights(kind: string, permission: string): readonly Right[] {
  const key = rightKey(kind, permission);
  let found = covers.get(key);
  if (!found) covers.set(key, (found = climb(kind, permission)));
  return found;
}

function climb(kind: string, permission: string): readonly Right[] {
  const found = new Map<string, Right>([[rightKey(kind, permission), { class: kind, permission }]]);
  for (const right of found.values()) {
    const row = rows.get(rightKey(right.class, right.permission));
    const above: Right[] = row && row.covering !== '' ? [{ class: right.class, permission: row.covering }] : [];
    for (const [covered, by] of beside) {
      if (covered.class === right.class && covered.permission === right.permission) above.push(by);
    }
    if (row && row.parentClass !== '') above.push({ class: row.parentClass, permission: row.parentPermission });
    for (const next of above) {
      const nextKey = rightKey(next.class, next.permission);
      if (!found.has(nextKey)) found.set(nextKey, next);
    }
  }
  return [...found.values()];
}

function fixedRights(table: typeof fixedServerRoleRights): ReadonlyMap<string, readonly FixedRight[]> {
  const found = new Map<string, FixedRight[]>();
  for (const [role, permission, kind, state] of table) {
    const rights = found.get(role.toLowerCase()) ?? [];
    rights.push({
      class: kind,
      permission,
      key: rightKey(kind, permission),
      state: state === 'DENY' ? 'deny' : 'grant',
    });
    found.set(role.toLowerCase(), rights);
  }
  return found;
}

const serverRoles = fixedRights(fixedServerRoleRights.filter(([role]) => role !== 'public'));
const databaseRoles = fixedRights(fixedDatabaseRoleRights);
const none: readonly FixedRight[] = [];

/** What a fixed server role carries implicitly (PRN-5). public's rights are rows of the catalog. */
export function fixedServerRoleRightsOf(role: string): readonly FixedRight[] {
  return serverRoles.get(role.toLowerCase()) ?? none;
}
/** What a fixed database role carries implicitly (PRN-28). */
export function fixedDatabaseRoleRightsOf(role: string): readonly FixedRight[] {
  return databaseRoles.get(role.toLowerCase()) ?? none;
}

/** The fixed server roles that a version has (PRN-4); public is not fixed. */
export function fixedServerRoleNames(version: Version): readonly string[] {
  if (version === 'azure-sql-database') return namesOf((role) => role.startsWith('##'));
  return namesOf((_, since) => since <= yearOf(version));
}

function namesOf(keep: (role: string, since: number) => boolean): readonly string[] {
  return [
    ...new Set(
      fixedServerRoleRights
        .filter(([role, , , , since]) => role !== 'public' && keep(role, Number(since)))
        .map(([role]) => role),
    ),
  ];
}

/** The fixed database roles (PRN-20). */
export const fixedDatabaseRoleNames: readonly string[] = [
  'db_owner',
  'db_accessadmin',
  'db_securityadmin',
  'db_ddladmin',
  'db_backupoperator',
  'db_datareader',
  'db_datawriter',
  'db_denydatareader',
  'db_denydatawriter',
];
