/** How many different context stacks a step finds and leaves, and who pushed the frames that make the difference. */
import { loginName, userName } from '../../engine/session/identity';
import type { Stack, State, Step, World } from '../../engine/session/model';
import type { Statement } from '../../syntax/statement';
import type { StepFinding } from '../rule';

/** More different stacks come out of the step than went in. */
export function spreads(step: Step): boolean {
  if (step.after.kind !== 'worlds' || step.after.worlds.length < 2) return false;
  const before = stacksOf(step.before);
  const after = stacksOf(step.after);
  return before !== undefined && after !== undefined && before.size > 0 && after.size > before.size;
}

/** The step or one inside it spreads, so the outer one only passes it on. */
export function spreadsInside(step: Step): boolean {
  return spreads(step) || step.children.some(({ step: child }) => spreadsInside(child));
}

function stacksOf(state: State): Map<Stack, World> | undefined {
  return state.kind === 'worlds' ? new Map(state.worlds.map((world) => [world.stack, world])) : undefined;
}

/** How many different stacks there are; none where nothing is known. */
export function countStacks(state: State): number {
  return stacksOf(state)?.size ?? 0;
}

/** "'clerk' or 'dbo'". */
export function describeStacks(state: State): string {
  const names = [...(stacksOf(state)?.values() ?? [])].map((world) => {
    const name = world.stack.frame.scope === 'server' && world.stack.depth > 0 ? loginName(world) : userName(world);
    const who = name.kind === 'known' ? `'${name.name}'` : 'the caller';
    return world.stack.depth === 0 ? `${who} (nothing pushed)` : who;
  });
  return [...new Set(names)].join(' or ');
}

/** The statements that pushed the frames which only some of the paths have. */
export function pushers(step: Step): NonNullable<StepFinding['related']> {
  return pushedIn(step.after, new Set(stacksOf(step.before)?.keys()));
}

/** The statements that pushed the top frames of a state's stacks, but for those of other stacks. */
export function pushedIn(state: State, but: ReadonlySet<Stack>): NonNullable<StepFinding['related']> {
  const frames = [...(stacksOf(state)?.keys() ?? [])].filter((stack) => !but.has(stack)).map((stack) => stack.frame);
  return frames.flatMap(({ guard }) =>
    guard.by ? [{ statement: guard.by, message: 'The frame was pushed here.' }] : [],
  );
}

/** The statements that pushed the frames which REVERT could end, from the top, down to what the routine began with. */
export function* framesToRevert({ stack, scope }: World): Generator<Statement> {
  for (let one = stack; one.below && one.depth > scope.floor; one = one.below) {
    const { guard, origin } = one.frame;
    if (guard.by && guard.revert !== 'no_revert' && guard.revert !== 'never' && origin !== 'app_role') yield guard.by;
  }
}
