/**
 * `--# expect: 15151` on the line before a statement: its author knows that the server refuses it. Several numbers are
 * separated by commas.
 */

import type { ErrorOutcome } from '../engine/session/model';
import { ofScripts } from '../syntax/of-scripts';
import type { Script } from '../syntax/statement';

/** Whether the script expects the refusal of the statement that starts at an offset. */
export function isExpected(script: Script, offset: number, refusal: ErrorOutcome | undefined): boolean {
  if (!refusal || refusal.number === null) return false;
  const { text } = script;
  return expectationsOf(script).some(
    ({ end, numbers }) => end <= offset && numbers.includes(refusal.number!) && isBlank(text.slice(end, offset)),
  );
}

interface Expectation {
  /** Where the comment ends. */
  readonly end: number;
  readonly numbers: readonly number[];
}

const expectationsOf = ofScripts(({ text }: Script): readonly Expectation[] => {
  if (!text.includes('--#')) return [];
  return [...text.matchAll(/^[ \t]*--#[ \t]*expect[ \t]*:[ \t]*(\d+(?:[ \t]*,[ \t]*\d+)*)[^\r\n]*/gm)].map((match) => ({
    end: match.index + match[0].length,
    numbers: match[1]!.split(',').map(Number),
  }));
});

/** Nothing but white space and whole comments stands between. */
function isBlank(between: string): boolean {
  return /^(?:\s|--[^\r\n]*(?:[\r\n]|$)|\/\*[^*]*(?:\*(?!\/)[^*]*)*\*\/)*$/.test(between);
}
