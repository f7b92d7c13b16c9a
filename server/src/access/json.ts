/** What `tsqlctx access diff --format json` prints. Nothing is cut short in it. */
import { nodeWords, stepWords } from '../rules/path-words';
import type { PlacedPath } from '../workspace/paths/index';
import type { Change, Difference } from './model';
import { type Person, whoIs } from './people';

export function differenceJson(difference: Difference): object {
  const { newPaths, closedPaths, gained, lost, unknown, came, went } = difference;
  return {
    version: 1,
    newPaths: newPaths.map(pathJson),
    gained: gained.map(changeJson),
    lost: lost.map(changeJson),
    closedPaths: closedPaths.map(pathJson),
    new: came,
    gone: went,
    unknown: unknown.map((one) => ({ ...one, people: one.people.map(personJson) })),
  };
}

function pathJson({ from, to, steps, play }: PlacedPath): object {
  return { from: nodeWords(from), to: nodeWords(to), steps: steps.map(stepWords), play };
}

function changeJson({ people, ...change }: Change): object {
  const { permissions, on, through, still, because } = change;
  return {
    people: people.map(personJson),
    permissions,
    on,
    ...(through && { through }),
    ...(still && { still }),
    ...(because !== undefined && { because }),
  };
}

function personJson(person: Person): object {
  const { kind, name, database } = person;
  return { kind, name, ...(database !== undefined && { database }), text: whoIs(person) };
}
