/**
 * The scripts at hand and what is known about each. A text goes in; the analysis of a script comes out, always by way of
 * `analyse`, whoever asks. Scripts see each other only through what they declare: the start of a script is a fresh server
 * plus the declarations of all others. What a script says in its comments (`--# session:`, `--# server:`) is read here and
 * nowhere else. Nothing here is clever about edits: parsing reuses statements, statements are what runs are remembered by,
 * and equal catalogs are the same object, so asking again costs what has changed. Throwing the cache away changes nothing
 * but the time.
 */
import { freshCatalog } from '../catalog/fresh/catalog';
import type { Catalog, Version } from '../catalog/model';
import { versions } from '../catalog/versions';
import type { Afterwards } from '../engine/run/life-end';
import type { Definitions } from '../engine/session/model';
import { afterwardsOf } from '../engine/start/afterwards';
import { type Analysis, analyse } from '../engine/start/analysis';
import { isHeard, makingsOf } from '../engine/start/declarations';
import { declaredCatalog } from '../engine/start/declared';
import { definitionsOf } from '../engine/start/definitions';
import { declaredElsewhere, elsewhere, type Together } from '../engine/start/elsewhere';
import type { Parser } from '../syntax/parser';
import { expanded } from '../syntax/sqlcmd';
import { stageOf } from '../syntax/stage';
import type { Script } from '../syntax/statement';
import { idOf } from '../text/intern';
import { fold } from '../text/name';
import { flattened, type Whole } from './includes';
import { type Called, partOf } from './part';
import { type How, moduleCallAt, sessionsAs, takenOver } from './request';
import { startsOf } from './starts';
import { type Entry, type Reading, Store } from './store';

/** What scripts are analysed for, where they do not say. */
export interface Stage extends Reading {
  readonly login: string;
  readonly database: string;
  readonly version: Version;
  readonly knowledge: 'open' | 'complete';
  /** What of login and database nobody says: it is a setting, or a default. Nothing where left out. */
  readonly assumed?: { readonly login: boolean; readonly database: boolean };
}

/** A script with everything that is derived from it. */
export interface Analysed {
  readonly script: Script;
  readonly analysis: Analysis;
  /** The scripts that it includes: they run in it. */
  readonly included: readonly Script[];
  /** The other scripts of the workspace. */
  readonly others: readonly Script[];
  readonly definitions: Definitions;
  /** What the script starts from: a fresh server and what the others declare. */
  readonly start: Catalog;
  /** The database in which it starts, where a comment of its own names none. */
  readonly database: string;
}

/** Something to be said once about a script. */
export interface Notice {
  readonly about: 'size' | 'paths';
  readonly text: string;
}

/** What has been worked out about a script. */
interface About {
  surroundings: Surroundings | undefined;
  /** The analysis of the whole script as it says itself, in each mode. */
  readonly analysed: Map<How['run'], Analysed>;
}

/** What the other scripts give a script. */
interface Surroundings {
  /** How often other scripts had changed. */
  readonly elsewhere: number;
  readonly stage: Stage;
  /** What of the script itself the start depends on: the server that it is for, and what it makes. */
  readonly own: string;
  /** It and the scripts that it includes. */
  readonly inside: ReadonlySet<string>;
  readonly others: readonly Script[];
  readonly start: Catalog;
  /** What the others declare on top of what the script makes. */
  readonly afterwards: Afterwards;
}

/** What holds for all scripts as they were after so many changes. */
interface Prepared {
  readonly changes: number;
  readonly stage: Stage;
  readonly scripts: ReadonlySet<Script>;
  readonly declaring: readonly Script[];
  /** The same, each with what it includes. */
  readonly heard: readonly Script[];
  readonly definitions: Definitions;
  /** What a script starts from, by the fresh server that it is for. */
  readonly startOf: (fresh: Catalog) => (script: Script) => Catalog;
}

export class Workspace {
  /** Texts that are being typed: while one is broken its script stays what it was, until `settle`. */
  readonly typing: Pick<Store, 'type' | 'settle' | 'heldBack'>;
  readonly #parser: Parser;
  readonly #store: Store;
  readonly #about = new WeakMap<Entry, About>();
  readonly #fresh = new Map<string, Catalog>();
  #stage: Stage;
  #prepared: Prepared | undefined;

  constructor(parser: Parser, stage: Stage) {
    this.#parser = parser;
    this.#stage = stage;
    this.#store = this.typing = new Store(parser, stage);
  }

  get stage(): Stage {
    return this.#stage;
  }

  /** From now on scripts are analysed for this. */
  configure(stage: Stage): void {
    this.#stage = stage;
    this.#store.configure(stage);
  }

  /** A script is new or has a new text. It is parsed when it is asked for. */
  put(uri: string, text: string): void {
    this.#store.put(uri, text);
  }

  /** Adds scripts that nobody has open; yields after each one that it parses. */
  load(texts: Iterable<readonly [uri: string, text: string]>): Generator<undefined, void> {
    return this.#store.load(texts);
  }

  /** Forgets the analysis of a script, not what it declares. */
  giveUp(uri: string): void {
    const entry = this.#store.entry(uri);
    if (entry) this.#about.delete(entry);
  }

  remove(uri: string): void {
    this.#store.remove(uri);
    for (const other of this.#store.uris()) {
      const about = this.#about.get(this.#store.entry(other)!);
      if (about) about.surroundings = undefined;
    }
  }

  /** A script, in which the variables of SQLCMD that it or a script that it includes sets have their values. */
  script(uri: string): Script | undefined {
    return this.#store.whole(uri)?.script;
  }

  /** Where scripts look for files that they include, and that are not here; of some scripts only, where they are given. */
  missingFiles(uris: Iterable<string> = this.#store.uris()): readonly string[] {
    return [...new Set([...uris].flatMap((uri) => this.#store.whole(uri)?.missing ?? []))];
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
    const asked = this.#store.whole(uri);
    if (!entry || !asked || asked.script.read || this.dialect(uri)) return undefined;
    const { script, included, files } = asked;
    const about = this.#aboutOf(entry);
    const { others, start, afterwards } = this.#surroundings(entry, asked);
    const asWritten = !how.as && !how.target;
    const known = asWritten ? about.analysed.get(how.run) : undefined;
    if (
      known &&
      known.start === start &&
      known.others === others &&
      isSame([known.script, ...known.included], [script, ...included])
    )
      return known;
    const called = how.target?.kind === 'module' ? yield* this.#called(script, how, how.target.offset) : undefined;
    const part = called ? called.call : partOf(this.#parser, script, how.target);
    if (!part) return undefined;
    yield;
    const run = expanded(part, asked.variables);
    const catalog = called?.catalog ?? (run !== script || this.#makes(asked, how) ? this.#withOwn(asked) : start);
    const database = called?.database ?? (how.as?.database || startsOf(script, this.#stage).database);
    const definitions = this.#definitionsFor([...others, ...included, script, ...(run === script ? [] : [run])]);
    yield;
    const { as } = how;
    const marks = run === script ? stageOf(script).sessions : [];
    const sessions = as && run === script ? sessionsAs(script, as) : marks;
    const opens = as && (run !== script || takenOver(script, as) === undefined);
    const analysis = yield* analyse({
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
    });
    const analysed: Analysed = { script: run, analysis, included, others, definitions, start: catalog, database };
    if (asWritten) about.analysed.set(how.run, analysed);
    return analysed;
  }

  #aboutOf(entry: Entry): About {
    const known = this.#about.get(entry) ?? { surroundings: undefined, analysed: new Map() };
    this.#about.set(entry, known);
    return known;
  }

  /** A script that others include starts where they do so. */
  #assumed({ uri, starts }: Script, { as }: How): NonNullable<Stage['assumed']> {
    const isPart = this.#store.parts.has(uri);
    const stage = this.#stage.assumed ?? nothingAssumed;
    const said = { login: stage.login && !starts?.login, database: stage.database && !starts?.database };
    const { login, database } = isPart ? { login: true, database: true } : said;
    return { login: login && as?.login === undefined, database: database && as?.database === undefined };
  }

  /** What is to be said about a script besides what is found in it, as far as it has been asked about. */
  notices(uri: string): readonly Notice[] {
    const entry = this.#store.entry(uri);
    const read = entry?.parsed?.read;
    const cut = [...((entry && this.#about.get(entry)?.analysed.values()) ?? [])].some(
      ({ analysis }) => analysis.effort.cut,
    );
    const size = (this.#store.largest / 1_000_000).toLocaleString('en');
    const rest = read === 'some declarations' ? ', and not all of that could be read' : '';
    return [
      ...(read
        ? [{ about: 'size', text: `it is larger than ${size} MB: only what it declares is read${rest}` } as const]
        : []),
      ...(cut ? [cutNotice] : []),
    ];
  }

  /** From now on, until a script changes: what each script starts from is worked out for all of them together. */
  prepareAll(): void {
    const scripts = this.scripts();
    const declaring = scripts.filter(isHeard);
    const heard = this.#heard(scripts, new Set());
    const definitions = this.#definitions(scripts);
    const starts = new Map<Catalog, (script: Script) => Catalog>();
    const startOf = (fresh: Catalog): ((script: Script) => Catalog) => {
      const made = starts.get(fresh) ?? elsewhere(this.#together(heard, fresh, definitions));
      starts.set(fresh, made);
      return made;
    };
    this.#prepared = {
      changes: this.#store.changes,
      stage: this.#stage,
      scripts: new Set(scripts),
      declaring,
      heard,
      definitions,
      startOf,
    };
  }

  /** The scripts of our product, by uri. */
  scripts(): readonly Script[] {
    const ours: Script[] = [];
    for (const uri of this.#store.uris()) {
      const script = this.script(uri);
      if (script && !this.dialect(uri)) ours.push(script);
    }
    return ours;
  }

  /** The server before any script ran; in Azure SQL Database the first login of the script is its administrator (AZ-4). */
  #freshFor(script: Script): Catalog {
    const { server, sessions } = stageOf(script);
    const version = versions.find((one) => one === (server ?? script.starts?.server)) ?? this.#stage.version;
    const { knowledge } = this.#stage;
    const administrator =
      version === 'azure-sql-database' ? (sessions[0]?.login ?? startsOf(script, this.#stage).login) : undefined;
    const key = `${version}|${knowledge}|${administrator ?? ''}`;
    const known =
      this.#fresh.get(key) ??
      freshCatalog(version, { knowledge, ...(administrator !== undefined && { administrator }) });
    this.#fresh.set(key, known);
    return known;
  }

  #surroundings(entry: Entry, asked: Whole): Surroundings {
    const { script, included } = asked;
    const changes = this.#store.changes - entry.changes;
    const fresh = this.#freshFor(script);
    const about = this.#aboutOf(entry);
    const known = about.surroundings;
    const inside = new Set([script, ...included].map(({ uri }) => uri));
    const same =
      known !== undefined &&
      known.elsewhere === changes &&
      known.stage === this.#stage &&
      isSame([...known.inside], [...inside]);
    const prepared = this.#stillPrepared();
    const others = same ? known.others : this.#othersFor(prepared).filter(({ uri }) => !inside.has(uri));
    const makings = others.length === 0 ? [] : [...makingsOf(script, this.#stage.database)];
    const own = `${idOf(fresh)} ${makings.join('\n')}`;
    if (same && known.own === own) return known;
    const together = this.#togetherFor(prepared, fresh, inside);
    const whole = flattened(asked);
    const alone = included.length === 0;
    const start = prepared && alone ? prepared.startOf(fresh)(script) : declaredElsewhere(together, whole);
    const afterwards = afterwardsOf(together, whole, start);
    about.surroundings = { elsewhere: changes, stage: this.#stage, own, inside, others, start, afterwards };
    return about.surroundings;
  }

  #othersFor(prepared: Prepared | undefined): readonly Script[] {
    return prepared?.declaring ?? this.scripts().filter(isHeard);
  }

  /** What the scripts declare to those inside. */
  #togetherFor(prepared: Prepared | undefined, fresh: Catalog, inside: ReadonlySet<string>): Together {
    if (prepared && inside.size === 1) return this.#together(prepared.heard, fresh, prepared.definitions);
    const scripts = this.scripts();
    return this.#together(this.#heard(scripts, inside), fresh, this.#definitionsFor(scripts));
  }

  /**
   * What scripts say to those inside: each with the files that it includes in their places, and those files not by
   * themselves.
   */
  #heard(scripts: readonly Script[], inside: ReadonlySet<string>): readonly Script[] {
    const apart = scripts.filter(({ uri }) => !this.#store.parts.has(uri) && !inside.has(uri));
    return apart.map(({ uri }) => flattened(this.#store.whole(uri)!)).filter(isHeard);
  }

  #together(scripts: readonly Script[], fresh: Catalog, definitions: Definitions): Together {
    return { scripts, fresh, database: this.#stage.database, definitions };
  }

  /** What the script itself and the others declare: what a part of it, or a call of one of its modules, finds. */
  #withOwn(asked: Whole): Catalog {
    const { script, included } = asked;
    const all = this.scripts();
    const inside = new Set([script, ...included].map(({ uri }) => uri));
    const scripts = [...this.#heard(all, inside), flattened(asked)];
    const together = this.#together(scripts, this.#freshFor(script), this.#definitionsFor(all));
    return declaredCatalog({ ...together, first: script });
  }

  /** Whether the script makes the login as which it is asked about: then it is run as one that finds it there. */
  #makes(whole: Whole, { as, target }: How): boolean {
    if (as?.login === undefined || as.at !== undefined || !target) return false;
    const start = this.#surroundings(this.#store.entry(whole.script.uri)!, whole).start;
    return !start.server.principals.some(({ name }) => fold(name) === fold(as.login!));
  }

  /** A call of a module, in its database and in the catalog in which its body is judged. */
  *#called(script: Script, { run }: How, offset: number): Generator<undefined, Called> {
    const module = moduleCallAt(script, offset);
    if (module?.call === undefined) return { call: undefined };
    const call = this.#parser.once('tsql-context:call', module.call);
    const own = yield* this.analyse(script.uri, { run });
    const world = own?.analysis.bodies.get(module.statement)?.world;
    if (!world) return { call };
    return { call, catalog: world.catalog, database: world.catalog.databases.get(world.database)?.name };
  }

  #definitionsFor(scripts: readonly Script[]): Definitions {
    const prepared = this.#stillPrepared();
    return prepared && scripts.every((script) => prepared.scripts.has(script))
      ? prepared.definitions
      : this.#definitions(scripts);
  }

  /** The module bodies of some scripts. */
  #definitions(scripts: readonly Script[]): Definitions {
    return definitionsOf(scripts, (text) => this.#parser.body(text));
  }

  #stillPrepared(): Prepared | undefined {
    const { changes, stage } = this.#prepared ?? {};
    return changes === this.#store.changes && stage === this.#stage ? this.#prepared : undefined;
  }
}

const nothingAssumed = { login: false, database: false };

const cutNotice: Notice = {
  about: 'paths',
  text: 'too many paths lead through some of its calls or loops: the rest of each is not followed',
};

function isSame<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((one, index) => one === b[index]);
}
