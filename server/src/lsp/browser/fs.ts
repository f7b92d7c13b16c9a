/**
 * The files that the client has handed over, under the names of `node:fs`: the bundle for browsers has this in its place.
 * Only what the server asks of a disk is here. Paths are absolute and use slashes.
 */
import path from 'pathe';

interface MemoryFile {
  readonly bytes: Uint8Array;
  /** Grows with every change, as the time of a file does. */
  readonly change: number;
}

interface Stats {
  readonly size: number;
  readonly mtimeMs: number;
  isFile(): boolean;
  isDirectory(): boolean;
}

interface Entry extends Pick<Stats, 'isFile' | 'isDirectory'> {
  readonly name: string;
}

const files = new Map<string, MemoryFile>();
/** What stands in each folder. */
const folders = new Map<string, Set<string>>();
let changes = 0;

/** Takes a file over, or its new content. */
export function keepFile(file: string, bytes: Uint8Array): void {
  files.set(file, { bytes, change: ++changes });
  for (let place = file; place !== '/'; place = path.dirname(place)) {
    const folder = path.dirname(place);
    folders.set(folder, (folders.get(folder) ?? new Set()).add(path.basename(place)));
  }
}

/** Forgets a file, and the folders that it leaves empty. */
export function dropFile(file: string): void {
  files.delete(file);
  for (let place = file; place !== '/'; place = path.dirname(place)) {
    const folder = path.dirname(place);
    const names = folders.get(folder);
    names?.delete(path.basename(place));
    if (names === undefined || names.size > 0) return;
    folders.delete(folder);
  }
}

export function readFileSync(file: string): Uint8Array {
  return files.get(plain(file))?.bytes ?? missing(file);
}

export function statSync(place: string, options?: { readonly throwIfNoEntry?: boolean }): Stats | undefined {
  const at = plain(place);
  const file = files.get(at);
  if (file || folders.has(at))
    return { size: file?.bytes.length ?? 0, mtimeMs: file?.change ?? 0, ...kindOf(file !== undefined) };
  return options?.throwIfNoEntry === false ? undefined : missing(place);
}

export function readdirSync(folder: string): Entry[] {
  const at = plain(folder);
  const names = folders.get(at) ?? missing(folder);
  return [...names].map((name) => ({ name, ...kindOf(files.has(path.join(at, name))) }));
}

/** No links lead anywhere. */
export const realpathSync = {
  native: (place: string): string => (statSync(place) ? plain(place) : missing(place)),
};

function kindOf(isFile: boolean): Pick<Stats, 'isFile' | 'isDirectory'> {
  return { isFile: () => isFile, isDirectory: () => !isFile };
}

/** Without a slash at its end. */
function plain(place: string): string {
  const found = path.normalize(place);
  return found.length > 1 && found.endsWith('/') ? found.slice(0, -1) : found;
}

function missing(place: string): never {
  throw Object.assign(new Error(`there is no ${place}`), { code: 'ENOENT' });
}
