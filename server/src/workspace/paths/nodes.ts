/** Who stands where on a path, and through which roles he has what he has. */

import { foldIn, sameNameIn } from '../../catalog/collation';
import { decideServerTrust, decideTrust } from '../../catalog/decide/trust';
import type { Proof } from '../../catalog/decide/verdict';
import { dboId } from '../../catalog/ids';
import { loginOfSid } from '../../catalog/lookup';
import type { Catalog, Database, Id, Membership, PermissionRow } from '../../catalog/model';
import { showSecurable } from '../../catalog/show';
import { currentLoginId, currentUserId } from '../../engine/session/identity';
import type { World } from '../../engine/session/model';
import { type Folded, fold, type Name } from '../../text/name';
import type { Edge, Fact, Node, PathStep } from './model';

export const sysadmin: Node = { id: 'server', kind: 'server', name: 'sysadmin' };
export const serviceAccount: Node = {
  id: 'service account',
  kind: 'service account',
  name: "the server's service account",
};

export function ownerNode({ name }: Database): Node {
  return { id: `database:${fold(name)}`, kind: 'database', name, database: name };
}
export function loginNode({ server }: Catalog, id: Id): Node {
  const principal = server.principals.get(id);
  const kind = principal?.type === 'server_role' ? 'server role' : 'login';
  return { id: `${kind}:${foldIn(server, principal?.name ?? id)}`, kind, name: principal?.name ?? id };
}
export function userNode(database: Database, id: Id): Node {
  const principal = database.principals.get(id);
  const kind = principal?.type === 'role' ? 'role' : 'user';
  const name = principal?.name ?? id;
  return { id: `${fold(database.name)}/${kind}:${foldIn(database, name)}`, kind, name, database: database.name };
}
export function procedureNode(database: Database, name: Name): Node {
  return {
    id: `${fold(database.name)}/procedure:${foldIn(database, name)}`,
    kind: 'procedure',
    name,
    database: database.name,
  };
}

/** Whoever a world's frame is: a login, or in a frame of a database a user. */
export function whoIn(world: World): Node {
  const { frame } = world.stack;
  const database = world.catalog.databases.get(frame.home ?? world.database)!;
  const login = currentLoginId(world);
  if (frame.scope === 'server' && login !== undefined) return loginNode(world.catalog, login);
  return userNode(database, frame.user.kind === 'user' ? frame.user.id : (currentUserId(world) ?? dboId));
}

/** The steps that a proof stands for: the roles on the way, then the permission itself. */
export function stepsOf(world: World, proof: Proof, edge: Edge, to: Node, scope: 'server' | 'database'): PathStep[] {
  const database = scope === 'database' ? world.catalog.databases.get(world.database) : undefined;
  const { roles, at } = rolesTo(world, database, holderOf(proof, database));
  return [...roles, { from: at, to, edge, fact: factOf(world, database, proof) }];
}

function holderOf(proof: Proof, database: Database | undefined): Name | undefined {
  switch (proof.kind) {
    case 'role':
      return proof.role;
    case 'row':
    case 'owner':
      return proof.principal;
    case 'dbo':
      return database?.principals.get(dboId)?.name;
    default:
      return undefined;
  }
}

interface Roles {
  readonly roles: PathStep[];
  /** Who it is that has it in the end. */
  readonly at: Node;
}

/** The memberships that lead from whoever stands here to a role. */
export function rolesTo(world: World, database: Database | undefined, role: Name | undefined): Roles {
  const start = database ? currentUserId(world) : currentLoginId(world);
  const node = (id: Id): Node => (database ? userNode(database, id) : loginNode(world.catalog, id));
  const here = whoIn(world);
  if (start === undefined || role === undefined) return { roles: [], at: here };
  const place = database ?? world.catalog.server;
  const { members, principals } = place;
  const nameOf = (id: Id): Name =>
    (principals as { get(id: Id): { readonly name: Name } | undefined }).get(id)?.name ?? id;
  const way = wayUp(members, start, (id) => sameNameIn(place, nameOf(id), role));
  const roles = way.slice(1).map((id, index): PathStep => {
    const member = way[index]!;
    return {
      from: index === 0 ? here : node(member),
      to: node(id),
      edge: 'is a member of',
      fact: { kind: 'member', role: nameOf(id), member: nameOf(member), ...inDatabase(database) },
    };
  });
  return { roles, at: roles.at(-1)?.to ?? here };
}

/** The shortest line of memberships, the start included; empty: there is none. */
function wayUp(
  members: { [Symbol.iterator](): Iterator<[Id, { get(id: Id): Membership | undefined }]> },
  start: Id,
  isIt: (id: Id) => boolean,
): readonly Id[] {
  const all = [...members];
  const seen = new Set([start]);
  let ways: (readonly Id[])[] = [[start]];
  while (ways.length > 0) {
    const found = ways.find((way) => isIt(way.at(-1)!));
    if (found) return found;
    ways = ways.flatMap((way) =>
      all.flatMap(([role, list]) => {
        if (seen.has(role) || list.get(way.at(-1)!)?.certain !== true) return [];
        seen.add(role);
        return [[...way, role]];
      }),
    );
  }
  return [];
}

function factOf(world: World, database: Database | undefined, proof: Proof): Fact {
  switch (proof.kind) {
    case 'row':
      return permissionFact(world, database, proof.row);
    case 'owner':
      return { kind: 'owner', of: proof.of, name: lastName(proof.of), ...inDatabase(database) };
    case 'role':
      return { kind: 'built in', text: `${proof.role} may do that` };
    case 'dbo':
      return { kind: 'built in', text: 'dbo may do anything in its database' };
    case 'sysadmin':
      return { kind: 'built in', text: 'sysadmin may do anything' };
    default:
      return { kind: 'built in', text: 'nothing is needed for that' };
  }
}

export function permissionFact(world: World, database: Database | undefined, row: PermissionRow): Fact {
  const on = showSecurable(world.catalog, database, row.securable);
  const isWhole = row.securable.class === 'SERVER' || row.securable.class === 'DATABASE';
  const grantee = (database?.principals.get(row.grantee) ?? world.catalog.server.principals.get(row.grantee))?.name;
  return {
    kind: 'permission',
    permission: row.permission,
    on,
    name: isWhole ? undefined : lastName(on),
    grantee: grantee ?? row.grantee,
    ...inDatabase(database),
  };
}

/** 'OBJECT::dbo.t' -> 't' */
function lastName(on: string): Name {
  return on.split('::').at(-1)!.split('.').at(-1)!;
}

export function inDatabase(database: Database | undefined): { readonly database?: Folded } {
  return database ? { database: fold(database.name) } : {};
}

/** Where a frame of a database counts outside it: what vouches for it, and what that is trusted by, if by a grant. */
export function trustSteps(world: World, target?: Database): readonly PathStep[] {
  const { frame } = world.stack;
  const home = frame.home === undefined ? undefined : world.catalog.databases.get(frame.home);
  if (frame.scope !== 'database' || !home) return [];
  const voucher = voucherOf(world, home);
  if (!voucher) return [];
  const from = whoIn(world);
  const login = frame.login.kind === 'login' ? frame.login.id : home.owner && loginOfSid(world.catalog, home.owner)?.id;
  const to = login === undefined ? from : loginNode(world.catalog, login);
  const verdict = target
    ? decideTrust(world.catalog, home, frame.vouchers, target)
    : decideServerTrust(world.catalog, home, frame.vouchers);
  const grant = verdict.kind === 'allowed' && verdict.proof.kind === 'row' ? verdict.proof.row : undefined;
  const step = (fact: Fact): PathStep => ({ from, to, edge: 'is trusted as', fact });
  if (!grant) return [step(voucher)];
  const inTarget = grant.securable.class === 'SERVER' ? undefined : target;
  return [step(permissionFact(world, inTarget, grant)), step(voucher)];
}

function voucherOf(world: World, home: Database): Fact | undefined {
  const database = fold(home.name);
  if (home.trustworthy === true) return { kind: 'trustworthy', name: home.name, database };
  const module = world.scope.module && home.objects.get(world.scope.module.id);
  const isSigned = world.stack.frame.vouchers.length > 0 && module;
  return isSigned ? { kind: 'signature', module: module.name, database } : undefined;
}
