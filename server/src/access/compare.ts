/**
 * Who can do what on one server that he could not on another, and the reverse. Every principal is asked about every thing
 * and permission, the alike of them once; what follows from a change that is told already is not told again. An answer
 * that is not known on a side is no change.
 */
import type { Proof } from '../catalog/decide/verdict';
import { grouped } from '../text/grouped';
import type { Folded } from '../text/name';
import type { PlacedPath } from '../workspace/paths/index';
import type { Answer } from './answers';
import type { Side } from './deploy';
import { doubtsIn } from './doubts';
import type { Change, Difference, Unsure } from './model';
import { ownersIn } from './owners';
import type { Pair } from './pairs';
import { type Person, whoIs } from './people';
import { type Alike, columnsOf, type Place, placesIn } from './place';
import { reaches } from './reach';
import { joined } from './summary';
import type { Thing } from './things';
import { type ThroughSide, type Way, wayKey, waysOf } from './through';

export function compare(
  base: Side,
  head: Side,
  paths: { readonly base: readonly PlacedPath[]; readonly head: readonly PlacedPath[] },
): Difference {
  const places = placesIn(base, head);
  const byKey = new Map(places.flatMap((place) => (place.key === undefined ? [] : [[place.key, place] as const])));
  const sides: Sides = {
    base: { side: 'base', catalog: base.catalog, places: byKey, known: new Map(), reachOf: reaches(base) },
    head: { side: 'head', catalog: head.catalog, places: byKey, known: new Map(), reachOf: reaches(head) },
  };
  const found = places.flatMap((place) => [...direct(sides, place), ...through(sides, place)]);
  const owners = ownersIn(base.catalog, head.catalog);
  const all = [...found, ...owners];
  const of = (kind: Told['kind']): readonly Told[] => all.filter((one) => one.kind === kind);
  return {
    newPaths: paths.head.filter(notIn(paths.base)),
    closedPaths: paths.base.filter(notIn(paths.head)),
    gained: joined(of('gained')),
    lost: joined(of('lost')),
    unknown: unsure([...of('unknown'), ...doubtsIn(base, head, sides, places)]),
    came: places.flatMap((place) => onlyOn(place, 'head')),
    went: places.flatMap((place) => onlyOn(place, 'base')),
  };
}

export interface Sides {
  readonly base: ThroughSide;
  readonly head: ThroughSide;
}

/** A change of the alike, before it is put together with others. */
export interface Told extends Change {
  readonly kind: 'gained' | 'lost' | 'unknown';
}

function notIn(others: readonly PlacedPath[]): (path: PlacedPath) => boolean {
  const known = new Set(others.map(({ from, to }) => `${from.id}|${to.id}`));
  return ({ from, to }) => !known.has(`${from.id}|${to.id}`);
}

function* direct(sides: Sides, place: Place): Generator<Told> {
  const everybody = place.people.find(({ first }) => kindOf(first) === 'everybody');
  for (const people of place.people)
    for (const things of place.things) {
      if (isAsBefore(place, people.first, things.first)) continue;
      for (const { permission, column } of asked(things.first)) {
        const one = { people: people.first, thing: things.first, permission, column };
        const kind = changeOf(place, one);
        if (kind === 'same' || isCovered(place, one, kind)) continue;
        if (everybody && people !== everybody && isCommon(place, everybody.first, one, kind)) continue;
        const told = {
          kind,
          people: people.all.map(personOf),
          permissions: [permission],
          ...maybe('because', reasonOf(place, one, kind)),
        };
        const ways = kind === 'lost' ? waysOf(sides.head, place, people.first.head) : undefined;
        const still = (pair: Pair<Thing>): readonly string[] =>
          ways?.get(wayKey(place, pair, permission))?.modules ?? [];
        const plain = things.all.filter((pair) => still(pair).length === 0);
        if (plain.length > 0) yield { ...told, on: plain.map((pair) => shownOf(pair, kind, column)) };
        for (const pair of things.all)
          if (still(pair).length > 0) yield { ...told, on: [shownOf(pair, kind, column)], still: still(pair) };
      }
    }
}

/** Whether everybody gains or loses it, or it is what comes and goes with being there at all. */
function isCommon(place: Place, everybody: Pair<Person>, one: Asked, kind: Told['kind']): boolean {
  const common: Asked = { ...one, people: everybody };
  if (changeOf(place, common) === kind) return true;
  const [before, after] = answersTo(place, common);
  return (!one.people.base && after.kind === 'allowed') || (!one.people.head && before.kind === 'allowed');
}

/** Whether all that an answer rests on is the same on both sides. */
function isAsBefore({ affected }: Place, people: Pair<Person>, thing: Pair<Thing>): boolean {
  const { base, head } = people;
  if (!base || !head || base.mark !== head.mark || thing.base?.mark !== thing.head?.mark) return false;
  const { loginToken, userToken } = head.subject;
  const rows = [...(loginToken?.rows ?? []), ...(userToken?.rows ?? [])];
  return !rows.some(({ id }) => id !== undefined && affected.has(id));
}

function maybe<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: V };
}

interface Asked {
  readonly people: Pair<Person>;
  readonly thing: Pair<Thing>;
  readonly permission: string;
  readonly column: Folded | undefined;
}

function asked(thing: Pair<Thing>): readonly Pick<Asked, 'permission' | 'column'>[] {
  const permissions = [...new Set([...(thing.base?.permissions ?? []), ...(thing.head?.permissions ?? [])])];
  const ofColumns = permissions.filter((one) => columnPermissions.has(one));
  return [
    ...permissions.map((permission) => ({ permission, column: undefined })),
    ...columnsOf(thing).flatMap((column) => ofColumns.map((permission) => ({ permission, column }))),
  ];
}

const columnPermissions: ReadonlySet<string> = new Set(['SELECT', 'UPDATE', 'REFERENCES', 'UNMASK']);

function answersTo({ base, head }: Place, { people, thing, permission, column }: Asked): readonly [Answer, Answer] {
  return [base.on(people.base, thing.base, permission, column), head.on(people.head, thing.head, permission, column)];
}

/** What a thing that went took along is not told: it is among those that went. */
function changeOf(place: Place, one: Asked): Told['kind'] | 'same' {
  if (!one.thing.head) return 'same';
  const [before, after] = answersTo(place, one);
  return kindOfChange(before.kind, after.kind);
}

function kindOfChange(before: Answer['kind'], after: Answer['kind']): Told['kind'] | 'same' {
  if (before === 'unknown' || after === 'unknown') return 'unknown';
  if (before === after) return 'same';
  if (after === 'allowed') return 'gained';
  return before === 'allowed' ? 'lost' : 'same';
}

/**
 * Whether a right that covers this one changed in the same way, or was there before the thing was: then nothing new is
 * said.
 */
function isCovered({ base, head }: Place, { people, thing, permission, column }: Asked, kind: Told['kind']): boolean {
  const like = kind === 'lost' ? (thing.base ?? thing.head!) : (thing.head ?? thing.base!);
  const space = (kind === 'lost' ? base : head).spaceOf(like);
  const at = { like, space, permission, column };
  const after = head.covering(people.head, { thing: thing.head, ...at });
  const before = base.covering(people.base, { thing: thing.base, ...at });
  const rights = new Set([...before.keys(), ...after.keys()]);
  return [...rights].some((right) => {
    const [old, now] = [before.get(right)?.kind ?? 'absent', after.get(right)?.kind ?? 'absent'];
    return (
      kindOfChange(old, now) === kind || (!thing.base && kind === 'gained' && old === 'allowed' && now === 'allowed')
    );
  });
}

function reasonOf(place: Place, one: Asked, kind: Told['kind']): string | undefined {
  const [before, after] = answersTo(place, one);
  const person = personOf(one.people);
  if (kind === 'unknown') {
    const doubt = after.kind === 'unknown' ? after : before;
    return doubt.kind === 'unknown' ? doubt.because.text : undefined;
  }
  if (kind === 'lost') return 'proof' in after && after.kind === 'denied' ? denial(after.proof) : undefined;
  return after.kind === 'allowed' ? grant(after.proof, person) : undefined;
}

function grant(proof: Proof, person: Person): string | undefined {
  if (proof.kind === 'role') return `as member of ${proof.role}`;
  if (proof.kind === 'owner') return proof.principal === person.name ? 'as owner' : `as ${proof.principal}, the owner`;
  if (proof.kind === 'row' && proof.principal !== person.name) return `through ${proof.principal}`;
  return proof.kind === 'sysadmin' || proof.kind === 'dbo' ? `as ${proof.kind}` : undefined;
}

function denial(proof: Proof): string | undefined {
  return proof.kind === 'row' ? `it is denied to ${proof.principal}` : undefined;
}

function* through(sides: Sides, place: Place): Generator<Told> {
  const everybody = place.people.find(({ first }) => kindOf(first) === 'everybody');
  const common = everybody && [...reachedBy(sides, place, everybody)];
  const known = new Set(common?.map(({ kind, key }) => `${kind} ${key}`));
  for (const people of place.people) {
    const found = people === everybody ? (common ?? []) : [...reachedBy(sides, place, people)];
    for (const { kind, key, way } of found) {
      if (people !== everybody && known.has(`${kind} ${key}`)) continue;
      if (everybody && people !== everybody && isAround(sides, place, everybody.first, { people: people.first, key }))
        continue;
      yield {
        kind,
        people: people.all.map(personOf),
        permissions: [way.permission],
        on: [`${way.pair ? shownOf(way.pair, kind, undefined) : way.shown}${elsewhere(sides, place, way)}`],
        through: way.modules,
      };
    }
  }
}

function elsewhere({ head, base }: Sides, { key }: Place, { database }: Way): string {
  if (database === undefined || database === key) return '';
  return ` in ${(head.catalog.databases.get(database) ?? base.catalog.databases.get(database))?.name ?? database}`;
}

/** Whether whoever is there reaches it, and somebody only came or went. */
function isAround(
  { base, head }: Sides,
  place: Place,
  everybody: Pair<Person>,
  { people, key }: { readonly people: Pair<Person>; readonly key: string },
): boolean {
  if (!people.base) return waysOf(head, place, everybody.head).has(key);
  return !people.head && waysOf(base, place, everybody.base).has(key);
}

interface ReachedChange {
  readonly kind: 'gained' | 'lost';
  readonly key: string;
  readonly way: Way;
}

/** What modules let people do that they could not do at all on the other side. */
function* reachedBy({ base, head }: Sides, place: Place, people: Alike<Person>): Generator<ReachedChange> {
  const { first } = people;
  const before = waysOf(base, place, first.base);
  const after = waysOf(head, place, first.head);
  for (const [key, way] of after)
    if (!before.has(key) && !mayBeDirect(base, place, first, way) && !mayBeDirect(head, place, first, way))
      yield { kind: 'gained', key, way };
  for (const [key, way] of before)
    if (!after.has(key) && (!way.pair || way.pair.head) && !mayBeDirect(head, place, first, way))
      yield { kind: 'lost', key, way };
}

/** Whether somebody needs no module for it, or perhaps none. */
function mayBeDirect(
  { side }: ThroughSide,
  place: Place,
  people: Pair<Person>,
  { pair, database, permission }: Way,
): boolean {
  if (!pair?.[side] || database !== place.key) return false;
  const { kind } = place[side].on(people[side], pair[side], permission);
  return kind === 'allowed' || kind === 'unknown';
}

function unsure(list: readonly Told[]): readonly Unsure[] {
  return [...grouped(list, ({ because }) => because ?? 'not known')].map(([because, all]) => ({
    because,
    people: [...new Set(all.flatMap(({ people }) => people))],
    permissions: [...new Set(all.flatMap(({ permissions }) => permissions))],
    on: [...new Set(all.flatMap(({ on }) => on))],
  }));
}

function personOf({ base, head }: Pair<Person>): Person {
  return (head ?? base)!;
}

function kindOf(pair: Pair<Person>): Person['kind'] {
  return personOf(pair).kind;
}

function shownOf({ base, head }: Pair<Thing>, kind: Told['kind'], column: Folded | undefined): string {
  const of = column === undefined ? '' : `(${column})`;
  const [old, now] = [base?.shown, head?.shown];
  if (old === undefined || now === undefined || old === now) return `${now ?? old}${of}`;
  return kind === 'lost' ? `${old}${of} (now ${now})` : `${now}${of} (before ${old})`;
}

function onlyOn({ key, people, things }: Place, side: 'base' | 'head'): readonly string[] {
  const other = side === 'base' ? 'head' : 'base';
  const ofPeople = people.flatMap(({ all }) => all.flatMap((pair) => (pair[other] ? [] : [whoIs(pair[side]!)])));
  const ofThings = things.flatMap(({ all }) =>
    all.flatMap((pair) => (pair[other] || !pair[side]?.object ? [] : [`${pair[side].shown} in ${key}`])),
  );
  return [...ofPeople, ...ofThings];
}
