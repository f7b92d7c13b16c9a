/**
 * A database project: which database it is, what is in it, to which others it refers. It is read from its file and the files
 * that this one imports, as far as they are at hand; nothing is built or run.
 */
import type { Database, Version } from '../catalog/model';
import { readXml, type XmlElement } from '../xml/read';
import { collationOf } from './collation';
import { evaluate } from './evaluate';
import { baseOf, folderOf, isWithin, type ProjectFiles } from './files';
import type { Item } from './items';
import { versionOf } from './platform';
import { type Profile, profileOf } from './profile';
import { type Reference, referencesIn } from './references';
import { kindOf, type ProjectKind, sdks } from './sdks';

export interface Project {
  readonly file: string;
  readonly kind: ProjectKind;
  readonly name: string;
  /** The name of its database, where the project itself says it. */
  readonly database: string | undefined;
  readonly version: Version | undefined;
  readonly options: ProjectOptions;
  /** The scripts that make up the database, and those that are run before and after it is published. */
  readonly model: readonly string[];
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** Whether the database may hold more than those say, and why. */
  readonly open: readonly string[];
  /** Default values of SQLCMD variables; undefined: none. */
  readonly variables: ReadonlyMap<string, string | undefined>;
  readonly references: readonly Reference[];
  readonly profiles: readonly Profile[];
  /** What is not at hand or not understood, in words. */
  readonly doubts: readonly string[];
}

export interface ProjectOptions extends Pick<Database, 'caseSensitive' | 'catalogCollation'> {
  readonly trustworthy: boolean | undefined;
  readonly chaining: boolean | undefined;
  readonly containment: 'none' | 'partial';
  readonly recursiveTriggers: boolean;
}

export interface BrokenFile {
  readonly file: string;
  readonly text: string;
  readonly because: string;
  readonly offset: number;
}

export interface ReadProject {
  /** Undefined: it is broken, or no database project. */
  readonly project: Project | undefined;
  readonly broken: readonly BrokenFile[];
}

/** Larger files are not read, in code units. */
const largest = 8_000_000;

/** Reads a project file. */
export function readProject(file: string, files: ProjectFiles): ReadProject {
  const broken = new Map<string, BrokenFile>();
  const roots = new Map<string, XmlElement | undefined>();
  const read = (path: string): XmlElement | undefined => {
    if (!roots.has(path)) roots.set(path, rootOf(path, files, broken));
    return roots.get(path);
  };
  const root = read(file);
  const kind = root && kindOf(root, /\.sqlproj$/i.test(file));
  if (!root || !kind) return { project: undefined, broken: kindless(file, broken) };
  const around = (name: string): { file: string; root: XmlElement }[] => {
    const path = nearest(name, file, files);
    const found = path === undefined ? undefined : read(path);
    return found ? [{ file: path!, root: found }] : [];
  };
  const { before, after } = sdks[kind];
  const evaluated = evaluate({
    file,
    files,
    read,
    parts: [
      ...around('Directory.Build.props'),
      { file, root: ownXml(before) },
      { file, root },
      ...around('Directory.Build.targets'),
      { file, root: ownXml(after) },
    ],
  });
  const { property, items, doubts } = evaluated;
  const profiles = profilesOf(file, files, read);
  const scripts = (...types: readonly string[]): readonly Item[] =>
    items.filter(({ type, name }) => types.includes(type) && /\.sql$/i.test(name));
  const model = scripts(...(kind === 'community' ? ['Content', 'Build'] : ['Build']));
  const [pre, post] = [scripts('PreDeploy'), scripts('PostDeploy')];
  const present = (list: readonly Item[]): readonly string[] =>
    list.flatMap(({ path }) => (path !== undefined && files.text(path) !== undefined ? [path] : []));
  const missing = model.filter(({ path }) => path === undefined || files.text(path) === undefined);
  const platform = property('DSP') ?? property('SqlServerVersion');
  const version = platform === undefined ? undefined : versionOf(platform);
  const project: Project = {
    file,
    kind,
    name: property('Name') || baseOf(file),
    database: property('TargetDatabaseName') || undefined,
    version,
    options: optionsOf(property, profiles, version),
    model: present(model),
    before: present(pre),
    after: present(post),
    open: [
      ...(evaluated.open ? doubts : []),
      ...schemaDoubts(property('DefaultSchema')),
      ...(missing.length > 0 ? [missingWords(missing)] : []),
      ...(model.some(({ certain }) => !certain)
        ? ['some scripts are in it under conditions that are not understood']
        : []),
    ],
    variables: variablesOf(items),
    references: referencesIn(items),
    profiles,
    doubts,
  };
  return { project, broken: [...broken.values()] };
}

function rootOf(path: string, files: ProjectFiles, broken: Map<string, BrokenFile>): XmlElement | undefined {
  const text = files.text(path);
  if (text === undefined) return undefined;
  if (text.length > largest) {
    broken.set(path, { file: path, text: '', because: `it is larger than ${largest / 1_000_000} MB`, offset: 0 });
    return undefined;
  }
  const made = readXml(text);
  if (made.kind === 'read') return made.root;
  broken.set(path, { file: path, text, because: made.because, offset: made.offset });
  return undefined;
}

/** Files of other kinds of project are none of our business. */
function kindless(file: string, broken: ReadonlyMap<string, BrokenFile>): readonly BrokenFile[] {
  return /\.sqlproj$/i.test(file) ? [...broken.values()] : [];
}

function ownXml(text: string): XmlElement {
  const made = readXml(text);
  if (made.kind === 'broken') throw new Error(made.because);
  return made.root;
}

/** The file of a name that is nearest to a project, in its folder or above. */
function nearest(name: string, file: string, files: ProjectFiles): string | undefined {
  for (let folder = folderOf(file); isWithin(files.root, folder); folder = folderOf(folder)) {
    const path = `${folder === '/' ? '' : folder}/${name}`;
    if (files.text(path) !== undefined) return path;
    if (folder === files.root) break;
  }
  return undefined;
}

function profilesOf(
  file: string,
  files: ProjectFiles,
  read: (path: string) => XmlElement | undefined,
): readonly Profile[] {
  const found = files.below(folderOf(file));
  const others = found.filter((path) => /\.(sql|cs)proj$/i.test(path) && folderOf(path) !== folderOf(file));
  const own = found.filter(
    (path) => /\.publish\.xml$/i.test(path) && !others.some((other) => isWithin(folderOf(other), path)),
  );
  return own.flatMap((path) => {
    const root = read(path);
    return root ? [profileOf(path, root)] : [];
  });
}

function optionsOf(
  property: (name: string) => string | undefined,
  profiles: readonly Profile[],
  version: Version | undefined,
): ProjectOptions {
  const isOn = (...names: readonly string[]): boolean =>
    names.some((name) => /^(true|on)$/i.test(property(name) ?? ''));
  const kept = profiles.some(({ keepsOptions }) => keepsOptions);
  return {
    trustworthy: kept ? undefined : isOn('Trustworthy'),
    chaining: kept ? undefined : isOn('DatabaseChaining', 'DBChainingOn'),
    containment: /^partial$/i.test(property('Containment') ?? '') ? 'partial' : 'none',
    recursiveTriggers: isOn('RecursiveTriggersEnabled', 'RecursiveTriggersOn'),
    ...collationOf(
      {
        collation: property('DefaultCollation') || property('Collation'),
        catalog: property('CatalogCollation') || undefined,
        model: property('ModelCollation'),
      },
      version,
    ),
  };
}

/** Names without a schema stand in the default schema of the project. */
function schemaDoubts(schema: string | undefined): readonly string[] {
  return schema === undefined || /^(dbo)?$/i.test(schema.trim())
    ? []
    : [`names without a schema are in ${schema}, which is not followed`];
}

function variablesOf(items: readonly Item[]): ReadonlyMap<string, string | undefined> {
  const found = items.filter(({ type }) => type === 'SqlCmdVariable');
  return new Map(found.map(({ name, about }) => [name, about.get('value') || about.get('defaultvalue') || undefined]));
}

function missingWords(missing: readonly Item[]): string {
  const [first] = missing;
  const rest = missing.length === 1 ? '' : ` and ${missing.length - 1} more`;
  return `${first?.name.replaceAll('\\', '/')}${rest} ${missing.length === 1 ? 'is' : 'are'} not at hand`;
}
