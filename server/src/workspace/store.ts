/**
 * The texts at hand, the scripts that they are parsed into, and the scripts as they run: with the files that they include
 * and the values of their variables. A text is parsed when it is asked for.
 */
import { isDeclaring } from '../engine/start/declarations';
import { deployedText } from '../migrations/text';
import type { Parser } from '../syntax/parser';
import { includesOf } from '../syntax/sqlcmd';
import type { Script, Starts } from '../syntax/statement';
import { difference, type Edit } from '../text/difference';
import { finish } from '../text/finish';
import { memo } from '../text/memo';
import { otherDialect } from './dialect';
import { placeFinder, type Whole, wholeOf } from './includes';
import { Ours } from './ours';

/** What of a stage says how texts are read. */
export interface Reading {
  /** Whether scripts of other products are left alone. */
  readonly guardDialect: boolean;
  /** Larger scripts are read for what they declare only, in code units; 4 million where left out. */
  readonly largest?: number;
  /** Who runs a script and where it starts, where its comments do not say so. */
  readonly startsOf?: (uri: string) => Starts | undefined;
}

export interface Entry {
  /** Undefined while the text has not been parsed. Variables of SQLCMD have no values in it. */
  parsed: Script | undefined;
  /** What it was before, so that its statements can be used again. */
  old: Script | undefined;
  text: string;
  /** The text is being typed: while it is broken the script may stay what it was. */
  typing: boolean;
  /** The script is what it was before the text was broken. */
  held: boolean;
  /** Counts the changes of this script. */
  changes: number;
  /** The script as it runs, after so many changes of all scripts. */
  whole: (Whole & { readonly raw: Script; readonly changes: number }) | undefined;
}

export class Store {
  readonly #parser: Parser;
  readonly #entries = new Map<string, Entry>();
  #reading: Reading;
  #places: ((place: string) => string | undefined) | undefined;
  #parts: { readonly changes: number; readonly uris: ReadonlySet<string> } | undefined;
  #changes = 0;
  readonly #ours = new Ours();

  constructor(parser: Parser, reading: Reading) {
    this.#parser = parser;
    this.#reading = reading;
  }

  /** Counts the changes of all scripts that are here. */
  get changes(): number {
    return this.#changes;
  }

  get largest(): number {
    return this.#reading.largest ?? largestByDefault;
  }

  uris(): Iterable<string> {
    return this.#entries.keys();
  }

  entry(uri: string): Entry | undefined {
    return this.#entries.get(uri);
  }

  /** From now on texts are read like this. */
  configure(reading: Reading): void {
    const entries = [...this.#entries.values()];
    const before = new Map(entries.map((entry) => [entry, this.#isLarge(entry.text)]));
    this.#reading = reading;
    this.#ours.forget();
    this.#parts = undefined;
    for (const [entry, large] of before) {
      entry.whole = undefined;
      if (large !== this.#isLarge(entry.text)) entry.parsed = undefined;
    }
  }

  put(uri: string, written: string): void {
    const text = deployedText(written);
    const entry = this.#entries.get(uri);
    if (entry?.text === text) {
      this.settle(uri);
      return;
    }
    this.#changes++;
    if (!entry) {
      this.#entries.set(uri, newEntry(text, undefined));
      this.#places = undefined;
      this.#ours.forget();
      return;
    }
    changed(entry);
    entry.text = text;
    this.#ours.changed(uri);
  }

  /** The script has a new text that is being typed. */
  type(uri: string, text: string): void {
    this.put(uri, text);
    const entry = this.#entries.get(uri);
    if (entry && !entry.parsed) entry.typing = true;
  }

  /** Typing has paused: the script is what its text says. Answers whether it was not. */
  settle(uri: string): boolean {
    const entry = this.#entries.get(uri);
    if (!entry) return false;
    const { held } = entry;
    if (held) {
      changed(entry);
      this.#changes++;
      this.#ours.changed(uri);
    }
    entry.typing = false;
    return held;
  }

  /** How the text has changed since the one that the script is parsed from; undefined: it is parsed from this one. */
  heldBack(uri: string): Edit | undefined {
    const entry = this.#entries.get(uri);
    return entry?.held && entry.parsed ? difference(entry.parsed.text, entry.text) : undefined;
  }

  *load(texts: Iterable<readonly [uri: string, text: string]>): Generator<undefined, void> {
    const loaded: [string, Entry][] = [];
    for (const [uri, written] of texts) {
      const text = deployedText(written);
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
    this.#ours.forget();
    this.#places = undefined;
  }

  remove(uri: string): void {
    const entry = this.#entries.get(uri);
    if (!entry) return;
    this.#changes -= entry.changes;
    this.#parser.forget(uri);
    this.#entries.delete(uri);
    this.#ours.forget();
    this.#places = undefined;
    this.#parts = undefined;
    for (const other of this.#entries.values()) other.whole = undefined;
  }

  /** The scripts of our product, by uri. The same list for as long as nothing has changed. */
  scripts(): readonly Script[] {
    return this.#ours.list(this.#entries.keys(), (uri) => {
      const script = this.whole(uri)?.script;
      return script && !this.dialect(script) ? script : undefined;
    });
  }

  /** A script as it runs. What it is depends on other scripts only where it includes some. */
  whole(uri: string): Whole | undefined {
    const entry = this.#entries.get(uri);
    const raw = entry && this.#parsed(uri, entry);
    if (!raw) return undefined;
    const known = entry.whole;
    if (known?.raw === raw && (known.changes === this.#changes || includesOf(raw).length === 0)) return known;
    const starts = this.#reading.startsOf?.(uri);
    const started = starts ? { ...raw, starts } : raw;
    entry.whole = { ...wholeOf(started, (place) => this.#at(place)), raw, changes: this.#changes };
    return entry.whole;
  }

  /** Those that others include, and that do not include these. */
  get parts(): ReadonlySet<string> {
    if (this.#parts?.changes !== this.#changes) this.#parts = { changes: this.#changes, uris: this.#findParts() };
    return this.#parts.uris;
  }

  #findParts(): ReadonlySet<string> {
    const includes = (uri: string, other: string): boolean =>
      this.whole(uri)?.included.some((one) => one.uri === other) ?? false;
    const found = [...this.#entries.keys()].flatMap(
      (uri) => this.whole(uri)?.included.filter((part) => !includes(part.uri, uri)) ?? [],
    );
    return new Set(found.map(({ uri }) => uri));
  }

  /** The product that a script is written for, if that is not ours. */
  dialect(script: Script): string | undefined {
    return this.#reading.guardDialect && !script.starts?.tsql ? dialectOf(script) : undefined;
  }

  /** The parsed script at a place, however that is spelt. */
  #at(place: string): Script | undefined {
    this.#places ??= placeFinder(this.#entries.keys());
    const uri = this.#places(place);
    const entry = uri === undefined ? undefined : this.#entries.get(uri);
    const script = entry && this.#parsed(uri!, entry);
    return script && !this.dialect(script) ? script : undefined;
  }

  #parsed(uri: string, entry: Entry): Script {
    return entry.parsed ?? finish(this.#parsing(uri, entry));
  }

  /** Parses a script that is not parsed yet; yields now and then. */
  *parse(uri: string): Generator<undefined, void> {
    const entry = this.#entries.get(uri);
    if (entry && !entry.parsed) yield* this.#parsing(uri, entry);
  }

  *#parsing(uri: string, entry: Entry): Generator<undefined, Script> {
    const { text, old } = entry;
    const grown = entry.typing && old ? this.#grown(old, text) : undefined;
    const script = grown ?? (yield* this.#asSaid(uri, text, old));
    if (entry.text === text) {
      entry.held = grown !== undefined && grown.text !== text;
      entry.parsed = script;
      entry.old = undefined;
    }
    return script;
  }

  /** The script with the text that is being typed; the old one while that is broken. */
  #grown(old: Script, text: string): Script | undefined {
    if (old.read || this.#isLarge(text)) return undefined;
    return this.#parser.grown(text, old) ?? old;
  }

  #asSaid(uri: string, text: string, old: Script | undefined): Generator<undefined, Script> {
    if (this.#isLarge(text)) return this.#declaring(uri, text);
    return old ? this.#parser.parsing(uri, text, old) : this.#parser.parsing(uri, text);
  }

  #isLarge(text: string): boolean {
    return text.length > this.largest;
  }

  #declaring(uri: string, text: string): Generator<undefined, Script> {
    return this.#parser.declaring(uri, text, isDeclaring);
  }
}

/** In code units. */
export const largestByDefault = 4_000_000;

function newEntry(text: string, parsed: Script | undefined): Entry {
  return { parsed, old: undefined, text, typing: false, held: false, changes: 1, whole: undefined };
}

function changed(entry: Entry): void {
  entry.old = entry.parsed ?? entry.old;
  entry.parsed = undefined;
  entry.typing = false;
  entry.held = false;
  entry.changes++;
}

function withoutText({ uri, ...rest }: Script): Entry {
  return newEntry('', { ...rest, uri, text: '' });
}

const dialectOf = memo((script: Script): string | undefined => otherDialect(script.text));
