/** One spelling for each file: clients and Node escape different characters of a file's address. */
import { fileURLToPath, pathToFileURL } from 'node:url';

const known = new Map<string, string>();

/** The spelling that we use for a script everywhere inside. */
export function canonical(uri: string): string {
  let spelt = known.get(uri);
  if (spelt === undefined) {
    spelt = spell(uri);
    known.set(uri, spelt);
  }
  return spelt;
}

/** The path of a file's address; undefined for what is not a file. */
export function pathOf(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined; // an address of another machine, or escapes that are no text: not a file of ours
  }
}

function spell(uri: string): string {
  const path = pathOf(uri);
  return path === undefined ? uri : pathToFileURL(path).href;
}
