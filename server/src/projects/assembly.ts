/** What the project file of an assembly says: its name, its permission set, and whether all of its source is at hand. */
import type { AssemblyProject } from '../workspace/managed/model';
import { readXml } from '../xml/read';
import { evaluate } from './evaluate';
import { baseOf, type ProjectFiles } from './files';

const sets: Readonly<Record<string, AssemblyProject['permissionSet']>> = {
  safe: 'SAFE',
  external: 'EXTERNAL_ACCESS',
  external_access: 'EXTERNAL_ACCESS',
  unsafe: 'UNSAFE',
  unrestricted: 'UNSAFE',
};

/** A `.csproj` or `.sqlproj`; undefined: it cannot be read. */
export function readAssemblyProject(file: string, files: ProjectFiles): AssemblyProject | undefined {
  const text = files.text(file);
  const made = text === undefined ? undefined : readXml(text);
  if (made?.kind !== 'read') return undefined;
  const { root } = made;
  const read = (path: string): ReturnType<typeof rootOf> => rootOf(path, files);
  const { property, items, open } = evaluate({ file, files, read, parts: [{ file, root }] });
  const sources = items.filter(({ type }) => type === 'Compile');
  const isSdk = root.attributes['Sdk'] !== undefined || root.children.some(({ name }) => name === 'Sdk');
  const isHere = sources.every(({ path, certain }) => certain && path !== undefined && files.text(path) !== undefined);
  return {
    file,
    assembly: property('AssemblyName') || property('Name') || baseOf(file),
    permissionSet: sets[(property('PermissionSet') ?? property('PermissionLevel') ?? '').toLowerCase()],
    complete: !open && isHere && (isSdk ? /\.csproj$/i.test(file) : sources.length > 0),
  };
}

function rootOf(
  path: string,
  files: ProjectFiles,
): Extract<ReturnType<typeof readXml>, { kind: 'read' }>['root'] | undefined {
  const text = files.text(path);
  const made = text === undefined ? undefined : readXml(text);
  return made?.kind === 'read' ? made.root : undefined;
}
