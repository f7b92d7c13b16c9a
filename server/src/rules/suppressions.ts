/**
 * Comments that suppress findings. Each names rules and a reason, with an optional last day (`until 2027-01-31`) in it:
 * `tsqlctx-disable-next-line`, `tsqlctx-disable-line`, `tsqlctx-disable` up to `tsqlctx-enable` or the end, and
 * `tsqlctx-disable-file`. Without a reason it suppresses nothing. What is wrong with it is a finding, too.
 */
import { inAnyLine } from '../text/changed-lines';
import { lineIndex } from '../text/line-index';
import type { Span } from '../text/span';
import {
  nearestOf,
  type OwnRule,
  ruleIds,
  suppressionIncomplete,
  suppressionUnknownRule,
  suppressionUnused,
} from './own-rules';
import type { Finding } from './rule';

export interface Suppression {
  readonly rule: string;
  /** Where the rule is named. */
  readonly span: Span;
  /** The lines on which it holds, counted from 1; both belong to it. */
  readonly lines: { readonly first: number; readonly last: number };
  readonly reason: string;
  /** The last day on which it holds, as written. */
  readonly until: string | undefined;
}

export interface SuppressedFinding extends Finding {
  readonly suppression: Pick<Suppression, 'reason' | 'until'>;
}

export interface Sorted {
  /** What is left, and what is wrong with the comments. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
}

/**
 * The findings without those that comments suppress, and what is wrong with the comments. `today` (2027-01-31) ends those
 * that are over; without it none is, for no floor below the doors knows the day.
 */
export function sorted(found: readonly Finding[], text: string, today?: string): Sorted {
  if (!mayHaveSome(text)) return { findings: found, suppressed: [] };
  const { suppressions, mistakes } = suppressionsOf(text);
  const used = new Set<Suppression>();
  const findings: Finding[] = [];
  const suppressed: SuppressedFinding[] = [];
  for (const finding of found) {
    const { line } = lineIndex(text).at(finding.span.start);
    const meant = suppressions.filter(
      ({ rule, lines }) => rule === finding.rule && lines.first <= line && line <= lines.last,
    );
    for (const one of meant) used.add(one);
    const holding = meant.find(({ until }) => until === undefined || today === undefined || today <= until);
    if (holding) suppressed.push({ ...finding, suppression: { reason: holding.reason, until: holding.until } });
    else findings.push(finding);
  }
  const unused = suppressions
    .filter((one) => !used.has(one))
    .map(({ rule, span }) =>
      about(suppressionUnused, span, `There is no ${rule} here: the comment suppresses nothing.`),
    );
  return { findings: [...findings, ...mistakes, ...unused], suppressed };
}

const mayHaveSome = inAnyLine((lines) => lines.includes('tsqlctx-'));

interface Read {
  readonly suppressions: readonly Suppression[];
  readonly mistakes: readonly Finding[];
}

const comment =
  /(?:--|\/\*|\/\/)[ \t]*tsqlctx-(disable-next-line|disable-line|disable-file|disable|enable)(?![\w-])([^\r\n]*)/g;

/** The suppressions of a text, and what is wrong with them. */
export function suppressionsOf(text: string): Read {
  const suppressions: Suppression[] = [];
  const mistakes: Finding[] = [];
  const open: Open[] = [];
  const index = lineIndex(text);
  const lastLine = index.starts.length;
  for (const match of text.matchAll(comment)) {
    const [whole, kind = '', rest = ''] = match;
    const span = { start: match.index, end: match.index + whole.trimEnd().length };
    if (isInString(text, match.index, index.starts[index.at(match.index).line - 1]!)) continue;
    const { line } = index.at(match.index);
    const { rules, reason, until } = readRest(rest.replace(/\*\/.*$/, ''), match.index + whole.length - rest.length);
    if (kind === 'enable') {
      endRanges(open, suppressions, rules, line);
      continue;
    }
    const problem = whatLacks(rules, reason, until);
    if (problem !== undefined) {
      mistakes.push(about(suppressionIncomplete, span, problem));
      continue;
    }
    for (const rule of rules) {
      const lines = linesOf(kind, line, lastLine);
      if (!ruleIds().includes(rule.id)) {
        mistakes.push(about(suppressionUnknownRule, rule.span, unknownRule(rule.id)));
        continue;
      }
      if (kind === 'disable') open.push({ rule: rule.id, at: suppressions.length });
      suppressions.push({ rule: rule.id, span: rule.span, lines, reason, until });
    }
  }
  return { suppressions, mistakes };
}

interface Named {
  readonly id: string;
  readonly span: Span;
}

/** What stands behind the word: names with commas, a colon, the reason. */
function readRest(
  rest: string,
  from: number,
): { readonly rules: readonly Named[]; readonly reason: string; readonly until: string | undefined } {
  const list = /^[ \t]*([\w-]+(?:[ \t]*,[ \t]*[\w-]+)*)?[ \t]*:?(.*)$/.exec(rest);
  const start = from + rest.indexOf(list?.[1] ?? '');
  const rules = [...(list?.[1] ?? '').matchAll(/[\w-]+/g)].map(
    (name): Named => ({
      id: name[0],
      span: { start: start + name.index, end: start + name.index + name[0].length },
    }),
  );
  const reason = (list?.[2] ?? '').trim();
  return { rules, reason, until: /\buntil\s+(\d[\d-]*)/.exec(reason)?.[1] };
}

/** What a suppression lacks; undefined: nothing. */
function whatLacks(rules: readonly Named[], reason: string, until: string | undefined): string | undefined {
  if (rules.length === 0) return 'This suppresses nothing: it names no rule.';
  if (reason.replace(/,?\s*\buntil\s+\d[\d-]*/, '') === '')
    return 'This suppresses nothing: it needs a reason, behind a colon.';
  if (until !== undefined && !isDay(until))
    return `This suppresses nothing: '${until}' is no day; write it as 2027-01-31.`;
  return undefined;
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const [year, month, day] = text.split('-').map(Number);
  const days = [
    31,
    year! % 4 === 0 && (year! % 100 !== 0 || year! % 400 === 0) ? 29 : 28,
    31,
    30,
    31,
    30,
    31,
    31,
    30,
    31,
    30,
    31,
  ];
  return month! >= 1 && month! <= 12 && day! >= 1 && day! <= days[month! - 1]!;
}

function linesOf(kind: string, line: number, last: number): Suppression['lines'] {
  if (kind === 'disable-next-line') return { first: line + 1, last: line + 1 };
  if (kind === 'disable-line') return { first: line, last: line };
  return { first: kind === 'disable-file' ? 1 : line, last };
}

/** Ends the open ranges of some rules; of all where none is named. */
function endRanges(open: Open[], suppressions: Suppression[], rules: readonly Named[], line: number): void {
  for (const { at } of open.filter(({ rule }) => rules.length === 0 || rules.some(({ id }) => id === rule))) {
    const one = suppressions[at]!;
    suppressions[at] = { ...one, lines: { ...one.lines, last: Math.min(one.lines.last, line) } };
  }
}

/** A range that has not ended yet. */
interface Open {
  readonly rule: string;
  /** Its place among the suppressions. */
  readonly at: number;
}

function unknownRule(id: string): string {
  const near = nearestOf(id, ruleIds());
  return `There is no rule ${id}.${near === undefined ? '' : ` Is ${near} meant?`}`;
}

/** Whether a quote is open where a comment seems to begin. */
function isInString(text: string, at: number, lineStart: number): boolean {
  return (text.slice(lineStart, at).match(/'/g)?.length ?? 0) % 2 === 1;
}

function about({ id, severity }: OwnRule, span: Span, message: string): Finding {
  return { rule: id, severity, span, message, certainty: 'always', serverErrors: [], related: [] };
}
