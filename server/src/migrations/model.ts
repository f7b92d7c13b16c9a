/** Migration folders: many scripts that are one deployment, in an order that their tool says. */

/** A script of a folder. Places are paths with slashes. */
export interface MigrationFile {
  readonly place: string;
  readonly text: string;
}

export interface Deployment {
  /** 'Flyway', 'golang-migrate' ... */
  readonly tool: string;
  /** The places of the scripts, in the order in which they are run. */
  readonly order: readonly string[];
  /** Undo and baseline scripts: they are no part of it. */
  readonly apart: readonly string[];
}

/** What one tool makes of the scripts of a folder; undefined: they are not its scripts. */
export type Recognise = (files: readonly MigrationFile[]) => Deployment | undefined;

export function nameOf(place: string): string {
  return place.slice(place.lastIndexOf('/') + 1);
}

export function folderOf(place: string): string {
  return place.slice(0, Math.max(0, place.lastIndexOf('/')));
}

/** As .NET compares ordinally, and as names stand in an archive. */
export function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Numbers of any length: '10' behind '9', '007' with '7'. */
export function byNumber(a: string, b: string): number {
  const [one, other] = [BigInt(a), BigInt(b)];
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
