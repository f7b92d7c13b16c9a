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

const read = new Map<string, { readonly at: string; readonly result: PackageRead }>();
