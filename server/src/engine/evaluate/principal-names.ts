/** From names of principals to their ids and sids, and back (TOK-30, TOK-37). */

import { findLogin, findPrincipal, findServerPrincipal } from '../../catalog/lookup';
import { databaseNotKnown, lacking, type Reason } from '../../catalog/reason';
import { currentLoginSid } from '../session/identity';
import { userIn } from '../session/mapping';
import type { Value, World } from '../session/model';
import { databasePrincipalId, isId, serverPrincipalId, sidValue } from './ids';

const unknown = (because: Reason): Value => ({ kind: 'unknown', because });
const string = (value: string): Value => ({ kind: 'string', value });
const nothing: Value = { kind: 'null' };

/** SUSER_SNAME(sid), SUSER_NAME(id). */
export function loginNameOf(world: World, value: Value): Value {
  if (value.kind === 'unknown' || value.kind === 'null') return value;
  for (const principal of world.catalog.server.principals.values()) {
    if (isId(value, sidValue(principal.sid)) || isId(value, serverPrincipalId(principal)))
      return string(principal.name);
  }
  if (value.kind === 'id' && value.of.startsWith('sid S-1-9-3-')) return string(value.of.slice(4));
  return unknown(lacking('declaration', 'the login of this id is not known'));
}

/** USER_NAME(id). */
export function userNameOf(world: World, value: Value): Value {
  if (value.kind === 'unknown' || value.kind === 'null') return value;
  const database = world.catalog.databases.get(world.database);
  const principals = database ? [...database.principals.values()] : [];
  const found = principals.find((principal) => database && isId(value, databasePrincipalId(database, principal)));
  return found ? string(found.name) : unknown(lacking('declaration', 'the principal of this id is not known'));
}

/** SUSER_ID(['login']): a database-scoped frame of a user without login has none. */
export function loginIdOf(world: World, value: Value | undefined): Value {
  if (value === undefined) return currentLoginIdValue(world);
  if (value.kind !== 'string') return value.kind === 'unknown' ? value : nothing;
  const found = findServerPrincipal(world.catalog, value.value);
  if (found.kind === 'unknown') return unknown(found.because);
  return found.kind === 'found' ? serverPrincipalId(found.entry) : nothing;
}

function currentLoginIdValue({ stack, catalog }: World): Value {
  const { login } = stack.frame;
  const own = login.kind === 'login' ? catalog.server.principals.get(login.id) : undefined;
  if (own) return serverPrincipalId(own);
  return login.kind === 'sid' ? nothing : unknown(lacking('caller', 'the login is not known'));
}

/** SUSER_SID('login'). */
export function loginSidOf(world: World, value: Value): Value {
  if (value.kind !== 'string') return value.kind === 'unknown' ? value : nothing;
  const found = findLogin(world.catalog, value.value);
  if (found.kind === 'unknown') return unknown(found.because);
  return found.kind === 'found' ? sidValue(found.entry.sid) : nothing;
}

export function currentLoginSidValue(world: World): Value {
  const { login } = world.stack.frame;
  const sid = login.kind === 'sid' ? login.sid : currentLoginSid(world);
  return sid === undefined ? unknown(lacking('caller', 'the login is not known')) : sidValue(sid);
}

/** USER_ID(['name']), DATABASE_PRINCIPAL_ID(['name']); the pseudo user of CONNECT ANY DATABASE has id 0 (TOK-10). */
export function userIdOf(world: World, value: Value | undefined): Value {
  if (value !== undefined && value.kind !== 'string') return value.kind === 'unknown' ? value : nothing;
  const database = world.catalog.databases.get(world.database);
  if (!database) return unknown(databaseNotKnown);
  if (value === undefined) {
    const user = userIn(world, world.database);
    if (user.kind === 'user') return databasePrincipalId(database, user.principal);
    return user.kind === 'pseudo' ? { kind: 'number', value: 0 } : unknown(lacking('caller', 'the user is not known'));
  }
  const found = findPrincipal(database, value.value);
  if (found.kind === 'unknown') return unknown(found.because);
  return found.kind === 'found' ? databasePrincipalId(database, found.entry) : nothing;
}
