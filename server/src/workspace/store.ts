/**
 * The texts at hand, the scripts that they are parsed into, and the scripts as they run: with the files that they include
 * and the values of their variables. A text is parsed when it is asked for.
 */
import { isDeclaring } from '../engine/start/phases';
import { mayBeMigration } from '../migrations/names';
import { deployedText } from '../migrations/text';
import type { Parser } from '../syntax/parser';
import { snapshotFileOf } from '../syntax/snapshot-mark';
import { includesOf } from '../syntax/sqlcmd';
import type { Script, Starts } from '../syntax/statement';
import { difference, type Edit } from '../text/difference';
import { fingerprint } from '../text/fingerprint';
import { finish } from '../text/finish';
import { type Source, scriptApart } from './apart';
import { AtHand } from './at-hand';
import { dialectOf } from './dialect';
import { type Before, changed, type Entry, heldAt, newEntry, settled, withoutText } from './entry';
import { type Facts, readFacts } from './facts';
import { placeFinder, type Whole, wholeOf } from './includes';
import { Ours } from './ours';
import { type Known, keptScript, knownOf, type Outside } from './outside';
import { spelling } from './places';
import { sameStarts, startedAs } from './starts';

/** What of a stage says how texts are read. */
export interface Reading {
  /** Whether scripts of other products are left alone. */
  readonly guardDialect: boolean;
  /** Larger scripts are read for what they declare only, in code units; 4 million where left out. */
  readonly largest?: number;
  /** Who runs a script and where it starts, where its comments do not say so. */
  readonly startsOf?: (uri: string) => Starts | undefined;
}

/** A script, and what was found out about its text. */
export type Loaded = readonly [uri: string, text: string, known?: Known | undefined];

export class Store {
  readonly #parser: Parser;
  readonly #entries = new Map<string, Entry>();
  #reading: Reading;
  #places: ((place: string) => string | undefined) | undefined;
  #parts: { readonly changes: number; readonly uris: ReadonlySet<string> } | undefined;
  #changes = 0;
  readonly #ours = new Ours();
  readonly #outside: Outside | undefined;
  readonly #atHand: AtHand;
  readonly #source: Source = {
    whole: (uri) => this.#atHand.get(uri),
    text: (uri) => this.#atHand.known(uri)?.text ?? this.#outside?.textOf(uri) ?? '',
    isAtHand: (uri) => this.#atHand.known(uri) !== undefined,
  };
  /** Those that include others. */
  readonly #including = new Set<string>();

  /** `outside`: left out where all texts are held. */
  constructor(parser: Parser, reading: Reading, outside?: Outside) {
    this.#parser = parser;
    this.#reading = reading;
    this.#outside = outside;
    this.#atHand = new AtHand((uri) => this.#readAgain(uri), outside?.atHand);
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
    for (const [uri, entry] of this.#entries)
      if (entry.facts && !sameStarts(entry.parsed?.starts, reading.startsOf?.(uri)))
        entry.parsed = this.#apart(uri, entry.facts);
  }

  /** `known`: what was found out about its text before. */
  put(uri: string, written: string, known?: Known): void {
    const text = deployedText(written);
    const entry = this.#entries.get(uri);
    if (entry?.text === text && !entry.facts) {
      this.settle(uri);
      return;
    }
    this.#changes++;
    if (!entry) {
      this.#entries.set(uri, newEntry(text, known && keptScript(this.#outside, uri, text, known.statements)));
      this.#places = undefined;
      this.#ours.forget();
      return;
    }
    const kept = entry.facts && this.#kept(uri, text, entry);
    changed(entry);
    Object.assign(entry, { text, parsed: kept });
    this.#atHand.delete(uri);
    this.#ours.changed(uri);
  }

  /** The script of a text that is not held so far, where it is at hand or its statements are kept. */
  #kept(uri: string, text: string, { facts, statements }: Entry): Script | undefined {
    if (facts?.print !== fingerprint(text)) return undefined;
    const known = this.#atHand.known(uri);
    return known?.text === text ? known : keptScript(this.#outside, uri, text, statements);
  }

  /** What is found out about the text of a script that is held; undefined: nothing. */
  knownOf(uri: string): Known | undefined {
    const entry = this.#entries.get(uri);
    const script = entry && !entry.facts ? this.#parsed(uri, entry) : undefined;
    return script && script.text === entry?.text ? knownOf(script, this.#outside ?? {}) : undefined;
  }

  /** Makes ready that a script is edited which was not parsed when it was put here; yields now and then. */
  *rooting(uri: string): Generator<undefined, void> {
    const { parsed, facts } = this.#entries.get(uri) ?? {};
    if (parsed && !facts) yield* this.#parser.rooting(parsed);
  }

  /** A script that nobody has open has this text on disk: it is not held. */
  putAway(uri: string, written: string): void {
    const text = deployedText(written);
    const entry = this.#entries.get(uri);
    const made = entry && !this.#isLarge(text) ? finish(this.#read(uri, text)) : undefined;
    if (!entry || !made?.facts) {
      this.put(uri, text);
      return;
    }
    if (entry.facts?.print === made.facts.print) return;
    this.#parser.forget(uri);
    const changes = entry.changes + 1;
    Object.assign(entry, made, { changes });
    this.#isOther(uri);
  }

  /** The script has a new text that is being typed. */
  type(uri: string, text: string): void {
    this.put(uri, text);
    const entry = this.#entries.get(uri);
    if (entry && !entry.parsed) entry.typing = true;
  }

  /** Typing has paused: the script, and what is said of it, is what its text says. Answers whether it was not. */
  settle(uri: string): boolean {
    const entry = this.#entries.get(uri);
    if (!entry) return false;
    const { behind } = entry;
    const held = settled(entry);
    if (held) this.#isOther(uri);
    return held || behind;
  }

  /** What is typed into the script reaches far: until typing pauses it is what it was before. */
  holdBack(uri: string, script: Script, before: Before): void {
    const entry = this.#entries.get(uri);
    if (entry?.parsed !== script) return;
    heldAt(entry, before);
    this.#isOther(uri);
  }

  /** What is typed reaches far into bodies that it does not touch: until typing pauses they are what they were. */
  leaveBehind(uri: string, script: Script): void {
    const entry = this.#entries.get(uri);
    if (entry?.parsed === script) entry.behind = true;
  }

  #isOther(uri: string): void {
    this.#changes++;
    this.#ours.changed(uri);
  }

  /** How the text has changed since the one that the script is parsed from; undefined: it is parsed from this one. */
  heldBack(uri: string): Edit | undefined {
    const entry = this.#entries.get(uri);
    return entry?.held && entry.parsed ? difference(entry.parsed.text, entry.text) : undefined;
  }

  /** Whether the script, or a body in it, stays what it was for how far reaches what is typed, not for a broken text. */
  reachesFar(uri: string): boolean {
    const entry = this.#entries.get(uri);
    return entry?.behind === true || (entry?.held === true && entry.ahead !== undefined);
  }

  *load(texts: Iterable<Loaded>): Generator<undefined, void> {
    const loaded: [string, Entry][] = [];
    for (const [uri, written, known] of texts) {
      const text = deployedText(written);
      loaded.push([uri, yield* this.#isLarge(text) ? this.#readLarge(uri, text) : this.#read(uri, text, known)]);
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

  *#readLarge(uri: string, text: string): Generator<undefined, Entry> {
    const parsed = yield* this.#declaring(uri, text);
    // a large script that declares nothing, such as an export of data, need not be held
    return parsed.batches.length === 0 && parsed.read ? withoutText(parsed) : newEntry(text, parsed);
  }

  /** A script that nobody has open: only what it says to others is held, where its text can be read again. */
  *#read(uri: string, text: string, found?: Known): Generator<undefined, Entry> {
    // others start from what a migration leaves when it is run: it is held as a whole
    const isWhole =
      snapshotFileOf(uri) !== undefined || mayBeMigration(spelling(uri), text, this.#reading.startsOf?.(uri));
    const before = found ?? this.#outside?.known?.get(text);
    const said = before?.facts;
    if (!this.#outside?.has(uri) || isWhole || (before && said === undefined)) {
      const kept = before && keptScript(this.#outside, uri, text, before.statements);
      return newEntry(text, kept ?? (yield* this.#parser.reading(uri, text)));
    }
    if (this.#atHand.known(uri)?.text !== text) this.#atHand.delete(uri);
    if (said !== undefined) return this.#away(uri, said, before?.statements);
    const script = yield* this.#parser.reading(uri, text);
    const known = knownOf(script, this.#outside);
    if (known) this.#outside.known?.put(text, known);
    if (known?.facts === undefined) return newEntry(text, script);
    this.#atHand.put(script);
    return this.#away(uri, known.facts, known.statements);
  }

  #away(uri: string, said: string, statements: Known['statements']): Entry {
    const facts = readFacts(said);
    return { ...newEntry('', this.#apart(uri, facts)), facts, statements };
  }

  /** A script that is not held, from what is kept of it; parsed, where nothing is or the text is another one. */
  #readAgain(uri: string): Script {
    const text = this.#outside?.textOf(uri) ?? '';
    const { facts, statements } = this.#entries.get(uri) ?? {};
    const kept = facts?.print === fingerprint(text) ? keptScript(this.#outside, uri, text, statements) : undefined;
    return kept ?? this.#parser.once(uri, text);
  }

  #apart(uri: string, facts: Facts): Script {
    const script = scriptApart(uri, facts, this.#source, this.#reading.startsOf?.(uri));
    dialectOf.know(script, facts.dialect);
    return script;
  }

  remove(uri: string): void {
    const entry = this.#entries.get(uri);
    if (!entry) return;
    this.#changes -= entry.changes;
    this.#parser.forget(uri);
    this.#atHand.delete(uri);
    this.#including.delete(uri);
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
    const includes = includesOf(raw).length > 0;
    if (known?.raw === raw && (known.changes === this.#changes || !includes)) return known;
    if (includes) this.#including.add(uri);
    else this.#including.delete(uri);
    entry.whole = this.#wholeOf(uri, raw);
    return entry.whole;
  }

  /** The same with all that is written in it, for who asks about the script itself. */
  held(uri: string): Whole | undefined {
    const entry = this.#entries.get(uri);
    if (!entry?.facts) return this.whole(uri);
    const raw = this.#atHand.get(uri);
    const known = this.#helds.get(raw);
    if (known && sameStarts(known.script.starts, entry.parsed?.starts)) return known;
    const made = this.#wholeOf(uri, raw);
    this.#helds.set(raw, made);
    return made;
  }

  readonly #helds = new WeakMap<Script, Whole>();

  #wholeOf(uri: string, raw: Script): NonNullable<Entry['whole']> {
    const started = raw.starts ? raw : startedAs(raw, this.#reading.startsOf?.(uri));
    return { ...wholeOf(started, (place) => this.#at(place)), raw, changes: this.#changes };
  }

  /** Those that others include, and that do not include these. */
  get parts(): ReadonlySet<string> {
    if (this.#parts?.changes !== this.#changes) this.#parts = { changes: this.#changes, uris: this.#findParts() };
    return this.#parts.uris;
  }

  /** Whether any script is put into another one. */
  get anyIncludes(): boolean {
    this.scripts(); // then it is known which include others
    return this.#including.size > 0;
  }

  #findParts(): ReadonlySet<string> {
    const includes = (uri: string, other: string): boolean =>
      this.whole(uri)?.included.some((one) => one.uri === other) ?? false;
    this.scripts(); // then it is known which include others
    const found = [...this.#including].flatMap(
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
    const grown = entry.typing && old ? yield* this.#grown(old, text) : undefined;
    const script = grown ?? (yield* this.#asSaid(uri, text, old));
    if (entry.text === text) {
      entry.held = grown !== undefined && grown.text !== text;
      entry.parsed = script;
      entry.old = undefined;
    }
    return script;
  }

  /** The script with the text that is being typed; the old one while that is broken. */
  *#grown(old: Script, text: string): Generator<undefined, Script | undefined> {
    if (old.read || this.#isLarge(text)) return undefined;
    return (yield* this.#parser.growing(text, old)) ?? old;
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
