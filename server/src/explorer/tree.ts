/** What stands below an item of the tree. */

import { loginOfSid } from '../catalog/lookup';
import type { Database, Id, ServerPrincipal } from '../catalog/model';
import { cutWords, nodeWords, stepWords } from '../rules/path-words';
import { finish } from '../text/finish';
import { memo } from '../text/memo';
import { type Folded, fold, type Name } from '../text/name';
import { findPaths } from '../workspace/paths/search';
import { isUnderMasterKey, siteOf } from '../workspace/paths/sites';
import { inDatabase } from './database';
import { unknownIn } from './gaps';
import type { Explored, Icon, Item } from './model';
import { placeOf } from './places';

/** The children of an item; of the tree itself where none is named. An id that is not there any more has none. */
export function childrenOf(explored: Explored, id: string | undefined): readonly Item[] {
  if (id === undefined) return groups(explored);
  const [kind = '', rest = ''] = split(id);
  switch (kind) {
    case 'logins':
      return loginsIn(explored).map((login) => loginItem(explored, login));
    case 'server-roles':
      return serverRoles(explored);
    case 'server-role':
      return membersOf(explored, rest as Id);
    case 'login':
      return usersOf(explored, rest as Id);
    case 'databases':
      return databasesIn(explored).map((database) => databaseItem(explored, database));
    case 'paths':
      return pathItems(explored);
    case 'path':
      return stepsOf(explored, Number(rest));
    case 'unknown':
      return unknownIn(explored);
    default:
      return inDatabase(explored, kind, rest);
  }
}

const split = (id: string): readonly [string, string] => {
  const at = id.indexOf(':');
  return at < 0 ? [id, ''] : [id.slice(0, at), id.slice(at + 1)];
};

function groups(explored: Explored): readonly Item[] {
  const group = (id: string, label: string, icon: Icon, count: number): Item => ({
    id,
    label,
    description: String(count),
    icon,
    expandable: count > 0,
  });
  return [
    group('logins', 'Logins', 'login', loginsIn(explored).length),
    group('server-roles', 'Server roles', 'role', serverRoles(explored).length),
    group('databases', 'Databases', 'database', databasesIn(explored).length),
    {
      ...group('paths', 'Escalation paths', 'path', pathsOf(explored).paths.length),
      expandable: pathItems(explored).length > 0,
    },
    group('unknown', 'Not known', 'unknown', unknownIn(explored).length),
  ];
}

/** Logins and groups; those of the server itself are left out, but for sa. */
function loginsIn({ catalog }: Explored): readonly ServerPrincipal[] {
  return [...catalog.server.principals.values()]
    .filter(({ type, name }) => type !== 'server_role' && !name.startsWith('##'))
    .toSorted(byName);
}

function loginItem(explored: Explored, login: ServerPrincipal): Item {
  const { catalog } = explored;
  const roles = [...catalog.server.members]
    .filter(([, members]) => members.has(login.id))
    .flatMap(([role]) => catalog.server.principals.get(role)?.name ?? []);
  const notes = [
    login.type.replaceAll('_', ' '),
    ...(login.disabled ? ['disabled'] : []),
    ...(login.implied ? ['not declared'] : []),
    ...roles,
  ];
  return {
    id: `login:${login.id}`,
    label: login.name,
    description: notes.join(', '),
    icon: 'login',
    expandable: usersOf(explored, login.id).length > 0,
    asks: ['who', 'what'],
    ...placeOf(explored, { database: undefined, space: 'server principal', name: fold(login.name) }),
  };
}

/** The users as whom a login comes into databases. */
function usersOf({ catalog }: Explored, id: Id): readonly Item[] {
  return [...catalog.databases.values()].flatMap((database) =>
    [...database.principals.values()]
      .filter(({ sid, fixed }) => !fixed && sid !== undefined && loginOfSid(catalog, sid)?.id === id)
      .map(
        (user): Item => ({
          id: `user:${fold(database.name)}|${user.id}`,
          label: user.name,
          description: `user in ${database.name}`,
          icon: 'user',
          expandable: false,
          asks: ['who', 'what'],
        }),
      ),
  );
}

function serverRoles({ catalog }: Explored): readonly Item[] {
  const { members, principals } = catalog.server;
  return [...principals.values()]
    .filter(({ type, id, fixed }) => type === 'server_role' && (!fixed || (members.get(id)?.size ?? 0) > 0))
    .toSorted(byName)
    .map((role) => {
      const count = members.get(role.id)?.size ?? 0;
      return {
        id: `server-role:${role.id}`,
        label: role.name,
        description: count === 1 ? '1 member' : `${count} members`,
        icon: 'role',
        expandable: count > 0,
      };
    });
}

function membersOf(explored: Explored, role: Id): readonly Item[] {
  const { members, principals } = explored.catalog.server;
  return [...(members.get(role)?.keys() ?? [])].flatMap((id) => {
    const one = principals.get(id);
    return one ? [loginItem(explored, one)] : [];
  });
}

const systemDatabases: ReadonlySet<string> = new Set(['master', 'tempdb', 'model', 'msdb']);

function databasesIn({ catalog }: Explored): readonly Database[] {
  const rank = ({ name }: Database): number => Number(systemDatabases.has(fold(name)));
  return [...catalog.databases.values()].toSorted((a, b) => rank(a) - rank(b) || byName(a, b));
}

function databaseItem(explored: Explored, database: Database): Item {
  const { catalog } = explored;
  const owner = database.owner === undefined ? undefined : loginOfSid(catalog, database.owner)?.name;
  const notes = [
    owner === undefined ? 'owner not known' : `owner ${owner}${database.ownerAssumed ? ', assumed' : ''}`,
    ...(database.trustworthy === true ? ['TRUSTWORTHY'] : []),
    ...(database.chaining === true ? ['DB_CHAINING'] : []),
  ];
  return {
    id: `database:${fold(database.name)}`,
    label: database.name,
    description: notes.join(', '),
    icon: 'database',
    expandable: true,
    asks: ['who'],
    ...placeOf(explored, { database: undefined, space: 'database', name: fold(database.name) }),
  };
}

const pathsOf = memo(({ catalog, definitions, scripts, database }: Explored) =>
  finish(
    findPaths({
      catalog,
      definitions,
      opens: (place: Folded, key: Name) => isUnderMasterKey(scripts, place, key, database),
    }),
  ),
);

function pathItems(explored: Explored): readonly Item[] {
  const { paths, cut } = pathsOf(explored);
  const items = paths.map(
    ({ from, to, steps }, index): Item => ({
      id: `path:${index}`,
      label: `${nodeWords(from)} → ${nodeWords(to)}`,
      description: `${steps.length} steps`,
      icon: 'path',
      expandable: true,
    }),
  );
  return cut ? [...items, { id: 'cut', label: cutWords(cut), icon: 'unknown', expandable: false }] : items;
}

function stepsOf(explored: Explored, index: number): readonly Item[] {
  const path = pathsOf(explored).paths[index];
  return (path?.steps ?? []).map((step, at) => {
    const site = siteOf(step.fact, explored.scripts, explored.database);
    return {
      id: `step:${index}|${at}`,
      label: `${at + 1}. ${stepWords(step)}`,
      icon: 'step',
      expandable: false,
      ...(site && { place: { uri: site.script.uri, offset: site.span.start } }),
    };
  });
}

function byName(a: { readonly name: Name }, b: { readonly name: Name }): number {
  return a.name.localeCompare(b.name);
}
