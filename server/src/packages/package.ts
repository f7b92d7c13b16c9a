/**
 * Packages of databases (`.dacpac`, `.bacpac`) as scripts: what the model in them declares, written as statements. Nothing of
 * it is ever run. Logins, the owner of the database and the server are in no package.
 */

import type { Version } from '../catalog/model';
import { collationOf } from '../projects/collation';
import type { ProjectOptions } from '../projects/project';
import { streamXml, XmlProblem } from '../xml/read';
import { type Model, modelReader, newModel } from './model';
import { PackageProblem, unzip } from './zip';

export interface PackageContents {
  /** A script that declares what is in it. */
  readonly text: string;
  /** The name that it gives itself. */
  readonly name: string | undefined;
  readonly version: Version | undefined;
  readonly options: ProjectOptions;
  /** Why the database may hold more than the script says; empty: it does not. */
  readonly open: readonly string[];
}

export type PackageRead =
  | { readonly kind: 'read'; readonly contents: PackageContents }
  | { readonly kind: 'refused'; readonly because: string };

const limits = { entries: 100_000, size: 64 << 20 };
const xmlLimits = { depth: 60, elements: 5_000_000 };

/** Reads a package. `file` is its name, as the script names it. */
export function readPackage(bytes: Uint8Array, file: string): PackageRead {
  const model = newModel();
  const metadata = { name: undefined as string | undefined };
  let found = false;
  try {
    unzip(bytes, limits, (name) => {
      if (name === 'model.xml') {
        found = true;
        return reading(modelReader(model), name);
      }
      return name === 'DacMetadata.xml' ? reading(nameReader(metadata), name) : undefined;
    });
    if (!found) throw new PackageProblem('it is no package: there is no model.xml in it');
  } catch (problem) {
    if (!(problem instanceof PackageProblem)) throw problem;
    return { kind: 'refused', because: problem.message };
  }
  return { kind: 'read', contents: { ...contentsOf(model, file), name: metadata.name } };
}

/** Takes the bytes of an entry that is XML. */
function reading(handler: Parameters<typeof streamXml>[1], name: string): (bytes: Uint8Array, last: boolean) => void {
  const decoder = new TextDecoder();
  const stream = streamXml(xmlLimits, handler);
  return (bytes, last) => {
    try {
      stream.write(decoder.decode(bytes, { stream: !last }));
      if (last) stream.end();
    } catch (problem) {
      if (!(problem instanceof XmlProblem)) throw problem;
      throw new PackageProblem(`${name} in it can't be read: ${problem.message}`);
    }
  };
}

function nameReader(metadata: { name: string | undefined }): Parameters<typeof streamXml>[1] {
  const open: string[] = [];
  return {
    open: (name) => open.push(name),
    text: (text) => {
      if (open.at(-1) === 'Name' && text.trim() !== '') metadata.name = text.trim();
    },
    close: () => open.pop(),
  };
}

function contentsOf(model: Model, file: string): Omit<PackageContents, 'name'> {
  const { version, trustworthy, chaining, containment, statements, unsaid } = model;
  const open = [
    ...[...unsaid].map(([type, count]) => `${count} of its elements ${type} cannot be said in a script`),
    ...(model.hasUsers ? [] : ['it says nothing of users']),
    ...(model.hasPermissions ? [] : ['it says nothing of permissions']),
  ];
  const head = `-- What ${file} declares, written as statements. This text is made from the package and cannot be changed.\n`;
  return {
    text: `${head}${statements.map((one) => `${one}\nGO\n`).join('')}`,
    version,
    options: { trustworthy, chaining, containment, recursiveTriggers: false, ...collationOf(model.collation, version) },
    open,
  };
}
