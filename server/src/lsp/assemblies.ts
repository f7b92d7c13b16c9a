/** Which C# files on disk make up an assembly: those whose nearest project file is the same. Both doors use it. */
import path from 'node:path';
import { readAssemblyProject } from '../projects/assembly';
import { folderOf } from '../projects/files';
import type { Grouping } from '../workspace/managed/managed';
import type { AssemblyProject } from '../workspace/managed/model';
import { filesOnDisk, projectFilesIn, slashed } from './project-disk';

/** So many folders are gone up. */
const highest = 16;

/** `pathOf` makes a path of a file's name; undefined: it is not on disk. */
export function assembliesOnDisk(pathOf: (file: string) => string | undefined): Grouping {
  const projects = new Map<string, AssemblyProject | undefined>();
  const nearest = new Map<string, string | undefined>();
  const projectAbove = (folder: string, steps = 0): string | undefined => {
    if (nearest.has(folder)) return nearest.get(folder);
    const [own] = projectFilesIn(folder);
    const up = folderOf(folder);
    const found = own ?? (up === folder || steps >= highest ? undefined : projectAbove(up, steps + 1));
    nearest.set(folder, found);
    return found;
  };
  const fileOf = (file: string): string | undefined => {
    const place = pathOf(file);
    return place === undefined ? undefined : projectAbove(folderOf(slashed(path.resolve(place))));
  };
  return {
    unitOf: (file) => fileOf(file) ?? '',
    projectOf: (file) => {
      const project = fileOf(file);
      if (project === undefined) return undefined;
      if (!projects.has(project)) projects.set(project, readAssemblyProject(project, filesOnDisk(folderOf(project))));
      return projects.get(project);
    },
  };
}
