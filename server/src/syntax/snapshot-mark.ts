/** The first line of a script that was made from a snapshot of a server: whose it is, of which day, and what it covers. */
import { memo } from '../text/memo';
import type { Script } from './statement';

export interface SnapshotMark {
  /** The name of the server. */
  readonly of: string;
  /** The day, as 2026-11-28. */
  readonly taken: string;
  /** Whether there is nothing else at the server. */
  readonly server?: boolean;
  /** Databases in which there is nothing else, and those of which something is not known. */
  readonly whole?: readonly string[];
  readonly open?: readonly string[];
  /** Databases whose owner is nobody that the server knows. */
  readonly ownerless?: readonly string[];
  /** Logins that are Windows groups. */
  readonly groups?: readonly string[];
  readonly disabled?: readonly string[];
}

const opening = '--# snapshot: ';

/** Undefined: the script was not made from a snapshot. */
export const snapshotMarkOf = memo((script: Script): { readonly mark: SnapshotMark | undefined } => {
  if (!script.text.startsWith(opening)) return { mark: undefined };
  const [line = ''] = script.text.split('\n', 1);
  try {
    return { mark: JSON.parse(line.slice(opening.length)) as SnapshotMark };
  } catch {
    return { mark: undefined }; // somebody's own comment
  }
});

export function isOfSnapshot(script: Script): boolean {
  return snapshotMarkOf(script).mark !== undefined;
}

/** The snapshots among some scripts, as people name them. */
export function snapshotsAmong(scripts: readonly Script[]): readonly string[] {
  const marks = scripts.flatMap((script) => snapshotMarkOf(script).mark ?? []);
  return [...new Set(marks.map(({ of, taken }) => `${of} as of ${taken}`))].sort();
}

/** The line before a module whose text is not in the snapshot: its body is not known. */
export const withoutText = '--# no text';
