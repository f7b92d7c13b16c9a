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
import { declarationsOf, isDeclaring, makingsOf } from '../engine/start/declarations';
import { declaredCatalog } from '../engine/start/declared';
import { definitionsOf } from '../engine/start/definitions';
import { declaredElsewhere, elsewhere, type Together } from '../engine/start/elsewhere';
import type { Parser } from '../syntax/parser';
import { stageOf } from '../syntax/stage';
import type { Script } from '../syntax/statement';
import { finish } from '../text/finish';
import { idOf } from '../text/intern';
import { memo } from '../text/memo';
import { fold } from '../text/name';
import { otherDialect } from './dialect';
import { partOf } from './part';
import { type How, moduleCallAt, sessionsAs } from './request';

/** What scripts are analysed for, where they do not say. */
export interface Stage {
  readonly login: string;
  readonly database: string;
  readonly version: Version;
  readonly knowledge: 'open' | 'complete';
  /** What of login and database nobody says: it is a setting, or a default. Nothing where left out. */
  readonly assumed?: { readonly login: boolean; readonly database: boolean };
  /** Whether scripts of other products are left alone. */
  readonly guardDialect: boolean;
  /** Larger scripts are read for what they declare only, in code units; 4 million where left out. */
  readonly largest?: number;
}

/** A script with everything that is derived from it. */
export interface Analysed {
  readonly script: Script;
  readonly analysis: Analysis;
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

/** What calls a module; undefined: nothing that can be written. */
interface Called {
  readonly call: Script | undefined;
  readonly catalog?: Catalog;
  readonly database?: string | undefined;
}

interface Entry {
  /** Undefined while the text has not been parsed. */
  parsed: Script | undefined;
  /** What it was before, so that its statements can be used again. */
  old: Script | undefined;
  text: string;
  /** Counts the changes of this script. */
  changes: number;
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
  readonly others: readonly Script[];
  readonly start: Catalog;
  /** What the others declare on top of what the script makes. */
  readonly afterwards: Afterwards;
}

/** What holds for all scripts as they were after so many changes. */
interface Prepared {
  readonly changes: number;
  readonly stage: Stage;
  readonly declaring: readonly Script[];
  readonly definitions: Definitions;
  /** What a script starts from, by the fresh server that it is for. */
  readonly startOf: (fresh: Catalog) => (script: Script) => Catalog;
}

export class Workspace {
  readonly #parser: Parser;
  readonly #entries = new Map<string, Entry>();
  readonly #fresh = new Map<string, Catalog>();
  #stage: Stage;
  #changes = 0;
  #prepared: Prepared | undefined;

  constructor(parser: Parser, stage: Stage) {
    this.#parser = parser;
    this.#stage = stage;
  }

  get stage(): Stage {
    return this.#stage;
  }

  /** From now on scripts are analysed for this. */
  configure(stage: Stage): void {
    const before = new Map([...this.#entries.values()].map((entry) => [entry, this.#isLarge(entry.text)]));
    this.#stage = stage;
    for (const [entry, large] of before) if (large !== this.#isLarge(entry.text)) entry.parsed = undefined;
  }

  /** A script is new or has a new text. It is parsed when it is asked for. */
  put(uri: string, text: string): void {
    const entry = this.#entries.get(uri);
    if (entry?.text === text) return;
    this.#changes++;
    if (!entry) {
      this.#entries.set(uri, newEntry(text, undefined));
      return;
    }
    entry.old = entry.parsed ?? entry.old;
    entry.parsed = undefined;
    entry.text = text;
    entry.changes++;
  }

  /** Adds scripts that nobody has open; yields after each one that it parses. */
  *load(texts: Iterable<readonly [uri: string, text: string]>): Generator<undefined, void> {
    const loaded: [string, Entry][] = [];
    for (const [uri, text] of texts) {
      const parsed = this.#isLarge(text) ? yield* this.#declaring(uri, text) : this.#parser.once(uri, text);
      // a large script that declares nothing, such as an export of data, need not be held
      loaded.push([uri, parsed.batches.length === 0 && parsed.read ? withoutText(parsed) : newEntry(text, parsed)]);
      yield;
    }
    for (const [uri, entry] of loaded) {
      if (this.#entries.has(uri)) continue;
      this.#entries.set(uri, entry);
      this.#changes++;
    }
  }

  /** Forgets the analysis of a script, not what it declares. */
  giveUp(uri: string): void {
    const entry = this.#entries.get(uri);
    if (!entry) return;
    entry.analysed.clear();
    entry.surroundings = undefined;
  }

  remove(uri: string): void {
    const entry = this.#entries.get(uri);
    if (!entry) return;
    this.#changes -= entry.changes;
    this.#parser.forget(uri);
    this.#entries.delete(uri);
    for (const other of this.#entries.values()) other.surroundings = undefined;
  }

  script(uri: string): Script | undefined {
    const entry = this.#entries.get(uri);
    if (!entry) return undefined;
    if (this.#isLarge(entry.text)) entry.parsed ??= finish(this.#declaring(uri, entry.text));
    entry.parsed ??= entry.old ? this.#parser.parse(uri, entry.text, entry.old) : this.#parser.parse(uri, entry.text);
    entry.old = undefined;
    return entry.parsed;
  }

  #isLarge(text: string): boolean {
    return text.length > (this.#stage.largest ?? largestByDefault);
  }

  #declaring(uri: string, text: string): Generator<undefined, Script> {
    return this.#parser.declaring(uri, text, isDeclaring);
  }

  /** The product that a script is written for, if that is not ours. */
  dialect(uri: string): string | undefined {
    const script = this.script(uri);
    return script && this.#stage.guardDialect ? dialectOf(script) : undefined;
  }

  /**
   * What is asked about a script, as it is now. Yields inside long batches and calls; stop it by not going on. Undefined:
   * it is not there, not ours or too large, or the target is nothing that runs.
   */
  *analyse(uri: string, how: How): Generator<undefined, Analysed | undefined> {
    const entry = this.#entries.get(uri);
    const script = this.script(uri);
    if (!entry || !script || script.read || this.dialect(uri)) return undefined;
    yield;
    const { others, start, afterwards } = this.#surroundings(entry, script);
    const asWritten = !how.as && !how.target;
    const known = asWritten ? entry.analysed.get(how.run) : undefined;
    if (known && known.script === script && known.start === start && known.others === others) return known;
    const called = how.target?.kind === 'module' ? yield* this.#called(script, how, how.target.offset) : undefined;
    const run = called ? called.call : partOf(this.#parser, script, how.target);
    if (!run) return undefined;
    yield;
    const catalog =
      called?.catalog ?? (run !== script || this.#makes(script, how) ? this.#withOwn(script, others) : start);
    const database = called?.database ?? how.as?.database ?? this.#stage.database;
    const definitions = this.#definitionsFor(run === script ? [...others, script] : [...others, script, run]);
    yield;
    const marks = run === script ? stageOf(script).sessions : [];
    const sessions = how.as ? sessionsAs(marks, how.as) : marks;
    const analysis = yield* analyse({
      script: run,
      definitions,
      catalog,
      login: how.as && sessions === marks ? how.as.login : this.#stage.login,
      database,
      assumed: this.#assumed(how),
      errors: how.run,
      sessions,
      afterwards,
    });
    const analysed: Analysed = { script: run, analysis, others, definitions, start: catalog, database };
    if (asWritten) entry.analysed.set(how.run, analysed);
    return analysed;
  }

  #assumed({ as }: How): NonNullable<Stage['assumed']> {
    const { login, database } = this.#stage.assumed ?? { login: false, database: false };
    return { login: login && !as, database: database && as?.database === undefined };
  }

  /** What is to be said about a script besides what is found in it, as far as it has been asked about. */
  notices(uri: string): readonly Notice[] {
    const entry = this.#entries.get(uri);
    const read = entry?.parsed?.read;
    const cut = [...(entry?.analysed.values() ?? [])].some(({ analysis }) => analysis.effort.cut);
    const size = ((this.#stage.largest ?? largestByDefault) / 1_000_000).toLocaleString('en');
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
    const declaring = scripts.filter((script) => declarationsOf(script).length > 0);
    const definitions = this.#definitions(scripts);
    const starts = new Map<Catalog, (script: Script) => Catalog>();
    const startOf = (fresh: Catalog): ((script: Script) => Catalog) => {
      const made = starts.get(fresh) ?? elsewhere(this.#together(declaring, fresh, definitions));
      starts.set(fresh, made);
      return made;
    };
    this.#prepared = { changes: this.#changes, stage: this.#stage, declaring, definitions, startOf };
  }

  /** The scripts of our product, by uri. */
  scripts(): readonly Script[] {
    const ours: Script[] = [];
    for (const uri of this.#entries.keys()) {
      const script = this.script(uri);
      if (script && !this.dialect(uri)) ours.push(script);
    }
    return ours;
  }

  /** The server before any script ran; in Azure SQL Database the first login of the script is its administrator (AZ-4). */
  #freshFor(script: Script): Catalog {
    const { server, sessions } = stageOf(script);
    const version = versions.find((one) => one === server) ?? this.#stage.version;
    const { knowledge } = this.#stage;
    const administrator = version === 'azure-sql-database' ? (sessions[0]?.login ?? this.#stage.login) : undefined;
    const key = `${version}|${knowledge}|${administrator ?? ''}`;
    const known =
      this.#fresh.get(key) ??
      freshCatalog(version, { knowledge, ...(administrator !== undefined && { administrator }) });
    this.#fresh.set(key, known);
    return known;
  }

  #surroundings(entry: Entry, script: Script): Surroundings {
    const changes = this.#changes - entry.changes;
    const fresh = this.#freshFor(script);
    const known = entry.surroundings;
    const same = known !== undefined && known.elsewhere === changes && known.stage === this.#stage;
    const prepared = this.#stillPrepared();
    const declaring = this.#othersFor(prepared);
    const others = same ? known.others : declaring.filter(({ uri }) => uri !== script.uri);
    const makings = others.length === 0 ? [] : [...makingsOf(script, this.#stage.database)];
    const own = `${idOf(fresh)} ${makings.join('\n')}`;
    if (same && known.own === own) return known;
    const definitions = prepared?.definitions ?? this.#definitions(others);
    const start = prepared
      ? prepared.startOf(fresh)(script)
      : declaredElsewhere(this.#together(others, fresh, definitions), script);
    const afterwards = afterwardsOf(this.#together(declaring, fresh, definitions), script, start);
    entry.surroundings = { elsewhere: changes, stage: this.#stage, own, others, start, afterwards };
    return entry.surroundings;
  }

  #othersFor(prepared: Prepared | undefined): readonly Script[] {
    return prepared?.declaring ?? this.scripts().filter((one) => declarationsOf(one).length > 0);
  }

  #together(scripts: readonly Script[], fresh: Catalog, definitions: Definitions): Together {
    return { scripts, fresh, database: this.#stage.database, definitions };
  }

  /** What the script itself and the others declare: what a part of it, or a call of one of its modules, finds. */
  #withOwn(script: Script, others: readonly Script[]): Catalog {
    const scripts = [...others, script];
    const together = this.#together(scripts, this.#freshFor(script), this.#definitions(scripts));
    return declaredCatalog({ ...together, first: script });
  }

  /** Whether the script makes the login as which it is asked about: then it is run as one that finds it there. */
  #makes(script: Script, { as, target }: How): boolean {
    if (!as || as.at !== undefined || !target) return false;
    const start = this.#surroundings(this.#entries.get(script.uri)!, script).start;
    return !start.server.principals.some(({ name }) => fold(name) === fold(as.login));
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
    return prepared && scripts.every(({ uri }) => this.#entries.has(uri))
      ? prepared.definitions
      : this.#definitions(scripts);
  }

  /** The module bodies of some scripts. */
  #definitions(scripts: readonly Script[]): Definitions {
    return definitionsOf(scripts, (text) => this.#parser.body(text));
  }

  #stillPrepared(): Prepared | undefined {
    const { changes, stage } = this.#prepared ?? {};
    return changes === this.#changes && stage === this.#stage ? this.#prepared : undefined;
  }
}

/** In code units. */
export const largestByDefault = 4_000_000;

const cutNotice: Notice = {
  about: 'paths',
  text: 'too many paths lead through some of its calls or loops: the rest of each is not followed',
};

function newEntry(text: string, parsed: Script | undefined): Entry {
  return { parsed, old: undefined, text, changes: 1, surroundings: undefined, analysed: new Map() };
}

function withoutText({ uri, ...rest }: Script): Entry {
  return newEntry('', { ...rest, uri, text: '' });
}

const dialectOf = memo((script: Script): string | undefined => otherDialect(script.text));
