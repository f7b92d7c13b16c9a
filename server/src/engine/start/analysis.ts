/** Everything that is derived from one script: its run, and for each module in it a run of the body on its own. */
import type { Catalog } from '../../catalog/model';
import type { IncludedFiles } from '../../syntax/sqlcmd';
import { type Stage, stageOf } from '../../syntax/stage';
import type { Script, StatementOf } from '../../syntax/statement';
import { finish } from '../../text/finish';
import { memo, once } from '../../text/memo';
import { outermost } from '../calls/outermost';
import { noneTracked } from '../calls/tracked';
import { type GranteeRun, granteeRuns } from '../run/grantees';
import { type Afterwards, endCatalog, lifeEnds } from '../run/life-end';
import { type ModuleBody, moduleBodies, type Standing } from '../run/module-bodies';
import { runScript, type ScriptRun, type Start } from '../run/script';
import type { Supposed } from '../run/supposed';
import { cache } from '../session/memory';
import type { Context, Definitions } from '../session/model';
import { newWork, type Work } from '../session/work';

export interface Analysis {
  readonly script: Script;
  readonly run: ScriptRun;
  /** Module bodies that the script defines, each run once with a symbolic caller. */
  readonly bodies: ReadonlyMap<StatementOf<'create_module'>, ModuleBody>;
  /** Whether any of them is what it was before the last edit. */
  readonly behind: boolean;
  /** The script has run, and the bodies are still to be run: there are none yet. */
  readonly pending?: boolean;
  /** What is there in the end, with what the other scripts declare on top; undefined: nothing of it is known. */
  readonly end: () => Catalog | undefined;
  readonly effort: Effort;
  /** What it was run with. */
  readonly context: Context;
}

/** What an analysis took. */
export interface Effort {
  /** Statement runs that had to be computed: fewer where more was remembered. */
  readonly runs: number;
  /** Whether the rest of some call or loop is not followed, because too many paths lead through it. */
  readonly cut: boolean;
}

export interface AnalysisOptions {
  readonly script: Script;
  readonly definitions: Definitions;
  readonly catalog: Catalog;
  readonly login: string;
  readonly database: string;
  /** What of login and database nobody says; nothing where left out. */
  readonly assumed?: Start['assumed'];
  readonly errors: Context['errors'];
  /** The connections of the script; those that its comments open, where left out. */
  readonly sessions?: Stage['sessions'];
  /** What other scripts declare on top of what this one makes; nothing where left out. */
  readonly afterwards?: Afterwards;
  /** The files that its lines `:r` include, as far as they are at hand. */
  readonly files?: IncludedFiles;
  /** Facts that are supposed to hold besides. */
  readonly supposed?: Supposed | undefined;
  /** What bodies were that may stay so, while that is wanted. */
  readonly standing?: () => Standing | undefined;
  /** Is told of the analysis when the script has run, before the bodies do. */
  readonly outlined?: (outline: Analysis) => void;
  /** Where the work is counted, for who may give it up. */
  readonly work?: Work;
}

const noFiles: IncludedFiles = new Map();

/** Analyses a script; yields between batches so that the door can stop it. */
export function* analyse(options: AnalysisOptions): Generator<undefined, Analysis> {
  const { script, definitions, catalog, login, database, errors, work = newWork() } = options;
  const context = outermost(definitions, { errors, work });
  const run = yield* runScript(context, script, {
    catalog,
    login,
    database,
    assumed: options.assumed ?? { login: false, database: false },
    sessions: options.sessions ?? stageOf(script).sessions,
    files: options.files ?? noFiles,
    supposed: options.supposed,
  });
  const afterwards = options.afterwards ?? ((catalog) => catalog);
  const worldFor = lifeEnds(run, definitions, afterwards);
  const end = once(() => endCatalog(run, afterwards));
  const effort = (): Effort => ({ runs: work.computed, cut: work.cuts > 0 });
  const known = { script, run, end, context };
  options.outlined?.({ ...known, bodies: new Map(), behind: false, pending: true, effort: effort() });
  yield;
  const { bodies, behind } = yield* moduleBodies(context, script, worldFor, options.standing);
  return { ...known, bodies, behind, effort: effort() };
}

/** The same, without stopping. */
export function analyseNow(options: AnalysisOptions): Analysis {
  return finish(analyse(options));
}

/** The runs of a body for those who may start it, made when they are first asked for. */
export function* granteesOf(analysis: Analysis, body: ModuleBody): Generator<undefined, readonly GranteeRun[]> {
  const known = grantees(analysis).get(body);
  if (known) return known;
  const context = { ...analysis.context, work: newWork(forGrantees) };
  const before = body.run.entry;
  const runs =
    remembered.find(context, body, before, mode) ??
    (yield* remembered.make(context, body, before, mode, () => granteeRuns(context, body)));
  grantees(analysis).set(body, runs);
  return runs;
}

/** What the runs for those who may start one module may take together, in statement runs. */
const forGrantees = 1 << 13;

const grantees = memo((_: Analysis) => new Map<ModuleBody, readonly GranteeRun[]>());
const mode = { tracked: noneTracked, share: forGrantees };
const remembered = cache<object, readonly GranteeRun[]>();
