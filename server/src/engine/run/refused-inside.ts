/** What is refused inside the modules that a statement starts, though the statement itself runs (MOD-10). */
import type { Statement } from '../../syntax/statement';
import { idOf } from '../../text/intern';
import { memo } from '../../text/memo';
import type { Call, ErrorOutcome, PlacedStep, Run, Step } from '../session/model';
import { byTry } from './try-blocks';

/** A statement of a module's body that is refused on every path, and that no TRY in it takes. */
export interface RefusedInside {
  /** The statement that makes the module. */
  readonly definition: Statement;
  /** Where the refused statement starts, counted from there. */
  readonly offset: number;
  readonly outcome: ErrorOutcome;
}

/** In the order in which they run. What a string holds is the outcome of the EXEC that runs it. */
export function refusedInside({ calls }: Step): readonly RefusedInside[] {
  return calls.length === 0 ? none : distinct(calls.flatMap(inCall));
}

const none: readonly RefusedInside[] = [];

function inCall({ definition, run }: Call): readonly RefusedInside[] {
  if (definition) return inBody(definition, run);
  return deeper(run.steps);
}

const bodies = memo((run: Run) => memo((definition: Statement) => found(definition, run.steps, 0)));
const inBody = (definition: Statement, run: Run): readonly RefusedInside[] => bodies(run)(definition);

function found(definition: Statement, steps: readonly PlacedStep[], base: number): readonly RefusedInside[] {
  return steps.flatMap(({ offset, step }) => {
    const [first] = step.paths;
    const { outcome } = first ?? {};
    const refused = outcome?.kind === 'error' && step.paths.every((path) => path.outcome.kind === 'error');
    const own = refused && outcome.refusal.kind !== 'raised' ? [{ definition, offset: base + offset, outcome }] : [];
    const inside = byTry(step).flatMap(([children, inTry]) =>
      inTry ? [] : found(definition, children, base + offset),
    );
    return [...own, ...refusedInside(step), ...inside];
  });
}

/** In dynamic SQL only the modules that it starts. */
function deeper(steps: readonly PlacedStep[]): readonly RefusedInside[] {
  return steps.flatMap(({ step }) => [
    ...refusedInside(step),
    ...byTry(step).flatMap(([children, inTry]) => (inTry ? [] : deeper(children))),
  ]);
}

function distinct(list: readonly RefusedInside[]): readonly RefusedInside[] {
  const seen = new Set<string>();
  return list.filter(({ definition, offset, outcome }) => {
    const key = `${idOf(definition)}|${offset}|${outcome.number}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
