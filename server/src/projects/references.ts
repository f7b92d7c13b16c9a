/** The other databases that a project refers to. */
import { baseOf, unescaped } from './files';
import type { Item } from './items';

export interface Reference {
  readonly kind: 'project' | 'package file' | 'package';
  /** As it is written, or the name of the package. */
  readonly name: string;
  /** The file; undefined: it is not within reach. */
  readonly path: string | undefined;
  /** The database as scripts name it: in plain letters, or by a SQLCMD variable. Neither: it is the same database. */
  readonly literal: string | undefined;
  readonly variable: string | undefined;
  /** The variable that names another server; the database is there then. */
  readonly server: string | undefined;
  /** master or msdb, which every server has. */
  readonly system: 'master' | 'msdb' | undefined;
  /** Of a package: its version as it is written, and the name of the file in it. */
  readonly version: string | undefined;
  readonly dacpac: string | undefined;
}

export function referencesIn(items: readonly Item[]): readonly Reference[] {
  return items.flatMap((item) => {
    const kind = kinds.get(item.type);
    if (kind === undefined) return [];
    if (kind === 'project' && !/\.(sql|cs)proj$/i.test(item.name)) return [];
    return kind === 'package' && isTool(item) ? [] : [referenceOf(kind, item)];
  });
}

/** Whether a package is for building only: analysers, assemblies to compile against. */
function isTool({ name, about }: Item): boolean {
  const assets = `${about.get('privateassets') ?? ''};${about.get('includeassets') ?? ''}`;
  return /\b(all|analyzers)\b/i.test(assets) || /referenceassemblies|analy[sz]er|sourcelink/i.test(name);
}

const kinds: ReadonlyMap<string, Reference['kind']> = new Map([
  ['ProjectReference', 'project'],
  ['ArtifactReference', 'package file'],
  ['DacpacReference', 'package file'],
  ['PackageReference', 'package'],
]);

function referenceOf(kind: Reference['kind'], { name, path, about }: Item): Reference {
  const said = (key: string): string | undefined => {
    const value = about.get(key)?.trim();
    return value === '' ? undefined : value;
  };
  const literal = said('databasevariableliteralvalue');
  const variable = said('databasesqlcmdvariable') ?? said('databasevariable');
  const server = said('serversqlcmdvariable') ?? said('servervariableliteralvalue');
  const system = systemOf(kind, kind === 'package' ? (said('dacpacname') ?? name) : name);
  return {
    kind,
    name: unescaped(name),
    path,
    literal: literal ?? (variable === undefined ? system : undefined),
    variable: variable === undefined ? undefined : plain(variable),
    server: server === undefined ? undefined : plain(server),
    system: server === undefined ? system : undefined,
    version: kind === 'package' ? said('version') : undefined,
    dacpac: kind === 'package' ? (said('dacpacname') ?? unescaped(name)) : undefined,
  };
}

function systemOf(kind: Reference['kind'], name: string): Reference['system'] {
  const last = kind === 'package' ? name : baseOf(name.replaceAll('\\', '/'));
  const [, found] = /(?:^|\.)(master|msdb)$/i.exec(last) ?? [];
  if (found === undefined || (kind === 'package' && /\./.test(name) && !/dacpacs/i.test(name))) return undefined;
  return found.toLowerCase() === 'master' ? 'master' : 'msdb';
}

/** A variable may be written as it stands in scripts. */
function plain(variable: string): string {
  return variable.replace(/^\$\((.*)\)$/, '$1');
}
