/** The context at a position in one line, for the status bar. */

import { stepAt } from '../engine/run/steps';
import type { Analysed } from '../workspace/workspace';
import { describeState, worldsOf } from './describe';
import { citing } from './hover';
import { showIdentity } from './words';

export interface ContextLine {
  readonly text: string;
  readonly tooltip: string;
}

export function contextLine(analysed: Analysed, offset: number): ContextLine | undefined {
  const located = stepAt(analysed.analysis, offset);
  if (!located) return undefined;
  const state = located.step.before;
  const worlds = worldsOf(state);
  const [first] = worlds;
  const tooltip = describeState(state, citing(analysed, located.offset));
  if (state.kind === 'anything') return { text: 'context unknown', tooltip };
  if (!first) return { text: 'never runs', tooltip };
  if (worlds.length > 1) return { text: `${worlds.length} possible contexts`, tooltip };
  const { depth } = first.stack;
  return { text: `${showIdentity(first)}${depth > 0 ? `, depth ${depth}` : ''}`, tooltip };
}
