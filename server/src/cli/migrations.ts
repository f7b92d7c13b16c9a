/** The scripts of the deployment of which a named script is a part: what it starts from depends on them. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { rootOf } from '../lsp/projects';
import { deploymentsIn } from '../migrations/deployments';
import { marksOf } from '../migrations/marks';
import { fileOf, type MigrationFile, type Told } from '../migrations/model';
import { hasMark, hasNameOfMigration } from '../migrations/names';
import { type Reader, readScript, scriptsBelow } from './files';

/** Looking for the others of a script: what the user says of a script, and how files are read. */
interface Looking {
  readonly reader: Pick<Reader, 'codePage'>;
  readonly told: (file: string) => Told | undefined;
}

/** The files of the deployments of which files or folders hold a part, named as those are. */
export function deployedAround(wanted: readonly string[], looking: Looking): readonly string[] {
  const found = new Set<string>();
  for (const place of wanted) for (const file of aroundOne(place, looking)) found.add(file);
  return [...found];
}

function aroundOne(place: string, looking: Looking): readonly string[] {
  const stat = statSync(place, { throwIfNoEntry: false });
  if (!stat) return [];
  const root = rootOf(path.resolve(place).replaceAll('\\', '/'));
  if (stat.isDirectory() && path.resolve(place) === path.resolve(root)) return []; // all of it is wanted
  const own = stat.isDirectory() ? scriptsBelow(place) : [place];
  if (!own.some((file) => saysItsName(file, looking)) && (stat.isDirectory() || !saysItsText(place, looking)))
    return [];
  const named = path.isAbsolute(place) ? root : path.relative(process.cwd(), root);
  const all = scriptsBelow(named === '' ? '.' : named);
  if (all.length > mostFiles) return [];
  const { found } = deploymentsIn(all.map((file) => asFile(file, looking)));
  const inside = new Set(own.map((file) => path.resolve(file)));
  return found
    .map(({ order, apart }) => [...order, ...apart.map((one) => one.place)])
    .filter((list) => list.some((one) => inside.has(path.resolve(one))))
    .flat();
}

/** In so many scripts below a folder a deployment is looked for. */
const mostFiles = 20_000;

/** Whether the name of a script, or the user, says that it may be a migration. */
function saysItsName(file: string, { told }: Looking): boolean {
  const said = told(file);
  if (said !== undefined) return said !== 'none';
  return hasNameOfMigration(file.replaceAll('\\', '/'));
}

function saysItsText(file: string, { reader }: Looking): boolean {
  return hasMark(marksOf(textOf(file, reader)));
}

function asFile(file: string, { reader, told }: Looking): MigrationFile {
  const said = told(file);
  return { ...fileOf({ place: file.replaceAll('\\', '/'), text: textOf(file, reader) }), ...(said && { told: said }) };
}

function textOf(file: string, { codePage }: Looking['reader']): string {
  try {
    return readScript(file, codePage).text;
  } catch {
    return ''; // whoever reads it for what it declares says so
  }
}
