/** What stands below a database: its users and roles, the modules that switch context, its keys. */
import { loginOfSid } from '../catalog/lookup';
import type { Database, DatabasePrincipal, Id, Key, Module, RunAs } from '../catalog/model';
import { effectiveOwner } from '../catalog/securable';
import { fold } from '../text/name';
import type { Explored, Icon, Item } from './model';
import { placeOf } from './places';

export function inDatabase(explored: Explored, kind: string, rest: string): readonly Item[] {
  const [key = '', id = ''] = rest.split('|');
  const database = explored.catalog.databases.get(fold(key));
  if (!database) return [];
  switch (kind) {
    case 'database':
      return groups(explored, database);
    case 'users':
      return users(database).map((one) => principalItem(explored, database, one));
    case 'roles':
      return roles(database).map((one) => principalItem(explored, database, one));
    case 'role':
      return membersOf(explored, database, id as Id);
    case 'modules':
      return switching(database).map((one) => moduleItem(explored, database, one));
    case 'tables':
      return tables(explored, database);
    case 'keys':
      return [...database.keys.values()].map((one) => keyItem(explored, database, one));
    case 'key':
      return signedBy(explored, database, id as Id);
    default:
      return [];
  }
}

function groups(explored: Explored, database: Database): readonly Item[] {
  const key = fold(database.name);
  const group = (name: string, label: string, icon: Icon, count: number): readonly Item[] =>
    count === 0 ? [] : [{ id: `${name}:${key}`, label, description: String(count), icon, expandable: true }];
  return [
    ...group('users', 'Users', 'user', users(database).length),
    ...group('roles', 'Roles', 'role', roles(database).length),
    ...group('modules', 'Modules that switch context or are signed', 'module', switching(database).length),
    ...group('keys', 'Certificates and keys', 'key', database.keys.size),
    ...group('tables', 'Tables and views', 'table', tables(explored, database).length),
  ];
}

const isRole = ({ type }: DatabasePrincipal): boolean => type === 'role' || type === 'application_role';

function users(database: Database): readonly DatabasePrincipal[] {
  return [...database.principals.values()].filter(
    (one) => !isRole(one) && !(one.fixed && one.name !== 'dbo' && one.name !== 'guest'),
  );
}

function roles(database: Database): readonly DatabasePrincipal[] {
  return [...database.principals.values()].filter(
    (one) => isRole(one) && (!one.fixed || (database.members.get(one.id)?.size ?? 0) > 0),
  );
}

function principalItem(explored: Explored, database: Database, one: DatabasePrincipal): Item {
  const login = one.sid === undefined ? undefined : loginOfSid(explored.catalog, one.sid)?.name;
  const memberships = [...database.members]
    .filter(([, members]) => members.has(one.id))
    .flatMap(([role]) => database.principals.get(role)?.name ?? []);
  const count = database.members.get(one.id)?.size ?? 0;
  const notes = isRole(one)
    ? [one.type === 'role' ? memberCount(count) : 'application role']
    : [
        login === undefined ? 'without login' : `login ${login}`,
        ...(one.implied ? ['not declared'] : []),
        ...memberships,
      ];
  return {
    id: `${isRole(one) ? 'role' : 'user'}:${fold(database.name)}|${one.id}`,
    label: one.name,
    description: notes.join(', '),
    icon: isRole(one) ? 'role' : 'user',
    expandable: isRole(one) && count > 0,
    asks: ['who', 'what'],
    ...placeOf(explored, { database: fold(database.name), space: 'principal', name: fold(one.name) }),
  };
}

function membersOf(explored: Explored, database: Database, role: Id): readonly Item[] {
  return [...(database.members.get(role)?.keys() ?? [])].flatMap((id) => {
    const one = database.principals.get(id);
    return one ? [principalItem(explored, database, one)] : [];
  });
}

/** The modules that run as somebody else than their caller, or with a signature. */
function switching(database: Database): readonly Module[] {
  return [...database.objects.values()].flatMap((one) =>
    one.kind === 'module' && (one.runAs.kind !== 'caller' || one.signatures.length > 0) ? [one] : [],
  );
}

function moduleItem(explored: Explored, database: Database, module: Module): Item {
  const schema = database.schemas.get(module.schema)?.name ?? 'dbo';
  const signed = module.signatures.flatMap(({ key }) => nameOfKey(database, key) ?? []);
  const notes = [runsAs(database, module), ...(signed.length > 0 ? [`signed by ${signed.join(', ')}`] : [])];
  return {
    id: `object:${fold(database.name)}|${module.id}`,
    label: `${schema}.${module.name}`,
    description: notes.filter((one) => one !== '').join(', '),
    icon: 'module',
    expandable: false,
    asks: ['who', 'what'],
    ...placeOf(explored, {
      database: fold(database.name),
      space: 'object',
      schema: fold(schema),
      name: fold(module.name),
    }),
  };
}

function runsAs(database: Database, module: Module): string {
  const { runAs } = module;
  const named = (id: Id): string => database.principals.get(id)?.name ?? 'somebody';
  const words: { readonly [K in RunAs['kind']]: () => string } = {
    caller: () => '',
    owner: () => `runs as its owner, ${named(effectiveOwner(database, module))}`,
    user: () => `runs as ${runAs.kind === 'user' ? named(runAs.id) : '?'}`,
    login: () => 'runs as a login',
    unknown: () => 'runs as somebody who is not known',
  };
  return words[runAs.kind]();
}

function nameOfKey(database: Database, thumbprint: string): string | undefined {
  return database.keys.find((one) => one.thumbprint === thumbprint)?.name;
}

function keyItem(explored: Explored, database: Database, one: Key): Item {
  const users = [...database.principals.values()].filter(({ key }) => key === one.thumbprint).map(({ name }) => name);
  const logins = [...explored.catalog.server.principals.values()]
    .filter(({ key }) => key === one.thumbprint)
    .map(({ name }) => name);
  const notes = [
    one.type.replaceAll('_', ' '),
    ...(one.type === 'symmetric_key' ? [] : [one.privateKey ? 'private key here' : 'no private key']),
    ...users.map((name) => `user ${name}`),
    ...logins.map((name) => `login ${name}`),
  ];
  return {
    id: `key:${fold(database.name)}|${one.id}`,
    label: one.name,
    description: notes.join(', '),
    icon: 'key',
    expandable: signedBy(explored, database, one.id).length > 0,
    asks: ['who'],
    ...placeOf(explored, { database: fold(database.name), space: 'key', name: fold(`${one.type} ${one.name}`) }),
  };
}

function signedBy(explored: Explored, database: Database, id: Id): readonly Item[] {
  const key = database.keys.get(id);
  return [...database.objects.values()].flatMap((one) =>
    one.kind === 'module' && key && one.signatures.some((signature) => signature.key === key.thumbprint)
      ? [moduleItem(explored, database, one)]
      : [],
  );
}

function tables(explored: Explored, database: Database): readonly Item[] {
  return [...database.objects.values()].flatMap((one): readonly Item[] => {
    if (one.kind !== 'table' && !(one.kind === 'module' && one.type === 'view')) return [];
    const schema = database.schemas.get(one.schema)?.name ?? 'dbo';
    const owner = database.principals.get(effectiveOwner(database, one))?.name;
    return [
      {
        id: `object:${fold(database.name)}|${one.id}`,
        label: `${schema}.${one.name}`,
        ...(owner !== undefined && { description: `owner ${owner}` }),
        icon: 'table',
        expandable: false,
        asks: ['who'],
        ...placeOf(explored, {
          database: fold(database.name),
          space: 'object',
          schema: fold(schema),
          name: fold(one.name),
        }),
      },
    ];
  });
}

function memberCount(count: number): string {
  return count === 1 ? '1 member' : `${count} members`;
}
