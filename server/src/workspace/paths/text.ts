/** T-SQL as a path writes it. */
import { bracket, type Name } from '../../text/name';

/** N'it''s' */
export function literal(text: string): string {
  return `N'${text.replaceAll("'", "''")}'`;
}

export function twoParts(schema: Name, name: Name): string {
  return `${bracket(schema)}.${bracket(name)}`;
}

/** A batch that must stand alone, where other statements stand before it. */
export function batchOf(text: string): string {
  return `EXEC (${literal(text)});`;
}
