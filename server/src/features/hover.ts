/** The hover: who the statement runs as, and what would come of it. The first line is the short answer. */

import { type Located, stepAt } from '../engine/run/steps';
import type { Step } from '../engine/session/model';
import type { Statement } from '../syntax/statement';
import { inOneLine, offsetOf, textOf } from '../syntax/walk';
import { lineIndex } from '../text/line-index';
import type { Span } from '../text/span';
import type { Analysed } from '../workspace/workspace';
import { type Cite, describeOutcome, describeState } from './describe';
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
  const parts = [describeState(step.before, citing(analysed, located.offset)), ...notes(located)];
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

function notes({ step, module }: Located): readonly string[] {
  const told = step.paths
    .map((path) => ({ path, reasons: reasonsOf(path.outcome, path.before) }))
    .filter(({ path, reasons }) => path.outcome.kind !== 'ok' || reasons.length > 0 || isAboutContext(step))
    .map(({ path, reasons }) =>
      [describeOutcome(path.outcome), ...reasons.map((reason) => `- ${plainly(reason)}`)].join('\n'),
    );
  const inModule = module
    ? [`_In the body of ${module.type} \`${module.name.text}\`, run on its own: what its caller brings is not known._`]
    : [];
  return told.length + inModule.length > 0 ? ['---', ...new Set(told), ...inModule] : [];
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

function isAboutContext({ statement, paths }: Step): boolean {
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
      return paths.some(({ outcome }) => outcome.kind === 'error' || outcome.kind === 'unknown');
  }
}
