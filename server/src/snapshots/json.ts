/** The JSON of a file that anybody may have written. */
import { oddityIn } from '../configuration/strict-json';
import { SnapshotProblem } from './model';

/** In code units. */
const largest = 256 << 20;
const deepest = 40;

/** The value of a text. Throws `SnapshotProblem`. */
export function parseJson(text: string): unknown {
  if (text.length > largest) throw new SnapshotProblem(`it is larger than ${largest >> 20} MB`);
  const oddity = oddityIn(text, { deepest });
  if (oddity !== undefined) throw new SnapshotProblem(oddity);
  try {
    return JSON.parse(text);
  } catch (problem) {
    const message = (problem instanceof Error ? problem.message : String(problem)).replace(/\s+/g, ' ');
    throw new SnapshotProblem(`it is not JSON: ${message.length > 100 ? `${message.slice(0, 100)} ...` : message}`);
  }
}
