/** Project files on disk. What is asked for is read within one folder, also where links lead out of it. */
import { type Dirent, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { isWithin, type ProjectFiles } from '../projects/files';
import { decodeText } from '../text/decode';

/** Larger files are no project files, in bytes. */
const largest = 1 << 25;
/** So many files of one folder are seen. */
const most = 100_000;

const skipped: ReadonlySet<string> = new Set(['node_modules', '.git', '.vs', 'bin', 'obj']);

/** The files below a folder of the disk. */
export function filesOnDisk(root: string): ProjectFiles {
  const texts = new Map<string, string | undefined>();
  const folders = new Map<string, readonly string[]>();
  const real = realOf(path.resolve(root));
  return {
    root: slashed(path.resolve(root)),
    text: (place) => {
      if (!texts.has(place)) texts.set(place, textAt(place, real));
      return texts.get(place);
    },
    below: (folder) => {
      const known = folders.get(folder) ?? filesBelow(folder);
      folders.set(folder, known);
      return known;
    },
  };
}

export function slashed(place: string): string {
  return place.replaceAll('\\', '/');
}

function textAt(place: string, real: string | undefined): string | undefined {
  const bytes = real === undefined ? undefined : bytesWithin(place, real, largest);
  const decoded = bytes && decodeText(bytes);
  return decoded?.kind === 'text' ? decoded.text : undefined;
}

/** The bytes of a file; undefined: it is not at hand, larger than it may be, or outside of the folder. */
export function bytesAt(place: string, root: string, most: number): Uint8Array | undefined {
  const real = realOf(root);
  return real === undefined ? undefined : bytesWithin(place, real, most);
}

/** The same in a folder that no link leads to. */
function bytesWithin(place: string, real: string, most: number): Uint8Array | undefined {
  const target = realOf(place);
  if (target === undefined || !isWithin(slashed(real), slashed(target))) return undefined;
  try {
    const found = statSync(target);
    return found.isFile() && found.size <= most ? readFileSync(target) : undefined;
  } catch {
    return undefined; // what cannot be read is not at hand
  }
}

function realOf(place: string): string | undefined {
  try {
    return realpathSync.native(place);
  } catch {
    return undefined; // there is nothing
  }
}

function filesBelow(folder: string): readonly string[] {
  const found: string[] = [];
  const visit = (place: string): void => {
    for (const entry of entriesOf(place)) {
      if (found.length >= most) return;
      const one = `${place === '/' ? '' : place}/${entry.name}`;
      if (entry.isDirectory() && !skipped.has(entry.name)) visit(one);
      else if (entry.isFile()) found.push(one);
    }
  };
  visit(folder);
  return found;
}

/** The project files in a folder itself. */
export function projectFilesIn(folder: string): readonly string[] {
  return entriesOf(folder).flatMap((entry) =>
    entry.isFile() && isProjectFile(entry.name) ? [`${folder === '/' ? '' : folder}/${entry.name}`] : [],
  );
}

export function isProjectFile(name: string): boolean {
  return /\.(sql|cs)proj$/i.test(name);
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return []; // a folder that cannot be read holds nothing for us
  }
}
