/** Who can reach a thing, and what somebody can reach: directly, through roles, and by the modules they may start. */
import { closed } from '../access/closed';
import type { Side } from '../access/deploy';
import { type Person, whoIs } from '../access/people';
import { type Place, placesIn } from '../access/place';
import { reaches } from '../access/reach';
import type { Thing } from '../access/things';
import { type ThroughSide, waysOf } from '../access/through';
import type { Proof } from '../catalog/decide/verdict';
import { securableText } from '../catalog/indexes';
import type { Id, Securable } from '../catalog/model';
import { memo } from '../text/memo';
import { type Folded, fold } from '../text/name';
import type { Explored } from './model';

/** One who reaches one thing. */
export interface Reaching {
  readonly who: string;
  readonly what: string;
  readonly permissions: readonly string[];
  /** The role, the ownership or the module by which; directly where left out. */
  readonly by?: string;
}

export interface Reached {
  readonly title: string;
  readonly list: readonly Reaching[];
  /** Why there may be more. */
  readonly doubts: readonly string[];
}

/** Answers a question about an item of the tree; undefined: nothing can be asked of it. */
export function reachOf(explored: Explored, id: string, question: 'who' | 'what'): Reached | undefined {
  const [kind = '', rest = ''] = id.split(/:(.*)/s);
  const [key = '', entry = ''] = rest.split('|');
  const { places } = ground(explored);
  if (kind === 'login') {
    const name = explored.catalog.server.principals.get(rest as Id)?.name;
    if (name === undefined) return undefined;
    return question === 'what'
      ? whatOfLogin(explored, name)
      : whoTo(explored, { class: 'LOGIN', id: rest as Id }, undefined);
  }
  const place = places.get(fold(key));
  const database = explored.catalog.databases.get(fold(key));
  if (!place || !database) return undefined;
  if (question === 'who') return whoTo(explored, securableOf(kind, entry), fold(key));
  if (kind === 'object') return whatOfModule(explored, fold(key), entry);
  const name = database.principals.get(entry as Id)?.name;
  const people = name === undefined ? [] : peopleNamed(place, name);
  return { title: `What ${name} in ${database.name} can reach`, ...whatOf(explored, [{ place, people }]) };
}

function securableOf(kind: string, entry: string): Securable {
  const classes: Readonly<Record<string, string>> = {
    user: 'USER',
    role: 'ROLE',
    object: 'OBJECT',
    key: 'CERTIFICATE',
  };
  const found = classes[kind];
  return found === undefined ? { class: 'DATABASE', id: 'database' as Id } : { class: found, id: entry as Id };
}

interface Ground {
  readonly places: ReadonlyMap<Folded | undefined, Place>;
  readonly through: ThroughSide;
}

const ground = memo((explored: Explored): Ground => {
  const { catalog, definitions, scripts, database } = explored;
  const side: Side = { catalog: closed(catalog), definitions, scripts, database, deployments: [] };
  const list = placesIn(side, side);
  const byKey = new Map(list.flatMap((place) => (place.key === undefined ? [] : [[place.key, place] as const])));
  const through: ThroughSide = {
    side: 'head',
    catalog: side.catalog,
    places: byKey,
    known: new Map(),
    reachOf: reaches(side),
  };
  return { places: new Map(list.map((place) => [place.key, place])), through };
});

/** Whoever may do anything to a thing. */
function whoTo(explored: Explored, securable: Securable, key: Folded | undefined): Reached | undefined {
  const { places, through } = ground(explored);
  const place = places.get(key);
  const pair = place && findThing(place, securable);
  if (!place || !pair?.head) return undefined;
  const thing = pair.head;
  const list: Reaching[] = [];
  const doubts = new Set<string>();
  const asking = { doubts, roles: rolesIn(explored, place) };
  for (const { first, all } of place.people) {
    const who = all.flatMap(({ head }) => (head ? [whoIs(head)] : []));
    for (const found of directly(place, first.head, thing, asking))
      for (const one of who) list.push({ who: one, what: thing.shown, ...found });
  }
  for (const other of places.values())
    for (const { first, all } of other.people)
      for (const way of waysOf(through, other, first.head).values())
        if (way.pair === pair)
          for (const { head } of all)
            if (head)
              list.push({
                who: whoIs(head),
                what: thing.shown,
                permissions: [way.permission],
                by: way.modules.join(', '),
              });
  const where = key === undefined ? '' : ` in ${explored.catalog.databases.get(key)?.name ?? key}`;
  const always =
    key === undefined
      ? 'Members of sysadmin may do anything.'
      : 'Members of sysadmin and db_owner may do anything in it.';
  return { title: `Who can reach ${thing.shown}${where}`, list: together(list), doubts: [always, ...doubts] };
}

function findThing(place: Place, wanted: Securable): Place['things'][number]['first'] | undefined {
  const text = securableText(wanted);
  return (
    place.pairOf.head.get(text) ??
    [...place.pairOf.head].find(([id]) => id.endsWith(text.slice(wanted.class.length)))?.[1]
  );
}

/** The permissions that somebody holds on a thing, together by what they come from. */
function directly(
  place: Place,
  person: Person | undefined,
  thing: Thing,
  { doubts, roles }: { readonly doubts: Set<string>; readonly roles: IsRole },
): readonly Pick<Reaching, 'permissions' | 'by'>[] {
  const byReason = new Map<string, string[]>();
  for (const permission of thing.permissions) {
    const answer = place.head.on(person, thing, permission);
    if (answer.kind === 'unknown') doubts.add(answer.because.text);
    if (answer.kind !== 'allowed') continue;
    const by = reasonOf(answer.proof, roles);
    byReason.set(by, [...(byReason.get(by) ?? []), permission]);
  }
  return [...byReason].map(([by, permissions]) => ({
    permissions: permissions.includes('CONTROL') ? ['CONTROL'] : permissions,
    ...(by !== '' && { by }),
  }));
}

/** By what it is held; nothing for a grant to the person itself. */
function reasonOf(proof: Proof, roles: IsRole): string {
  switch (proof.kind) {
    case 'role':
      return `role ${proof.role}`;
    case 'owner':
      return 'as owner';
    case 'row':
      return roles(proof.row.grantee) ? `role ${proof.principal}` : '';
    case 'sysadmin':
    case 'dbo':
      return `as ${proof.kind}`;
    default:
      return '';
  }
}

/** Whether an id is that of a role, where somebody is asked about. */
type IsRole = (id: Id) => boolean;

function rolesIn({ catalog }: Explored, { key }: Place): IsRole {
  const database = key === undefined ? undefined : catalog.databases.get(key);
  return (id) => {
    const type = database?.principals.get(id)?.type ?? catalog.server.principals.get(id)?.type;
    return type === 'role' || type === 'application_role' || type === 'server_role';
  };
}

function whatOfLogin(explored: Explored, login: string): Reached {
  const { places } = ground(explored);
  const server = places.get(undefined);
  const own = server ? [{ place: server, people: peopleNamed(server, login) }] : [];
  const users = [...places.values()].flatMap((place) => {
    const database = place.key === undefined ? undefined : explored.catalog.databases.get(place.key);
    const sid = [...explored.catalog.server.principals.values()].find(({ name }) => name === login)?.sid;
    const user = database?.principals.find((one) => one.sid !== undefined && one.sid === sid);
    return user ? [{ place, people: peopleNamed(place, user.name) }] : [];
  });
  return { title: `What login ${login} can reach`, ...whatOf(explored, [...own, ...users]) };
}

/** What a module lets whoever starts it do. */
function whatOfModule(explored: Explored, key: Folded, id: string): Reached | undefined {
  const database = explored.catalog.databases.get(key);
  const module = database?.objects.get(id as Id);
  if (!database || module?.kind !== 'module') return undefined;
  const { reached, doubts } = ground(explored).through.reachOf(key, module);
  const title = `What ${module.name} in ${database.name} lets its callers reach`;
  return {
    title,
    list: together(
      reached.map(({ permission, shown }) => ({ who: module.name, what: shown, permissions: [permission] })),
    ),
    doubts,
  };
}

function peopleNamed({ people }: Place, name: string): readonly Person[] {
  const all = people.flatMap((alike) => alike.all.flatMap(({ head }) => (head ? [head] : [])));
  return all.filter((one) => fold(one.name) === fold(name));
}

function whatOf(
  explored: Explored,
  starts: readonly { readonly place: Place; readonly people: readonly Person[] }[],
): Pick<Reached, 'list' | 'doubts'> {
  const { through } = ground(explored);
  const list: Reaching[] = [];
  const doubts = new Set<string>();
  for (const { place, people } of starts) {
    const asking = { doubts, roles: rolesIn(explored, place) };
    for (const person of people) {
      const who = whoIs(person);
      for (const { all } of place.things)
        for (const { head } of all)
          if (head)
            for (const found of directly(place, person, head, asking))
              list.push({ who, what: nameIn(explored, place, head.shown), ...found });
      for (const way of waysOf(through, place, person).values())
        list.push({
          who,
          what: nameIn(explored, place, way.shown),
          permissions: [way.permission],
          by: way.modules.join(', '),
        });
    }
  }
  return { list: together(list), doubts: [...doubts] };
}

function nameIn({ catalog }: Explored, { key }: Place, shown: string): string {
  const name = key === undefined ? undefined : catalog.databases.get(key)?.name;
  return name === undefined || shown.startsWith('DATABASE::') ? shown : `${shown} in ${name}`;
}

/** The permissions of one on one thing by one way in one line. */
function together(list: readonly Reaching[]): readonly Reaching[] {
  const found = new Map<string, Reaching>();
  for (const one of list) {
    const key = `${one.who}|${one.what}|${one.by ?? ''}`;
    const before = found.get(key);
    found.set(key, { ...one, permissions: [...new Set([...(before?.permissions ?? []), ...one.permissions])] });
  }
  return [...found.values()].toSorted((a, b) => a.who.localeCompare(b.who) || a.what.localeCompare(b.what));
}
