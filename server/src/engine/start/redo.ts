/**
 * Declares anew what a change of the declarations reaches, on what the others made. Reached is who made the same thing, who
 * wrote the same part of the catalog, and who mentions a name of a part that is written now or was before; and what those
 * wrote, until nothing more is reached.
 */
import { joinCatalogs } from '../../catalog/join/catalog';
import type { Catalog } from '../../catalog/model';
import { type Part, valueOf, withParts } from '../../catalog/parts';
import type { Groups } from '../../text/groups';
import type { Definitions } from '../session/model';
import { isCollating, keysIn } from './capitals';
import type { Makings } from './declarations';
import { compareTexts, type Item } from './item';
import { phases } from './phases';
import type { Readers } from './readers';
import { type Declarer, declarerOf, foundOrMade, settlingPhase } from './settle';
import { isChosen, layersOf, versionsIn, withNames } from './versions';
import { type Written, writtenBy } from './written';

/** What has been declared so far, and what each declaration changed. */
export interface Held {
  readonly fresh: Catalog;
  readonly definitions: Definitions;
  readonly readers: Readers<Item>;
  readonly written: ReadonlyMap<Item, readonly Written[]>;
  /** Who wrote a part. */
  readonly writers: Groups<string, Item>;
  /** One for each way of choosing among versions. */
  readonly layers: readonly Layer[];
  /** All of them joined. */
  readonly catalog: Catalog;
}

export interface Layer {
  /** The catalog after each phase. */
  readonly after: readonly Catalog[];
  /** The declarations that may have come out otherwise than in the first layer. */
  readonly touched: ReadonlySet<Item>;
}

export interface Change {
  readonly removed: ReadonlySet<Item>;
  readonly added: readonly Item[];
  /** What a script makes to which they declare: it is not there before, or may be. */
  readonly besides: Makings;
  /** The script whose definitions count where others define the same. */
  readonly first: string | undefined;
}

export interface Redone {
  readonly catalog: Catalog;
  /** The layers of what is declared now. */
  readonly layers: () => readonly Layer[];
  /** The declarations that were made anew, each with what it changed. */
  readonly written: ReadonlyMap<Item, readonly Written[]>;
}

/** Yields now and then; where what is held changes meanwhile, the answer is of no use. */
export function* redoing(held: Held, change: Change): Generator<undefined, Redone> {
  const reach = new Reach(held, change);
  yield* reach.from(change);
  const declarer = reach.affected.size > 0 ? declarerOf(held.fresh, held.definitions) : undefined;
  if (!declarer) return withoutParts(held, change, reach.parts());
  for (;;) {
    const size = reach.affected.size;
    const made = yield* declareAnew(held, change, reach, declarer);
    for (const list of made.written.values()) for (const one of list) yield* reach.touch(one);
    if (reach.affected.size === size) return made;
  }
}

/** Nobody else is reached: what was written is as it is on a fresh server. */
function withoutParts({ catalog, fresh, layers }: Held, { removed }: Change, parts: readonly Part[]): Redone {
  const values = parts.map((part) => [part, valueOf(fresh, part)] as const);
  const left = (made: Catalog): Catalog => withParts(made, values);
  const without = ({ after, touched }: Layer): Layer => ({
    after: after.map(left),
    touched: new Set([...touched].filter((item) => !removed.has(item))),
  });
  return { catalog: left(catalog), layers: () => layers.map(without), written: new Map() };
}

/** What a change reaches. */
class Reach {
  readonly affected: Set<Item>;
  readonly #held: Held;
  readonly #removed: ReadonlySet<Item>;
  readonly #touched = new Map<string, Written>();
  readonly #waiting: Item[] = [];

  constructor(held: Held, { removed, added }: Pick<Change, 'removed' | 'added'>) {
    this.#held = held;
    this.#removed = removed;
    this.affected = new Set(added);
  }

  /** Reaches what a change does by itself; yields now and then. */
  *from({ removed, added, besides }: Change): Generator<undefined, void> {
    for (const item of [...removed, ...added]) {
      this.#leave(item);
      yield;
    }
    for (const key of besides.of('without capitals').keys())
      for (const item of this.#held.readers.makers(key)) this.#reach(item);
    yield* this.#go();
  }

  /** Reaches what a part does that is written now; yields now and then. */
  *touch(written: Written): Generator<undefined, void> {
    this.#touch(written);
    yield* this.#go();
  }

  parts(): readonly Part[] {
    return [...new Map([...this.#touched.values()].map(({ text, part }) => [text, part])).values()];
  }

  *#go(): Generator<undefined, void> {
    for (let item = this.#waiting.pop(); item; item = this.#waiting.pop()) {
      this.#leave(item);
      yield;
    }
  }

  /** What a declaration made so far does not hold any more. */
  #leave(item: Item): void {
    for (const written of this.#held.written.get(item) ?? []) this.#touch(written);
    const key = item.key ?? item.alters;
    if (key !== undefined) for (const other of this.#held.readers.makers(key)) this.#reach(other);
  }

  #reach(item: Item): void {
    if (this.#removed.has(item) || this.affected.has(item)) return;
    this.affected.add(item);
    this.#waiting.push(item);
  }

  #touch(written: Written): void {
    const { text, names, holders } = written;
    const known = [text, ...names, '', ...holders].join('\u0002');
    if (this.#touched.has(known)) return;
    this.#touched.set(known, written);
    for (const item of this.#held.readers.of(written)) this.#reach(item);
    for (const item of this.#held.writers.get(text)) this.#reach(item);
  }
}

function* declareAnew(
  held: Held,
  { removed, besides, first }: Change,
  reach: Reach,
  plain: Declarer,
): Generator<undefined, Redone> {
  const scripts = byScript(reach.affected);
  const items = scripts.flat();
  const others = [...held.readers.collating()].filter((item) => !removed.has(item) && !reach.affected.has(item));
  const collating = [...others, ...items.filter(({ statement }) => isCollating(statement))];
  const versions = versionsIn(items, besides, first, keysIn(held.fresh, collating));
  const written = new Map<Item, Written[]>(items.map((item) => [item, []]));
  const parts = reach.parts();
  const more: Part[] = [];
  const declarer: Declarer<Item> = {
    ...plain,
    found: foundOrMade(items, held.fresh),
    applied: (item, before, after) => {
      const list = writtenBy(item, before, after);
      written.get(item)!.push(...list);
      more.push(...list.map(({ part }) => part));
    },
  };
  const layers: (() => Layer)[] = [];
  const ends: Catalog[] = [];
  const count = Math.max(held.layers.length, layersOf(versions));
  for (let index = 0; index < count; index++) {
    const base = held.layers[Math.min(index, held.layers.length - 1)]!;
    const chosen = scripts.map((list) => list.filter((one) => isChosen(one, versions, besides, index)));
    const after = yield* declareLayer(declarer, held.fresh, base.after, chosen, () => [...parts, ...more]);
    const differs = index > 0 && (layersOf(versions) > 1 || items.some((item) => base.touched.has(item)));
    ends.push(after.at(-1)!);
    layers.push(() => {
      const touched = [...base.touched, ...(differs ? items : [])].filter((item) => !removed.has(item));
      return { after, touched: new Set(touched) };
    });
  }
  const all = [...parts, ...more];
  const ways = ends.map((end) =>
    withParts(
      held.catalog,
      all.map((part) => [part, valueOf(end, part)]),
    ),
  );
  return {
    catalog: withNames(
      ways.reduce((one, other) => joinCatalogs(one, other)),
      versions,
    ),
    layers: () => layers.map((one) => one()),
    written,
  };
}

/** The catalog after each phase. `parts`: what is not as the base has it, but as it has been made anew. */
function* declareLayer(
  declarer: Declarer<Item>,
  fresh: Catalog,
  base: readonly Catalog[],
  scripts: readonly (readonly Item[])[],
  parts: () => readonly Part[],
): Generator<undefined, readonly Catalog[]> {
  const after: Catalog[] = [];
  let catalog = fresh;
  let waiting: readonly Item[] = [];
  for (const [index, phase] of phases.entries()) {
    const made = catalog;
    const start = withParts(
      base[index]!,
      parts().map((part) => [part, valueOf(made, part)]),
    );
    const own = scripts.map((list) => list.filter((one) => one.phase === phase)).filter((list) => list.length > 0);
    ({ catalog, waiting } = yield* settlingPhase(declarer, start, waiting, own));
    after.push(catalog);
  }
  return after;
}

function byScript(items: Iterable<Item>): readonly (readonly Item[])[] {
  const lists = new Map<string, Item[]>();
  for (const item of items) {
    const list = lists.get(item.uri);
    if (list) list.push(item);
    else lists.set(item.uri, [item]);
  }
  return [...lists.values()]
    .map((list) => list.sort((a, b) => a.index - b.index))
    .sort(([a], [b]) => compareTexts(a!.script, b!.script));
}
