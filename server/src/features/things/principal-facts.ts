/** What there is to know of a login, user or role: what it is, whose it is, what it is in, owns and may be. */
import { loginToken, userToken } from '../../catalog/closure';
import type { Subject } from '../../catalog/decide/decide';
import {
  decideImpersonateLogin,
  decideImpersonateUser,
  type Impersonable,
  impersonableLogin,
  impersonableUser,
} from '../../catalog/decide/impersonate';
import { onPrincipal, onServerPrincipal } from '../../catalog/decide/question';
import { dboId, saId } from '../../catalog/ids';
import { keyName, loginOfSid } from '../../catalog/lookup';
import type { Catalog, Database, DatabasePrincipal, ServerPrincipal } from '../../catalog/model';
import { showObject } from '../../catalog/show';
import type { Token } from '../../catalog/token';
import { bold, code, listed } from '../markdown';
import { type Fact, fact } from './fact';
import { holdersOf } from './holders';

/** So many principals are asked whether one may be them. */
const most = 200;

export function userFacts(catalog: Catalog, database: Database, principal: DatabasePrincipal): readonly Fact[] {
  const login = principal.sid === undefined ? undefined : loginOfSid(catalog, principal.sid);
  const subject: Subject & { readonly database: Database } = {
    database,
    userToken: userToken(database, principal),
    ...(login && { loginToken: loginToken(catalog, login) }),
  };
  return [
    { head: `${bold(principal.name)}: ${whatUser(catalog, database, principal, login)}` },
    fact('Member of', rolesIn(subject.userToken!)),
    fact('Member of, at the server', login && rolesIn(loginToken(catalog, login))),
    fact('Members', members(database, principal)),
    fact('Owns', names(ownedIn(database, principal))),
    fact('May impersonate', names(impersonates(catalog, subject, principal))),
    impersonatedBy(impersonableUser(catalog, principal), () =>
      holdersOf(catalog, database, 'IMPERSONATE', onPrincipal(principal)),
    ),
  ];
}

export function loginFacts(catalog: Catalog, login: ServerPrincipal): readonly Fact[] {
  const token = loginToken(catalog, login);
  const databases = [...catalog.databases.values()];
  const users = databases.flatMap((database) => {
    const user = database.owner === login.sid ? database.principals.get(dboId) : userOf(database, login);
    return user ? [`${code(user.name)} in ${code(database.name)}`] : [];
  });
  const owned = databases.filter(({ owner }) => owner === login.sid).map(({ name }) => name);
  return [
    { head: `${bold(login.name)}: ${whatLogin(catalog, login)}` },
    fact('Member of', rolesIn(token)),
    fact('Members', memberLogins(catalog, login)),
    fact('Its users', users.length > 0 ? listed(users) : undefined),
    fact('Owns the databases', names(owned)),
    fact('May impersonate', names(impersonatedLogins(catalog, { loginToken: token }, login))),
    impersonatedBy(impersonableLogin(login), () =>
      holdersOf(catalog, undefined, 'IMPERSONATE', onServerPrincipal(login)),
    ),
  ];
}

function names(list: readonly string[]): string | undefined {
  return list.length === 0 ? undefined : listed(list.map(code));
}

function whatUser(
  catalog: Catalog,
  { name }: Database,
  principal: DatabasePrincipal,
  login: ServerPrincipal | undefined,
): string {
  const where = `in ${bold(name)}`;
  const implied = principal.implied ? '; no script makes it' : '';
  switch (principal.type) {
    case 'role':
      return `${principal.fixed ? 'fixed role' : 'role'} ${where}${implied}`;
    case 'application_role':
      return `application role ${where}${implied}`;
    case 'certificate_user':
    case 'key_user': {
      const kind = principal.type === 'certificate_user' ? 'certificate' : 'asymmetric key';
      const key = principal.key === undefined ? '' : ` ${code(keyName(catalog, principal.key))}`;
      return `user ${where} for ${kind}${key}: nobody connects as it`;
    }
    default:
  }
  const kind = principal.type.endsWith('_group') ? 'group' : 'user';
  if (login) return `${kind} ${where}, of login ${code(login.name)}${login.disabled ? ' (disabled)' : ''}${implied}`;
  if (principal.authentication === 'none') return `${kind} ${where}, without login${implied}`;
  if (principal.authentication === 'database') return `contained ${kind} ${where}: the database authenticates it`;
  return `${kind} ${where}, whose login is not known${implied}`;
}

function whatLogin(catalog: Catalog, { type, disabled, fixed, implied, key }: ServerPrincipal): string {
  const notes = `${disabled ? ', disabled' : ''}${implied ? '; no script makes it' : ''}`;
  switch (type) {
    case 'server_role':
      return `${fixed ? 'fixed server role' : 'server role'}${notes}`;
    case 'certificate_login':
    case 'key_login':
      return `login for ${type === 'certificate_login' ? 'certificate' : 'asymmetric key'}${key === undefined ? '' : ` ${code(keyName(catalog, key))}`}: nobody connects as it`;
    case 'sql_login':
      return `login${notes}`;
    case 'windows_login':
      return `Windows login${notes}`;
    case 'windows_group':
      return `login of a Windows group${notes}`;
    case 'external_login':
      return `login of Microsoft Entra${notes}`;
    case 'external_group':
      return `login of a Microsoft Entra group${notes}`;
  }
}

/** The roles of a token but public, and what of them is not known. */
function rolesIn({ rows, incomplete }: Token): string | undefined {
  const roles = rows.slice(1).filter(({ name }) => name !== 'public');
  const shown = roles.map(({ name, certain }) => `${code(name)}${certain ? '' : ' (perhaps)'}`);
  const open = incomplete ? ['others are not known'] : [];
  return shown.length + open.length === 0 || (shown.length === 0 && open.length > 0)
    ? undefined
    : listed([...shown, ...open]);
}

function members({ members: all, principals }: Database, { id, type }: DatabasePrincipal): string | undefined {
  if (type !== 'role') return undefined;
  return names([...(all.get(id)?.keys() ?? [])].map((member) => principals.get(member)?.name ?? '?'));
}

function memberLogins({ server }: Catalog, { id, type }: ServerPrincipal): string | undefined {
  if (type !== 'server_role') return undefined;
  return names([...(server.members.get(id)?.keys() ?? [])].map((member) => server.principals.get(member)?.name ?? '?'));
}

function ownedIn(database: Database, { id, fixed }: DatabasePrincipal): readonly string[] {
  if (fixed) return []; // dbo owns what nobody else does
  const of = <T extends { readonly owner?: unknown }>(list: Iterable<T>, show: (one: T) => string): readonly string[] =>
    [...list].filter(({ owner }) => owner === id).map(show);
  return [
    ...of(database.schemas.values(), ({ name }) => `schema ${name}`),
    ...of(database.objects.values(), (one) => showObject(database, one)),
    ...of(database.principals.values(), ({ name }) => `role ${name}`),
    ...of(database.keys.values(), ({ name, type }) => `${type.replace('_', ' ')} ${name}`),
    ...of(database.assemblies.values(), ({ name }) => `assembly ${name}`),
  ];
}

function impersonates(
  catalog: Catalog,
  subject: Subject & { readonly database: Database },
  self: DatabasePrincipal,
): readonly string[] {
  if (!['sql_user', 'windows_user', 'external_user', 'role'].includes(self.type) || self.fixed) return [];
  return [...subject.database.principals.values()]
    .filter((one) => one.id !== self.id && impersonableUser(catalog, one).kind !== 'no')
    .slice(0, most)
    .filter((one) => decideImpersonateUser(catalog, subject, one).kind === 'allowed')
    .map(({ name }) => name);
}

function impersonatedLogins(catalog: Catalog, subject: Subject, self: ServerPrincipal): readonly string[] {
  if (self.id === saId || self.type === 'server_role') return [];
  return [...catalog.server.principals.values()]
    .filter((one) => one.id !== self.id && impersonableLogin(one).kind !== 'no')
    .slice(0, most)
    .filter((one) => decideImpersonateLogin(catalog, subject, one).kind === 'allowed')
    .map(({ name }) => name);
}

function impersonatedBy(can: Impersonable, holders: () => ReturnType<typeof holdersOf>): Fact {
  if (can.kind === 'no') return can.orphaned ? fact('Nobody can impersonate it', `it is ${can.what}`) : undefined;
  const { allowed, perhaps } = holders();
  return fact('May be impersonated by', names([...allowed, ...perhaps.map((one) => `${one} (not known)`)]));
}

function userOf(database: Database, login: ServerPrincipal): DatabasePrincipal | undefined {
  return database.principals.find(({ sid, id }) => sid === login.sid && id !== dboId);
}
