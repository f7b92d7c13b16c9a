/** `tsqlctx snapshot import`: what the collector printed becomes a file that a catalog can be. */
import { writeFileSync } from 'node:fs';
import { SnapshotProblem, snapshotSuffix } from '../snapshots/model';
import { merged, snapshotsIn, summary } from '../snapshots/read';
import { isSnapshotFile } from '../snapshots/scripts';
import { FileProblem, readScript } from './files';

/** Writes the snapshot where a file is named; answers what is in it. Throws `FileProblem`. */
export function importSnapshot(files: readonly string[], output: string | undefined): string {
  if (output !== undefined && !isSnapshotFile(output))
    throw new FileProblem(`${output}: the name of a snapshot ends with ${snapshotSuffix}`);
  const all = files.flatMap((file) => inFile(file, () => snapshotsIn(readScript(file).text)));
  const snapshot = inFile(files.join(', '), () => merged(all));
  if (output !== undefined) writeFileSync(output, `${JSON.stringify(snapshot, null, 1)}\n`);
  return summary(snapshot);
}

function inFile<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (problem) {
    if (problem instanceof SnapshotProblem) throw new FileProblem(`${file}: ${problem.message}`);
    throw problem;
  }
}
