/**
 * The scripts at hand and what is known about each. A text goes in; the analysis of a script comes out, always by way of
 * `analyse`, whoever asks. Scripts see each other only through what they declare: the start of a script is a fresh server
 * plus the declarations of all others. What a script says in its comments (`--# session:`, `--# server:`) is read here and
 * nowhere else. Nothing here is clever about edits: parsing reuses statements, statements are what runs are remembered by,
 * and equal catalogs are the same object, so asking again costs what has changed. Throwing the cache away changes nothing
 * but the time.
 */
import { sameNameIn } from '../catalog/collation';
import type { Catalog, Version } from '../catalog/model';
import type { Definitions } from '../engine/session/model';
import { newWork } from '../engine/session/work';
import { type Analysis, analyse } from '../engine/start/analysis';
import { definitionsOf } from '../engine/start/definitions';
import { factsOf, supposingIn, type Unmade } from '../engine/start/supposed';
import type { Parser } from '../syntax/parser';
import { expanded } from '../syntax/sqlcmd';
import { stageOf } from '../syntax/stage';
import type { Body, Script } from '../syntax/statement';
import { unless } from '../text/finish';
import { sameItems } from '../text/lists';
import type { Span } from '../text/span';
import type { Migration } from './chains';
import { Elsewhere, type Surroundings } from './elsewhere';
import type { Before, Entry } from './entry';
import type { Whole } from './includes';
import type { Holding } from './known-databases';
import type { Sequence } from './migrations';
import { type Notice, noticesOf } from './notices';
import type { Others } from './others';
import type { Known, Outside } from './outside';
import { type Called, partOf } from './part';
import { type How, moduleCallAt, sessionsAs, type Target, takenOver } from './request';
import { type Assumed, assumedIn, startsOf } from './starts';
import { type Loaded, type Reading, Store } from './store';

/** What scripts are analysed for, where they do not say. */
export interface Stage extends Reading, Holding {
  readonly login: string;
  readonly database: string;
  readonly version: Version;
  /** Nobody says the version: where a snapshot of the server is at hand, it does. */
  readonly versionAssumed?: boolean;
  readonly knowledge: 'open' | 'complete';
  /** What of login and database nobody says: it is a setting, or a default. Nothing where left out. */
  readonly assumed?: Assumed;
}

/** A script with everything that is derived from it. */
export interface Analysed {
  readonly script: Script;
  readonly analysis: Analysis;
  /** The scripts that it includes: they run in it. */
  readonly included: readonly Script[];
  /** The other scripts of the workspace. */
  readonly others: Others;
  readonly definitions: Definitions;
  /** What the script starts from: a fresh server and what the others declare. */
  readonly start: Catalog;
  /** The database in which it starts, where a comment of its own names none. */
  readonly database: string;
  /** Where it stands in a deployment; undefined: in none. */
  readonly migration?: Migration | undefined;
  /** The facts that were supposed, as a script, and those of them that never came to be. */
  readonly supposed?: Script | undefined;
  readonly unmade: readonly Unmade[];
}

/** What has been worked out about a script. */
interface About {
  surroundings: Surroundings | undefined;
  /** The analysis of the whole script as it says itself, in each mode. */
  readonly analysed: Map<How['run'], Analysed>;
  /** The same while it is being worked out, when the script has run and the bodies of its modules are still to be run. */
  outline: Analysed | undefined;
  /** What the script was when findings were last asked for. */
  before: Before | undefined;
  /** It has been given up to look at what it is now. */
  isBehind: boolean;
}

/**
 * So many statements may be run anew for a keystroke. Where it changes what happens in more, as an EXECUTE AS does at the top
 * of a long procedure, the script stays what it was until typing pauses. While it does, keystrokes run few: enough for what is
 * typed to set right what was changed. Where it changes only what is there for the bodies of modules that are not edited, as an
 * EXECUTE AS does behind a long procedure, those bodies alone stay what they were.
 */
const mostRuns = { atOnce: 1000, behind: 20, bodies: 300 } as const;

export class Workspace {
  /** Texts that are being typed: while one is broken its script stays what it was, until `settle`. */
  readonly typing: Pick<Store, 'type' | 'settle' | 'heldBack' | 'reachesFar'>;
  readonly #parser: Parser;
  readonly #store: Store;
  readonly #about = new WeakMap<Entry, About>();
  readonly #elsewhere: Elsewhere;
  #stage: Stage;

  /** `outside`: where texts are read again that are not held; all are held where it is left out. */
  constructor(parser: Parser, stage: Stage, outside?: Outside) {
    this.#parser = parser;
    this.#stage = stage;
    this.#store = this.typing = new Store(parser, stage, outside);
    this.#elsewhere = new Elsewhere(this.#store, (text) => parser.body(text));
  }

  get stage(): Stage {
    return this.#stage;
  }

  /** From now on scripts are analysed for this. */
  configure(stage: Stage): void {
    this.#stage = stage;
    this.#store.configure(stage);
  }

  /** A script is new or has a new text. It is parsed when it is asked for, if it is not known. */
  put(uri: string, text: string, known?: Known): void {
    this.#store.put(uri, text, known);
  }

  /** What is found out about the text of a script, for the next start. */
  knownOf(uri: string): Known | undefined {
    return this.#store.knownOf(uri);
  }

  /** Makes ready that a script is edited which was known when it was put here; yields now and then. */
  rooting(uri: string): Generator<undefined, void> {
    return this.#store.rooting(uri);
  }

  /** A script that nobody has open is new or has a new text: what it declares is held. */
  putAway(uri: string, text: string): void {
    this.#store.putAway(uri, text);
  }

  /** Adds scripts that nobody has open; yields after each one that it parses. */
  load(texts: Iterable<Loaded>): Generator<undefined, void> {
    return this.#store.load(texts);
  }

  has(uri: string): boolean {
    return this.#store.entry(uri) !== undefined;
  }

  /** Forgets the analysis of a script, not what it declares. */
  giveUp(uri: string): void {
    const entry = this.#store.entry(uri);
    if (entry) this.#about.delete(entry);
  }

  /** The same of all scripts but these. */
  giveUpAllBut(uris: ReadonlySet<string>): void {
    for (const uri of this.#store.uris()) if (!uris.has(uri)) this.giveUp(uri);
  }

  remove(uri: string): void {
    this.#store.remove(uri);
    for (const other of this.#store.uris()) {
      const about = this.#about.get(this.#store.entry(other)!);
      if (about) about.surroundings = undefined;
    }
  }

  /** Reads the text of a script that has not been read since it was put here; yields now and then. */
  parse(uri: string): Generator<undefined, void> {
    return this.#store.parse(uri);
  }

  /** A script, in which the variables of SQLCMD that it or a script that it includes sets have their values. */
  script(uri: string): Script | undefined {
    return this.#store.whole(uri)?.script;
  }

  /** Where scripts look for files that they include, and that are not here; of some scripts only, where they are given. */
  missingFiles(uris: Iterable<string> = this.#store.uris()): readonly string[] {
    return [...new Set([...uris].flatMap((uri) => this.#store.whole(uri)?.missing ?? []))];
  }

  /** The files that a script includes, by the names that it gives them. */
  filesOf(uri: string): readonly (readonly [name: string, script: Script])[] {
    return [...(this.#store.whole(uri)?.files ?? [])].map(([name, { script }]) => [name, script]);
  }

  /** The stretches around an offset of a script that belong together, the smallest first. */
  around(uri: string, offset: number): readonly Span[] {
    const parsed = this.#store.entry(uri)?.parsed;
    return parsed ? this.#parser.around(parsed, offset) : [];
  }

  /** The statements of a text that dynamic SQL hands over. */
  body(text: string): Body {
    return this.#parser.body(text);
  }

  /** The product that a script is written for, if that is not ours. */
  dialect(uri: string): string | undefined {
    const script = this.script(uri);
    return script && this.#store.dialect(script);
  }

  /**
   * What is asked about a script, as it is now. Yields inside long batches and calls; stop it by not going on. Undefined:
   * it is not there, not ours or too large, or the target is nothing that runs.
   */
  *analyse(uri: string, how: How): Generator<undefined, Analysed | undefined> {
    yield* this.#store.parse(uri);
    const entry = this.#store.entry(uri);
    if (!entry || this.dialect(uri)) return undefined;
    const { parsed } = entry;
    const asked = this.#store.held(uri);
    if (!asked || asked.script.read) return undefined;
    const { script, included, files } = asked;
    const about = this.#aboutOf(entry);
    const asWritten = !how.as && !how.target && !how.suppose;
    const isKept = asWritten && how.run === 'possible';
    if (isKept) about.outline = undefined; // what surrounds the script may be different now
    const around = yield* this.#surroundings(entry, asked);
    const { others, start, afterwards, definitions: elsewhere, migration } = around;
    const known = asWritten ? about.analysed.get(how.run) : undefined;
    if (
      known &&
      !(known.analysis.behind && !entry.typing) &&
      known.start === start &&
      known.others === others &&
      known.migration?.sequence === migration?.sequence &&
      sameItems([known.script, ...known.included], [script, ...included])
    )
      return known;
    const called = how.target?.kind === 'module' ? yield* this.#called(script, how, how.target) : undefined;
    const part = called ? called.call : partOf(this.#parser, script, how.target);
    if (!part) return undefined;
    yield;
    const run = expanded(part, asked.variables);
    const catalog =
      called?.catalog ?? (run !== script || makesLogin(how, start) ? this.#withOwn(asked, migration) : start);
    const database = called?.database ?? (how.as?.database || startsOf(script, this.#stage).database);
    const facts = how.suppose && this.#parser.once('tsql-context:supposed', how.suppose.text);
    const own = [...included, script, ...(run === script ? [] : [run]), ...(facts ? [facts] : [])];
    const definitions = definitionsOf(own, (text) => this.#parser.body(text), elsewhere);
    yield;
    const { as, suppose } = how;
    const supposing = facts && suppose && supposingIn(run, factsOf(facts, suppose.database), definitions);
    const marks = run === script ? stageOf(script).sessions : [];
    const sessions = as && run === script ? sessionsAs(script, as) : marks;
    const opens = as && (run !== script || takenOver(script, as) === undefined);
    const work = newWork();
    const before = asWritten && entry.typing && about.before?.parsed !== parsed ? about.before : undefined;
    const isTyped = (): boolean => before !== undefined && entry.typing;
    const bodies = about.analysed.get(how.run)?.analysis.bodies;
    const withAll = (analysis: Analysis): Analysed => ({
      script: run,
      analysis,
      included,
      others,
      definitions,
      start: catalog,
      database,
      migration,
      supposed: facts,
      unmade: supposing?.unmade() ?? [],
    });
    const mayBeMuch = analyse({
      work,
      script: run,
      definitions,
      catalog,
      login: (opens && as.login) || startsOf(script, this.#stage).login,
      database,
      assumed: this.#assumed(script, how),
      errors: how.run,
      sessions,
      afterwards,
      files,
      supposed: supposing?.supposed,
      standing: () => (isTyped() && bodies ? { bodies, most: mostRuns.bodies } : undefined),
      outlined: (outline) => {
        if (isKept && !isTyped()) about.outline = withAll(outline);
      },
    });
    const most = about.isBehind ? mostRuns.behind : mostRuns.atOnce;
    const analysis = yield* unless(() => isTyped() && work.computed > most, mayBeMuch);
    if (!analysis) {
      about.isBehind = true;
      this.#store.holdBack(uri, parsed!, before!);
      return yield* this.analyse(uri, how);
    }
    const analysed = withAll(analysis);
    if (isKept) about.outline = undefined;
    if (asWritten) about.analysed.set(how.run, analysed);
    if (analysis.behind) {
      if (!entry.typing) return yield* this.analyse(uri, how); // typing has paused meanwhile
      this.#store.leaveBehind(uri, parsed!);
    }
    if (isKept) about.before = { parsed, whole: entry.whole };
    if (asWritten && !entry.held) about.isBehind = false;
    return analysed;
  }

  /**
   * What is known of a script while `analyse` works it out for findings: it has run, and the bodies of its modules are still to
   * be run. Undefined: it has not run yet, or there is all of it.
   */
  outline(uri: string): Analysed | undefined {
    const entry = this.#store.entry(uri);
    const outline = entry && this.#about.get(entry)?.outline;
    return outline && this.#store.held(uri)?.script === outline.script ? outline : undefined;
  }

  #aboutOf(entry: Entry): About {
    const known = this.#about.get(entry) ?? {
      surroundings: undefined,
      analysed: new Map(),
      outline: undefined,
      before: undefined,
      isBehind: false,
    };
    this.#about.set(entry, known);
    return known;
  }

  #assumed(script: Script, { as }: How): Assumed {
    const { login, database } = assumedIn(script, this.#stage, this.#store.parts.has(script.uri));
    return { login: login && as?.login === undefined, database: database && as?.database === undefined };
  }

  /** What a script and the others declare; what a migration leaves. */
  #withOwn(asked: Whole, migration: Migration | undefined): Catalog {
    return migration ? migration.end : this.#elsewhere.withOwn(this.#stage, asked);
  }

  /** What is to be said about a script besides what is found in it, as far as it has been asked about. */
  notices(uri: string): readonly Notice[] {
    const entry = this.#store.entry(uri);
    const about = entry && this.#about.get(entry);
    const isCut = [...(about?.analysed.values() ?? [])].some(({ analysis }) => analysis.effort.cut);
    const { largest } = this.#store;
    return noticesOf({ read: entry?.parsed?.read, largest, isCut, migration: about?.surroundings?.migration });
  }

  /** What all scripts declare together, with their texts. */
  everything(): ReturnType<Elsewhere['everything']> {
    return this.#elsewhere.everything(this.#stage);
  }

  /** Finds out what is asked of all scripts sooner or later, such as who calls what; yields now and then. */
  preparing(): Generator<undefined, void> {
    return this.#elsewhere.preparing(this.#stage);
  }

  /** How many declarations of scripts were made so far. */
  get declared(): number {
    return this.#elsewhere.declared;
  }

  /** The scripts of our product, by uri. */
  scripts(): readonly Script[] {
    return this.#store.scripts();
  }

  /** The deployments among the scripts, each in the order in which it is run. */
  sequences(): readonly Sequence[] {
    return this.#elsewhere.sequences(this.#stage);
  }

  *#surroundings(entry: Entry, asked: Whole): Generator<undefined, Surroundings> {
    const about = this.#aboutOf(entry);
    const changes = this.#store.changes - entry.changes;
    const found = yield* this.#elsewhere.surroundings(this.#stage, asked, changes, about.surroundings);
    about.surroundings = found;
    return found;
  }

  /** A call of a module, in its database and in the catalog in which its body is judged. */
  *#called(script: Script, { run }: How, target: Target & { readonly kind: 'module' }): Generator<undefined, Called> {
    const module = moduleCallAt(script, target.offset, target.arguments);
    if (module?.call === undefined) return { call: undefined };
    const call = this.#parser.once('tsql-context:call', module.call);
    const own = yield* this.analyse(script.uri, { run });
    const world = own?.analysis.bodies.get(module.statement)?.world;
    if (!world) return { call };
    return { call, catalog: world.catalog, database: world.catalog.databases.get(world.database)?.name };
  }
}

/** Whether the script makes the login as which it is asked about: then it is run as one that finds it there. */
function makesLogin({ as, target }: How, start: Catalog): boolean {
  if (as?.login === undefined || as.at !== undefined || !target) return false;
  return !start.server.principals.some(({ name }) => sameNameIn(start.server, name, as.login!));
}
