/** Migration folders: many scripts that are one deployment, in an order that their tool says. */
import { type Marks, marksOf } from './marks';

/** The tools of which the order is known. DbUp runs by name whatever stands in a folder. */
export const tools = ['flyway', 'golang-migrate', 'dbmate', 'goose', 'liquibase', 'grate', 'dbup', 'ef-core'] as const;
export type Tool = (typeof tools)[number];

/** What a user says of a script: it belongs to a deployment, or to none. */
export type Told = { readonly tool: Tool; readonly deployment: string } | 'none';

/** A script of a folder. Places are paths with slashes. */
export interface MigrationFile {
  readonly place: string;
  readonly marks: Marks;
  readonly told?: Told | undefined;
}

/** A script that is no part of what is run, and what has been run before it. */
export interface Apart {
  readonly place: string;
  /** So many scripts of the deployment. */
  readonly behind: number;
}

export interface Deployment {
  /** 'Flyway', 'golang-migrate' ... */
  readonly tool: string;
  /** The places of the scripts, in the order in which they are run. */
  readonly order: readonly string[];
  /** Undo and baseline scripts. */
  readonly apart: readonly Apart[];
}

/** What one tool makes of the scripts of a folder; undefined: they are not its scripts. */
export type Recognise = (files: readonly MigrationFile[]) => Deployment | undefined;

/** A script by its text. */
export function fileOf({ place, text }: { readonly place: string; readonly text: string }): MigrationFile {
  return { place, marks: marksOf(text) };
}

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
