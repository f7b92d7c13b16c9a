/** The projects that count: those that are found, and those to which they refer, as far as these are within reach. */
import type { ProjectFiles } from './files';
import { type BrokenFile, type Project, readProject } from './project';

export interface FoundProjects {
  readonly projects: readonly Project[];
  readonly broken: readonly BrokenFile[];
}

/** So many projects are read. */
const most = 1000;

export function findProjects(seeds: readonly string[], files: ProjectFiles): FoundProjects {
  const projects: Project[] = [];
  const broken = new Map<string, BrokenFile>();
  const seen = new Set<string>();
  const waiting = [...seeds].reverse();
  for (let file = waiting.pop(); file !== undefined && seen.size < most; file = waiting.pop()) {
    if (seen.has(file.toLowerCase())) continue;
    seen.add(file.toLowerCase());
    const read = readProject(file, files);
    for (const one of read.broken) broken.set(one.file, one);
    if (!read.project) continue;
    projects.push(read.project);
    for (const { kind, path } of read.project.references)
      if (kind === 'project' && path !== undefined) waiting.push(path);
  }
  return { projects, broken: [...broken.values()] };
}
