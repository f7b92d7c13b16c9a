/**
 * Code lenses: what a module runs as, and a way to simulate a call; where a statement runs but is refused inside. What a
 * lens of a module says is worked out when it is looked at.
 */
import { type Located, stepAt, stepsAsWritten } from '../engine/run/steps';
import type { Span } from '../text/span';
import { callOf } from '../workspace/request';
import type { Analysed } from '../workspace/workspace';
import { worldsOf } from './describe';
import { moduleLine } from './glance/module-line';
import { insideShort } from './inside';
import { inLabel } from './markdown';
import { showWorld } from './words';

export interface Lens {
  readonly span: Span;
  /** Undefined: ask `moduleTitle`. */
  readonly title: string | undefined;
  /** What a click does; undefined: the lens only tells. */
  readonly simulate: 'module' | 'frame' | undefined;
}

/** On modules, or on EXECUTE AS statements, too. */
export type LensPlaces = 'everywhere' | 'modules';

/** The lenses of a script, in the order of its text. A statement that runs twice has its lenses once. */
export function lenses(analysed: Analysed, places: LensPlaces): readonly Lens[] {
  const found = new Map<number, readonly Lens[]>();
  for (const located of stepsAsWritten(analysed.analysis))
    if (!found.has(located.offset)) found.set(located.offset, lensesAt(analysed, located, places));
  return [...found.values()].flat();
}

/** What the lens of the module says that starts at an offset; undefined: there is none any more. */
export function moduleTitle(analysed: Analysed, offset: number): string | undefined {
  const located = stepAt(analysed.analysis, offset);
  return located && moduleLine(analysed, located);
}

function lensesAt(
  { script, others }: Analysed,
  { step, offset, module }: Located,
  places: LensPlaces,
): readonly Lens[] {
  const { statement } = step;
  if (statement.broken) return [];
  if (statement.kind === 'create_module') {
    const span = { start: offset, end: offset + statement.header.end };
    return [
      { span, title: undefined, simulate: undefined },
      ...(callOf(statement) === undefined
        ? []
        : [{ span, title: 'Simulate call as ...', simulate: 'module' } as const]),
    ];
  }
  const span = { start: offset, end: offset + statement.span.end };
  if (statement.kind === 'execute_as' && places === 'everywhere') {
    return [
      { span, title: executeAsTitle(step), simulate: undefined },
      ...(module ? [] : [{ span, title: 'Show what runs in this frame', simulate: 'frame' } as const]),
    ];
  }
  const inside = insideShort(step, [script, ...others], offset);
  return inside === undefined ? [] : [{ span, title: inLabel(`✗ ${inside}`), simulate: undefined }];
}

function executeAsTitle(step: Located['step']): string {
  const errors = step.paths.flatMap(({ outcome }) => (outcome.kind === 'error' ? [outcome] : []));
  const [error] = errors;
  if (error && errors.length === step.paths.length)
    return `✗ ${error.number === null ? 'Refused' : `Msg ${error.number}`}: the context does not change`;
  if (step.after.kind === 'anything') return 'Context unknown from here on';
  const worlds = worldsOf(step.after);
  const [first] = worlds;
  if (!first) return 'Never runs';
  return worlds.length === 1 ? `→ ${inLabel(showWorld(first))}` : `→ one of ${worlds.length} contexts`;
}
