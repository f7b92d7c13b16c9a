/** Project files that stand in the test itself. */
import { isWithin, type ProjectFiles } from '../../server/src/projects/files';

/** By path from the root `/w`. */
export function filesInMemory(texts: Readonly<Record<string, string>>): ProjectFiles {
  const all = new Map(Object.entries(texts).map(([name, text]) => [`/w/${name}`, text]));
  return {
    root: '/w',
    text: (path) => all.get(path),
    below: (folder) => [...all.keys()].filter((path) => isWithin(folder, path)).sort(),
  };
}
