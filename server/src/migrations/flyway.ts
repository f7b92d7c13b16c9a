/** Flyway: V2__x.sql before V10__x.sql, R__x.sql behind them; U and B apart. */
import { byNumber, byText, type Deployment, type MigrationFile, nameOf } from './model';

const pattern = /^(?:([VUB])(\d+(?:[._]\d+)*)|(R))__.+\.sql$/i;
const callbacks = /^(before|after)Migrate(?:__.*)?\.sql$/i;

interface Named {
  readonly place: string;
  readonly kind: string;
  readonly version: readonly string[];
}

export function flyway(files: readonly MigrationFile[]): Deployment | undefined {
  const named = files.flatMap(({ place }) => read(place));
  const versioned = named.filter(({ kind }) => kind === 'V').sort(byVersion);
  if (versioned.length === 0) return undefined;
  const repeatable = named.filter(({ kind }) => kind === 'R').sort((a, b) => byText(nameOf(a.place), nameOf(b.place)));
  const around = (when: string): readonly string[] =>
    files.flatMap(({ place }) => (callbacks.exec(nameOf(place))?.[1]?.toLowerCase() === when ? [place] : []));
  return {
    tool: 'Flyway',
    order: [...around('before'), ...[...versioned, ...repeatable].map(({ place }) => place), ...around('after')],
    apart: named.filter(({ kind }) => kind === 'U' || kind === 'B').map(({ place }) => place),
  };
}

function read(place: string): readonly Named[] {
  const [, kind, version, repeatable] = pattern.exec(nameOf(place)) ?? [];
  if (repeatable) return [{ place, kind: 'R', version: [] }];
  return kind && version ? [{ place, kind: kind.toUpperCase(), version: version.split(/[._]/) }] : [];
}

function byVersion(a: Named, b: Named): number {
  const parts = Math.max(a.version.length, b.version.length);
  for (let at = 0; at < parts; at++) {
    const order = byNumber(a.version[at] ?? '0', b.version[at] ?? '0');
    if (order !== 0) return order;
  }
  return byText(a.place, b.place);
}
