/**
 * What many scripts declare together, kept so that it can be told for less. What a script starts from is the whole less
 * its own declarations; a script that says something else than before changes the whole by what it says. Both cost as much
 * as the declarations that have to do with it, not as all that there are: what a declaration changed is known by parts of
 * the catalog (written.ts), who may have asked for a part is found by its names (readers.ts), and those are declared anew
 * on what the others made (redo.ts). `declared.ts` declares everything anew; a property test compares the two.
 */
import type { Map as Immutable } from 'immutable';
import type { Catalog } from '../../catalog/model';
import type { Script } from '../../syntax/statement';
import { finish } from '../../text/finish';
import { Groups } from '../../text/groups';
import type { Definitions } from '../session/model';
import { keysIn } from './capitals';
import { type Makings, noMakings } from './declarations';
import { type Item, inOrder, itemsOf, saysOf } from './item';
import { phases } from './phases';
import { Readers } from './readers';
import { type Change, type Layer, redoing } from './redo';
import { declarerOf, foundOrMade, settlingPhase } from './settle';
import { isChosen, versionsIn } from './versions';
import { type Written, writtenBy } from './written';

/** By address. */
type Scripts = Immutable<string, Script>;

export interface Declaring {
  readonly scripts: Scripts;
  readonly fresh: Catalog;
  /** The database in which scripts stand that name none. */
  readonly database: string;
  readonly definitions: Definitions;
}

/** How the whole is asked about. */
export interface Asking {
  /** Scripts that are left out. */
  readonly without?: Iterable<string>;
  /** A script that counts besides. */
  readonly with?: Script;
  /** What a script makes: it is not there before, or may be. */
  readonly besides?: Makings;
  /** The script whose definitions count where others define the same. */
  readonly first?: string;
}

const nothing: Change = { removed: new Set(), added: [], besides: noMakings, first: undefined };

export class Whole {
  readonly fresh: Catalog;
  readers = new Readers<Item>();
  readonly written = new Map<Item, readonly Written[]>();
  readonly writers = new Groups<string, Item>();
  readonly #database: string;
  #scripts: Scripts;
  readonly #ofScript = new Map<string, readonly Slot[]>();
  definitions: Definitions;
  layers: readonly Layer[] = [];
  catalog: Catalog;
  /** How many declarations were made so far: work, for tests. */
  declared = 0;
  #work: Generator<undefined, void> | undefined;

  private constructor({ scripts, fresh, database, definitions }: Declaring) {
    this.fresh = fresh;
    this.catalog = fresh;
    this.definitions = definitions;
    this.#database = database;
    this.#scripts = scripts;
  }

  /** What some scripts declare together; yields now and then. */
  static *making(declaring: Declaring): Generator<undefined, Whole> {
    const made = new Whole(declaring);
    for (const script of declaring.scripts.values()) {
      made.#ofScript.set(script.uri, itemsOf(script, declaring.database));
      yield;
    }
    yield* made.#building();
    return made;
  }

  /** What the scripts declare to somebody. */
  catalogFor(asking: Asking): Catalog {
    return finish(this.cataloguing(asking));
  }

  /** The same; yields now and then, and begins again where the whole has become another one meanwhile. */
  *cataloguing(asking: Asking): Generator<undefined, Catalog> {
    for (;;) {
      yield* this.goingOn();
      const { catalog, definitions } = this;
      const found = yield* this.#askedFor(asking);
      if (this.#work === undefined && this.catalog === catalog && this.definitions === definitions) return found;
    }
  }

  *#askedFor(asking: Asking): Generator<undefined, Catalog> {
    const removed = new Set([...(asking.without ?? [])].flatMap((uri) => this.#ofScript.get(uri) ?? []));
    const added = asking.with ? itemsOf(asking.with, this.#database) : [];
    const { besides = nothing.besides, first } = asking;
    const { catalog, written } = yield* redoing(this, { removed, added, besides, first });
    this.declared += written.size;
    return catalog;
  }

  /** From now on these scripts declare, of which these are others than before. What they say as before is left as it is. */
  set(scripts: Scripts, changed: Iterable<string>, definitions: Definitions): void {
    finish(this.setting(scripts, changed, definitions));
  }

  /** The same; yields now and then. Whoever asks for anything meanwhile goes on with the same work. */
  *setting(scripts: Scripts, changed: Iterable<string>, definitions: Definitions): Generator<undefined, void> {
    finish(this.goingOn()); // what is set is not older than that
    if (scripts === this.#scripts) return;
    const removed = new Set<Item>();
    const added: Item[] = [];
    for (const uri of changed) {
      const script = scripts.get(uri);
      if (script === this.#scripts.get(uri)) continue;
      const slots = this.#ofScript.get(uri) ?? [];
      const items = script ? itemsOf(script, this.#database) : [];
      const now = matched(slots, items, (slot, item) => this.#isSame(slot, item, definitions));
      const kept = new Set(now);
      for (const slot of slots) if (!kept.has(slot)) removed.add(slot);
      const before = new Set(slots);
      added.push(...now.filter((slot) => !before.has(slot)));
      if (script) this.#ofScript.set(uri, now);
      else this.#ofScript.delete(uri);
    }
    this.#scripts = scripts;
    this.definitions = definitions;
    if (removed.size === 0 && added.length === 0) return;
    const isMuch = (removed.size + added.length) * 4 > this.readers.size;
    this.#work = isMuch ? this.#startingOver() : this.#replacing(removed, added);
    yield* this.goingOn();
  }

  /** Goes on with what is not done yet; yields now and then. */
  *goingOn(): Generator<undefined, void> {
    for (let work = this.#work; work; work = this.#work) {
      const { done } = work.next();
      if (!done) yield;
      else if (this.#work === work) this.#work = undefined;
    }
  }

  *#replacing(removed: ReadonlySet<Item>, added: readonly Item[]): Generator<undefined, void> {
    for (const item of removed) this.readers.remove(item);
    for (const item of added) this.readers.add(item);
    yield* this.#changing({ ...nothing, removed, added });
  }

  /** Where much says something else, all of it is declared anew: that costs less. */
  *#startingOver(): Generator<undefined, void> {
    this.readers = new Readers();
    this.written.clear();
    this.writers.clear();
    this.catalog = this.fresh;
    yield* this.#building();
  }

  /** Whether an item says what another one said; where somebody else makes the same, the body of a module counts. */
  #isSame(slot: Slot, item: Item, definitions: Definitions): boolean {
    if (slot.statement === item.statement)
      return slot.database === item.database && slot.conditional === item.conditional;
    if (slot.statement.kind !== item.statement.kind || saysOf(slot) !== saysOf(item)) return false;
    if (item.statement.kind !== 'create_module') return true;
    if (this.definitions.idOf(slot.statement) !== definitions.idOf(item.statement)) return false;
    return item.key === undefined || [...this.readers.makers(item.key)].length < 2;
  }

  *#building(): Generator<undefined, void> {
    const scripts = inOrder([...this.#scripts.values()]).map(({ uri }) => this.#ofScript.get(uri) ?? []);
    const items = scripts.flat();
    for (const item of items) {
      this.readers.add(item);
      yield;
    }
    this.declared += items.length;
    const declarer = items.length > 0 ? declarerOf(this.fresh, this.definitions) : undefined;
    const keyOf = keysIn(this.fresh, this.readers.collating());
    const versions = versionsIn(items, nothing.besides, undefined, keyOf);
    const telling = declarer && {
      ...declarer,
      found: foundOrMade(items, this.fresh),
      applied: (item: Item, before: Catalog, after: Catalog): void => this.#note(item, writtenBy(item, before, after)),
    };
    const chosen = scripts.map((list) => list.filter((one) => isChosen(one, versions, nothing.besides, 0)));
    const after: Catalog[] = [];
    let waiting: readonly Item[] = [];
    for (const phase of phases) {
      const own = chosen.map((list) => list.filter((one) => one.phase === phase)).filter((list) => list.length > 0);
      if (telling) ({ catalog: this.catalog, waiting } = yield* settlingPhase(telling, this.catalog, waiting, own));
      after.push(this.catalog);
    }
    this.layers = [{ after, touched: new Set() }];
    const contested = items.filter((item) => (versions.lists.get(keyOf(item) ?? '')?.length ?? 0) > 1);
    if (telling && contested.length > 0) yield* this.#changing({ ...nothing, added: contested });
  }

  /** Makes a change for good. */
  *#changing(change: Change): Generator<undefined, void> {
    const { catalog, layers, written } = yield* redoing(this, change);
    this.declared += written.size;
    for (const item of [...change.removed, ...written.keys()]) this.#forget(item);
    for (const [item, list] of written) this.#note(item, list);
    this.layers = layers();
    this.catalog = catalog;
  }

  #note(item: Item, written: readonly Written[]): void {
    const known = new Map((this.written.get(item) ?? []).map((one) => [one.text, one]));
    for (const one of written) {
      known.set(one.text, one);
      this.writers.add(one.text, item);
    }
    this.written.set(item, [...known.values()]);
  }

  #forget(item: Item): void {
    for (const { text } of this.written.get(item) ?? []) this.writers.remove(text, item);
    this.written.delete(item);
  }
}

/** The place of a declaration, which stays where its script says the same as before. */
type Slot = { -readonly [K in keyof Item]: Item[K] };

/** The slots of new items: those of old ones that say the same, from both ends, and the items themselves between. */
function matched(
  slots: readonly Slot[],
  items: readonly Item[],
  isSame: (slot: Slot, item: Item) => boolean,
): readonly Slot[] {
  let start = 0;
  while (start < slots.length && start < items.length && isSame(slots[start]!, items[start]!)) start++;
  let end = 0;
  const most = Math.min(slots.length, items.length) - start;
  while (end < most && isSame(slots[slots.length - 1 - end]!, items[items.length - 1 - end]!)) end++;
  return items.map((item, index) => {
    const behind = items.length - index;
    if (index < start) return Object.assign(slots[index]!, item);
    return behind <= end ? Object.assign(slots[slots.length - behind]!, item) : item;
  });
}
