/** DbUp and what else runs scripts by their names; Liquibase's formatted SQL, which runs them so as well. */
import { grouped } from '../text/grouped';
import { byText, type Deployment, folderOf, type MigrationFile, nameOf } from './model';

const numbered = /^(?:script|migration|m)?[ _-]*(\d+)[^\d].*\.sql$/i;
export const formattedSql = /^\s*--\s*liquibase\s+formatted\s+sql\b/i;

/** A folder in which each script starts with a number of its own, in the order of the names. */
export function byNames(files: readonly MigrationFile[]): Deployment | undefined {
  const folders = grouped(files, ({ place }) => folderOf(place));
  for (const [, list] of [...folders].toSorted(([a], [b]) => byText(a, b))) {
    const numbers = list.map(({ place }) => numbered.exec(nameOf(place))?.[1]);
    if (list.length < 2 || numbers.includes(undefined) || new Set(numbers).size < numbers.length) continue;
    return { tool: 'DbUp', order: list.map(({ place }) => place).toSorted(byText), apart: [] };
  }
  return undefined;
}

export function liquibase(files: readonly MigrationFile[]): Deployment | undefined {
  const own = files.filter(({ text }) => formattedSql.test(text)).map(({ place }) => place);
  return own.length === 0 ? undefined : { tool: 'Liquibase', order: own.toSorted(byText), apart: [] };
}
