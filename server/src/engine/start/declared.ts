/**
 * What scripts declare together: their declarations, applied to a fresh catalog by what they need. The order of the scripts
 * and their names make no difference. Declarations are applied for as long as one of them can be; one that the engine
 * refuses, for want of something that is not there, changes nothing. Where scripts define one thing in different ways, or
 * set one thing to different values, all ways are made and joined: what depends on which is not known.
 */
import { openDatabase } from '../../catalog/change/knowledge';
import { joinCatalogs } from '../../catalog/join/catalog';
import { canonical } from '../../catalog/join/maps';
import type { Catalog } from '../../catalog/model';
import { isOfSnapshot } from '../../syntax/snapshot-mark';
import type { Script, Statement } from '../../syntax/statement';
import { finish } from '../../text/finish';
import { memo } from '../../text/memo';
import { fold } from '../../text/name';
import { noneTracked } from '../calls/tracked';
import { makes, withVersions } from '../names/made';
import { logon } from '../run/logon';
import { change } from '../session/make';
import type { Context, Definitions, Outcome, World } from '../session/model';
import { newWork } from '../session/work';
import { stepWorld } from '../step/index';
import { type Declaration, declarationsOf, type Making, opaquePlacesOf, phases } from './declarations';
import { withUnseen } from './opaque';
import { shortNames } from './script-names';
import { settingsIn } from './settings';
import { withSnapshots } from './snapshots';
import { withUnsaid } from './unsaid';

/** What scripts declare to a script. */
export interface Declaring {
  readonly scripts: readonly Script[];
  readonly fresh: Catalog;
  /** The database in which scripts stand that name none. */
  readonly database: string;
  readonly definitions: Definitions;
  /** What the script makes that they declare to: it is not there before, or may be. */
  readonly besides?: ReadonlyMap<string, Making>;
  /** The scripts that define what they call, where they are more than these. */
  readonly callees?: readonly Script[];
  /** Of the scripts, the one whose definitions count where others define the same. */
  readonly first?: Script;
}

export interface Declared {
  readonly catalog: Catalog;
  /** The declarations that changed something. */
  readonly effective: ReadonlySet<Statement>;
}

/** The catalog after the declarations of these scripts, made by the administrator. */
export function declaredCatalog(declaring: Declaring): Catalog {
  return seen(declare(declaring).catalog, declaring);
}

/** What scripts declare, as far as all that they change is seen. */
export function seen(catalog: Catalog, { scripts, database, callees = scripts }: Seeing): Catalog {
  const known = withSnapshots(catalog, scripts);
  const unseen = withUnseen(known, scripts, (script) => opaquePlacesOf(script).map((place) => place ?? database));
  return withUnsaid(unseen, scripts, database, callees);
}

/** `callees`: the scripts that define what they call; they themselves where left out. */
type Seeing = Pick<Declaring, 'scripts' | 'database' | 'callees'>;

/** The same, and which declarations have a part in it. */
export function declare({ scripts, fresh, database, definitions, besides = new Map(), first }: Declaring): Declared {
  const effective = new Set<Statement>();
  const plain = scripts.length === 0 ? undefined : declarerOf(fresh, definitions, effective);
  if (!plain) return { catalog: fresh, effective };
  const inOrder = scripts.toSorted((a, b) => (a.text < b.text ? -1 : Number(a.text > b.text)));
  const declared = layered(inOrder, database);
  const declarer = { ...plain, found: foundOrMade(declared.flat(), fresh) };
  const versions = versionsIn(declared.flat(), besides, first?.uri);
  const layers = Math.max(1, ...[...versions.values()].map((list) => Math.min(list.length, mostLayers)));
  let joined: Catalog | undefined;
  for (let layer = 0; layer < layers; layer++) {
    const chosen = declared.map((list) => list.filter((one) => isChosen(one, versions, besides, layer)));
    const catalog = apply(declarer, fresh, chosen);
    joined = joined ? joinCatalogs(joined, catalog) : catalog;
  }
  const named = [...versions].filter(([, list]) => list.length > 1);
  const catalog = named.reduce(
    (made, [key, list]) => withVersions(made, key, shortNames(list.flatMap(({ uris }) => uris))),
    joined ?? fresh,
  );
  return { catalog, effective };
}

/** What each script declares. Scripts come on top of snapshots: what they define is not what a snapshot says of it. */
function layered(scripts: readonly Script[], database: string): readonly (readonly Keyed[])[] {
  const own = (script: Script): readonly Keyed[] =>
    declarationsOf(script).map((one) => keyed(one, script.uri, database));
  const above = scripts.filter((script) => !isOfSnapshot(script)).map(own);
  const made = new Set(above.flat().flatMap(({ key }) => key ?? []));
  const isLeft = ({ statement, database: place }: Keyed): boolean => {
    const create = statement.kind === 'create_module' ? ({ ...statement, action: 'create' } as const) : statement;
    const key = makes(create, fold(place));
    return key === undefined || !made.has(key);
  };
  const below = scripts.filter(isOfSnapshot).map((script) => own(script).filter(isLeft));
  return [...below, ...above];
}

/** So many ways of defining one thing are told apart; the others are as doubtful as those. */
const mostLayers = 3;

/** Applies declarations to a catalog, those of each phase as far as they can be. */
export function declareOn(catalog: Catalog, list: readonly Placed[], definitions: Definitions): Catalog {
  const declarer = declarerOf(catalog, definitions, new Set());
  return declarer
    ? apply({ ...declarer, found: new Set() }, catalog, [list.map((one) => ({ ...one, uri: '', key: undefined }))])
    : catalog;
}

/** Whether a declaration is sure to apply to a catalog. */
export function isApplied(catalog: Catalog, definitions: Definitions): (one: Placed) => boolean {
  const declarer = declarerOf(catalog, definitions, new Set());
  return (one) =>
    declarer !== undefined && declareOne({ ...declarer, found: new Set() }, catalog, one).outcome === 'ok';
}

/** A declaration in the database in which it stands. */
export type Placed = Declaration & { readonly database: string };

interface Keyed extends Placed {
  readonly uri: string;
  /** What it makes; undefined: it makes nothing that has a name. */
  readonly key: string | undefined;
}

function keyed(declaration: Declaration, uri: string, fallback: string): Keyed {
  const database = declaration.database ?? fallback;
  return { ...declaration, uri, database, key: makes(declaration.statement, fold(database)) };
}

/** One way in which scripts define a thing; undefined: not at all. */
interface Version {
  readonly text: string | undefined;
  readonly uris: readonly string[];
}

/** The things that are defined in more than one way. Ways that say the same are one. */
function versionsIn(
  declared: readonly Keyed[],
  besides: ReadonlyMap<string, Making>,
  first: string | undefined,
): ReadonlyMap<string, readonly Version[]> {
  const byKey = new Map<string, Keyed[]>();
  for (const one of declared) {
    if (one.key === undefined || besides.get(one.key) === 'makes') continue;
    const list = byKey.get(one.key);
    if (list) list.push(one);
    else byKey.set(one.key, [one]);
  }
  const found = new Map<string, readonly Version[]>();
  for (const [key, all] of byKey) {
    const list = all.some(({ uri }) => uri === first) ? all.filter(({ uri }) => uri === first) : all;
    const ofScripts = new Map(list.map((one) => [one.uri, one])); // of a script that makes it twice the last one counts
    const absent: readonly Version[] = besides.has(key) ? [{ text: undefined, uris: [] }] : [];
    if (all.length === 1 && absent.length === 0) continue;
    const byText = new Map<string, string[]>();
    for (const { statement, uri } of ofScripts.values()) {
      const text = textOf(statement);
      byText.set(text, [...(byText.get(text) ?? []), uri]);
    }
    found.set(key, [...[...byText].map(([text, uris]): Version => ({ text, uris })), ...absent]);
  }
  return found;
}

/** What a statement says, wherever it stands. */
const textOf = memo((statement: Statement): string =>
  canonical(JSON.parse(JSON.stringify(statement, (name, value) => (unsaid.has(name) ? undefined : value)))),
);

const unsaid: ReadonlySet<string> = new Set(['span', 'header', 'offset', 'node', 'text']);

function isChosen(
  { key, statement }: Keyed,
  versions: ReadonlyMap<string, readonly Version[]>,
  besides: ReadonlyMap<string, Making>,
  layer: number,
): boolean {
  if (key === undefined) return true;
  if (besides.get(key) === 'makes') return false;
  const list = versions.get(key);
  return !list || list[Math.min(layer, list.length - 1)]!.text === textOf(statement);
}

/** The databases that scripts make under conditions only: what was in them before, nobody knows. */
function foundOrMade(declared: readonly Keyed[], { server }: Catalog): ReadonlySet<string> {
  if (server.knowledge === 'complete') return new Set();
  const made = declared.filter(({ statement }) => statement.kind === 'create_database');
  const always = new Set(made.filter(({ conditional }) => !conditional).map(({ key }) => key));
  return new Set(made.flatMap(({ key }) => (key === undefined || always.has(key) ? [] : [key])));
}

interface Declarer {
  /** Keys of databases that may have been there before they are made. */
  readonly found: ReadonlySet<string>;
  readonly context: Context;
  readonly administrator: World;
  readonly effective: Set<Statement>;
}

function declarerOf(
  fresh: Catalog,
  definitions: Definitions,
  effective: Set<Statement>,
): Omit<Declarer, 'found'> | undefined {
  const context: Context = {
    definitions,
    errors: 'predicted',
    enterCalls: false,
    tracked: noneTracked,
    loops: 0,
    guarded: false,
    work: newWork(),
  };
  const { administrator: azure, principals } = fresh.server; // of Azure SQL Database, which has no sa (AZ-4)
  const login = (azure === undefined ? undefined : principals.get(azure)?.name) ?? 'sa';
  const request = { number: 0, login, database: 'master', span: { start: 0, end: 0 } };
  const { after } = finish(logon(context, [fresh], request));
  const administrator = after.kind === 'worlds' ? after.worlds[0] : undefined;
  return administrator && { context, administrator, effective };
}

/** Phase by phase. Where scripts set something to different values, it is done in both orders. */
function apply(declarer: Declarer, fresh: Catalog, scripts: readonly (readonly Keyed[])[]): Catalog {
  let catalog = fresh;
  let waiting: readonly Keyed[] = [];
  for (const phase of phases) {
    const own = scripts.map((list) => list.filter((one) => one.phase === phase)).filter((list) => list.length > 0);
    const done = settle(declarer, catalog, [...waiting, ...own.flat()]);
    catalog = disagree(own)
      ? joinCatalogs(done.catalog, settle(declarer, catalog, [...waiting, ...own.toReversed().flat()]).catalog)
      : done.catalog;
    waiting = done.waiting;
  }
  return catalog;
}

interface Settled {
  readonly catalog: Catalog;
  /** Those that could not be applied so far. */
  readonly waiting: readonly Keyed[];
}

/** Applies declarations until nothing more applies: those that are sure to work before those that may. */
function settle(declarer: Declarer, from: Catalog, list: readonly Keyed[]): Settled {
  let catalog = from;
  let waiting = list;
  for (;;) {
    const before = catalog;
    const left: Keyed[] = [];
    const doubtful: Keyed[] = [];
    for (const one of waiting) {
      const made = declareOne(declarer, catalog, one);
      if (made.outcome === 'error') left.push(one);
      else if (made.outcome === 'unknown') doubtful.push(one);
      else catalog = made.catalog;
    }
    const sure = catalog !== before;
    if (!sure) for (const one of doubtful) catalog = declareOne(declarer, catalog, one).catalog;
    waiting = sure ? waiting.filter((one) => left.includes(one) || doubtful.includes(one)) : left;
    if (catalog === before || waiting.length === 0) return { catalog, waiting };
  }
}

function declareOne(
  { context, administrator, effective, found }: Declarer,
  catalog: Catalog,
  { statement, database, key: made }: Placed & { readonly key?: string | undefined },
): { readonly outcome: Outcome['kind']; readonly catalog: Catalog } {
  const key = fold(database);
  if (!catalog.databases.has(key)) return { outcome: 'error', catalog };
  const world = change(administrator, { catalog, database: key });
  const { outcome, after } = stepWorld(context, statement, world);
  if (outcome.kind === 'error') return { outcome: 'error', catalog };
  if (after.catalog !== catalog) effective.add(statement);
  const isOpen = statement.kind === 'create_database' && made !== undefined && found.has(made);
  return {
    outcome: outcome.kind,
    catalog: isOpen ? openDatabase(after.catalog, fold(statement.name.name)) : after.catalog,
  };
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
