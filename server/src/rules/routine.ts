/** Questions about the whole run of a batch or of a module body. */
import type { PlacedStep, Run, State, Step, World } from '../engine/session/model';
import type { Statement } from '../syntax/statement';

/** The states in which the routine is left: behind its last statement, and at each RETURN. */
export function waysOut(run: Run): readonly State[] {
  const returns = [...stepsIn(run.steps)].filter(({ step }) => step.statement.kind === 'return');
  return [run.exit, ...returns.map(({ step }) => step.after)];
}

/** Every step and those that it encloses; offsets count from the routine's start. */
export function* stepsIn(steps: readonly PlacedStep[], base = 0): Generator<PlacedStep> {
  for (const { offset, step } of steps) {
    yield { offset: base + offset, step };
    if (step.children.length > 0) yield* stepsIn(step.children, base + offset);
  }
}

/** The step of a statement, with its place. */
export function placeIn(steps: readonly PlacedStep[], statement: Statement): PlacedStep | undefined {
  for (const one of stepsIn(steps)) if (one.step.statement === statement) return one;
  return undefined;
}

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
  for (const { step: one } of stepsIn(run.steps))
    if (one.statement.kind === 'revert' && mixes(one, uneven)) return false;
  return true;
}

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
