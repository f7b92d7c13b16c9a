/**
 * Names that differ by capitals only. Here names are compared without them; where the collation of a database tells them
 * apart, two things would be taken for one.
 */
import type { ProjectFiles } from './files';

const created =
  /\bCREATE\s+(?:OR\s+ALTER\s+)?(?:USER|ROLE|SCHEMA|TABLE|VIEW|PROC(?:EDURE)?|FUNCTION|TYPE|SYNONYM|SEQUENCE|QUEUE)\s+((?:\[[^\]\r\n]{1,128}\]|[\w$#@]{1,128})(?:\.(?:\[[^\]\r\n]{1,128}\]|[\w$#@]{1,128}))?)/gi;

/** Two names that scripts create and that only capitals tell apart; undefined: there are none. */
export function namesApartByCapitals(
  scripts: readonly string[],
  files: Pick<ProjectFiles, 'text'>,
): readonly [string, string] | undefined {
  const known = new Map<string, string>();
  for (const path of scripts) {
    for (const [, written = ''] of (files.text(path) ?? '').matchAll(created)) {
      const name = written.replace(/[[\]]/g, '');
      const other = known.get(name.toLowerCase());
      if (other !== undefined && other !== name) return [other, name];
      known.set(name.toLowerCase(), name);
    }
  }
  return undefined;
}
