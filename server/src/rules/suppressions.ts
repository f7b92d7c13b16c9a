/**
 * `-- tsqlctx-disable-next-line rule-id: reason`, `-- tsqlctx-disable rule-id: reason`, each with an optional `until
 * 2027-01-31`.
 */
import { lineIndex } from '../text/line-index';
import type { Finding } from './rule';

export interface Suppression {
  readonly rule: string;
  /** 1-based; undefined: the whole file. */
  readonly line: number | undefined;
  /** Given with `until`: the last day on which it holds, as written. */
  readonly until: string | undefined;
}

/** The suppressions of a text. One that does not name a rule suppresses nothing. */
export function suppressionsOf(text: string): readonly Suppression[] {
  if (!text.includes('tsqlctx-disable')) return [];
  const lines = lineIndex(text);
  return [...text.matchAll(/--[ \t]*tsqlctx-disable(-next-line)?[ \t]+([a-z][a-z-]*)([^\r\n]*)/g)].map((match) => ({
    rule: match[2]!,
    line: match[1] ? lines.at(match.index).line + 1 : undefined,
    until: /\buntil (\d{4}-\d{2}-\d{2})\b/.exec(match[3] ?? '')?.[1],
  }));
}

/** Whether a finding is suppressed. The date is not looked at here: no floor below the doors knows the day. */
export function isSuppressed(
  suppressions: readonly Suppression[],
  finding: Finding,
  text: string,
  today?: string,
): boolean {
  if (suppressions.length === 0) return false;
  const { line } = lineIndex(text).at(finding.span.start);
  return suppressions.some(
    (one) =>
      one.rule === finding.rule &&
      (one.line === undefined || one.line === line) &&
      (one.until === undefined || today === undefined || today <= one.until),
  );
}
