/** The escalation paths that a script leaves behind, with the scripts around it. */
import type { Catalog } from '../../catalog/model';
import { isSameCatalog } from '../../catalog/parts';
import { declarationsOf } from '../../engine/start/declarations';
import { modulesIn } from '../../syntax/selected';
import type { Script, Statement } from '../../syntax/statement';
import { memo2, once } from '../../text/memo';
import { Others } from '../others';
import type { Analysed } from '../workspace';
import type { EscalationPath, Fact, Ground, PathSite, Search } from './model';
import { findPaths } from './search';
import { isUnderMasterKey, siteOf } from './sites';

export type { Cut, EscalationPath, Fact, Node, PathStep } from './model';

export interface PlacedPath extends EscalationPath {
  /** Where what each step rests on stands; undefined: nobody wrote it. */
  readonly sites: readonly (PathSite | undefined)[];
}

/** What paths are looked for in. */
export type PathSubject = Pick<Analysed, 'script' | 'analysis'> &
  Partial<Pick<Analysed, 'included' | 'others' | 'database'>>;

/** The paths in the catalog in which a script ends (docs/rulebook, ESC). Asked again, it is the same answer. */
export function* pathsIn(subject: PathSubject): Generator<undefined, readonly PlacedPath[]> {
  return (yield* searchIn(subject)).paths;
}

/** The same, and where it was not looked to the end. */
export function* searchIn(subject: PathSubject): Generator<undefined, PlacedSearch> {
  const known = found.get(subject.analysis);
  if (known) return known;
  const made = yield* search(subject);
  found.set(subject.analysis, made);
  return made;
}

interface PlacedSearch extends Search {
  readonly paths: readonly PlacedPath[];
}

const found = new WeakMap<PathSubject['analysis'], PlacedSearch>();

const none: readonly Script[] = [];

function* search({
  script,
  analysis,
  included = none,
  others = Others.none,
  database = 'master',
}: PathSubject): Generator<undefined, PlacedSearch> {
  const catalog = analysis.end();
  if (!catalog) return { paths: [] };
  const { definitions } = analysis.context;
  const together = others.togetherWith(script.uri);
  const inside = [script, ...included];
  const scripts = once((): readonly Script[] => [...inside, ...others]);
  const asked = { database, others, grounds: inside.flatMap(groundsIn) };
  const own = searched.get(catalog);
  const known = (own && isSame(own, asked) ? own.search : undefined) ?? foundTogether(script, others, asked, catalog);
  const opens: Ground['opens'] = (place, key) => isUnderMasterKey(scripts(), place, key, database);
  const made = known ?? (yield* findPaths({ catalog, definitions, opens }));
  searched.set(catalog, { ...asked, search: made });
  if (together) newest.set(together, { catalog, database, search: made });
  const siteFor = (fact: Fact): PathSite | undefined =>
    siteOf(fact, inside, database) ?? siteAmong(together ?? others.list, fact, database);
  return {
    ...made,
    paths: made.paths.map((path) => ({ ...path, sites: path.steps.map(({ fact }) => siteFor(fact)) })),
  };
}

/** The same for each script that has these around it. */
function siteAmong(scripts: readonly Script[], fact: Fact, database: string): PathSite | undefined {
  const known = sites(scripts, fact);
  if (!known.has(database)) known.set(database, siteOf(fact, scripts, database));
  return known.get(database);
}

const sites = memo2((_: readonly Script[], __: Fact): Map<string, PathSite | undefined> => new Map());

/** What paths depend on besides the catalog: what scripts declare, and the texts of modules. */
interface Asked {
  readonly database: string;
  readonly others: Others;
  /** Of the script and what it includes. */
  readonly grounds: readonly Statement[];
}

const searched = new WeakMap<Catalog, Asked & { readonly search: Search }>();

/** What was found last in some scripts together. */
const newest = new WeakMap<
  readonly Script[],
  { readonly catalog: Catalog; readonly database: string; readonly search: Search }
>();

/** Scripts that end in equal catalogs, with the same scripts around them, end in the same paths. */
function foundTogether({ uri }: Script, others: Others, { database }: Asked, catalog: Catalog): Search | undefined {
  const together = others.togetherWith(uri);
  const known = together && newest.get(together);
  return known?.database === database && isSameCatalog(known.catalog, catalog) ? known.search : undefined;
}

function groundsIn(script: Script): readonly Statement[] {
  const modules = script.batches.flatMap(({ batch }) => modulesIn(batch.statements).map(({ node }) => node));
  return [...declarationsOf(script).map(({ statement }) => statement), ...modules];
}

function isSame(one: Asked, other: Asked): boolean {
  if (one.database !== other.database || one.others !== other.others) return false;
  return one.grounds.length === other.grounds.length && one.grounds.every((ground, at) => ground === other.grounds[at]);
}
