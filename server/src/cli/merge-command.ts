/** `tsqlctx merge`: the reports of `check --shard` joined into one. */
import { readFileSync, writeFileSync } from 'node:fs';
import { merged, NotMergeable, type Read } from '../rules/merged';
import { FileProblem } from './files';

export interface MergeOptions {
  readonly maxWarnings?: number;
  /** A file, instead of standard output. */
  readonly output?: string;
}

/** Prints the joined report, and answers the exit code of a check of all scripts. Throws `FileProblem`. */
export function mergeCommand(files: readonly string[], { maxWarnings, output }: MergeOptions): number {
  const { report, exitCode } = joined(files.map(reportIn), maxWarnings);
  const text = `${JSON.stringify(report, null, 2)}\n`;
  if (output === undefined) process.stdout.write(text);
  else writeFileSync(output, text);
  return exitCode;
}

function joined(reports: readonly Read[], maxWarnings: number | undefined): ReturnType<typeof merged> {
  try {
    return merged(reports, maxWarnings);
  } catch (problem) {
    throw problem instanceof NotMergeable
      ? new FileProblem(`these reports cannot be joined: ${problem.message}`)
      : problem;
  }
}

function reportIn(file: string): Read {
  try {
    const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof read === 'object' && read !== null) return read as Read;
  } catch (problem) {
    const missing = problem instanceof Error && 'code' in problem;
    throw new FileProblem(`${file}: ${missing ? 'it cannot be read' : 'it is no JSON or SARIF report'}`);
  }
  throw new FileProblem(`${file}: it is no JSON or SARIF report`);
}
