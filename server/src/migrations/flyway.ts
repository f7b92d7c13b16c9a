/** Flyway: V2__x.sql before V10__x.sql, R__x.sql behind them; U and B apart. */
import { grouped } from '../text/grouped';
import { type Apart, byNumber, byText, type Deployment, folderOf, type MigrationFile, nameOf } from './model';

const pattern = /^(?:([VUB])(\d+(?:[._]\d+)*)|(R))__.+\.sql$/i;
const callbacks = /^(before|after)Migrate(?:__.*)?\.sql$/i;

interface Named {
  readonly place: string;
  readonly kind: 'V' | 'U' | 'B' | 'R' | 'before' | 'after';
  readonly version: readonly string[];
}

export function flyway(files: readonly MigrationFile[]): Deployment | undefined {
  const named = files.flatMap(({ place }) => read(place));
  const groups = apartByVersion(
    named.filter(({ kind }) => kind === 'V'),
    '',
  ).map((list) => ({ list, root: commonFolder(list) }));
  const [first] = groups.toSorted((a, b) => byText(a.root, b.root));
  if (!first) return undefined;
  const others = named.filter(({ kind }) => kind !== 'V');
  const own = others.filter(({ place }) => nearest(folderOf(place), groups) === first);
  const ofKind = (kind: Named['kind']): readonly Named[] =>
    own.filter((one) => one.kind === kind).sort((a, b) => byText(nameOf(a.place), nameOf(b.place)));
  const before = ofKind('before');
  const versioned = first.list.toSorted(byVersion);
  const ran = (one: Named): number => before.length + versioned.filter((other) => compare(other, one) <= 0).length;
  const apart = own.flatMap((one): readonly Apart[] => {
    if (one.kind === 'U') return [{ place: one.place, behind: ran(one) }];
    return one.kind === 'B' ? [{ place: one.place, behind: 0 }] : [];
  });
  const order = [...before, ...versioned, ...ofKind('R'), ...ofKind('after')];
  return { tool: 'Flyway', order: order.map(({ place }) => place), apart };
}

function read(place: string): readonly Named[] {
  const name = nameOf(place);
  const [, kind, version, repeatable] = pattern.exec(name) ?? [];
  if (repeatable) return [{ place, kind: 'R', version: [] }];
  if (kind && version) return [{ place, kind: kind.toUpperCase() as Named['kind'], version: version.split(/[._]/) }];
  const when = callbacks.exec(name)?.[1]?.toLowerCase();
  return when === 'before' || when === 'after' ? [{ place, kind: when, version: [] }] : [];
}

/** One deployment has each version once: where two folders have the same, each is one of its own. */
function apartByVersion(list: readonly Named[], folder: string): readonly (readonly Named[])[] {
  if (list.length === 0) return [];
  if (new Set(list.map(({ version }) => known(version))).size === list.length) return [list];
  const inFolder = grouped(list, ({ place }) => nextFolder(place, folder));
  if (inFolder.size === 1 && inFolder.has(folder)) return [list];
  return [...inFolder].flatMap(([next, own]) => (next === folder ? [own] : apartByVersion(own, next)));
}

/** The folder below another one that leads to a place; that one itself where nothing is between. */
function nextFolder(place: string, folder: string): string {
  const start = folder === '' ? 0 : folder.length + 1;
  const end = place.indexOf('/', place[start] === '/' ? start + 1 : start);
  return end < 0 ? folder : place.slice(0, end);
}

/** Versions that the tool takes for the same: '01.0' and '1'. */
function known(version: readonly string[]): string {
  const numbers = version.map((one) => String(BigInt(one)));
  while (numbers.length > 1 && numbers.at(-1) === '0') numbers.pop();
  return numbers.join('.');
}

function commonFolder(list: readonly Named[]): string {
  return list.map(({ place }) => folderOf(place)).reduce(commonStart);
}

function commonStart(a: string, b: string): string {
  const [one, other] = [a.split('/'), b.split('/')];
  const end = one.findIndex((part, index) => part !== other[index]);
  return (end < 0 ? one : one.slice(0, end)).join('/');
}

/** The deployment with which a folder has the most in common. */
function nearest<T extends { readonly root: string }>(folder: string, groups: readonly T[]): T | undefined {
  const ranked = groups.map((group) => ({ group, shared: commonStart(folder, group.root).length }));
  return ranked.toSorted((a, b) => b.shared - a.shared || byText(a.group.root, b.group.root))[0]?.group;
}

function byVersion(a: Named, b: Named): number {
  return compare(a, b) || byText(a.place, b.place);
}

function compare(a: Named, b: Named): number {
  const parts = Math.max(a.version.length, b.version.length);
  for (let at = 0; at < parts; at++) {
    const order = byNumber(a.version[at] ?? '0', b.version[at] ?? '0');
    if (order !== 0) return order;
  }
  return 0;
}
