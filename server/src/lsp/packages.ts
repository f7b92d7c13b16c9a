/** Packages on disk, as scripts. Both doors read them here. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { type PackageRead, readPackage } from '../packages/package';
import { bytesAt } from './project-disk';

/** A larger package is not read, in bytes. */
const largest = 1 << 28;

export function isPackage(name: string): boolean {
  return /\.(dac|bac)pac$/i.test(name);
}

/** Reads a package below a folder. One that has not changed is read once. */
export function packageOnDisk(place: string, root: string): PackageRead {
  const found = statSync(place, { throwIfNoEntry: false });
  if (!found?.isFile()) return { kind: 'refused', because: 'it is not at hand' };
  if (found.size > largest) return { kind: 'refused', because: `it is larger than ${largest >> 20} MB` };
  const at = `${root}|${found.mtimeMs}|${found.size}`;
  const known = read.get(place);
  if (known?.at === at) return known.result;
  const bytes = bytesAt(place, root, largest);
  const result: PackageRead = bytes
    ? readPackage(bytes, path.basename(place))
    : { kind: 'refused', because: 'it is outside of the workspace, or may not be read' };
  read.set(place, { at, result });
  return result;
}

/** The address under which the script of a package is shown, read-only. */
export function addressOf(file: string): string {
  return `${scheme}${file.startsWith('/') ? '' : '/'}${file.split('/').map(encodeURIComponent).join('/')}.sql`;
}

/** The package whose script an address shows; undefined: none. */
export function packageAt(address: string): string | undefined {
  if (!address.startsWith(scheme)) return undefined;
  try {
    return decodeURIComponent(address.slice(scheme.length))
      .replace(/\.sql$/, '')
      .replace(/^\/([a-z]:)/i, '$1');
  } catch {
    return undefined; // no address of ours
  }
}

const scheme = 'tsql-context:/packages';

const read = new Map<string, { readonly at: string; readonly result: PackageRead }>();
