/** `tsqlctx snapshot`: what the collector printed becomes a file that a catalog can be, also one with other names. */
import { writeFileSync } from 'node:fs';
import { type Snapshot, SnapshotProblem } from '../snapshots/model';
import { merged, readSnapshot, snapshotsIn, summary } from '../snapshots/read';
import { redacted } from '../snapshots/redact';
import { isSnapshotFile } from '../snapshots/scripts';
import type { Parser } from '../syntax/parser';
import { snapshotSuffix } from '../syntax/snapshot-mark';
import { FileProblem, readScript } from './files';

/** Writes the snapshot where a file is named; answers what is in it. Throws `FileProblem`. */
export function importSnapshot(files: readonly string[], output: string | undefined): string {
  if (output !== undefined) named(output);
  const all = files.flatMap((file) => inFile(file, () => snapshotsIn(readScript(file).text)));
  const snapshot = inFile(files.join(', '), () => merged(all));
  if (output !== undefined) write(output, snapshot);
  return summary(snapshot);
}

/** The same with other names. Throws `FileProblem`. */
export function redactSnapshot(file: string, output: string, parser: Pick<Parser, 'leaves'>): string {
  named(output);
  const snapshot = redacted(
    inFile(file, () => readSnapshot(readScript(file).text)),
    (text) => parser.leaves(text),
  );
  write(output, snapshot);
  return summary(snapshot);
}

function named(output: string): void {
  if (!isSnapshotFile(output)) throw new FileProblem(`${output}: the name of a snapshot ends with ${snapshotSuffix}`);
}

function write(output: string, snapshot: Snapshot): void {
  writeFileSync(output, `${JSON.stringify(snapshot, null, 1)}\n`);
}

function inFile<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (problem) {
    if (problem instanceof SnapshotProblem) throw new FileProblem(`${file}: ${problem.message}`);
    throw problem;
  }
}
