/** The database projects around some scripts and folders on disk. Both doors read them here. */
import { statSync } from 'node:fs';
import path from 'node:path';
import type { PackageRead } from '../packages/package';
import { type Estate, estateOf, type ProjectDatabase, type ProjectNote, type ProjectStart } from '../projects/estate';
import { baseOf, folderOf, isWithin } from '../projects/files';
import { findProjects } from '../projects/find';
import type { Said } from '../projects/names';
import type { BrokenFile } from '../projects/project';
import type { Reference } from '../projects/references';
import { twinName, twinOf } from '../projects/twins';
import { projectMistake } from '../rules/own-rules';
import type { ReportedFile } from '../rules/report';
import type { Starts } from '../syntax/statement';
import { fold } from '../text/name';
import type { KnownDatabase } from '../workspace/known-databases';
import { packageFolders, restoredPackage } from './nuget';
import { packageOnDisk } from './packages';
import { filesOnDisk, isProjectFile, projectFilesIn, slashed } from './project-disk';

/** A script that is made of a package. */
export interface PackageScript {
  readonly file: string;
  readonly text: string;
}

export interface LoadedProjects {
  readonly databases: readonly KnownDatabase[];
  /** The scripts of the projects. */
  readonly scripts: readonly string[];
  /** Files that cannot be read, each with what is wrong in it. */
  readonly broken: readonly ReportedFile[];
  /** What is to be said of project files besides. */
  readonly notes: readonly ProjectNote[];
  readonly packages: readonly PackageScript[];
  /** Packages that are named and cannot be read, each with why. */
  readonly refused: readonly ProjectNote[];
  /** What the projects say of a script; several where several projects include it. */
  startsOf(file: string): readonly Starts[];
}

export interface ProjectsWanted {
  /** Scripts and folders: projects in and below these folders count, and those further up that include one of the scripts. */
  readonly places: readonly string[];
  /** Packages that declare what the server holds. */
  readonly packages?: readonly string[];
  readonly said?: (file: string) => Said;
  /** No path leads out of the places themselves. */
  readonly withinPlaces?: true;
}

/**
 * Reads the projects. A path never leads out of the folder that a version control or a configuration marks, or out of
 * the place.
 */
export function loadProjects(wanted: ProjectsWanted): LoadedProjects {
  const { places, said = () => ({}), withinPlaces, packages = [] } = wanted;
  const parts = [...byRoot(places, withinPlaces ? (place) => place : rootOf)].map(([root, list]) =>
    partOf(root, list, said),
  );
  const starts = new Map<string, readonly Starts[]>();
  for (const { estate } of parts) for (const [file, list] of estate.starts) starts.set(file, list.map(startOf));
  const named = packages.map(namedPackage);
  const used = [...parts.flatMap(({ used: own }) => own), ...named.flatMap(({ used: own }) => own)];
  for (const { file, start } of used) starts.set(file, [...(starts.get(file) ?? []), start]);
  const databases = [...parts.flatMap(({ estate }) => estate.databases), ...named.flatMap(({ database }) => database)];
  return {
    databases: databases.map(known),
    scripts: parts.flatMap(({ estate }) => [...estate.starts.keys()]),
    packages: used.map(({ file, text }) => ({ file, text })),
    broken: parts.flatMap(({ broken }) => broken.map(reported)),
    notes: [...parts.flatMap(({ estate }) => estate.notes), ...named.flatMap(({ notes }) => notes)],
    refused: named.flatMap(({ refused }) => refused),
    startsOf: (file) => {
      const twin = twinOf(file);
      const list = starts.get(slashed(path.resolve(twin?.uri ?? file))) ?? [];
      return twin ? list.filter(({ database }) => database === twin.database) : list;
    },
  };
}

interface UsedScript extends PackageScript {
  readonly start: Starts;
}

interface NamedPackage {
  readonly used: readonly UsedScript[];
  readonly database: readonly ProjectDatabase[];
  readonly notes: readonly ProjectNote[];
  readonly refused: readonly ProjectNote[];
}

/** A package that the user names himself: a database of its own. */
function namedPackage(place: string): NamedPackage {
  const file = slashed(path.resolve(place));
  const read = packageOnDisk(file, folderOf(file));
  if (read.kind === 'refused') return { used: [], database: [], notes: [], refused: [{ file, text: read.because }] };
  const { text, name, version, options, open } = read.contents;
  const database = name ?? baseOf(file);
  const [, own] = /^(master|msdb|model|tempdb)\b/i.exec(database) ?? [];
  if (own !== undefined) {
    const known = { file, text: `it declares ${own}, of which more is known without it: it is left out` };
    return { used: [], database: [], notes: [known], refused: [] };
  }
  const more = open.length > 0 ? [`database ${database} may hold more than is known: ${open.join('; ')}`] : [];
  return {
    used: [{ file, text, start: { database, tsql: true, ...(version && { server: version }) } }],
    database: [{ name: database, open, options }],
    notes: more.map((one) => ({ file, text: one })),
    refused: [],
  };
}

/** The names of a script in the further databases that include it. */
export function twinsOf(projects: Pick<LoadedProjects, 'startsOf'>, file: string, uri = file): readonly string[] {
  return projects
    .startsOf(file)
    .slice(1)
    .flatMap(({ database }) => (database === undefined ? [] : [twinName(uri, database)]));
}

function partOf(root: string, places: readonly string[], said: (file: string) => Said): Part {
  const files = filesOnDisk(root);
  const restoredIn = packageFolders(root);
  const packageAt = (place: string): PackageRead =>
    packageOnDisk(place, restoredIn.find((folder) => isWithin(folder, place)) ?? root);
  const restored = (reference: Reference): string | undefined => restoredPackage(reference, restoredIn);
  const build = (seeds: readonly string[]): Omit<Part, 'used'> => {
    const { projects, broken } = findProjects(seeds, files);
    return { estate: estateOf(projects, { files, said, packageAt, restored }), broken };
  };
  const below = places.filter(isFolder).flatMap((folder) => files.below(folder).filter(isProjectFile));
  const scripts = new Set(places.filter((place) => !isFolder(place)));
  const above = places.flatMap((place) => foldersUp(folderOf(place), root)).flatMap(projectFilesIn);
  const around = [...new Set(above)].filter((file) => !below.includes(file));
  const including = around.filter((file) => {
    const { starts } = build([file]).estate;
    return [...starts.keys()].some((one) => scripts.has(one) || places.some((place) => isWithin(place, one)));
  });
  const built = build([...new Set([...below, ...including])]);
  const used = built.estate.packages.flatMap(({ path: file, database, version }): readonly UsedScript[] => {
    const read = packageAt(file);
    if (read.kind === 'refused') return [];
    return [{ file, text: read.contents.text, start: { database, tsql: true, ...(version && { server: version }) } }];
  });
  return { ...built, used };
}

interface Part {
  readonly estate: Estate;
  readonly broken: readonly BrokenFile[];
  readonly used: readonly UsedScript[];
}

function reported({ file, text, because, offset }: BrokenFile): ReportedFile {
  const span = { start: Math.max(0, Math.min(offset, text.length) - 1), end: Math.min(offset, text.length) };
  const { id, severity } = projectMistake;
  const message = `The file can't be read: ${because}.`;
  const finding = { rule: id, severity, span, message, certainty: 'always', serverErrors: [], related: [] } as const;
  return { file, text, findings: [finding] };
}

function known({ name, open, options }: ProjectDatabase): KnownDatabase {
  return { name, knowledge: open.length > 0 ? 'open' : 'complete', ...options };
}

function startOf({ database, version, variables }: ProjectStart): Starts {
  const values = new Map([...variables].map(([name, value]) => [fold(name), value]));
  return { database, tsql: true, ...(version && { server: version }), variables: values };
}

/** The places, by the folder out of which no path leads. */
function byRoot(places: readonly string[], rootFor: (place: string) => string): ReadonlyMap<string, readonly string[]> {
  const roots = new Map<string, string[]>();
  for (const place of new Set(places.map((one) => slashed(path.resolve(one))))) {
    const root = rootFor(place);
    roots.set(root, [...(roots.get(root) ?? []), place]);
  }
  return roots;
}

/** The folder out of which no path leads: that of the version control or the configuration, else the working folder. */
export function rootOf(place: string): string {
  const folder = isFolder(place) ? place : folderOf(place);
  const up = foldersUp(folder, '/');
  const marked = ['.git', 'tsqlcontext.json'].flatMap((mark) => up.find((one) => exists(`${one}/${mark}`)) ?? []);
  const [root] = marked;
  if (root !== undefined) return root;
  const working = slashed(process.cwd());
  if (isWithin(working, folder)) return working;
  return up.findLast((one) => one !== '/' && projectFilesIn(one).length > 0) ?? folder;
}

/** A folder and those above it, as far as another one. */
function foldersUp(folder: string, top: string): readonly string[] {
  const found: string[] = [];
  for (let one = folder; isWithin(top, one) && found.length < 64; one = folderOf(one)) {
    found.push(one);
    if (one === top || one === folderOf(one)) break;
  }
  return found;
}

function isFolder(place: string): boolean {
  return statSync(place, { throwIfNoEntry: false })?.isDirectory() === true;
}

function exists(place: string): boolean {
  return statSync(place, { throwIfNoEntry: false }) !== undefined;
}
