/** The scripts of a workspace folder on disk. */
import { readFileSync, type Stats, statSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { isSnapshotFile } from '../snapshots/scripts';
import { type Decoded, decodeText } from '../text/decode';

/** Larger files are not read: a text of more bytes would not fit into a string. */
const mostBytes = 1 << 28;

/** The `.sql` files below some folders, in the order of their names. */
export function findScripts(folders: readonly string[], exclude: readonly string[]): Promise<readonly string[]> {
  return find(folders, exclude, (name) => /\.sql$/i.test(name) || isSnapshotFile(name));
}

/** The `.cs` files below some folders, in the order of their names. */
export function findCSharp(folders: readonly string[], exclude: readonly string[]): Promise<readonly string[]> {
  return find(folders, exclude, (name) => /\.cs$/i.test(name));
}

async function find(
  folders: readonly string[],
  exclude: readonly string[],
  isWanted: (name: string) => boolean,
): Promise<readonly string[]> {
  const excluded = exclude.map(globPattern);
  const visit = async (folder: string, relative: string): Promise<readonly string[]> => {
    // a folder that can't be read holds no scripts for us
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    const found = entries
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map((entry): readonly string[] | Promise<readonly string[]> => {
        if (entry.name.startsWith('.')) return [];
        const name = relative === '' ? entry.name : `${relative}/${entry.name}`;
        if (excluded.some((pattern) => pattern.test(entry.isDirectory() ? `${name}/` : name))) return [];
        if (entry.isDirectory()) return visit(path.join(folder, entry.name), name);
        return entry.isFile() && isWanted(entry.name) ? [path.join(folder, entry.name)] : [];
      });
    return (await Promise.all(found)).flat();
  };
  // all of them at once: each would wait for its turn beside what is answered
  return (await Promise.all(folders.map((folder) => visit(folder, '')))).flat();
}

/** Why a file that was deleted has no text. */
export const gone = 'there is no such file';

/** The text of a file, or why there is none. */
export async function readScript(file: string): Promise<Decoded> {
  try {
    return whyNotRead(await stat(file)) ?? decodeText(await readFile(file));
  } catch (problem) {
    return unreadable(problem);
  }
}

/** The same at once: in a thread of its own, or where somebody asks what stands in a script that is not held. */
export function readAtOnce(file: string): Decoded {
  try {
    return whyNotRead(statSync(file)) ?? decodeText(readFileSync(file));
  } catch (problem) {
    return unreadable(problem);
  }
}

/** Undefined: it can be read. */
function whyNotRead(found: Stats): Decoded | undefined {
  if (!found.isFile()) return { kind: 'not_text', because: 'it is no file' }; // reading a pipe would wait for ever
  if (found.size <= mostBytes) return undefined;
  return { kind: 'not_text', because: `it is larger than ${mostBytes >> 20} MB` };
}

function unreadable(problem: unknown): Decoded {
  const missing = problem instanceof Error && 'code' in problem && problem.code === 'ENOENT';
  const because = problem instanceof Error ? problem.message : String(problem);
  return { kind: 'not_text', because: missing ? gone : because };
}

/** The text; undefined: there is none. Where a file is gone, the watcher will say so. */
export function textOf(file: string): string | undefined {
  const read = readAtOnce(file);
  return read.kind === 'text' ? read.text : undefined;
}

/** `**` stands for any folders, `*` for part of a name. */
function globPattern(glob: string): RegExp {
  const pattern = glob.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*\*\/|\*\*|\*|\?/g, (part) => {
    if (part === '**/') return '(?:.*/)?';
    if (part === '**') return '.*';
    return part === '*' ? '[^/]*' : '[^/]';
  });
  return new RegExp(`^${pattern}$`);
}
