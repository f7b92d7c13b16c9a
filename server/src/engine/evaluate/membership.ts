/** IS_MEMBER, IS_ROLEMEMBER and IS_SRVROLEMEMBER: membership, not permission (TOK-33 to TOK-35). */

import { loginToken as tokenOfLogin, userToken as tokenOfUser } from '../../catalog/closure';
import { decide } from '../../catalog/decide/decide';
import { memberOf } from '../../catalog/decide/membership';
import { serverQuestion } from '../../catalog/decide/question';
import { decideVisibleUser } from '../../catalog/decide/visible';
import { publicServerRoleId } from '../../catalog/ids';
import { findLogin, findPrincipal, findServerRole } from '../../catalog/lookup';
import type { Database, DatabasePrincipal } from '../../catalog/model';
import { lacking, type Reason } from '../../catalog/reason';
import type { Token } from '../../catalog/token';
import { callerUnknown, currentLoginId, currentUserId, loginToken, subject, userToken } from '../session/identity';
import { userIn } from '../session/mapping';
import type { Value, World } from '../session/model';

const unknown = (because: Reason): Value => ({ kind: 'unknown', because });
const nothing: Value = { kind: 'null' };
const number = (value: number): Value => ({ kind: 'number', value });

/**
 * IS_MEMBER('role'): 1, 0, NULL for what is no role. dbo: 1 for the fixed roles but the deny ones (TOK-34). Of a user it
 * says whether that is who asks (TOK-40).
 */
export function isMember(world: World, role: Value | undefined): Value {
  const database = world.catalog.databases.get(world.database);
  const named = role?.kind === 'string' && database ? findPrincipal(database, role.value) : undefined;
  if (named?.kind === 'found' && isUser(named.entry)) return isWhoAsks(world, named.entry);
  return inRole(world, role, userToken(world, world.database));
}

function isUser({ type }: DatabasePrincipal): boolean {
  return type === 'sql_user' || type === 'windows_user' || type === 'external_user';
}

function isWhoAsks(world: World, { id }: DatabasePrincipal): Value {
  const user = userIn(world, world.database);
  if (user.kind === 'unknown') return unknown(user.because);
  if (user.kind === 'caller') return unknown(callerUnknown);
  return number(user.kind === 'user' && user.principal.id === id ? 1 : 0);
}

/** IS_ROLEMEMBER('role', 'principal'): of a principal that the caller may not see 0 for a user, NULL for a role (TOK-40). */
export function isRoleMember(world: World, role: Value | undefined, principal: Value): Value {
  if (principal.kind !== 'string') return principal.kind === 'unknown' ? principal : nothing;
  const database = world.catalog.databases.get(world.database);
  const found = database && findPrincipal(database, principal.value);
  if (!database || found?.kind === 'unknown') return unknown(lacking('declaration', 'the principal is not known'));
  if (found?.kind !== 'found') return nothing;
  if (found.entry.id !== currentUserId(world)) {
    const seen = decideVisibleUser(world.catalog, database, subject(world, world.database), found.entry);
    if (seen.kind === 'unknown') return unknown(seen.because);
    if (seen.kind === 'denied' && !isMemberOf(world, database, found.entry))
      return isUser(found.entry) ? number(0) : nothing;
  }
  return inRole(world, role, tokenOfUser(database, found.entry));
}

/** Who is in a role sees it. */
function isMemberOf(world: World, database: Database, { id }: DatabasePrincipal): boolean {
  const token = userToken(world, world.database);
  return memberOf(token, id, 'grant', { kind: 'database', database }).kind !== 'no';
}

function inRole(world: World, value: Value | undefined, token: Token): Value {
  if (value?.kind !== 'string') return value?.kind === 'unknown' ? value : nothing;
  const database = world.catalog.databases.get(world.database);
  const role = database && findPrincipal(database, value.value);
  if (!database || role?.kind === 'unknown') return unknown(lacking('declaration', 'the role is not known'));
  if (role?.kind !== 'found') return value.value.includes('\\') ? windowsGroup(token) : nothing;
  if (role.entry.type === 'windows_group') return windowsGroup(token);
  if (role.entry.type !== 'role') return nothing;
  if (token.rows[0]?.name === 'dbo' && role.entry.fixed && role.entry.name !== 'public')
    return number(/^db_deny/.test(role.entry.name) ? 0 : 1);
  const member = memberOf(token, role.entry.id, 'grant', { kind: 'database', database });
  return member.kind === 'perhaps' ? unknown(member.because) : number(member.kind === 'member' ? 1 : 0);
}

/** A Windows group is a question to Windows; a SQL principal is in none (TOK-30). */
function windowsGroup(token: Token): Value {
  return token.rows[0]?.type === 'SQL USER'
    ? nothing
    : unknown(lacking('windows', 'the groups of the principal are not known'));
}

/**
 * IS_SRVROLEMEMBER('role' [, 'login']) (TOK-35): sysadmin counts for every fixed role; always 0 in Azure SQL Database.
 */
export function isServerRoleMember(world: World, value: Value | undefined, login: Value | undefined): Value {
  if (value?.kind !== 'string') return value?.kind === 'unknown' ? value : nothing;
  if (world.catalog.version === 'azure-sql-database') return number(0);
  const role = findServerRole(world.catalog, value.value);
  if (role.kind === 'unknown') return unknown(role.because);
  if (role.kind === 'absent') return nothing;
  const token = tokenAsked(world, login);
  if ('kind' in token) return token;
  if (role.entry.id === publicServerRoleId) return number(1);
  const scope = { kind: 'server', catalog: world.catalog } as const;
  const sysadmin = findServerRole(world.catalog, 'sysadmin');
  const answers = [
    memberOf(token, role.entry.id, 'grant', scope),
    ...(role.entry.fixed && sysadmin.kind === 'found' ? [memberOf(token, sysadmin.entry.id, 'grant', scope)] : []),
  ];
  if (answers.some((answer) => answer.kind === 'member')) return number(1);
  const perhaps = answers.find((answer) => answer.kind === 'perhaps');
  return perhaps?.kind === 'perhaps' ? unknown(perhaps.because) : number(0);
}

/** The token of the login that is named, which only those see who may see logins; else of the frame in effect. */
function tokenAsked(world: World, login: Value | undefined): Token | Value {
  if (login === undefined) return loginToken(world);
  if (login.kind !== 'string') return login.kind === 'unknown' ? login : nothing;
  const found = findLogin(world.catalog, login.value);
  if (found.kind === 'unknown') return unknown(found.because);
  if (found.kind === 'absent') return nothing;
  if (found.entry.id !== currentLoginId(world)) {
    const seen = decide(
      world.catalog,
      subject(world, world.database),
      serverQuestion(world.catalog, 'VIEW ANY DEFINITION'),
    );
    if (seen.kind !== 'allowed') return unknown(lacking('declaration', 'whether the login is visible is not followed'));
  }
  return tokenOfLogin(world.catalog, found.entry);
}
