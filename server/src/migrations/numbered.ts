/** What runs scripts by their names: DbUp, and Liquibase's formatted SQL; EF Core's scripts, by the first migration in them. */
import { grouped } from '../text/grouped';
import { byText, type Deployment, folderOf, type MigrationFile, nameOf } from './model';

/** `Script0001 - x.sql`, `202601311200_x.sql`: nobody numbers other scripts so. */
const surely = /^(?:(?:script|migration)[ _-]*(\d{3,})|(\d{12,}))(?!\d).*\.sql$/i;
/** `0001_x.sql`, in a folder whose name says what it is. */
const numbered = /^(\d{3,})(?!\d).*\.sql$/;
const folderNames = /^(?:(?:db|sql|database)[ ._-]?)?(?:migrations?|dbup|deltas|schema[ ._-]?changes)$/i;

/** A folder in which each script starts with a number of its own, in the order of the names. */
export function byNames(files: readonly MigrationFile[]): Deployment | undefined {
  for (const [folder, list] of inFolders(files)) {
    const numbers = list.map(({ place }) => numberOf(folder, nameOf(place)));
    if (list.length < 2 || numbers.includes(undefined) || new Set(numbers).size < numbers.length) continue;
    return inOrderOfNames('DbUp', list);
  }
  return undefined;
}

function numberOf(folder: string, name: string): string | undefined {
  const [, worded, dated] = surely.exec(name) ?? [];
  const bare = folderNames.test(nameOf(folder)) ? numbered.exec(name)?.[1] : undefined;
  return worded ?? dated ?? bare;
}

/** All of them, by name: the user says so. */
export function asTold(files: readonly MigrationFile[]): Deployment | undefined {
  return files.length === 0 ? undefined : inOrderOfNames('DbUp', files);
}

export function liquibase(files: readonly MigrationFile[]): Deployment | undefined {
  const own = files.filter(({ marks }) => marks.liquibase);
  return own.length === 0 ? undefined : inOrderOfNames('Liquibase', own);
}

export function efCore(files: readonly MigrationFile[]): Deployment | undefined {
  const own = files.filter(({ marks }) => marks.migration !== undefined);
  const [first] = inFolders(own);
  if (!first) return undefined;
  const order = first[1].toSorted(
    (a, b) => byText(a.marks.migration ?? '', b.marks.migration ?? '') || byText(a.place, b.place),
  );
  return { tool: 'EF Core', order: order.map(({ place }) => place), apart: [] };
}

function inOrderOfNames(tool: string, list: readonly MigrationFile[]): Deployment {
  return { tool, order: list.map(({ place }) => place).toSorted(byText), apart: [] };
}

export function inFolders(files: readonly MigrationFile[]): readonly (readonly [string, readonly MigrationFile[]])[] {
  return [...grouped(files, ({ place }) => folderOf(place))].toSorted(([a], [b]) => byText(a, b));
}
