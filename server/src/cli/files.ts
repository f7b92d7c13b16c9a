/** Scripts from disk: which files a path means, and their text. */
import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { baseOf, isGlob, matcher } from '../configuration/globs';
import { SnapshotProblem } from '../snapshots/model';
import { readSnapshot } from '../snapshots/read';
import { isSnapshotFile, scriptsOf, scriptUri } from '../snapshots/scripts';
import { decodeText } from '../text/decode';
import { finish } from '../text/finish';
import type { Notice } from '../workspace/notices';
import type { Workspace } from '../workspace/workspace';

export interface FileText {
  readonly file: string;
  readonly text: string;
}

/** A problem with a file that the user can mend; the message says how. */
export class FileProblem extends Error {}

/** What could not be read, as it is met. */
export interface Reader {
  readonly codePage: string | undefined;
  /** `met`: the user named its path, or it was found in a folder. */
  readonly problem: (problem: FileProblem, met: 'named' | 'found') => void;
  /** Whether a script that was found in a folder is wanted; all are where left out. */
  readonly includes?: (file: string) => boolean;
  /** Snapshots of a server are meant, too. */
  readonly snapshots?: true;
  /** Which files of a folder are meant, by their names; scripts where left out. */
  readonly wants?: (file: string) => boolean;
  /** Whether a folder or a glob without scripts is no problem. */
  readonly allowEmpty?: boolean;
}

/** No file is read that is larger, in bytes: its text would not fit into a string. */
const largest = 1 << 28;

/** The text of a file; throws `FileProblem` when it cannot be read or is not text. `only`: a pipe is not waited for. */
export function readScript(file: string, codePage?: string, only?: 'files'): FileText {
  const bytes = tried(file, () => {
    const stats = statSync(file);
    if (only && !stats.isFile()) throw new FileProblem(`${file}: it is no file`);
    if (stats.size > largest) throw new FileProblem(`${file}: it is larger than ${largest >> 20} MB`);
    return readFileSync(file);
  });
  const decoded = decodeText(bytes, codePage === undefined ? {} : { codePage });
  if (decoded.kind !== 'text') throw new FileProblem(`${file}: ${decoded.because}`);
  return { file, text: decoded.text };
}

/** The text of a file that a script includes, or that is read again; undefined: there is none that can be read. */
export function includedText(file: string, codePage?: string): string | undefined {
  return attempt(
    () => readScript(file, codePage, 'files').text,
    () => undefined, // what is behind it is not known, and that is said where it matters
  );
}

/** Reads the files that scripts include, and those that they include, and that nobody named. */
export function loadIncluded(workspace: Workspace, scripts: Iterable<string>, codePage?: string): void {
  const asked = [...scripts];
  const looked = new Set<string>();
  for (;;) {
    const places = workspace.missingFiles(asked).filter((place) => !looked.has(place));
    if (places.length === 0) return;
    for (const place of places) {
      looked.add(place);
      const text = includedText(place, codePage);
      if (text !== undefined) finish(workspace.load([[place, text]]));
    }
  }
}

/**
 * The scripts that paths mean: files as they are, folders with every `.sql` file below them, globs with those of these
 * that they match, in the order of their names;
 * one after the other, so that a text that nobody holds is given up. What cannot be read is told to the reader and left
 * out. `isMine`: which of them, by their numbers.
 */
export function* readScripts(
  paths: readonly string[],
  reader: Reader,
  isMine: (number: number) => boolean = () => true,
): Generator<FileText> {
  const { codePage, problem } = reader;
  const read = new Set<string>();
  for (const one of paths) {
    for (const file of attempt(
      () => filesAt(one, reader),
      (failed) => problem(failed, 'named'),
    ) ?? []) {
      if (isCSharp(file)) continue;
      if (read.has(path.resolve(file))) continue;
      read.add(path.resolve(file));
      if (!isMine(read.size - 1)) continue;
      const script = attempt(
        () => readScript(file, codePage),
        (failed) => problem(failed, file === one ? 'named' : 'found'),
      );
      if (script) yield script;
    }
  }
}

/** The C# files that paths mean, in the order of their names. Those that cannot be read are left out. */
export function* readCSharp(
  paths: readonly string[],
  { codePage, includes = () => true }: Reader,
): Generator<FileText> {
  const read = new Set<string>();
  const silent = (): undefined => undefined;
  for (const one of paths) {
    for (const file of attempt(() => csharpAt(one), silent) ?? []) {
      if (read.has(path.resolve(file)) || !includes(file)) continue;
      read.add(path.resolve(file));
      const found = attempt(() => readScript(file, codePage), silent);
      if (found) yield found;
    }
  }
}

export function isCSharp(file: string): boolean {
  return /\.cs$/i.test(file);
}

const csharpOnly: Reader = { codePage: undefined, problem: () => undefined, wants: isCSharp };

function csharpAt(place: string): readonly string[] {
  const { base, rest } = baseOf(place);
  const isThere = statSync(place, { throwIfNoEntry: false });
  if (isThere?.isFile()) return isCSharp(place) ? [place] : [];
  if (isThere) return below(place, csharpOnly);
  if (!isGlob(place)) return [];
  const isMeant = matcher([rest]);
  return below(base, csharpOnly).filter((file) => isMeant(path.relative(base, file).replaceAll('\\', '/')));
}

export interface Amount {
  /** The scripts, by the paths under which they are read. */
  readonly files: readonly string[];
  readonly bytes: number;
}

/** Which scripts paths mean and how many bytes they have, as far as they can be found. */
export function amountOf(paths: readonly string[], reader: Reader): Amount {
  const quiet: Reader = { ...reader, problem: () => undefined };
  const places = paths.flatMap(
    (one) =>
      attempt(
        () => filesAt(one, quiet),
        () => undefined,
      ) ?? [],
  );
  const sizes = places.map((place) => statSync(place, { throwIfNoEntry: false })?.size ?? 0);
  return { files: places, bytes: sizes.reduce((sum, one) => sum + one, 0) };
}

/** The same for what declares what the server holds: a snapshot is read as the scripts that it stands for. */
export function* readCatalogs(paths: readonly string[], reader: Reader): Generator<FileText> {
  for (const one of readScripts(paths, { ...reader, snapshots: true })) {
    if (!isSnapshotFile(one.file)) yield one;
    else {
      const scripts = attempt(
        () => snapshotTexts(one),
        (failed) => reader.problem(failed, 'named'),
      );
      yield* scripts ?? [];
    }
  }
}

function snapshotTexts({ file, text }: FileText): readonly FileText[] {
  try {
    return scriptsOf(readSnapshot(text)).map((script) => ({ file: scriptUri(file, script), text: script.text }));
  } catch (problem) {
    if (!(problem instanceof SnapshotProblem)) throw problem;
    throw new FileProblem(`${file}: ${problem.message}`);
  }
}

/** The result; undefined where a problem with a file is met, which is told. */
function attempt<T>(work: () => T, told: (problem: FileProblem) => void): T | undefined {
  try {
    return work();
  } catch (problem) {
    if (!(problem instanceof FileProblem)) throw problem;
    told(problem);
    return undefined;
  }
}

function filesAt(place: string, reader: Reader): readonly string[] {
  const { includes = () => true, allowEmpty } = reader;
  const glob = isGlob(place) && statSync(place, { throwIfNoEntry: false }) === undefined;
  if (!glob && !tried(place, () => statSync(place)).isDirectory()) return [place];
  const found = (glob ? matching(place, reader) : below(place, reader)).filter(includes);
  if (found.length === 0 && !allowEmpty && csharpAt(place).length === 0)
    throw new FileProblem(
      `${place}: ${glob ? 'it matches no .sql file' : 'there is no .sql file in it'} (--allow-empty if that is all right)`,
    );
  return found;
}

/** The scripts that a glob matches. */
function matching(glob: string, reader: Reader): readonly string[] {
  const { base, rest } = baseOf(glob);
  const isMeant = matcher([rest]);
  return below(base, reader).filter((file) => isMeant(path.relative(base, file).replaceAll('\\', '/')));
}

/** The scripts below a folder, as far as they can be found. */
export function scriptsBelow(folder: string): readonly string[] {
  return (
    attempt(
      () => below(folder, { codePage: undefined, problem: () => undefined }),
      () => undefined,
    ) ?? []
  );
}

const skipped: ReadonlySet<string> = new Set(['node_modules', '.git', 'bin', 'obj']);

function below(folder: string, reader: Reader): readonly string[] {
  const { problem, wants = (file) => isScript(file) || (reader.snapshots === true && isSnapshotFile(file)) } = reader;
  const entries = tried(folder, () => readdirSync(folder, { withFileTypes: true }));
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const place = path.join(folder, entry.name);
      if (entry.isDirectory() && !skipped.has(entry.name))
        return (
          attempt(
            () => below(place, reader),
            (failed) => problem(failed, 'found'),
          ) ?? []
        );
      return wants(entry.name) && isFile(entry, place) ? [place] : [];
    });
}

function isScript(file: string): boolean {
  return /\.sql$/i.test(file);
}

/** Reading a pipe would wait for ever. A link counts as what it leads to; one that leads nowhere is met when it is read. */
function isFile(entry: Dirent, place: string): boolean {
  if (!entry.isSymbolicLink()) return entry.isFile();
  try {
    return statSync(place).isFile();
  } catch {
    return true; // it leads nowhere
  }
}

/** What is to be said about a script, as a line. */
export function noticed(file: string, { about, text }: Notice): string {
  return `${file}: ${text}${about === 'size' ? ' (--max-size says what is too large)' : ''}`;
}

/** Throws `FileProblem` instead of what the file system says. */
function tried<T>(place: string, work: () => T): T {
  try {
    return work();
  } catch (problem) {
    if (problem instanceof FileProblem || !(problem instanceof Error)) throw problem;
    const code = 'code' in problem ? String(problem.code) : '';
    throw new FileProblem(`${place}: ${reasons[code] ?? `it cannot be read (${code || problem.message})`}`);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'there is no such file or folder',
  EACCES: 'it may not be read',
  EPERM: 'it may not be read',
  EISDIR: 'it is a folder',
  ELOOP: 'it is a link that leads to itself',
};
