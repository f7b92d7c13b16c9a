/** The context at a position in one line, with all that are possible there and where each was set. */

import { type Located, stepAt } from '../engine/run/steps';
import type { World } from '../engine/session/model';
import { offsetOf } from '../syntax/walk';
import { type Span, shift } from '../text/span';
import type { Analysed } from '../workspace/workspace';
import { isCurable } from './curable';
import { describeState, worldsOf } from './describe';
import { citing } from './hover';
import { inLabel } from './markdown';
import { sandboxOf, showIdentity } from './words';

export interface ContextLine {
  readonly text: string;
  readonly tooltip: string;
  /** What is not known, and why. */
  readonly unknown?: string;
  readonly alternatives: readonly Alternative[];
}

/** A context that is possible here. */
export interface Alternative {
  readonly text: string;
  readonly description: string;
  /** The statement that set it, where it stands in a script at hand. */
  readonly setAt?: { readonly uri: string; readonly span: Span };
}

export function contextLine(analysed: Analysed, offset: number): ContextLine | undefined {
  const located = stepAt(analysed.analysis, offset) ?? firstOnLine(analysed, offset);
  if (!located) return undefined;
  const state = located.step.before;
  const worlds = worldsOf(state);
  const [first] = worlds;
  const tooltip = describeState(state, citing(analysed, located.offset));
  const alternatives = worlds.map((world) => alternative(analysed, world, located.offset));
  if (state.kind === 'anything') return { text: 'context unknown', tooltip, unknown: state.because.text, alternatives };
  if (!first) return { text: 'never runs', tooltip, alternatives };
  if (worlds.length > 1) return { text: `${worlds.length} possible contexts`, tooltip, alternatives };
  const undecided = located.step.paths.flatMap(({ outcome }) => (outcome.kind === 'unknown' ? [outcome.because] : []));
  const [because] = undecided.filter(isCurable);
  return {
    text: inLabel(showIdentity(first)),
    tooltip,
    ...(because && { unknown: because.text }),
    alternatives,
  };
}

/** In front of the first statement of a line that one is meant. */
function firstOnLine({ script, analysis }: Analysed, offset: number): Located | undefined {
  const indent = /[ \t]*/y;
  indent.lastIndex = script.text.lastIndexOf('\n', offset - 1) + 1;
  indent.exec(script.text);
  return indent.lastIndex > offset ? stepAt(analysis, indent.lastIndex) : undefined;
}

function alternative({ script, included, others }: Analysed, world: World, near: number): Alternative {
  const { by } = world.stack.frame.guard;
  const notes = [
    world.stack.depth > 0 ? `depth ${world.stack.depth}` : 'as the session began',
    ...(sandboxOf(world) === undefined ? [] : ['sandboxed']),
  ];
  const found = { text: inLabel(showIdentity(world)), description: notes.join(', ') };
  for (const one of by ? [script, ...included, ...others] : []) {
    const place = offsetOf(one, by!, one === script ? near : one.text.length);
    if (place !== undefined) return { ...found, setAt: { uri: one.uri, span: shift(by!.span, place) } };
  }
  return found;
}
