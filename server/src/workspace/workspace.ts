/**
 * The scripts at hand and what is known about each. A text goes in; the analysis of a script comes out. Scripts see
 * each other only through what they declare: the start of a script is a fresh server plus the declarations of all
 * others. Nothing here is clever about edits: parsing reuses statements, statements are what runs are remembered by,
 * and equal catalogs are the same object, so asking again costs what has changed. Throwing the cache away changes
 * nothing but the time.
 */
import { freshCatalog } from '../catalog/fresh/catalog';
import type { Catalog, Version } from '../catalog/model';
import { type Analysis, analyse } from '../engine/start/analysis';
import { declarationsOf, declaredCatalog } from '../engine/start/declarations';
import { elsewhere } from '../engine/start/elsewhere';
import { definitionsOf } from '../engine/start/definitions';
import type { Definitions } from '../engine/session/model';
import type { Parser } from '../syntax/parser';
import type { Script } from '../syntax/statement';
import { memo } from '../text/memo';
import type { Span } from '../text/span';
import { otherDialect } from './dialect';

/** What scripts are analysed for. */
export interface Stage {
  readonly login: string;
  readonly database: string;
  readonly version: Version;
  readonly knowledge: 'open' | 'complete';
  /** Whether scripts of other products are left alone. */
  readonly guardDialect: boolean;
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
  analysed: Analysed | undefined;
}

/** What the other scripts give a script. */
interface Surroundings {
  /** How often other scripts had changed. */
  readonly elsewhere: number;
  readonly stage: Stage;
  readonly others: readonly Script[];
  readonly start: Catalog;
}

/** What holds for all scripts as they were after so many changes. */
interface Together {
  readonly changes: number;
  readonly stage: Stage;
  readonly declaring: readonly Script[];
  readonly definitions: Definitions;
  readonly startOf: (script: Script) => Catalog;
}

export class Workspace {
  readonly #parser: Parser;
  readonly #entries = new Map<string, Entry>();
  readonly #fresh = new Map<string, Catalog>();
  #stage: Stage;
  #changes = 0;
  #together: Together | undefined;

  constructor(parser: Parser, stage: Stage) {
    this.#parser = parser;
    this.#stage = stage;
  }

  get stage(): Stage {
    return this.#stage;
  }

  /** From now on scripts are analysed for this. */
  configure(stage: Stage): void {
    this.#stage = stage;
  }

  /** A script is new or has a new text. It is parsed when it is asked for. */
  put(uri: string, text: string): void {
    const entry = this.#entries.get(uri);
    if (entry?.text === text) return;
    this.#changes++;
    if (!entry) {
      this.#entries.set(uri, {
        parsed: undefined,
        old: undefined,
        text,
        changes: 1,
        surroundings: undefined,
        analysed: undefined,
      });
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
      loaded.push([
        uri,
        {
          parsed: this.#parser.once(uri, text),
          old: undefined,
          text,
          changes: 1,
          surroundings: undefined,
          analysed: undefined,
        },
      ]);
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
    if (entry) entry.analysed = entry.surroundings = undefined;
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
    entry.parsed ??= entry.old ? this.#parser.parse(uri, entry.text, entry.old) : this.#parser.parse(uri, entry.text);
    entry.old = undefined;
    return entry.parsed;
  }

  /** Part of a script, at its place. */
  selection(uri: string, span: Span): Script | undefined {
    const text = this.#entries.get(uri)?.text;
    if (text === undefined) return undefined;
    const { batches } = this.#parser.once(uri, text.slice(span.start, span.end));
    return { uri, text, batches: batches.map((placed) => ({ ...placed, offset: placed.offset + span.start })) };
  }

  /** A script that is in no file, such as the call of a module. */
  snippet(text: string): Script {
    return this.#parser.once('tsql-context:call', text);
  }

  /** The product that a script is written for, if that is not ours. */
  dialect(uri: string): string | undefined {
    const script = this.script(uri);
    return script && this.#stage.guardDialect ? dialectOf(script) : undefined;
  }

  /** The analysis of a script as it is now. Yields between batches; stop it by not going on. */
  *analysis(uri: string): Generator<undefined, Analysed | undefined> {
    const entry = this.#entries.get(uri);
    const script = this.script(uri);
    if (!entry || !script || this.dialect(uri)) return undefined;
    const { others, start } = this.#surroundings(uri, entry);
    const known = entry.analysed;
    if (known && known.script === script && known.start === start && known.others === others) return known;
    const definitions = this.#prepared()?.definitions ?? this.definitions([...others, script]);
    const { login, database } = this.#stage;
    const analysis = yield* analyse({ script, definitions, catalog: start, login, database, errors: 'possible' });
    const analysed: Analysed = { script, analysis, others, definitions, start };
    entry.analysed = analysed;
    return analysed;
  }

  /** From now on, until a script changes: what each script starts from is worked out for all of them together. */
  prepareAll(): void {
    const scripts = this.scripts();
    const declaring = scripts.filter((script) => declarationsOf(script).length > 0);
    const definitions = this.definitions(scripts);
    const startOf = elsewhere(declaring, this.fresh(), this.#stage.database, definitions);
    this.#together = { changes: this.#changes, stage: this.#stage, declaring, definitions, startOf };
  }

  /** The module bodies of some scripts. */
  definitions(scripts: readonly Script[]): Definitions {
    return definitionsOf(scripts, (text) => this.#parser.body(text));
  }

  /** The server before any script ran. */
  fresh(): Catalog {
    const { version, knowledge } = this.#stage;
    const key = `${version}|${knowledge}`;
    const known = this.#fresh.get(key) ?? freshCatalog(version, { knowledge });
    this.#fresh.set(key, known);
    return known;
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

  #surroundings(uri: string, entry: Entry): Surroundings {
    const elsewhere = this.#changes - entry.changes;
    const known = entry.surroundings;
    if (known && known.elsewhere === elsewhere && known.stage === this.#stage) return known;
    const prepared = this.#prepared();
    const declaring = prepared?.declaring ?? this.scripts().filter((script) => declarationsOf(script).length > 0);
    const others = declaring.filter((script) => script.uri !== uri);
    const start =
      prepared?.startOf(this.script(uri)!) ??
      declaredCatalog(others, this.fresh(), this.#stage.database, this.definitions(others));
    entry.surroundings = { elsewhere, stage: this.#stage, others, start };
    return entry.surroundings;
  }

  #prepared(): Together | undefined {
    const { changes, stage } = this.#together ?? {};
    return changes === this.#changes && stage === this.#stage ? this.#together : undefined;
  }
}

const dialectOf = memo((script: Script): string | undefined => otherDialect(script.text));
