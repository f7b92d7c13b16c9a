/** What the database projects around the scripts give to a workspace. */
import path from 'node:path';
import type { Command } from 'commander';
import { baseOf, isGlob } from '../configuration/globs';
import type { Configurations } from '../lsp/configurations';
import { isPackage } from '../lsp/packages';
import { type LoadedProjects, loadProjects } from '../lsp/projects';
import type { Stage } from '../workspace/workspace';
import { isGiven } from './context';
import { FileProblem, type FileText, type Reader, readScripts } from './files';
import { shown } from './shown';

/** The projects around files, folders and globs. */
export function projectsAround(
  wanted: readonly string[],
  catalogs: readonly string[],
  configurations: Configurations,
): LoadedProjects {
  return loadProjects({
    packages: catalogs.filter(isPackage),
    places: wanted.map((one) => (isGlob(one) ? baseOf(one).base : one)),
    said: (file) => configurations.saidOf(file),
  });
}

/**
 * The scripts of projects that have not been read, by their absolute paths, and of packages. What cannot be read is not
 * at hand, and the projects say so.
 */
export function* scriptsOf(
  { scripts, packages }: LoadedProjects,
  read: ReadonlySet<string>,
  { codePage }: Pick<Reader, 'codePage'>,
): Generator<FileText> {
  const others = scripts.filter((one) => !read.has(path.resolve(one)));
  yield* readScripts(others.map(shown), { codePage, problem: () => undefined });
  for (const { file, text } of packages) yield { file: shown(file), text };
}

/** Throws `FileProblem` where a package that the user names cannot be read. */
export function demandPackages({ refused }: LoadedProjects): void {
  const [first] = refused;
  if (first) throw new FileProblem(`${shown(first.file)}: ${first.text}`);
}

/**
 * Who runs a script and where it starts: what the user said himself counts more than a configuration, and this more
 * than a project.
 */
export function startsIn(
  projects: LoadedProjects,
  command: Command,
  configurations: Configurations,
): NonNullable<Stage['startsOf']> {
  return (file) => {
    const [ofProject] = projects.startsOf(file);
    if (isPackage(file)) return ofProject;
    const starts = configurations.startsOf(file, ofProject);
    if (!starts) return undefined;
    const { login, database, server, serverCollation, onServer, variables, tsql, migration } = starts;
    return {
      ...(!isGiven(command, 'login') && { login }),
      ...(!isGiven(command, 'database') && { database }),
      ...(!isGiven(command, 'serverVersion') && { server }),
      ...(onServer !== undefined && { onServer }),
      ...(serverCollation && { serverCollation }),
      ...(variables && { variables }),
      ...(tsql && { tsql }),
      ...(migration && { migration }),
    };
  };
}
