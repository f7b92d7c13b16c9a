/** The end of `using`: what an object does when it is disposed of. */
import { routineFor } from '../sources';
import type { Following, Frame } from './context';
import type { Value, World } from './model';
import { with_ } from './worlds';

export function dispose(following: Following, frame: Frame, value: Value | undefined, world: World): readonly World[] {
  if (value?.kind === 'context') return [with_(world, { identity: value.restores, told: false })];
  if (value?.kind !== 'object') return [world];
  const routine = routineFor(following.sources, value.type, 'Dispose', 0);
  return routine?.method.body ? following.enter(frame, routine, value.id, [], world).map((out) => out.world) : [world];
}
