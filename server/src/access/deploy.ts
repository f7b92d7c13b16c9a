/**
 * What a server holds when all scripts of a folder have been run on it: migrations in the order of their tool, other
 * scripts by name, where one that names what is not there yet waits for those that make it.
 */
import { freshCatalog } from '../catalog/fresh/catalog';
import type { Catalog, Version } from '../catalog/model';
import { outermost } from '../engine/calls/outermost';
import { endCatalog } from '../engine/run/life-end';
import { type Part, runScript, type ScriptRun } from '../engine/run/script';
import type { Definitions, PlacedStep, Step } from '../engine/session/model';
import { declaredCatalog } from '../engine/start/declared';
import { definitionsOf } from '../engine/start/definitions';
import { type Deployment, deploymentsIn } from '../migrations/deployments';
import { fileOf } from '../migrations/model';
import { deployedText } from '../migrations/text';
import type { Parser } from '../syntax/parser';
import { snapshotFileOf } from '../syntax/snapshot-mark';
import { stageOf } from '../syntax/stage';
import type { Script, Starts } from '../syntax/statement';
import { finish } from '../text/finish';
import { otherDialect } from '../workspace/dialect';
import { placeFinder, type Whole, wholeOf } from '../workspace/includes';
import { type KnownDatabase, withDatabases } from '../workspace/known-databases';
import { closed } from './closed';

export interface Source {
  readonly place: string;
  readonly text: string;
}

export interface DeployOptions {
  readonly login: string;
  readonly database: string;
  readonly version: Version;
  /** 'as scripts say': what they do not say is not there. */
  readonly knowledge: 'as scripts say' | 'open' | 'complete';
  readonly startsOf?: (place: string) => Starts | undefined;
  /** Databases that are there, of which more is known than what scripts say. */
  readonly databases?: readonly KnownDatabase[];
}

/** A server after a deployment. */
export interface Side {
  readonly catalog: Catalog;
  readonly definitions: Definitions;
  readonly scripts: readonly Script[];
  readonly database: string;
  readonly deployments: readonly Deployment[];
}

/** `before`: what is there besides a fresh server. */
export function deploy(
  parser: Parser,
  sources: readonly Source[],
  options: DeployOptions,
  before: (fresh: Catalog) => Catalog = (fresh) => fresh,
): Side {
  const isHeld = ({ place }: Source): boolean => snapshotFileOf(place) !== undefined;
  const own = sources.filter((one) => !isHeld(one) && otherDialect(one.text) === undefined);
  const { found, loose } = deploymentsIn(own.map(fileOf));
  const texts = new Map(sources.map(({ place, text }) => [place, text]));
  const raw = new Map<string, Script>();
  const places = placeFinder(texts.keys());
  const parsed = (place: string): Script => {
    const starts = options.startsOf?.(place);
    const known = raw.get(place) ?? {
      ...parser.once(place, deployedText(texts.get(place) ?? '')),
      ...(starts && { starts }),
    };
    raw.set(place, known);
    return known;
  };
  const wholes = new Map<string, Whole>();
  for (const place of [...loose.map((one) => one.place), ...found.flatMap(({ order }) => order)])
    wholes.set(
      place,
      wholeOf(parsed(place), (name) => {
        const known = places(name);
        return known === undefined ? undefined : parsed(known);
      }),
    );
  const parts = new Set([...wholes.values()].flatMap(({ included }) => included.map(({ uri }) => uri)));
  const held = sources.filter(isHeld).map(({ place, text }) => parser.once(place, text));
  const scripts = [...held, ...[...wholes.values()].flatMap(({ script, included }) => [script, ...included])];
  const definitions = definitionsOf(scripts, (text) => parser.body(text));
  const runner: Runner = { definitions, options };
  const empty = freshCatalog(options.version, {
    knowledge: options.knowledge === 'complete' ? 'complete' : 'open',
    ...(options.version === 'azure-sql-database' && { administrator: options.login }),
  });
  const start = before(withDatabases(empty, options.databases ?? []));
  const early = inAnyOrder(
    runner,
    held.length === 0
      ? start
      : declaredCatalog({ scripts: held, fresh: start, database: options.database, definitions }),
    loose.flatMap(({ place }) => (parts.has(place) ? [] : [wholes.get(place)!])),
  );
  let { catalog } = early;
  for (const { order } of found) for (const place of order) catalog = run(runner, catalog, wholes.get(place)!).catalog;
  const late = inAnyOrder(runner, catalog, early.waiting);
  catalog = late.waiting.reduce((made, one) => run(runner, made, one).catalog, late.catalog);
  return {
    catalog: options.knowledge === 'as scripts say' ? closed(catalog) : catalog,
    definitions,
    scripts,
    database: options.database,
    deployments: found,
  };
}

interface Runner {
  readonly definitions: Definitions;
  readonly options: DeployOptions;
}

interface Left {
  readonly catalog: Catalog;
  /** Those that name what is not there. */
  readonly waiting: readonly Whole[];
}

/** By name; a script that names what is not there is run when others have made something. */
function inAnyOrder(runner: Runner, from: Catalog, wholes: readonly Whole[]): Left {
  let catalog = from;
  let waiting = wholes;
  for (;;) {
    const left: Whole[] = [];
    for (const one of waiting) {
      const done = run(runner, catalog, one);
      if (done.lacks) left.push(one);
      else ({ catalog } = done);
    }
    if (left.length === 0 || left.length === waiting.length) return { catalog, waiting: left };
    waiting = left;
  }
}

interface Ran {
  readonly catalog: Catalog;
  readonly lacks: boolean;
}

function run({ definitions, options }: Runner, catalog: Catalog, { script, files }: Whole): Ran {
  const done = finish(
    runScript(outermost(definitions), script, {
      catalog,
      login: script.starts?.login ?? options.login,
      database: script.starts?.database ?? options.database,
      assumed: { login: false, database: false },
      sessions: stageOf(script).sessions,
      files,
    }),
  );
  return { catalog: endCatalog(done, (end) => end) ?? catalog, lacks: lacksSomething(done.parts) };
}

function lacksSomething(parts: ScriptRun['parts']): boolean {
  return parts.some((part: Part) => {
    if (part.kind === 'included') return lacksSomething(part.parts);
    return part.kind === 'batch' && part.run.steps.some(lacking);
  });
}

function lacking({ step }: PlacedStep): boolean {
  return isLacking(step) || step.children.some(lacking);
}

function isLacking({ statement, paths }: Step): boolean {
  if (statement.kind === 'drop') return false;
  return paths.some(
    ({ outcome }) =>
      (outcome.kind === 'error' && outcome.refusal.kind === 'missing') ||
      (outcome.kind === 'unknown' && outcome.because.lack === 'declaration'),
  );
}
