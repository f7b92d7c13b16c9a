/**
 * Packages of databases that NuGet has restored: below the workspace, or in the folder that NUGET_PACKAGES names. Nothing is
 * downloaded, and no other folder is looked into.
 */
import { readdirSync, statSync } from 'node:fs';
import type { Reference } from '../projects/references';
import { slashed } from './project-disk';

/** The folders of restored packages, the nearest first. */
export function packageFolders(root: string): readonly string[] {
  const named = process.env['NUGET_PACKAGES'];
  const folders = [`${root}/packages`, `${root}/.nuget/packages`, ...(named ? [slashed(named)] : [])];
  return folders.filter((one) => statSync(one, { throwIfNoEntry: false })?.isDirectory() === true);
}

/** The file of a package; undefined: it has not been restored, or in several versions of which none is said. */
export function restoredPackage({ name, version, dacpac }: Reference, folders: readonly string[]): string | undefined {
  if (!isPlain(name) || !isPlain(dacpac ?? name)) return undefined;
  for (const folder of folders) {
    const places = [...versionsIn(`${folder}/${name.toLowerCase()}`, version), ...flat(folder, name, version)];
    const found = places.map((place) => `${place}/tools/${dacpac ?? name}.dacpac`).filter(isFile);
    if (found.length === 1) return found[0];
  }
  return undefined;
}

/** The folders of the version that is said, or of all where none is said exactly. */
function versionsIn(folder: string, version: string | undefined): readonly string[] {
  if (version !== undefined && isExact(version)) return [`${folder}/${version.toLowerCase()}`];
  return foldersIn(folder).map((one) => `${folder}/${one}`);
}

/** As older tools lay packages out: `Name.1.0.0`. */
function flat(folder: string, name: string, version: string | undefined): readonly string[] {
  return version !== undefined && isExact(version) ? [`${folder}/${name}.${version}`] : [];
}

function isExact(version: string): boolean {
  return /^\d+(\.\d+)*(-[\w.-]+)?$/.test(version);
}

/** A name leads nowhere else. */
function isPlain(name: string): boolean {
  return /^[\w.-]+$/.test(name) && !name.startsWith('.');
}

function foldersIn(folder: string): readonly string[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  return readdirSync(folder).filter((one) => statSync(`${folder}/${one}`, { throwIfNoEntry: false })?.isDirectory());
}

function isFile(place: string): boolean {
  return statSync(place, { throwIfNoEntry: false })?.isFile() === true;
}
