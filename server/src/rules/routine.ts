/** Questions about the whole run of a batch or of a module body. */
import type { PlacedStep, Run, State, Step, World } from '../engine/session/model';
import type { Statement } from '../syntax/statement';
import { memo, memosTogether } from '../text/memo';

/** What is found in what a step encloses. */
const ofSteps = memosTogether<Step>();

/** The states in which the routine is left: behind its last statement, and at each RETURN. */
export const waysOut = memo((run: Run): readonly State[] => {
  const returns: State[] = [];
  addReturns(run.steps, returns);
  return [run.exit, ...returns];
});

function addReturns(steps: readonly PlacedStep[], found: State[]): void {
  for (const { step } of steps) {
    if (step.statement.kind === 'return') found.push(step.after);
    else if (step.children.length > 0) found.push(...returnsInside(step));
  }
}

/** Remembered by step: an edit leaves most of them what they were. */
const returnsInside = ofSteps(({ children }): readonly State[] => {
  const found: State[] = [];
  addReturns(children, found);
  return found.length === 0 ? none : found;
});

const none: readonly State[] = [];

/** Every step and those that it encloses; offsets count from the routine's start. */
export function stepsIn(steps: readonly PlacedStep[]): readonly PlacedStep[] {
  return flat(steps);
}

const flat = memo((steps: readonly PlacedStep[]): readonly PlacedStep[] => {
  const found: PlacedStep[] = [];
  const add = (list: readonly PlacedStep[], base: number): void => {
    for (const one of list) {
      const offset = base + one.offset;
      found.push(base === 0 ? one : { offset, step: one.step });
      if (one.step.children.length > 0) add(one.step.children, offset);
    }
  };
  add(steps, 0);
  return found;
});

/**
 * Answers the steps for which `wanted` holds. What is found is remembered with each step that encloses others, so asking
 * again behind an edit costs what the edit changed.
 */
export function stepFinder(wanted: (step: Step) => boolean): (steps: readonly PlacedStep[]) => readonly PlacedStep[] {
  const inside = ofSteps(({ children }): readonly PlacedStep[] => search(children));
  const search = (steps: readonly PlacedStep[]): readonly PlacedStep[] => {
    const found: PlacedStep[] = [];
    for (const one of steps) {
      const { step, offset } = one;
      if (wanted(step)) found.push(one);
      if (step.children.length === 0) continue;
      for (const inner of inside(step)) found.push({ offset: offset + inner.offset, step: inner.step });
    }
    return found.length === 0 ? noSteps : found;
  };
  return memo(search);
}

const noSteps: readonly PlacedStep[] = [];

/** The step of a statement, with its place. */
export function placeIn(steps: readonly PlacedStep[], statement: Statement): PlacedStep | undefined {
  return placesIn(steps).get(statement);
}

const placesIn = memo((steps: readonly PlacedStep[]): ReadonlyMap<Statement, PlacedStep> => {
  const found = new Map<Statement, PlacedStep>();
  for (const one of flat(steps)) if (!found.has(one.step.statement)) found.set(one.step.statement, one);
  return found;
});

/**
 * Whether what a step leaves different from path to path is put right before the routine ends: the frames that only
 * some of its paths have are gone then, and every REVERT that ends one of them ends one on each of its own paths.
 */
export function isSettled(step: Step, run: Run): boolean {
  const uneven = unevenFrames(step.after);
  const ends = waysOut(run);
  if (ends.some((state) => state.kind === 'anything')) return false;
  if (ends.some((state) => worldsIn(state).some((world) => [...pushersIn(world)].some((one) => uneven.has(one)))))
    return false;
  return !reverts(run.steps).some(({ step: one }) => mixes(one, uneven));
}

const reverts = stepFinder(({ statement }) => statement.kind === 'revert');

/** The statements that pushed frames which not all of the worlds have. */
function unevenFrames(state: State): ReadonlySet<Statement> {
  const all = worldsIn(state).map((world) => new Set(pushersIn(world)));
  return new Set(all.flatMap((one) => [...one]).filter((pusher) => all.some((one) => !one.has(pusher))));
}

/** Some paths of a REVERT end one of the frames, some do not. */
function mixes({ paths }: Step, uneven: ReadonlySet<Statement>): boolean {
  const ends = paths.map(({ before, after }) => {
    const { by } = before.stack.frame.guard;
    return before.stack !== after.stack && by !== undefined && uneven.has(by);
  });
  return ends.includes(true) && ends.includes(false);
}

function worldsIn(state: State): readonly World[] {
  return state.kind === 'worlds' ? state.worlds : [];
}

/** The statements that pushed the frames of the routine. */
export function* pushersIn({ stack, scope }: World): Generator<Statement> {
  for (let one = stack; one.below && one.depth > scope.floor; one = one.below)
    if (one.frame.guard.by) yield one.frame.guard.by;
}
