/**
 * The database projects of a workspace together: which databases there are, where each script starts and with which values
 * of SQLCMD variables, what is known of each database. A database is known completely where all scripts of its project are at
 * hand and all that it takes from elsewhere is; its owner, logins and the server are never said by a project.
 */
import type { Version } from '../catalog/model';
import type { PackageRead } from '../packages/package';
import type { ProjectFiles } from './files';
import { includedIn } from './included';
import { databaseNames, isSame, type Placed, type Said, valueOf } from './names';
import type { Project, ProjectOptions } from './project';
import type { Reference } from './references';

export interface ProjectDatabase {
  readonly name: string;
  /** Why it may hold more than is known; empty: it does not. */
  readonly open: readonly string[];
  readonly options: ProjectOptions;
}

/** Where a script starts. */
export interface ProjectStart {
  readonly project: Project;
  readonly database: string;
  readonly version: Version | undefined;
  readonly variables: ReadonlyMap<string, string>;
}

/** A package that is part of a database. */
export interface UsedPackage {
  readonly path: string;
  readonly database: string;
  readonly version: Version | undefined;
}

export interface Estate {
  readonly projects: readonly Project[];
  readonly databases: readonly ProjectDatabase[];
  /** By path: one entry for each project that a script is in. */
  readonly starts: ReadonlyMap<string, readonly ProjectStart[]>;
  readonly packages: readonly UsedPackage[];
  /** What is to be said of project files. */
  readonly notes: readonly ProjectNote[];
}

export interface ProjectNote {
  readonly file: string;
  readonly text: string;
}

export interface EstateOptions {
  readonly files: ProjectFiles;
  readonly said: (file: string) => Said;
  readonly packageAt: (path: string) => PackageRead;
  /** Where a NuGet package has been restored; undefined: it is not at hand. */
  readonly restored?: (reference: Reference) => string | undefined;
}

/** Puts projects together. */
export function estateOf(projects: readonly Project[], { files, said, packageAt, restored }: EstateOptions): Estate {
  const byFile = new Map(projects.map((project) => [project.file.toLowerCase(), project]));
  const all = projects.map((project): Placed => {
    const targets = project.references.map((reference) => {
      const path = reference.kind === 'package' ? restored?.(reference) : reference.path;
      return { reference: { ...reference, path }, to: byFile.get(path?.toLowerCase() ?? '') };
    });
    return { project, said: said(project.file), targets };
  });
  const names = databaseNames(all);
  const starts = new Map<string, ProjectStart[]>();
  const databases = new Map<string, ProjectDatabase>();
  const packages: UsedPackage[] = [];
  const notes: ProjectNote[] = [];
  for (const placed of all) {
    const { project } = placed;
    const database = names.get(project)!;
    const refused = new Map<Reference, string>();
    const parts: string[] = [];
    for (const { path, reference, database: name } of packagesOf(placed, database)) {
      const read = packageAt(path);
      if (read.kind === 'refused') {
        refused.set(reference, read.because);
        continue;
      }
      const { open, options, version } = read.contents;
      packages.push({ path, database: name, version: version ?? project.version });
      if (isSame(reference)) parts.push(...open.map((one) => `${reference.name}: ${one}`));
      else addDatabase(databases, { name, open, options });
    }
    const had = new Set(packages.map(({ path }) => path));
    const start: ProjectStart = { project, database, version: project.version, variables: variablesOf(placed, names) };
    for (const { project: part } of [placed, ...takenIn(placed, all)]) {
      const scripts = part === project ? [...part.model, ...scriptsAround(part, files)] : part.model;
      for (const path of scripts) addStart(starts, path, start);
    }
    const open = [...openBecause(placed, all, { had, refused }), ...parts];
    addDatabase(databases, { name: database, open, options: project.options });
    notes.push(...notesOf(placed, all, { database, open }));
    for (const name of othersOf(placed, database, had)) addOther(databases, name);
  }
  return { projects, databases: [...databases.values()], starts, packages, notes };
}

function addStart(starts: Map<string, ProjectStart[]>, path: string, start: ProjectStart): void {
  const list = starts.get(path) ?? [];
  if (list.some(({ database }) => database.toLowerCase() === start.database.toLowerCase())) return;
  starts.set(path, [...list, start]);
}

function addDatabase(databases: Map<string, ProjectDatabase>, database: ProjectDatabase): void {
  const key = database.name.toLowerCase();
  const known = databases.get(key);
  databases.set(key, known ? { ...known, open: [...known.open, ...database.open] } : database);
}

/** A database of which the name alone is known. */
function addOther(databases: Map<string, ProjectDatabase>, name: string): void {
  const options: ProjectOptions = {
    trustworthy: undefined,
    chaining: undefined,
    containment: 'none',
    recursiveTriggers: false,
  };
  if (!databases.has(name.toLowerCase()))
    databases.set(name.toLowerCase(), { name, open: ['only its name is known'], options });
}

/** The scripts that are run around publishing, with those that they include. */
function scriptsAround({ before, after }: Project, files: ProjectFiles): readonly string[] {
  return [...before, ...after].flatMap((path) => [path, ...includedIn(path, files)]);
}

/** The projects whose contents a project takes into its own database. */
function takenIn(placed: Placed, all: readonly Placed[], seen = new Set([placed.project])): readonly Placed[] {
  return placed.targets.flatMap(({ reference, to }) => {
    if (!to || !isSame(reference) || seen.has(to)) return [];
    seen.add(to);
    const other = all.find(({ project }) => project === to)!;
    return [other, ...takenIn(other, all, seen)];
  });
}

/** The packages that are read, and why others are not. */
interface Packages {
  readonly had: ReadonlySet<string>;
  readonly refused: ReadonlyMap<Reference, string>;
}

function openBecause(placed: Placed, all: readonly Placed[], { had, refused }: Packages): readonly string[] {
  return [placed, ...takenIn(placed, all)].flatMap(({ project, targets }) => [
    ...project.open,
    ...targets.flatMap(({ reference, to }) =>
      !to && isSame(reference) && !had.has(reference.path ?? '') && isDatabase(reference)
        ? [`${reference.name.replaceAll('\\', '/')}: ${refused.get(reference) ?? 'it is not at hand'}`]
        : [],
    ),
  ]);
}

/** Whether something that is not at hand may be part of the database: other projects make assemblies. */
function isDatabase({ kind, name }: Reference): boolean {
  return kind !== 'project' || /\.sqlproj$/i.test(name);
}

function packagesOf(
  placed: Placed,
  database: string,
): readonly { readonly path: string; readonly database: string; readonly reference: Reference }[] {
  return placed.targets.flatMap(({ reference, to }) => {
    if (to || reference.kind === 'project' || reference.path === undefined || reference.server !== undefined) return [];
    const name = isSame(reference) ? database : nameIn(placed, reference);
    return name === undefined || reference.system ? [] : [{ path: reference.path, database: name, reference }];
  });
}

/** The name of the database that a reference is to, where it is to another one. */
function nameIn(placed: Placed, { literal, variable }: Reference): string | undefined {
  return literal ?? (variable === undefined ? undefined : valueOf(placed, variable));
}

function othersOf(placed: Placed, own: string, had: ReadonlySet<string>): readonly string[] {
  return placed.targets.flatMap(({ reference, to }) => {
    if (to || reference.server !== undefined || reference.system || isSame(reference)) return [];
    if (had.has(reference.path ?? '')) return [];
    const name = nameIn(placed, reference);
    return name === undefined || name.toLowerCase() === own.toLowerCase() ? [] : [name];
  });
}

/** The values of the SQLCMD variables in the scripts of a project. */
function variablesOf(placed: Placed, names: ReadonlyMap<Project, string>): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const name of placed.project.variables.keys()) {
    const value = valueOf(placed, name);
    if (value !== undefined) found.set(name, value);
  }
  for (const { reference, to } of placed.targets) {
    const { variable } = reference;
    if (variable === undefined) continue;
    const value = (to && reference.server === undefined && names.get(to)) || valueOf(placed, variable);
    if (value !== undefined) found.set(variable, value);
  }
  found.set('DatabaseName', names.get(placed.project)!);
  return found;
}

function notesOf(
  placed: Placed,
  all: readonly Placed[],
  { database, open }: { readonly database: string; readonly open: readonly string[] },
): readonly ProjectNote[] {
  const { file, doubts } = placed.project;
  const texts = [
    ...doubts.filter((one) => !open.includes(one)),
    ...(open.length > 0 ? [`database ${database} may hold more than is known: ${open.join('; ')}`] : []),
    ...(refersToItself(placed, all) ? ['it refers to itself by way of its references'] : []),
  ];
  return texts.map((text) => ({ file, text }));
}

function refersToItself(placed: Placed, all: readonly Placed[]): boolean {
  const seen = new Set<Project>();
  const waiting = placed.targets.flatMap(({ to }) => to ?? []);
  for (let project = waiting.pop(); project; project = waiting.pop()) {
    if (project === placed.project) return true;
    if (seen.has(project)) continue;
    seen.add(project);
    const next = all.find((one) => one.project === project);
    waiting.push(...(next?.targets.flatMap(({ to }) => to ?? []) ?? []));
  }
  return false;
}
