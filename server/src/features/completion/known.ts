/** The names that are known where something is typed: those of the catalog in each context that is possible there. */
import type { Catalog, Database } from '../../catalog/model';
import type { State } from '../../engine/session/model';
import { fold } from '../../text/name';
import type { Space } from '../../workspace/symbols/mention';
import type { Only } from './wanted';

export interface KnownName {
  readonly name: string;
  /** Of an object. */
  readonly schema?: string;
  readonly type: string;
}

/** In the order of the alphabet, each once. `otherwise`: what is known where no context is. */
export function knownNames(
  state: State,
  otherwise: Catalog,
  { space, only }: { readonly space: Space; readonly only?: Only },
): readonly KnownName[] {
  const worlds = state.kind === 'worlds' ? state.worlds : [];
  const catalogs = worlds.length > 0 ? new Set(worlds.map(({ catalog }) => catalog)) : [otherwise];
  const here = worlds.flatMap(({ catalog, database }) => catalog.databases.get(database) ?? []);
  const found = isOfServer(space)
    ? [...catalogs].flatMap((catalog) => ofServer(catalog, space, only))
    : [...new Set(here)].flatMap((database) => ofDatabase(database, space, only));
  const byName = new Map(found.map((one) => [`${fold(one.schema ?? '')}.${fold(one.name)}`, one]));
  return [...byName.values()].sort((a, b) => a.name.localeCompare(b.name));
}

function isOfServer(space: Space): boolean {
  return space === 'server principal' || space === 'database' || space === 'job';
}

function ofServer({ server, databases }: Catalog, space: Space, only: Only | undefined): readonly KnownName[] {
  if (space === 'job') return [...server.jobs.values()].map(({ name }) => ({ name, type: 'job' }));
  if (space === 'database') return [...databases.values()].map(({ name }) => ({ name, type: 'database' }));
  return [...server.principals.values()].filter(({ type }) => fits(type, only)).map(typed);
}

function ofDatabase(database: Database, space: Space, only: Only | undefined): readonly KnownName[] {
  switch (space) {
    case 'principal':
      return [...database.principals.values()]
        .filter(({ type, name }) => fits(type, only) && !['sys', 'information_schema'].includes(fold(name)))
        .map(typed);
    case 'schema':
      return [...database.schemas.values()].map(({ name }) => ({ name, type: 'schema' }));
    case 'certificate':
    case 'asymmetric key':
    case 'symmetric key':
      return [...database.keys.values()].map(typed).filter(({ type }) => type === space);
    case 'assembly':
      return [...database.assemblies.values()].map(({ name }) => ({ name, type: 'assembly' }));
    case 'service':
      return [...database.services.values()].map(({ name }) => ({ name, type: 'service' }));
    case 'object':
    case 'type':
      return [...database.objects.values()]
        .filter(({ kind }) => (kind === 'type') === (space === 'type'))
        .map(({ name, schema, kind }) => ({
          name,
          type: kind,
          schema: database.schemas.get(schema)?.name ?? 'dbo',
        }));
    default:
      return [];
  }
}

const typed = ({ name, type }: { readonly name: string; readonly type: string }): KnownName => ({
  name,
  type: type.replaceAll('_', ' '),
});

const impersonable: ReadonlySet<string> = new Set([
  'sql_login',
  'windows_login',
  'external_login',
  'sql_user',
  'windows_user',
  'external_user',
]);

function fits(type: string, only: Only | undefined): boolean {
  switch (only) {
    case 'impersonable':
      return impersonable.has(type);
    case 'roles':
      return /role$/.test(type) && type !== 'application_role';
    case 'users':
      return !/role$/.test(type);
    default:
      return true;
  }
}
