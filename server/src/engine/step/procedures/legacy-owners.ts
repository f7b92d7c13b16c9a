/**
 * sp_changeobjectowner, sp_change_users_login, sp_migrate_user_to_contained: who owns an object, who is behind a user
 * (PRN-50).
 */

import { transferObject } from '../../../catalog/change/objects/schemas';
import { alterLogin, createLogin } from '../../../catalog/change/principals/logins';
import { alterPrincipal } from '../../../catalog/change/principals/principals';
import { foldIn } from '../../../catalog/collation';
import { whoAsks } from '../../../catalog/decide/decide';
import { memberOf } from '../../../catalog/decide/membership';
import { serverQuestion } from '../../../catalog/decide/question';
import { dboId, loginlessSid, sysadminId } from '../../../catalog/ids';
import { findLogin, findObject, findPrincipal, findSchema, hasSid, loginOfSid } from '../../../catalog/lookup';
import type { Catalog, Database, DatabasePrincipal, Sid } from '../../../catalog/model';
import { databaseNotKnown, lacking } from '../../../catalog/reason';
import { effectiveOwner } from '../../../catalog/securable';
import { fold } from '../../../text/name';
import { type Need, onServer, settle } from '../../judge/needs';
import { refuse } from '../../names/found';
import { splitName } from '../../names/split-name';
import { type Effect, failed, ok, unknown } from '../../session/effect';
import { defaultSchema, loginToken, subject } from '../../session/identity';
import * as messages from '../../session/messages';
import type { World } from '../../session/model';
import { refusalWithoutNumber } from '../../session/server-error';
import type { LegacyCall } from './legacy-call';
import { ownerOfDatabase, verdictOf } from './legacy-users';

/** The object moves to the schema of the new owner's name, and what was granted on it is gone. */
export function changeObjectOwner(call: LegacyCall, name: string, owner: string | undefined): Effect {
  const { world, statement } = call;
  const database = world.catalog.databases.get(world.database);
  const [last, schema] = splitName(name)?.toReversed() ?? [];
  if (!database || owner === undefined || last === undefined)
    return unknown(world, lacking('value', 'the name is not known before the script is run'));
  return settle(world, statement.span, [ownerOfDatabase(world)], () => {
    const object = findObject(database, { name: last, schema }, defaultSchema(world));
    if (object.kind === 'absent') return refuse(world, messages.notAnObject(name), statement.span, 'object', name);
    const target = findSchema(database, owner);
    if (target.kind === 'absent')
      return refuse(world, messages.noSuchPrincipalOrSchema(owner), statement.span, 'schema', owner);
    if (object.kind !== 'found' || target.kind !== 'found')
      return unknown(world, lacking('declaration', 'the object or the schema is not known'));
    return ok(world, transferObject(world.catalog, world.database, object.entry.id, target.entry.id));
  });
}

/**
 * Report; Update_One: another login takes the user over; Auto_Fix: the login of the user's name, which is made where a
 * password is given.
 */
export function changeUsersLogin(call: LegacyCall, action: string): Effect {
  const { world, statement, text } = call;
  const database = world.catalog.databases.get(world.database);
  if (!database) return unknown(world, databaseNotKnown);
  const isFix = fold(action) === 'auto_fix';
  return settle(world, statement.span, [ownerOfDatabase(world), ...(isFix ? [sysadmin(world)] : [])], () => {
    if (fold(action) === 'report') return ok(world);
    const name = text('@UserNamePattern', 1);
    if (name === undefined) return unknown(world, lacking('value', 'the name is not known before the script is run'));
    const user = findPrincipal(database, name);
    if (user.kind === 'unknown') return unknown(world, user.because);
    if (user.kind === 'absent' || !isOfSqlLogin(user.entry)) return noSuchUser(call, name);
    return isFix ? autoFix(call, user.entry) : updateOne(call, database, user.entry);
  });
}

/** Not for Windows users, users without login, of certificates or of keys, nor for dbo and its like. */
function isOfSqlLogin(user: DatabasePrincipal): boolean {
  return user.type === 'sql_user' && user.authentication === 'login' && !user.fixed;
}

function noSuchUser({ world, statement }: LegacyCall, name: string): Effect {
  const text = `Terminating this procedure. The User name '${name}' is absent or invalid.`;
  return failed(
    world,
    refusalWithoutNumber(text, statement.span, { kind: 'missing', what: 'user of a SQL login', name }),
  );
}

function updateOne(call: LegacyCall, database: Database, user: DatabasePrincipal): Effect {
  const { world, statement, text } = call;
  const name = text('@LoginName', 2);
  const login = name === undefined ? undefined : findLogin(world.catalog, name);
  if (name === undefined || login?.kind === 'unknown')
    return unknown(world, lacking('value', 'the login is not known before the script is run'));
  if (login?.kind !== 'found' || login.entry.type !== 'sql_login')
    return refuse(world, messages.noSuchLogin(name), statement.span, 'login', name);
  if (login.entry.sid !== user.sid && (login.entry.sid === database.owner || hasSid(database, login.entry.sid)))
    return refuse(world, messages.loginHasUser(), statement.span, 'login', name, 'exists');
  return mapped(call, world.catalog, user, login.entry.sid);
}

function autoFix(call: LegacyCall, user: DatabasePrincipal): Effect {
  const { world, text } = call;
  if (user.sid !== undefined && loginOfSid(world.catalog, user.sid)) return ok(world);
  const login = findLogin(world.catalog, user.name);
  if (login.kind === 'unknown') return unknown(world, login.because);
  if (login.kind === 'found') return mapped(call, world.catalog, user, login.entry.sid);
  if (text('@Password', 3) === undefined) return noSuchUser(call, user.name);
  const { sid, name } = user;
  return ok(world, createLogin(world.catalog, { name, type: 'sql_login', ...(sid !== undefined && { sid }) }));
}

/** A member of sysadmin, and nobody else. */
function sysadmin(world: World): Need {
  const member = memberOf(loginToken(world), sysadminId, 'grant', { kind: 'server', catalog: world.catalog });
  const question = serverQuestion(world.catalog, 'CONTROL SERVER');
  return {
    verdict: verdictOf(member, 'sysadmin', whoAsks(subject(world, world.database)), question),
    message: messages.notPermitted(),
  };
}

function mapped({ world }: LegacyCall, catalog: Catalog, user: DatabasePrincipal, sid: Sid): Effect {
  return ok(world, alterPrincipal(catalog, world.database, user.id, { sid }));
}

/**
 * A user of a SQL login becomes one that the database itself authenticates; not while it owns a module that runs as its
 * owner.
 */
export function migrateUser(call: LegacyCall, name: string): Effect {
  const { world, statement, text } = call;
  const database = world.catalog.databases.get(world.database);
  if (!database) return unknown(world, databaseNotKnown);
  return settle(world, statement.span, [onServer(world, 'CONTROL SERVER', messages.notPermitted())], () => {
    const user = findPrincipal(database, name);
    if (user.kind === 'unknown') return unknown(world, user.because);
    const refused = (text_: string): Effect =>
      failed(world, refusalWithoutNumber(text_, statement.span, { kind: 'other', because: text_ }));
    if (user.kind === 'absent' || !isOfSqlLogin(user.entry)) return noSuchUser(call, name);
    if (database.containment === 'none') return refused(`The database ${database.name} is not contained.`);
    const { id, sid } = user.entry;
    const ownsModule = database.objects.some(
      (one) => one.kind === 'module' && one.runAs.kind === 'owner' && effectiveOwner(database, one) === id,
    );
    const isSigned = database.objects.some(
      (one) => one.kind === 'module' && one.runAs.kind === 'user' && one.runAs.id === id && one.signatures.length > 0,
    );
    if (id === dboId || ownsModule || isSigned)
      return refused(`The user '${name}' owns a module that runs as its owner, or is named by a signed one.`);
    const login = sid === undefined ? undefined : loginOfSid(world.catalog, sid);
    const rename = fold(text('@rename', 1) ?? '') === 'copy_login_name' && login ? { name: login.name } : {};
    const moved = alterPrincipal(world.catalog, world.database, id, {
      ...rename,
      authentication: 'database',
      sid: loginlessSid(database.name, foldIn(database, name)),
    });
    const isDisabled = fold(text('@disablelogin', 2) ?? '') === 'disable_login';
    return ok(world, isDisabled && login ? alterLogin(moved, login.id, { disabled: true }) : moved);
  });
}
