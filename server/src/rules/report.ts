/** What the reports are made of: the findings of files, what was decided, and what is known from a baseline. */
import { type LinePosition, lineIndex } from '../text/line-index';
import type { Span } from '../text/span';
import type { Coverage } from './coverage';
import type { Finding } from './rule';
import type { SuppressedFinding } from './suppressions';

export interface ReportedFile {
  readonly file: string;
  readonly text: string;
  readonly findings: readonly Finding[];
  readonly suppressed?: readonly SuppressedFinding[];
  readonly coverage?: Coverage;
  readonly fixes?: ReadonlyMap<Finding, readonly Fix[]>;
  /** The texts of other files that findings point to. */
  readonly textOf?: (uri: string) => string | undefined;
  /** The findings that a baseline knows; undefined: there is no baseline. */
  readonly known?: ReadonlySet<Finding>;
}

export interface Fix {
  readonly title: string;
  readonly edits: readonly { readonly span: Span; readonly text: string }[];
}

export interface Report {
  readonly files: readonly ReportedFile[];
  readonly coverage: Coverage;
  /** Findings of a baseline that are no longer there. */
  readonly gone: readonly { readonly file: string; readonly rule: string; readonly message: string }[];
  /** What could not be read, or not as a whole, as lines. */
  readonly notices: readonly string[];
  readonly version: string;
  /** How the command ends; left out where nobody asks. */
  readonly exitCode?: number;
  /** Which part of the scripts was looked into, as `1/4`; left out: all of them. */
  readonly shard?: string;
}

/** The findings that count: those that the baseline does not know. */
export function newFindings({ findings, known }: ReportedFile): readonly Finding[] {
  return known ? findings.filter((one) => !known.has(one)) : findings;
}

/** Where something starts and ends, counted from 1. */
export function placeIn(
  text: string,
  { start, end }: Span,
): { readonly start: LinePosition; readonly end: LinePosition } {
  const index = lineIndex(text);
  return { start: index.at(start), end: index.at(end) };
}

/** The text of the file that a related place is in. */
export function textAt({ file, text, textOf }: ReportedFile, uri: string): string {
  return uri === file ? text : (textOf?.(uri) ?? '');
}

export function countOf(number: number, word: string): string {
  return `${number.toLocaleString('en')} ${word}${number === 1 ? '' : 's'}`;
}

/** The message, and whether it holds on every path. */
export function messageOf({ message, certainty }: Finding): string {
  return `${message}${certainty === 'possible' ? ' (on some paths)' : ''}`;
}
