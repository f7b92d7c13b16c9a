/** Hints behind the statements that change the context: who runs what follows. None where the base context is back. */
import { stepsAsWritten } from '../../engine/run/steps';
import { childrenOf } from '../../syntax/walk';
import type { Span } from '../../text/span';
import type { Analysed } from '../../workspace/workspace';
import { worldsOf } from '../describe';
import { inLabel } from '../markdown';
import { showWorld } from '../words';
import { glanceOf, looksSame } from './glance';

export interface ContextHint {
  readonly offset: number;
  /** '→ clerk @ Shop, sandboxed' */
  readonly label: string;
  readonly tooltip: string;
}

/** The hints in a stretch of the text, in its order. */
export function contextHints(
  { script, analysis }: Pick<Analysed, 'script' | 'analysis'>,
  within: Span,
): readonly ContextHint[] {
  const found = new Map<number, ContextHint>();
  for (const { step, offset } of stepsAsWritten(analysis)) {
    const { statement, before, after } = step;
    if (before === after || statement.broken || childrenOf(statement).length > 0) continue;
    const end = behind(script.text, offset + statement.span.end);
    if (end < within.start || end > within.end || found.has(end)) continue;
    const glance = glanceOf(after);
    if (!glance || looksSame(glance, glanceOf(before))) continue;
    const tooltip =
      after.kind === 'anything'
        ? `From here on the context is not known: ${after.because.text}.`
        : `From here on: ${worldsOf(after).map(showWorld).join(', or ')}.`;
    found.set(end, { offset: end, label: `→ ${inLabel(glance.text)}`, tooltip });
  }
  return [...found.values()];
}

/** Behind the semicolon, if there is one. */
function behind(text: string, end: number): number {
  return text[end] === ';' ? end + 1 : end;
}
