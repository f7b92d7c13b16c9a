/**
 * Applies declarations to a catalog by what they need: for as long as one of them can be. One that the engine refuses, for
 * want of something that is not there, changes nothing. Where scripts set one thing to different values, both orders are
 * made and joined.
 */

import { openDatabase } from '../../catalog/change/knowledge';
import { databaseKey } from '../../catalog/collation';
import { joinCatalogs } from '../../catalog/join/catalog';
import type { Catalog } from '../../catalog/model';
import { finish } from '../../text/finish';
import { outermost } from '../calls/outermost';
import { logon } from '../run/logon';
import { change } from '../session/make';
import type { Context, Definitions, Outcome, World } from '../session/model';
import { stepWorld } from '../step/index';
import type { Keyed, Placed } from './item';
import { phases } from './phases';
import { settingsIn } from './settings';

export interface Declarer<T extends Keyed = Keyed> {
  readonly context: Context;
  readonly administrator: World;
  /** Keys of databases that may have been there before they are made. */
  readonly found: ReadonlySet<string>;
  /** Told of each declaration that changes something. */
  readonly applied?: (one: T, before: Catalog, after: Catalog) => void;
}

/** Who declares; undefined: nobody can connect to that server. */
export function declarerOf(fresh: Catalog, definitions: Definitions): Declarer | undefined {
  const context = outermost(definitions, { enterCalls: false });
  const { administrator: azure, principals } = fresh.server; // of Azure SQL Database, which has no sa (AZ-4)
  const login = (azure === undefined ? undefined : principals.get(azure)?.name) ?? 'sa';
  const request = { number: 0, login, database: 'master', span: { start: 0, end: 0 } };
  const { after } = finish(logon(context, [fresh], request));
  const administrator = after.kind === 'worlds' ? after.worlds[0] : undefined;
  return administrator && { context, administrator, found: new Set() };
}

/** The databases that scripts make under conditions only: what was in them before, nobody knows. */
export function foundOrMade(declared: readonly Keyed[], { server }: Catalog): ReadonlySet<string> {
  if (server.knowledge === 'complete') return new Set();
  const made = declared.filter(({ statement }) => statement.kind === 'create_database');
  const always = new Set(made.filter(({ conditional }) => !conditional).map(({ key }) => key));
  return new Set(made.flatMap(({ key }) => (key === undefined || always.has(key) ? [] : [key])));
}

/** Applies declarations to a catalog, those of each phase as far as they can be. */
export function declareOn(catalog: Catalog, list: readonly Placed[], definitions: Definitions): Catalog {
  const declarer = declarerOf(catalog, definitions);
  if (!declarer) return catalog;
  let made = catalog;
  let waiting: readonly Keyed[] = [];
  for (const phase of phases) {
    const own = list.filter((one) => one.phase === phase).map((one): Keyed => ({ ...one, uri: '', key: undefined }));
    const done = finish(settling(declarer, made, [...waiting, ...own]));
    made = done.catalog;
    waiting = done.waiting;
  }
  return made;
}

/** Whether a declaration is sure to apply to a catalog. */
export function isApplied(catalog: Catalog, definitions: Definitions): (one: Placed) => boolean {
  const declarer = declarerOf(catalog, definitions);
  return (one) =>
    declarer !== undefined && declareOne(declarer, catalog, { ...one, uri: '', key: undefined }).outcome === 'ok';
}

export interface Settled<T extends Keyed> {
  readonly catalog: Catalog;
  /** Those that could not be applied so far. */
  readonly waiting: readonly T[];
}

/** One phase: what waits from earlier ones, and the declarations of each script. */
export function settlePhase<T extends Keyed>(
  declarer: Declarer<T>,
  from: Catalog,
  waiting: readonly T[],
  scripts: readonly (readonly T[])[],
): Settled<T> {
  return finish(settlingPhase(declarer, from, waiting, scripts));
}

/** The same; yields now and then. */
export function* settlingPhase<T extends Keyed>(
  declarer: Declarer<T>,
  from: Catalog,
  waiting: readonly T[],
  scripts: readonly (readonly T[])[],
): Generator<undefined, Settled<T>> {
  const done = yield* settling(declarer, from, [...waiting, ...scripts.flat()]);
  if (!disagree(scripts)) return done;
  const other = yield* settling(declarer, from, [...waiting, ...scripts.toReversed().flat()]);
  return { catalog: joinCatalogs(done.catalog, other.catalog), waiting: done.waiting };
}

/** So many declarations are made at once. */
const handful = 4;

/**
 * Applies declarations until nothing more applies: those that are sure to work before those that may. Yields now and then.
 */
function* settling<T extends Keyed>(
  declarer: Declarer<T>,
  from: Catalog,
  list: readonly T[],
): Generator<undefined, Settled<T>> {
  let catalog = from;
  let waiting = list;
  for (;;) {
    const before = catalog;
    const left = new Set<T>();
    const doubtful = new Set<T>();
    for (const [index, one] of waiting.entries()) {
      if (index % handful === handful - 1) yield;
      const made = declareOne(declarer, catalog, one);
      if (made.outcome === 'error') left.add(one);
      else if (made.outcome === 'unknown') doubtful.add(one);
      else catalog = made.catalog;
    }
    const sure = catalog !== before;
    if (!sure) for (const one of doubtful) catalog = declareOne(declarer, catalog, one).catalog;
    waiting = sure ? waiting.filter((one) => left.has(one) || doubtful.has(one)) : [...left];
    if (catalog === before || waiting.length === 0) return { catalog, waiting };
  }
}

/** Makes one statement in a database as the administrator; undefined: there is no such database. */
export function administered(
  { context, administrator }: Declarer,
  catalog: Catalog,
  { statement, database }: Pick<Placed, 'statement' | 'database'>,
): { readonly outcome: Outcome; readonly after: World } | undefined {
  const key = databaseKey(catalog, database);
  if (!catalog.databases.has(key)) return undefined;
  return stepWorld(context, statement, change(administrator, { catalog, database: key }));
}

function declareOne<T extends Keyed>(
  declarer: Declarer<T>,
  catalog: Catalog,
  one: T,
): { readonly outcome: Outcome['kind']; readonly catalog: Catalog } {
  const { statement, key: made, phase } = one;
  const { found, applied } = declarer;
  const isServers = phase === 'databases and logins'; // it is the same wherever it stands: also in the database that it makes
  const isElsewhere = isServers && !catalog.databases.has(databaseKey(catalog, one.database));
  const placed = isElsewhere ? { statement, database: 'master' } : one;
  const done = administered(declarer as Declarer, catalog, placed);
  if (!done || done.outcome.kind === 'error') return { outcome: 'error', catalog };
  const { outcome, after } = done;
  const isOpen = statement.kind === 'create_database' && made !== undefined && found.has(made);
  const changed = isOpen ? openDatabase(after.catalog, databaseKey(catalog, statement.name.name)) : after.catalog;
  if (changed !== catalog) applied?.(one, catalog, changed);
  return { outcome: outcome.kind, catalog: changed };
}

/** Whether one thing is set to different values by different scripts. */
function disagree(scripts: readonly (readonly Keyed[])[]): boolean {
  if (scripts.length < 2) return false;
  const values = new Map<string, string>();
  return scripts.some((list) => {
    const last = new Map(list.flatMap((one) => settingsIn(one.statement, one.database)));
    return [...last].some(([key, value]) => {
      const other = values.get(key);
      values.set(key, value);
      return other !== undefined && other !== value;
    });
  });
}
