/** The search: from everybody who is no administrator, nearest first, through what the virtual server lets through. */
import { databaseKey } from '../../catalog/collation';
import { decide } from '../../catalog/decide/decide';
import { memberOf } from '../../catalog/decide/membership';
import { databaseQuestion } from '../../catalog/decide/question';
import { dbOwnerId, dboId, guestId, sysadminId } from '../../catalog/ids';
import { subject } from '../../engine/session/identity';
import type { World } from '../../engine/session/model';
import { idOf } from '../../text/intern';
import { bracket, type Folded } from '../../text/name';
import { alterJobs, loadCode, sign } from './key-moves';
import type { EscalationPath, Ground, Move, Node, PathStep, Position, Search } from './model';
import { alterCallees, inject } from './module-moves';
import { ownerNode, serviceAccount, sysadmin, trustSteps } from './nodes';
import { playOf } from './play';
import {
  grantAtServer,
  grantInDatabase,
  impersonateLogins,
  impersonateUsers,
  joinDatabaseRoles,
  joinServerRoles,
  setPasswords,
} from './principal-moves';
import { type Start, startsIn } from './starts';
import { arrive } from './try-out';

/** So many positions are looked at from each start, and from all; and so many statements follow one another. */
const mostPositions = 150;
const mostInAll = 1500;
const longest = 6;

/** All shortest paths, and where it was not looked to the end. Yields after each position. */
export function* findPaths(ground: Ground): Generator<undefined, Search> {
  const paths: EscalationPath[] = [];
  const from: Node[] = [];
  let left = mostInAll;
  let others = false;
  for (const start of startsIn(ground)) {
    others = start === 'and more' || left <= 0;
    if (start === 'and more' || left <= 0) break;
    const looked: Looked = { seen: new Set(), most: Math.min(mostPositions, left), isCut: false };
    const found = yield* pathsFrom(ground, start, looked);
    paths.push(...found);
    if (looked.isCut && !found.some(({ to }) => to === sysadmin)) from.push(start.node);
    left -= looked.seen.size;
  }
  return from.length > 0 || others ? { paths, cut: { from, others } } : { paths };
}

interface Reached {
  readonly key: string;
  readonly position: Position;
  readonly trail: readonly Move[];
  /** The same frame has been looked at in another database. */
  readonly again?: true;
}

interface Goal {
  readonly node: Node;
  readonly trail: readonly Move[];
  /** Of how the last token came to be. */
  readonly steps: readonly PathStep[];
}

/** The positions that have been looked at, how many may be, and whether there were more. */
interface Looked {
  readonly seen: Set<string>;
  readonly most: number;
  isCut: boolean;
}

function* pathsFrom(ground: Ground, start: Start, looked: Looked): Generator<undefined, readonly EscalationPath[]> {
  const { seen, most } = looked;
  const goals = new Map<string, Goal>();
  const own = databasesOf(ground, start);
  let now: Iterable<Reached> = [reachedAt(start.position, [])];
  for (let length = 0; length <= longest; length++) {
    const next = new Map<string, Reached>();
    const hasRoom = (): boolean => seen.size + next.size < most;
    const goesOn = (): boolean => length < longest && !goals.has(sysadmin.id) && hasRoom();
    for (const reached of unseen(ground, now, looked)) {
      yield;
      next.delete(reached.key);
      const goal = goalAt(reached, own);
      if (goal) note(goals, goal);
      if (goal?.node === sysadmin) continue;
      for (const move of goesOn() ? movesBy(leading, ground, reached) : []) {
        const there = reachedAt(move.to, [...reached.trail, move]);
        if (!seen.has(there.key) && !next.has(there.key)) next.set(there.key, there);
        if (!goesOn()) break;
      }
      looked.isCut ||= length < longest && !hasRoom();
      for (const move of movesBy(ending, ground, reached)) {
        const trail = [...reached.trail, move];
        note(goals, { node: move.reaches, trail, steps: stepsIn(trail) });
      }
    }
    if (goals.has(sysadmin.id) || next.size === 0) break;
    now = next.values();
  }
  return distinctCauses([...goals.values()]).map(({ node, trail, steps }) => ({
    from: start.node,
    to: node,
    steps: [...start.steps, ...steps],
    play: playOf(start, trail, node),
  }));
}

/** The positions that nobody has looked at, each followed by the same frame in other databases: as many as may be looked at. */
function* unseen(ground: Ground, all: Iterable<Reached>, looked: Looked): Generator<Reached> {
  const { seen, most } = looked;
  const isNew = ({ key }: Reached): boolean => {
    const { size } = seen;
    return seen.add(key).size > size;
  };
  const isFull = ({ key }: Reached): boolean => {
    looked.isCut ||= seen.size >= most && !seen.has(key);
    return seen.size >= most;
  };
  for (const one of all) {
    if (isFull(one)) return;
    if (!isNew(one)) continue;
    yield one;
    for (const other of elsewhere(ground, one)) {
      if (isFull(other)) return;
      if (isNew(other)) yield other;
    }
  }
}

function note(goals: Map<string, Goal>, goal: Goal): void {
  if (!goals.has(goal.node.id)) goals.set(goal.node.id, goal);
}

/** Who becomes an administrator needs no other way to the whole server, and no word about a database on that way. */
function distinctCauses(goals: readonly Goal[]): readonly Goal[] {
  const top = goals.find(({ node }) => node === sysadmin);
  const needed = goals.filter(({ node }) => top === undefined || node !== serviceAccount);
  return needed.filter((one) => !needed.some((other) => other !== one && isOnTheWay(one, other)));
}

function isOnTheWay({ node, trail }: Goal, other: Goal): boolean {
  return (
    node.kind === 'database' && other.node.kind !== 'database' && trail.every((move, at) => other.trail[at] === move)
  );
}

function stepsIn(trail: readonly Move[]): readonly PathStep[] {
  return trail.flatMap(({ steps }) => steps);
}

/** What changes the server leads to the same positions, whichever database a login is in. */
function* movesBy<M extends Move>(
  kinds: readonly MovesOf<M>[],
  ground: Ground,
  { position, again }: Reached,
): Generator<M> {
  const isTried = again && position.world.stack.frame.scope === 'server';
  for (const kind of kinds) if (!isTried || !atServer.has(kind)) yield* kind(ground, position);
}

type MovesOf<M> = (ground: Ground, position: Position) => Iterable<M>;

/** What leads to another position, and what a path ends with. */
const leading = [
  impersonateLogins,
  impersonateUsers,
  inject,
  alterCallees,
  sign,
  joinDatabaseRoles,
  joinServerRoles,
  grantInDatabase,
  setPasswords,
];
const ending = [grantAtServer, alterJobs, loadCode];
/** Not impersonation: a login that may not enter one database can be met in another. */
const atServer: ReadonlySet<MovesOf<Move>> = new Set([joinServerRoles, setPasswords, grantAtServer]);

/** The same frame in the other databases that it may enter. Nobody gains anything by that alone. */
function* elsewhere({ definitions }: Ground, { position, trail }: Reached): Generator<Reached> {
  const { world, inside } = position;
  for (const [key, { name, certain }] of world.catalog.databases) {
    if (key === world.database || !certain || !entersAsSomebody(world, key)) continue;
    const write = (rest: string): string => `USE ${bracket(name)};\n${rest}`;
    const to = arrive(definitions, world, write);
    if (!to) continue;
    const steps = trustSteps(world, world.catalog.databases.get(key));
    const there = { world: to, inside };
    yield { ...reachedAt(there, [...trail, { steps, write, to: there }]), again: true };
  }
}

function reachedAt(position: Position, trail: readonly Move[]): Reached {
  return { key: keyOf(position.world), position, trail };
}

/** The same for positions in which the same can be done. */
function keyOf({ catalog, database, stack: { frame }, scope }: World): string {
  const { login, user, home, vouchers } = frame;
  return JSON.stringify([idOf(catalog), database, frame.scope, login, user, home, vouchers, scope.keys]);
}

function goalAt({ position: { world }, trail }: Reached, own: ReadonlySet<string>): Goal | undefined {
  const { database, loginToken, userToken } = subject(world, world.database);
  const steps = stepsIn(trail);
  if (memberOf(loginToken, sysadminId, 'grant', { kind: 'server', catalog: world.catalog }).kind === 'member') {
    return { node: sysadmin, trail, steps: [...steps, ...trustSteps(world)] };
  }
  if (!database || database.system || own.has(databaseKey(world.catalog, database.name)) || !userToken)
    return undefined;
  const isOwner = [dboId, dbOwnerId].some(
    (id) => memberOf(userToken, id, 'grant', { kind: 'database', database }).kind === 'member',
  );
  return isOwner ? { node: ownerNode(database), trail, steps } : undefined;
}

/** The databases in which somebody may do everything already, or perhaps. */
function databasesOf({ catalog }: Ground, { position: { world } }: Start): ReadonlySet<string> {
  return new Set([...catalog.databases.keys()].filter((key) => mayControl(world, key)));
}

function mayControl(world: World, key: Folded): boolean {
  const who = subject(world, key);
  if (!who.database || !entersAsSomebody(world, key)) return false;
  return decide(world.catalog, who, databaseQuestion(world.catalog, who.database, 'CONTROL')).kind !== 'denied';
}

/** Not as guest of a system database, in which nobody gains anything. */
function entersAsSomebody(world: World, key: Folded): boolean {
  const { database, userToken } = subject(world, key);
  const [row] = userToken?.rows ?? [];
  return row !== undefined && !(database?.system && row.id === guestId);
}
