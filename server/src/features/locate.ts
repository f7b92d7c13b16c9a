/** From an offset to the innermost step that ran there. */
import type { Analysis } from '../engine/start/analysis';
import type { PlacedStep, Step } from '../engine/session/model';
import type { Part } from '../engine/run/script';
import type { StatementOf } from '../syntax/statement';
import type { Analysed } from '../workspace/workspace';

export interface Located {
  readonly step: Step;
  /** Where the step's statement starts in the text. */
  readonly offset: number;
  /** The module whose body it stands in; the body was run on its own, with a symbolic caller. */
  readonly module: StatementOf<'create_module'> | undefined;
  readonly session: number;
}

/** The step at an offset; none between statements. */
export function stepAt({ analysis }: Analysed, offset: number): Located | undefined {
  const part = partAt(analysis.run.parts, offset);
  if (!part) return undefined;
  if (part.kind === 'logon')
    return { step: part.step, offset: part.span.start, module: undefined, session: part.session };
  return innermost(analysis, part.run.steps, part.placed.offset, offset, { module: undefined, session: part.session });
}

type Around = Pick<Located, 'module' | 'session'>;

function innermost(
  analysis: Analysis,
  steps: readonly PlacedStep[],
  base: number,
  offset: number,
  around: Around,
): Located | undefined {
  const placed = last(steps, (step) => base + step.offset <= offset);
  if (!placed) return undefined;
  const { step } = placed;
  const start = base + placed.offset;
  if (offset > start + step.statement.span.end + 1) return undefined;
  const { statement } = step;
  const inside = innermost(analysis, step.children, start, offset, around);
  if (inside) return inside;
  const inBody =
    statement.kind === 'create_module'
      ? innermost(analysis, bodyOf(analysis, statement), start, offset, { ...around, module: statement })
      : undefined;
  return inBody ?? { step, offset: start, ...around };
}

/** The steps of a module's body, which was run on its own. */
export function bodyOf(analysis: Analysis, module: StatementOf<'create_module'>): readonly PlacedStep[] {
  return analysis.bodies.get(module)?.steps ?? [];
}

function partAt(parts: readonly Part[], offset: number): Part | undefined {
  return last(parts, (part) => startOf(part) <= offset);
}

function startOf(part: Part): number {
  if (part.kind === 'logon') return part.span.start;
  return part.placed.offset + (part.run.steps[0]?.offset ?? 0);
}

/** The last item for which `before` holds; it holds for a prefix of the list. */
function last<T>(items: readonly T[], before: (item: T) => boolean): T | undefined {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (before(items[middle] as T)) low = middle + 1;
    else high = middle;
  }
  return items[low - 1];
}
