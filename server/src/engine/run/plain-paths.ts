/** The paths of statements that leave the world as it is and of which nothing is to be said: most do, and share them. */
import type { Path, State, World } from '../session/model';
import { ofWorlds } from '../session/of-worlds';

const plainPaths = ofWorlds((world: World): readonly [Path] => [
  { before: world, after: world, outcome: { kind: 'ok' }, facts: [] },
]);

/** The path of one world. */
export function plainPath(world: World): Path {
  return plainPaths(world)[0];
}

/** The same paths, as the list that others have, where it is only one and a plain one. */
export function shared(paths: readonly Path[]): readonly Path[] {
  const path = paths[0];
  return path && paths.length === 1 && plainPath(path.before) === path ? plainPaths(path.before) : paths;
}

/** A plain path for each world of a state. */
export function plainPathsOf(state: State): readonly Path[] {
  return state.kind === 'anything' ? [] : shared(state.worlds.map(plainPath));
}
