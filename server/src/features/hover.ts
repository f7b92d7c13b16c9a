/** The hover: who the statement runs as, and what would come of it. The first line is the short answer. */

import { refusedInside } from '../engine/run/refused-inside';
import { type Located, stepAt } from '../engine/run/steps';
import type { Step } from '../engine/session/model';
import type { Statement } from '../syntax/statement';
import { inOneLine, offsetOf, textOf } from '../syntax/walk';
import { lineIndex } from '../text/line-index';
import type { Span } from '../text/span';
import type { Analysed } from '../workspace/workspace';
import { type Cite, describeOutcome, describeState } from './describe';
import { insideWords } from './inside';
import { callersInWords } from './known-callers';
import { neverRuns, stopBefore } from './never';
import { reasonsOf } from './reasons';
import { plainly } from './words';

export interface HoverText {
  readonly span: Span;
  readonly markdown: string;
}

/** On every statement, or only on those whose subject is the context. */
export type HoverPlaces = 'everywhere' | 'contextStatements';

export function hover(analysed: Analysed, offset: number, places: HoverPlaces): HoverText | undefined {
  const located = stepAt(analysed.analysis, offset);
  if (!located) return undefined;
  if (places === 'contextStatements' && !isAboutContext(located.step)) return undefined;
  const { step } = located;
  const never = neverRuns(stopBefore(analysed.analysis, located), [analysed.script, ...analysed.others]);
  const parts = [describeState(step.before, citing(analysed, located.offset), never), ...notes(analysed, located)];
  return { span: spanOf(located), markdown: parts.join('\n\n') };
}

/** Cites statements of the script that stand before an offset. */
export function citing({ script }: Analysed, near: number): Cite {
  return (statement) => {
    const place = offsetOf(script, statement, near);
    if (place === undefined) return { text: statement.kind.replaceAll('_', ' ').toUpperCase(), line: undefined };
    return { text: inOneLine(textOf(script, statement, place), 48), line: lineIndex(script.text).at(place).line };
  };
}

function notes(analysed: Analysed, located: Located): readonly string[] {
  const { step, module, offset } = located;
  const inside = insideWords(step, [analysed.script, ...analysed.others], offset);
  const told = step.paths
    .map((path) => ({ path, reasons: reasonsOf(path.outcome, path.before) }))
    .filter(({ path, reasons }) => path.outcome.kind !== 'ok' || reasons.length > 0 || isAboutContext(step))
    .map(({ path, reasons }) =>
      [describeOutcome(path.outcome), ...reasons.map((reason) => `- ${plainly(reason)}`)].join('\n'),
    );
  const refused = inside.map((words) => `✗ It ${plainly(words)}`);
  const inModule = module ? callersInWords(analysed, located, module) : [];
  const all = [...new Set(told), ...refused, ...inModule];
  return all.length > 0 ? ['---', ...all] : [];
}

/** The statement itself; for one that encloses others only its head, so that the hover does not cover them all. */
function spanOf({ step, offset }: Located): Span {
  const first = step.children[0]?.offset ?? headerOf(step.statement);
  const { start, end } = step.statement.span;
  return {
    start: offset + start,
    end: offset + (first === undefined ? end : Math.max(start + 1, Math.min(first, end))),
  };
}

function headerOf(statement: Statement): number | undefined {
  return statement.kind === 'create_module' ? statement.header.end : undefined;
}

function isAboutContext(step: Step): boolean {
  const { statement, paths } = step;
  switch (statement.kind) {
    case 'execute_as':
    case 'revert':
    case 'setuser':
    case 'use':
    case 'execute':
    case 'execute_string':
    case 'create_module':
    case 'permission':
    case 'signature':
      return true;
    default:
      if (refusedInside(step).length > 0) return true;
      return paths.some(({ outcome }) => outcome.kind === 'error' || outcome.kind === 'unknown');
  }
}
