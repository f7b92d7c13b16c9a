/**
 * The reports of the parts of one check, joined into the one that a check of all scripts would have made. What each part says of
 * the whole (configurations, projects, what could not be read) is said once.
 */
import { mostPlaces } from './coverage';

/** What is wrong with reports that cannot be joined; the message says what. */
export class NotMergeable extends Error {}

/** A report as it was read: only what matters here is looked at. */
export type Read = Readonly<Record<string, unknown>>;

export interface Merged {
  readonly report: Read;
  /** How the check of all scripts would have ended. */
  readonly exitCode: number;
}

/** Joins reports of one format. `maxWarnings`: more warnings than these end with 1, too. */
export function merged(reports: readonly Read[], maxWarnings: number | undefined): Merged {
  const kinds = reports.map(kindOf);
  const [kind] = kinds;
  if (!kind) throw new NotMergeable('there is no report');
  if (kinds.some((one) => one !== kind)) throw new NotMergeable('they are reports of different formats');
  const parts = kind.parts(reports);
  const versions = new Set(parts.map(({ version }) => version));
  if (versions.size > 1) throw new NotMergeable(`they were made by different versions: ${[...versions].join(', ')}`);
  const ordered = inOrder(parts);
  const warnings = ordered.reduce((sum, part) => sum + part.warnings, 0);
  const most = Math.max(...ordered.map((part) => part.exitCode));
  const exitCode = maxWarnings !== undefined && warnings > maxWarnings ? Math.max(1, most) : most;
  return { report: kind.join(ordered, exitCode), exitCode };
}

interface Part {
  readonly report: Read;
  readonly version: string;
  readonly shard: string | undefined;
  readonly exitCode: number;
  readonly warnings: number;
}

interface Kind {
  readonly parts: (reports: readonly Read[]) => readonly Part[];
  readonly join: (parts: readonly Part[], exitCode: number) => Read;
}

/** Each part once, and none is missing. */
function inOrder(parts: readonly Part[]): readonly Part[] {
  const numbered = parts.map((part) => {
    const [, index, of] = (/^(\d+)\/(\d+)$/.exec(part.shard ?? '') ?? []).map(Number);
    if (!index || !of) throw new NotMergeable('one of them is no report of a part (check --shard I/N)');
    return { part, index, of };
  });
  const sorted = numbered.toSorted((a, b) => a.index - b.index);
  const { of } = sorted[0]!;
  if (sorted.some((one) => one.of !== of)) throw new NotMergeable('they are parts of different checks');
  const missing = Array.from({ length: of }, (_, at) => at + 1).filter(
    (at) => !sorted.some(({ index }) => index === at),
  );
  if (missing.length > 0) throw new NotMergeable(`part ${missing.map((at) => `${at}/${of}`).join(', ')} is missing`);
  if (sorted.length > of) throw new NotMergeable('one part is there twice');
  return sorted.map(({ part }) => part);
}

function kindOf(report: Read): Kind {
  if (Array.isArray(report['runs'])) return sarif;
  if (report['version'] === 1 && Array.isArray(report['files'])) return json;
  throw new NotMergeable('one of them is no JSON or SARIF report of a check');
}

interface JsonFile extends Read {
  readonly file: string;
  readonly statements?: number;
  readonly findings: readonly { readonly severity: string; readonly baseline?: string }[];
}

const json: Kind = {
  parts: (reports) =>
    reports.map((report) => ({
      report,
      version: (report['tool'] as { readonly version: string }).version,
      shard: report['shard'] as string | undefined,
      exitCode: Number(report['exitCode']),
      warnings: (report['files'] as readonly JsonFile[])
        .flatMap(({ findings }) => findings)
        .filter(({ severity, baseline }) => severity === 'warning' && baseline !== 'known').length,
    })),
  join: (parts, exitCode) => {
    const { shard: _, ...first } = parts[0]!.report;
    const lists = parts.map(({ report }) => report['files'] as readonly JsonFile[]);
    const gone = parts.map(({ report }) => report['gone'] as readonly { readonly file: string }[]);
    return {
      ...first,
      exitCode,
      files: scriptsLast(
        distinct(lists, ({ file }) => file),
        ({ statements }) => statements !== undefined,
      ),
      coverage: coverageOf(parts.map(({ report }) => report['coverage'] as Coverage)),
      gone: goneInAll(gone, (index) => new Set(lists[index]!.map(({ file }) => file))),
      notices: distinct(
        parts.map(({ report }) => report['notices'] as readonly string[]),
        (one) => one,
      ),
    };
  },
};

interface Run extends Read {
  readonly tool: { readonly driver: { readonly version: string } };
  readonly artifacts: readonly { readonly roles?: readonly string[] }[];
  readonly results: readonly {
    readonly level: string;
    readonly baselineState?: string;
    readonly suppressions: readonly unknown[];
    readonly locations: readonly unknown[];
  }[];
  readonly invocations: readonly {
    readonly exitCode: number;
    readonly toolExecutionNotifications: readonly unknown[];
  }[];
  readonly properties: { readonly coverage: Coverage; readonly shard?: string };
}

const runOf = (report: Read): Run => (report['runs'] as readonly Run[])[0]!;

const sarif: Kind = {
  parts: (reports) =>
    reports.map((report) => {
      const { tool, invocations, properties, results } = runOf(report);
      const counting = results.filter(
        ({ level, baselineState, suppressions }) =>
          level === 'warning' && baselineState !== 'unchanged' && suppressions.length === 0,
      );
      return {
        report,
        version: tool.driver.version,
        shard: properties.shard,
        exitCode: invocations[0]!.exitCode,
        warnings: counting.length,
      };
    }),
  join: (parts, exitCode) => {
    const runs = parts.map(({ report }) => runOf(report));
    const text = (one: unknown): string => JSON.stringify(one);
    const notices = distinct(
      runs.map(({ invocations }) => invocations[0]!.toolExecutionNotifications),
      text,
    );
    const artifacts = scriptsLast(
      distinct(
        runs.map((run) => run.artifacts),
        text,
      ),
      ({ roles }) => roles !== undefined,
    );
    const places = new Map(artifacts.map((one, index) => [uriIn(one), index]));
    const results = distinct(
      runs.map((run) => run.results),
      text,
    );
    const run = {
      ...runs[0]!,
      invocations: [{ executionSuccessful: notices.length === 0, exitCode, toolExecutionNotifications: notices }],
      artifacts,
      results: results.toSorted((a, b) => places.get(uriIn(a.locations[0]))! - places.get(uriIn(b.locations[0]))!),
      properties: { coverage: coverageOf(runs.map(({ properties }) => properties.coverage)) },
    };
    return { ...parts[0]!.report, runs: [run] };
  },
};

/** The address of an artifact, or of what a place is in. */
function uriIn(one: unknown): string | undefined {
  const { location, physicalLocation } = one as {
    readonly location?: { readonly uri: string };
    readonly physicalLocation?: { readonly artifactLocation: { readonly uri: string } };
  };
  return location?.uri ?? physicalLocation?.artifactLocation.uri;
}

interface Coverage {
  readonly statements: number;
  readonly undecided: number;
  readonly reasons: readonly { readonly text: string; readonly count: number; readonly places: readonly unknown[] }[];
}

function coverageOf(parts: readonly Coverage[]): Coverage {
  const reasons = new Map<string, Coverage['reasons'][number]>();
  for (const one of parts.flatMap((part) => part.reasons)) {
    const known = reasons.get(one.text);
    const places = [...(known?.places ?? []), ...one.places].slice(0, mostPlaces);
    reasons.set(one.text, { ...(known ?? one), count: (known?.count ?? 0) + one.count, places });
  }
  return {
    statements: parts.reduce((sum, { statements }) => sum + statements, 0),
    undecided: parts.reduce((sum, { undecided }) => sum + undecided, 0),
    reasons: [...reasons.values()].sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1)),
  };
}

/** Gone is what is gone from the files of a part, and what all parts miss. */
function goneInAll<T extends { readonly file: string }>(
  lists: readonly (readonly T[])[],
  filesOf: (index: number) => ReadonlySet<string>,
): readonly T[] {
  const text = (one: T): string => JSON.stringify(one);
  const own = lists.flatMap((list, index) => list.filter(({ file }) => filesOf(index).has(file)));
  const everywhere = lists[0]!.filter(
    (one) => !own.includes(one) && lists.every((list) => list.some((other) => text(other) === text(one))),
  );
  return [...own, ...everywhere];
}

/** Configurations and projects stand before the scripts. */
function scriptsLast<T>(list: readonly T[], isScript: (one: T) => boolean): readonly T[] {
  return [...list.filter((one) => !isScript(one)), ...list.filter(isScript)];
}

/** What stands in several lists counts once: in one list it may be there twice. */
function distinct<T>(lists: readonly (readonly T[])[], keyOf: (one: T) => string): readonly T[] {
  const known = new Set<string>();
  return lists.flatMap((list) => {
    const fresh = list.filter((one) => !known.has(keyOf(one)));
    for (const one of fresh) known.add(keyOf(one));
    return fresh;
  });
}
