/**
 * Whether an error is certain. One that rests on where the script is assumed to start, or as whom, or on what a statement
 * that nobody could read may have changed, is not: the server refuses, unless it was otherwise (UNK-A).
 */
import { lacking, type Reason } from '../../catalog/reason';
import { type Effect, unknownOutcome } from '../session/effect';
import type { Doubt, ErrorOutcome, Refusal, World } from '../session/model';

/** The effect where its error is certain, else that of a statement of which it is not known whether it is refused. */
export function ifCertain(world: World, effect: Effect): Effect {
  if (effect.outcome.kind !== 'error') return effect;
  const doubt = doubted(world, effect.outcome);
  return doubt ? { ...effect, outcome: unknownOutcome(doubt) } : effect;
}

/** Why an error is not certain; undefined: it is. */
export function doubted(world: World, refusal: ErrorOutcome): Doubt | undefined {
  const rests = basisOf(refusal.refusal);
  const doubt =
    (rests === 'nothing' ? undefined : changedUnseen(world)) ??
    (rests === 'place' ? assumed(world, refusal) : undefined);
  return doubt && { because: doubt.because, unless: { fact: doubt.fact, refusal } };
}

interface Found {
  readonly because: Reason;
  readonly fact: string;
}

const unseen: Found = {
  because: lacking('unseen', 'what a statement before it changed is not known'),
  fact: 'a statement before it, of which not everything is known, changed that',
};

function changedUnseen({ catalog, database, stack: { frame } }: World): Found | undefined {
  const places = [database, ...(frame.home === undefined ? [] : [frame.home])];
  return catalog.server.unseen || places.some((key) => catalog.databases.get(key)?.unseen) ? unseen : undefined;
}

function assumed(world: World, { refusal }: ErrorOutcome): Found | undefined {
  const { login, places } = world.session.assumed ?? { places: [] };
  const { frame } = world.stack;
  const goesBack = refusal.kind === 'revert-wrong-database';
  const homes = goesBack ? [frame.guard.database] : [world.database, frame.home];
  // Who pushed in a place that he named has gone elsewhere by USE: where he started does not matter then.
  const place = places.find(
    ({ database, by }) => homes.includes(database) || (goesBack && by === 'use' && database === world.database),
  );
  if (place) return place.by === 'start' ? startPlace(refusal) : usePlace(world, place.database);
  return login && frame.origin === 'session' && asksWhoRuns(refusal) ? startLogin : undefined;
}

/** Who may not be in the database is refused there, whoever impersonates him: with 15517 or 15406 at the latest. */
function asksWhoRuns(refusal: Refusal): boolean {
  return asksLogin.has(refusal.kind) && !(refusal.kind === 'no-user' && refusal.impersonated);
}

function startPlace(refusal: Refusal): Found {
  const because = lacking('start', 'in which database the script starts is not known');
  switch (refusal.kind) {
    case 'sandboxed':
      return { because, fact: `the database in which the script starts is trusted in ${refusal.to}` };
    case 'server-permission-in-sandbox':
    case 'linked-server-in-sandbox':
      return { because, fact: 'the database in which the script starts is trusted at the server' };
    case 'revert-wrong-database':
      return { because, fact: `the script starts in ${refusal.current}` };
    default:
      return { because, fact: 'the script starts in another database' };
  }
}

function usePlace({ catalog }: World, key: World['database']): Found {
  const name = catalog.databases.get(key)?.name ?? key;
  return {
    because: lacking('start', `whether USE ${name} succeeds is not known`),
    fact: `USE ${name} is refused before`,
  };
}

const startLogin: Found = {
  because: lacking('start', 'as which login the script is run is not known'),
  fact: 'another login runs the script',
};

/** What an error rests on, besides the statement: the catalog, and the database in which the session is. */
const restsOn: Readonly<Record<Refusal['kind'], 'nothing' | 'catalog' | 'place'>> = {
  raised: 'nothing',
  platform: 'nothing',
  'revert-no-revert': 'nothing',
  'cookie-mismatch': 'nothing',
  'mixed-mechanism': 'nothing',
  clause: 'nothing',
  'ad-hoc-only': 'nothing',
  'approle-not-adhoc': 'nothing',
  'cookie-type': 'nothing',
  'pinned-database': 'nothing',
  exists: 'place',
  other: 'catalog',
  'revert-wrong-database': 'place',
  'wrong-database': 'place',
  'principal-missing': 'place',
  'not-impersonable': 'place',
  orphaned: 'place',
  'impersonate-missing': 'place',
  sandboxed: 'place',
  'no-user': 'place',
  'server-permission-in-sandbox': 'place',
  'linked-server-in-sandbox': 'place',
  permission: 'place',
  'owner-not-single': 'place',
  missing: 'place',
};

/** What belongs to the server is there, or not, wherever the session is. */
function basisOf(refusal: Refusal): 'nothing' | 'catalog' | 'place' {
  if (refusal.kind === 'principal-missing' || refusal.kind === 'not-impersonable')
    return refusal.level === 'login' ? 'catalog' : 'place';
  const named = refusal.kind === 'missing' || refusal.kind === 'exists';
  return named && ofServer.has(refusal.what.toLowerCase()) ? 'catalog' : restsOn[refusal.kind];
}

const ofServer: ReadonlySet<string> = new Set([
  'database',
  'login',
  'server role',
  'server principal',
  'linked server',
  'endpoint',
]);

/** What depends on the login that asks. */
const asksLogin: ReadonlySet<Refusal['kind']> = new Set(['impersonate-missing', 'no-user', 'permission']);
