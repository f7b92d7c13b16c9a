/** The first line of a script that was made from a snapshot of a server: whose it is, of which day, and what it covers. */

import { picking } from '../text/lists';
import { ofScripts } from './of-scripts';
import type { Script } from './statement';

export interface SnapshotMark {
  /** The name of the server. */
  readonly of: string;
  /** The day, as 2026-11-28. */
  readonly taken: string;
  readonly server?: ServerMark;
  readonly database?: DatabaseMark;
}

/** What the statements of a snapshot cannot say of the server. */
export interface ServerMark {
  /** Whether there is nothing else at the server, but for what is not listed. */
  readonly whole: boolean;
  /** Kinds of things that are not listed, in the words of the catalog. */
  readonly unlisted: readonly string[];
  /** Its version, in the words of the catalog; undefined: none that is imitated. */
  readonly version?: string;
  readonly logins: Accounts;
  readonly credentials: readonly string[];
  readonly endpoints: readonly { readonly name: string; readonly owner?: string }[];
  /** Databases that are there, and of which nothing else is known. */
  readonly open: readonly string[];
  readonly databases: readonly DatabaseOptions[];
}

/** Accounts of Windows or Entra, by what they are: a statement does not say it. */
export interface Accounts {
  readonly groups: readonly string[];
  readonly persons: readonly string[];
}

/** Options that the statements leave out. */
interface DatabaseOptions {
  readonly name: string;
  /** The sid of an owner that is no login; undefined: who owns it is not known. */
  readonly owner?: string;
  /** Options that are not known. */
  readonly unknown: readonly ('trustworthy' | 'chaining' | 'owner')[];
}

/** What the statements of a snapshot cannot say of a database. */
export interface DatabaseMark {
  readonly name: string;
  /** Whether there is nothing else in it, but for what is not listed. */
  readonly whole: boolean;
  readonly unlisted: readonly string[];
  readonly users: Accounts;
  /** Objects of which the name alone counts: constraints, rules. */
  readonly names: readonly (readonly [schema: string, name: string])[];
}

const opening = '--# snapshot: ';

/** The line. */
export function snapshotLine(mark: SnapshotMark): string {
  return `${opening}${JSON.stringify(mark)}\n`;
}

/** Undefined: the script was not made from a snapshot. */
export const snapshotMarkOf = ofScripts((script: Script): { readonly mark: SnapshotMark | undefined } => {
  if (!isSnapshotAddress(script.uri) || !script.text.startsWith(opening)) return { mark: undefined };
  const [line = ''] = script.text.split('\n', 1);
  return { mark: JSON.parse(line.slice(opening.length)) as SnapshotMark };
});

export function isOfSnapshot(script: Script): boolean {
  return snapshotMarkOf(script).mark !== undefined;
}

/** The snapshots from which some scripts were made, as people name them. */
export function snapshotNames(scripts: readonly Script[]): readonly string[] {
  const names = scripts.flatMap((script) => {
    const { mark } = snapshotMarkOf(script);
    return mark ? [`${mark.of} as of ${mark.taken}`] : [];
  });
  return [...new Set(names)].sort();
}

/** The scripts that were made from snapshots. */
export const fromSnapshots = picking((script: Script): readonly Script[] => (isOfSnapshot(script) ? [script] : []));

/** The marks of the scripts that were made from snapshots. */
export const marksAmong = picking((script: Script): readonly SnapshotMark[] => {
  const { mark } = snapshotMarkOf(script);
  return mark ? [mark] : [];
});

export const snapshotSuffix = '.tsqlcontext-snapshot.json';

/** `shop.tsqlcontext-snapshot.json#server`: a script of a snapshot, whose first line is ours. */
export function snapshotAddress(file: string, name: string): string {
  return `${file}#${encodeURIComponent(name)}`;
}

/** The file of the snapshot that a script was made from; undefined: it was not made from one. */
export function snapshotFileOf(uri: string): string | undefined {
  const end = uri.toLowerCase().lastIndexOf(`${snapshotSuffix}#`);
  return end < 0 ? undefined : uri.slice(0, end + snapshotSuffix.length);
}

function isSnapshotAddress(uri: string): boolean {
  return snapshotFileOf(uri) !== undefined;
}

/** The line before a module whose text is not in the snapshot: its body is not known. */
export const withoutText = '--# no text';
