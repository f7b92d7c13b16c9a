/** Where scripts define one thing in different ways: which ways there are, and which of them a way through takes. */
import { canonical } from '../../catalog/join/maps';
import type { Catalog } from '../../catalog/model';
import type { Statement } from '../../syntax/statement';
import { memo } from '../../text/memo';
import { withVersions } from '../names/made';
import type { KeyOf } from './capitals';
import { contradicts } from './contradiction';
import type { Makings } from './declarations';
import type { Item } from './item';
import { shortNames } from './script-names';

/** One way in which scripts define a thing; undefined: not at all. */
export interface Version {
  readonly text: string | undefined;
  readonly uris: readonly string[];
}

export interface Versions {
  readonly keyOf: KeyOf;
  /** By key. */
  readonly lists: ReadonlyMap<string, readonly Version[]>;
}

/** So many ways of defining one thing are told apart; the others are as doubtful as those. */
export const mostLayers = 3;

/** In how many ways things have to be made, so that each of their versions is among them. */
export function layersOf(versions: Versions): number {
  return Math.max(1, ...[...versions.lists.values()].map((list) => Math.min(list.length, mostLayers)));
}

/**
 * The things that are defined in more than one way. Ways that say the same are one. `besides`: what a script that they are
 * declared to makes; `first`: the script whose definitions count.
 */
export function versionsIn(
  declared: readonly Item[],
  besides: Makings,
  first: string | undefined,
  keyOf: KeyOf,
): Versions {
  const byKey = new Map<string, Item[]>();
  for (const one of declared) {
    const key = one.key === undefined ? undefined : keyOf(one);
    if (key === undefined || besides.get(key) === 'makes') continue;
    const list = byKey.get(key);
    if (list) list.push(one);
    else byKey.set(key, [one]);
  }
  const found = new Map<string, readonly Version[]>();
  for (const [key, all] of byKey) {
    const list = all.some(({ uri }) => uri === first) ? all.filter(({ uri }) => uri === first) : counting(all);
    const ofScripts = new Map(list.map((one) => [one.uri, one])); // of a script that makes it twice the last one counts
    const absent: readonly Version[] = besides.get(key) ? [{ text: undefined, uris: [] }] : [];
    if (all.length === 1 && absent.length === 0) continue;
    const byText = new Map<string, string[]>();
    for (const { statement, uri } of ofScripts.values()) {
      const text = textOf(statement);
      byText.set(text, [...(byText.get(text) ?? []), uri]);
    }
    found.set(key, [...[...byText].map(([text, uris]): Version => ({ text, uris })), ...absent]);
  }
  return { keyOf, lists: found };
}

/** Scripts come on top of snapshots: what a snapshot says of a thing that they define counts where the two contradict. */
function counting(all: readonly Item[]): readonly Item[] {
  const above = all.filter(({ isBelow }) => !isBelow);
  if (above.length === 0) return all;
  const below = all.filter(
    (one) => one.isBelow && above.some(({ statement }) => contradicts(statement, one.statement)),
  );
  return [...above, ...below];
}

/** The catalog in which things that scripts define in several ways say which scripts do. */
export function withNames(catalog: Catalog, versions: Versions): Catalog {
  const named = [...versions.lists].filter(([, list]) => list.length > 1);
  return named.reduce(
    (made, [key, list]) => withVersions(made, key, shortNames(list.flatMap(({ uris }) => uris))),
    catalog,
  );
}

/** What a statement says, wherever it stands. */
const textOf = memo((statement: Statement): string =>
  canonical(JSON.parse(JSON.stringify(statement, (name, value) => (unsaid.has(name) ? undefined : value)))),
);

const unsaid: ReadonlySet<string> = new Set(['span', 'header', 'offset', 'node', 'text']);

/** Whether a declaration is made in a layer: each takes another version of what has several. */
export function isChosen(one: Item, versions: Versions, besides: Makings, layer: number): boolean {
  const key = versions.keyOf(one);
  if (key === undefined) return true;
  if (besides.get(key) === 'makes') return false;
  const list = versions.lists.get(key);
  if (!list) return true;
  const { text, uris } = list[Math.min(layer, list.length - 1)]!;
  if (one.key === undefined) return uris[0] === one.uri;
  return text === textOf(one.statement) && uris[0] === one.uri; // of scripts that say the same, one is as good as another
}
