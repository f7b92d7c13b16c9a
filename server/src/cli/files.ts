/** Scripts from disk: which files a path means, and their text. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { decodeText } from '../text/decode';

export interface FileText {
  readonly file: string;
  readonly text: string;
}

/** A problem with a file that the user can mend; the message says how. */
export class FileProblem extends Error {}

/** The text of a file; throws `FileProblem` when it cannot be read or is not text. */
export function readScript(file: string, codePage?: string): FileText {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (problem) {
    throw new FileProblem(
      `${file}: ${problem instanceof Error && 'code' in problem ? (reasons[String(problem.code)] ?? String(problem.code)) : 'it cannot be read'}`,
    );
  }
  const decoded = decodeText(bytes, codePage === undefined ? {} : { codePage });
  if (decoded.kind !== 'text') throw new FileProblem(`${file}: ${decoded.because}`);
  return { file, text: decoded.text };
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'it may not be read',
  EISDIR: 'it is a folder',
};

/**
 * The .sql files that paths mean: files as they are, folders with everything below them, in the order of their names.
 */
export function scriptsIn(paths: readonly string[]): readonly string[] {
  return paths.flatMap((one) => {
    let folder: boolean;
    try {
      folder = statSync(one).isDirectory();
    } catch {
      throw new FileProblem(`${one}: there is no such file or folder`);
    }
    return folder ? below(one) : [one];
  });
}

const skipped: ReadonlySet<string> = new Set(['node_modules', '.git', 'bin', 'obj']);

function below(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const place = path.join(folder, entry.name);
      if (entry.isDirectory()) return skipped.has(entry.name) ? [] : below(place);
      return /\.sql$/i.test(entry.name) ? [place] : [];
    });
}
