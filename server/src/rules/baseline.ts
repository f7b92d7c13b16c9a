/**
 * A baseline: the findings that are known already. A finding is known again by its rule and the words of its lines, not
 * by its place: it stays the same when something else in the file changes or the lines move.
 */
import { lineIndex } from '../text/line-index';
import type { ReportedFile } from './report';
import type { Finding } from './rule';

export interface BaselineEntry {
  readonly file: string;
  readonly rule: string;
  readonly fingerprint: string;
  readonly message: string;
}

export interface Baseline {
  readonly version: 1;
  readonly findings: readonly BaselineEntry[];
}

/** How files are named in a baseline, and which of those that it names are still there. */
export interface Naming {
  readonly nameOf: (file: string) => string;
  readonly isThere: (name: string) => boolean;
}

/**
 * The baseline of some files, in an order that depends on nothing but them. What an older one knows of files that are
 * still there and were not checked is kept.
 */
export function baselineOf(files: readonly ReportedFile[], { nameOf, isThere }: Naming, older?: Baseline): Baseline {
  const entries = files.flatMap(({ file, text, findings }) =>
    findings.map((one) => ({
      file: nameOf(file),
      rule: one.rule,
      fingerprint: fingerprint(text, one),
      message: one.message,
    })),
  );
  const checked = new Set(files.map(({ file }) => nameOf(file)));
  const kept = older?.findings.filter(({ file }) => !checked.has(file) && isThere(file)) ?? [];
  const key = ({ file, rule, fingerprint: print }: BaselineEntry): string => `${file}|${rule}|${print}`;
  return { version: 1, findings: [...entries, ...kept].sort((a, b) => compare(key(a), key(b))) };
}

/** Reads a baseline; undefined: it is none. */
export function readBaseline(text: string): Baseline | undefined {
  try {
    const value = JSON.parse(text) as Partial<Baseline> | null;
    return value?.version === 1 && Array.isArray(value.findings) ? (value as Baseline) : undefined;
  } catch {
    return undefined; // no JSON
  }
}

export interface Compared {
  readonly files: readonly ReportedFile[];
  readonly gone: readonly BaselineEntry[];
}

/**
 * Tells known findings from new ones: as many equal ones of a file as the baseline has are known. A file that is not
 * there any more may have been renamed: what was known of it is looked for in the others. Only files that were checked
 * are looked at.
 */
export function compared(
  files: readonly ReportedFile[],
  { findings }: Baseline,
  { nameOf, isThere }: Naming,
): Compared {
  const left = new Map<string, BaselineEntry[]>();
  const moved: BaselineEntry[] = [];
  const checked = new Set(files.map(({ file }) => nameOf(file)));
  for (const entry of findings) {
    if (checked.has(entry.file)) push(left, `${entry.file}|${entry.rule}|${entry.fingerprint}`, entry);
    else if (!isThere(entry.file)) moved.push(entry);
  }
  const first = files.map((file) => {
    const known = new Set<Finding>();
    for (const one of file.findings)
      if (left.get(`${nameOf(file.file)}|${one.rule}|${fingerprint(file.text, one)}`)?.shift()) known.add(one);
    return { file, known };
  });
  const renamed = first.map(({ file, known }) => {
    const again = file.findings.filter((one) => {
      if (known.has(one)) return false;
      const at = moved.findIndex(
        (entry) => entry.rule === one.rule && entry.fingerprint === fingerprint(file.text, one),
      );
      if (at >= 0) moved.splice(at, 1);
      return at >= 0;
    });
    return { ...file, known: new Set([...known, ...again]) };
  });
  return { files: renamed, gone: [...[...left.values()].flat(), ...moved] };
}

function push<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key) ?? [];
  list.push(value);
  lists.set(key, list);
}

/** Of the rule and the words of the lines on which a finding stands; capitals and blanks do not count. */
export function fingerprint(text: string, { rule, span }: Pick<Finding, 'rule' | 'span'>): string {
  const { starts, at } = lineIndex(text);
  const from = starts[at(span.start).line - 1] ?? 0;
  const to = starts[at(span.end).line] ?? text.length;
  const words = `${rule}|${text.slice(from, to).replace(/\s+/g, ' ').trim().toLowerCase()}`;
  return `${hash(words, 0x811c9dc5)}${hash(words, 0x01234567)}`;
}

/** FNV-1a from a start. */
function hash(text: string, start: number): string {
  let value = start;
  for (const character of text) value = Math.imul(value ^ character.codePointAt(0)!, 0x01000193) >>> 0;
  return value.toString(16).padStart(8, '0');
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
