/** From whom paths start: logins that are no administrators, and roles of which nobody knows the members. */
import { memberOf } from '../../catalog/decide/membership';
import { publicId, sysadminId } from '../../catalog/ids';
import { permissions as granted, grantedText } from '../../catalog/indexes';
import type { Catalog, Database, DatabasePrincipal } from '../../catalog/model';
import { subject } from '../../engine/session/identity';
import type { World } from '../../engine/session/model';
import { memo } from '../../text/memo';
import { bracket, type Name } from '../../text/name';
import type { Ground, Node, PathStep, Position } from './model';
import { loginNode, userNode } from './nodes';
import { arrive, connect } from './try-out';

export interface Start {
  readonly node: Node;
  readonly login: Name;
  readonly position: Position;
  readonly steps: readonly PathStep[];
  /** What an administrator runs before, where the one who starts is somebody in a role. */
  readonly stage: string;
}

/** So many are looked at. */
const most = 60;

/** The starts, or so many of them that there are more. */
export function* startsIn(ground: Ground): Generator<Start | 'and more'> {
  let left = most;
  for (const kind of [logins, members])
    for (const start of kind(ground)) {
      yield left > 0 ? start : 'and more';
      if (left-- === 0) return;
    }
}

function* logins({ catalog, definitions }: Ground): Generator<Start> {
  for (const login of catalog.server.principals.values()) {
    if (!canConnect.has(login.type) || login.fixed || login.disabled || !login.certain || login.implied) continue;
    const world = connect(definitions, catalog, login.name, 'master');
    if (!world || mayBeAdministrator(world)) continue;
    const node = loginNode(catalog, login.id);
    yield { node, login: login.name, position: { world, inside: false }, steps: [], stage: '' };
  }
}

const canConnect: ReadonlySet<string> = new Set(['sql_login', 'windows_login', 'external_login']);

function mayBeAdministrator(world: World): boolean {
  const { loginToken } = subject(world, world.database);
  return memberOf(loginToken, sysadminId, 'grant', { kind: 'server', catalog: world.catalog }).kind !== 'no';
}

/** Somebody in a role to which something was granted, and that no script gives members. */
function* members({ catalog, definitions }: Ground): Generator<Start> {
  for (const database of catalog.databases.values()) {
    if (database.system || !database.certain) continue;
    for (const role of rolesIn(database.principals)) {
      if (!isOpenRole(database, role)) continue;
      const stage = stageFor(database.name, role);
      const made = madeBy(definitions, catalog, stage);
      const world = made && connect(definitions, made, someone, database.name);
      if (!world || mayBeAdministrator(world)) continue;
      const node = userNode(database, role.id);
      yield { node, login: someone, position: { world, inside: false }, steps: [], stage };
    }
  }
}

const someone = 'somebody';

/** Users are many, and stay the same from key to key. */
const rolesIn = memo((principals: Database['principals']): readonly DatabasePrincipal[] =>
  [...principals.values()].filter(({ type }) => type === 'role'),
);

function isOpenRole({ members: all, permissions }: Database, { id, fixed, certain }: DatabasePrincipal): boolean {
  if (!certain || (fixed && id !== publicId)) return false;
  const hasMembers = (all.get(id)?.size ?? 0) > 0;
  return !hasMembers && worthwhile.some((one) => granted.count(permissions, grantedText(one, id)) > 0);
}

/** What is worth a look to whom it is granted. */
const worthwhile = ['EXECUTE', 'ALTER', 'CONTROL', 'IMPERSONATE', 'CREATE ASSEMBLY'] as const;

function stageFor(database: Name, role: DatabasePrincipal): string {
  const lines = [
    'USE master;',
    `CREATE LOGIN ${bracket(someone)} WITH PASSWORD = N'Path#2026!';`,
    `USE ${bracket(database)};`,
    `CREATE USER ${bracket(someone)} FOR LOGIN ${bracket(someone)};`,
    ...(role.id === publicId ? [] : [`ALTER ROLE ${bracket(role.name)} ADD MEMBER ${bracket(someone)};`]),
  ];
  return `${lines.join('\n')}\n`;
}

function madeBy(definitions: Ground['definitions'], catalog: Catalog, stage: string): Catalog | undefined {
  const administrator = connect(definitions, catalog, 'sa', 'master');
  return administrator && arrive(definitions, administrator, (rest) => `${stage}${rest}`)?.catalog;
}
