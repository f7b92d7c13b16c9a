/**
 * What the databases of projects are called. Who publishes one names it; else those who refer to it do; else it is
 * named as its project.
 */
import { lastOf } from './files';
import { agreed, type Profile } from './profile';
import type { Project } from './project';
import type { Reference } from './references';

/** What is said of a project elsewhere, such as in tsqlcontext.json. */
export interface Said {
  readonly database?: string | undefined;
  /** The publish profile that counts, by its name or path. */
  readonly profile?: string | undefined;
}

/** A project with what is said of it, and where its references lead. */
export interface Placed {
  readonly project: Project;
  readonly said: Said;
  readonly targets: readonly { readonly reference: Reference; readonly to: Project | undefined }[];
}

/** The profiles that count for a project. */
export function profilesOf({ project, said }: Placed): readonly Profile[] {
  const wanted = said.profile?.replaceAll('\\', '/').toLowerCase();
  if (wanted === undefined) return project.profiles;
  const isMeant = (file: string): boolean =>
    file.toLowerCase() === wanted || file.toLowerCase().endsWith(`/${lastOf(wanted)}`);
  return project.profiles.filter(({ file }) => isMeant(file));
}

/** The value of a SQLCMD variable of a project; undefined: there is none, or profiles disagree. */
export function valueOf(placed: Placed, name: string): string | undefined {
  const find = (entries: Iterable<readonly [string, string | undefined]>): string | undefined =>
    [...entries].find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
  const given = profilesOf(placed).flatMap(({ variables }) => find(variables) ?? []);
  return given.length > 0 ? agreed(given) : find(placed.project.variables);
}

/** The name of each project's database. */
export function databaseNames(all: readonly Placed[]): ReadonlyMap<Project, string> {
  const names = new Map<Project, string>();
  const own = ({ project, said }: Placed, profiles: readonly Profile[]): string | undefined =>
    said.database ?? agreed(profiles.flatMap(({ database }) => database ?? [])) ?? project.database;
  for (const placed of all) {
    const name = own(placed, profilesOf(placed));
    if (name !== undefined) names.set(placed.project, name);
  }
  for (const placed of all) {
    const { project } = placed;
    if (names.has(project)) continue;
    const name = agreed(namesGiven(all, project));
    if (name !== undefined) names.set(project, name);
  }
  // a project that one other takes into its own database has no other name
  for (let round = 0; round < all.length; round++) {
    const before = names.size;
    for (const { project } of all) {
      const users = all.filter(({ targets }) =>
        targets.some(({ reference, to }) => to === project && isSame(reference)),
      );
      const [user] = users;
      const name = users.length === 1 && user ? (names.get(user.project) ?? topName(user, all)) : undefined;
      if (!names.has(project) && name !== undefined) names.set(project, name);
    }
    if (names.size === before) break;
  }
  for (const { project } of all) if (!names.has(project)) names.set(project, project.name);
  return names;
}

/** Whether a reference is to more of the same database. */
export function isSame({ literal, variable, server }: Reference): boolean {
  return literal === undefined && variable === undefined && server === undefined;
}

/** The name that references give to a project. */
function namesGiven(all: readonly Placed[], project: Project): readonly string[] {
  return all.flatMap((placed) =>
    placed.targets.flatMap(({ reference, to }) => {
      if (to !== project || reference.server !== undefined) return [];
      const { literal, variable } = reference;
      return literal ?? (variable === undefined ? undefined : valueOf(placed, variable)) ?? [];
    }),
  );
}

/** The name of a project that nobody else takes into a database of his own. */
function topName({ project }: Placed, all: readonly Placed[]): string | undefined {
  const isTaken = all.some(({ targets }) => targets.some(({ reference, to }) => to === project && isSame(reference)));
  return isTaken ? undefined : project.name;
}
