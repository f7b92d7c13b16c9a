/** A few entries of a zip file, piece by piece. What is larger than it may be is given up as soon as that is seen. */
import { Unzip, type UnzipFile, UnzipInflate } from 'fflate';

/** Why a package cannot be read, in words. */
export class PackageProblem extends Error {}

export interface ZipLimits {
  readonly entries: number;
  /** Of one entry, in bytes. */
  readonly size: number;
}

/** So many bytes are unpacked at once: they grow by a factor of a thousand at most. */
const chunk = 4096;

/** Unpacks those entries for which `wanted` answers what takes their bytes. Throws `PackageProblem`. */
export function unzip(
  bytes: Uint8Array,
  { entries, size }: ZipLimits,
  wanted: (name: string) => ((bytes: Uint8Array, last: boolean) => void) | undefined,
): void {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) throw new PackageProblem('it is no package: it is not a zip file');
  let count = 0;
  const unpacking = new Unzip((file) => {
    if (++count > entries) throw new PackageProblem(`it has more than ${entries.toLocaleString('en')} entries`);
    const take = wanted(file.name);
    if (take) start(file, size, take);
  });
  unpacking.register(UnzipInflate);
  try {
    for (let at = 0; at < bytes.length; at += chunk)
      unpacking.push(bytes.subarray(at, at + chunk), at + chunk >= bytes.length);
  } catch (problem) {
    if (problem instanceof PackageProblem || !(problem instanceof Error) || !('code' in problem)) throw problem;
    throw new PackageProblem(`its zip file is damaged: ${problem.message}`);
  }
}

function start(file: UnzipFile, size: number, take: (bytes: Uint8Array, last: boolean) => void): void {
  let length = 0;
  file.ondata = (problem, data, last) => {
    if (problem) throw new PackageProblem(`${file.name} in it is damaged: ${problem.message}`);
    length += data.length;
    if (length > size) throw new PackageProblem(`${file.name} in it is larger than ${size >> 20} MB`);
    take(data, last);
  };
  file.start();
}
