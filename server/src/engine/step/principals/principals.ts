/** Users, database roles, application roles and their members (PRN-20 to PRN-31, PRN-50). */

import { isPermission } from '../../../catalog/builtin';
import { implyLogin } from '../../../catalog/change/principals/implied';
import {
  addMember,
  alterPrincipal,
  createApplicationRole,
  createRole,
  createUser,
  dropMember,
} from '../../../catalog/change/principals/principals';
import { databaseClosure, userToken } from '../../../catalog/closure';
import { sameNameIn } from '../../../catalog/collation';
import { decide } from '../../../catalog/decide/decide';
import { databaseQuestion, onPrincipal } from '../../../catalog/decide/question';
import { dboId, guestId, saId, windowsSid } from '../../../catalog/ids';
import { findLogin, findPrincipal, hasSid, usersOfKey } from '../../../catalog/lookup';
import type { Catalog, Database, DatabasePrincipal, Id, ServerPrincipal, Thumbprint } from '../../../catalog/model';
import { databaseNotKnown, lacking, type Reason } from '../../../catalog/reason';
import type { NamedAt } from '../../../syntax/expression';
import type { StatementOf } from '../../../syntax/statement';
import { fold, isTemplate, sameName } from '../../../text/name';
import { anyOf, here, isDeniedByRow, type Need, onDatabase, onSecurable, settle } from '../../judge/needs';
import { ownershipInDatabase } from '../../judge/ownership-authority';
import { fixedDatabaseRoleAuthority } from '../../judge/role-authority';
import { cannot, isTaken, refuse, unsure, withFound } from '../../names/found';
import { type Effect, ok, type StepFunction, unknown } from '../../session/effect';
import { currentUserId } from '../../session/identity';
import { change } from '../../session/make';
import * as messages from '../../session/messages';
import type { World } from '../../session/model';
import { alterServerRole, createServerRoleIn, keyOf } from './logins';

export { cannot, withFound } from '../../names/found';

interface UserShape {
  readonly type: Exclude<DatabasePrincipal['type'], 'role' | 'application_role'>;
  readonly authentication: DatabasePrincipal['authentication'];
  readonly sid?: DatabasePrincipal['sid'];
  readonly key?: Thumbprint;
}

/** CREATE USER: the permission comes first, then the name, then what it is made for. */
export const stepCreateUser: StepFunction<StatementOf<'create_user'>> = (_, statement, world) => {
  const place = here(world);
  if (!place) return unknown(world, databaseNotKnown);
  return settle(
    world,
    statement.span,
    [
      onDatabase(
        world,
        isPermission(world.catalog.version, 'DATABASE', 'CREATE USER') ? 'CREATE USER' : 'ALTER ANY USER',
        messages.notPermitted(),
      ),
    ],
    () => newUser(statement, world, place.database),
  );
};

function newUser(statement: StatementOf<'create_user'>, world: World, database: Database): Effect {
  const { name, source, defaultSchema } = statement;
  if (sameNameIn(database, database.principals.get(guestId)?.name ?? '', name.name))
    return refuse(world, messages.guestHasNoLogin(), name.span, 'user', name.name, 'exists');
  if (isTaken(findPrincipal(database, name.name))) return nameTaken(world, name);
  const make = (user: UserShape): Effect =>
    ok(world, createUser(world.catalog, world.database, { name: name.name, defaultSchema, ...user }));
  switch (source.kind) {
    case 'without_login':
      return make({ type: 'sql_user', authentication: 'none' });
    case 'password':
      return database.containment === 'none' &&
        world.catalog.version !== 'azure-sql-database' &&
        database.knowledge === 'complete'
        ? refuse(world, messages.passwordOnlyInContained(), name.span, 'user', name.name)
        : make({ type: 'sql_user', authentication: 'database', ...writtenSid(statement) });
    case 'external':
      return make({ type: 'external_user', authentication: 'database' });
    case 'certificate':
    case 'asymmetric_key': {
      const key = keyOf(world, 'here', source);
      if (key?.kind === 'absent') return cannot(world, 'find', source.kind.replace('_', ' '), source.name);
      if (defaultSchema !== undefined) return refuse(world, messages.noSchemaForKeys(), name.span, 'user', name.name);
      if (key?.kind === 'key' && usersOfKey(database, key.thumbprint).length > 0)
        return refuse(world, messages.loginHasUser(), source.name.span, 'certificate', source.name.name, 'exists'); // its sid is the key's
      const type = source.kind === 'certificate' ? 'certificate_user' : 'key_user';
      if (key?.kind !== 'key')
        return unknown(
          world,
          lacking('declaration', `${source.kind.replace('_', ' ')} '${source.name.name}' is not known`),
        );
      return make({ type, authentication: 'none', key: key.thumbprint });
    }
    default: {
      const login = source.kind === 'login' ? source.name : name;
      const found = findLogin(world.catalog, login.name);
      if (found.kind === 'unknown' && !found.entry) {
        const implied = change(world, { catalog: implyLogin(world.catalog, login.name) });
        return unsure(newUser(statement, implied, database), found.because);
      }
      return withFound(
        world,
        found,
        () => windowsOrMissing(world, login, make),
        (entry) => {
          if (hasUser(database, entry))
            return refuse(world, messages.loginHasUser(), login.span, 'login', login.name, 'exists');
          if (entry.id === saId)
            return refuse(world, messages.specialPrincipal(entry.name), login.span, 'login', login.name);
          return make({
            type: userType(entry.type),
            authentication: 'login',
            sid: entry.sid,
            ...(entry.key !== undefined && { key: entry.key }),
          });
        },
      );
    }
  }
}

/** WITH PASSWORD = ..., SID = 0x...: the same contained user in another database has the same (XDB-18). */
function writtenSid({ options }: StatementOf<'create_user'>): Pick<UserShape, 'sid'> {
  const sid = options.find((option) => option.name === 'SID')?.value;
  return sid === undefined ? {} : { sid: sid.toLowerCase() as NonNullable<UserShape['sid']> };
}

/** The owner is dbo already; any other login has one user at most (PRN-24). */
function hasUser(database: Database, login: ServerPrincipal): boolean {
  return login.sid === database.owner || hasSid(database, login.sid);
}

function nameTaken(world: World, name: NamedAt): Effect {
  return refuse(world, messages.userExists(name.name), name.span, 'user', name.name, 'exists');
}

/** A Windows user or group may have a user without a login (PRN-21). */
function windowsOrMissing(world: World, login: NamedAt, make: (user: UserShape) => Effect): Effect {
  if (login.name.includes('\\'))
    return make({ type: 'windows_user', authentication: 'login', sid: windowsSid(login.name) });
  return refuse(world, messages.noSuchLogin(login.name), login.span, 'login', login.name);
}

function userType(type: ServerPrincipal['type']): UserShape['type'] {
  switch (type) {
    case 'windows_login':
      return 'windows_user';
    case 'windows_group':
      return 'windows_group';
    case 'external_login':
      return 'external_user';
    case 'external_group':
      return 'external_group';
    case 'certificate_login':
      return 'certificate_user';
    case 'key_login':
      return 'key_user';
    default:
      return 'sql_user';
  }
}

export const stepAlterUser: StepFunction<StatementOf<'alter_user'>> = (_, statement, world) => {
  const place = here(world);
  if (!place) return unknown(world, databaseNotKnown);
  const { name } = statement;
  return withFound(
    world,
    findPrincipal(place.database, name.name),
    () => cannot(world, 'alter', 'user', name),
    (user) => alterUser(statement, world, place.database, user),
  );
};

/**
 * ALTER USER: another login takes the user over (CONTROL on the database), another name or default schema (ALTER on the
 * user). To rename one who holds CONTROL on the database takes CONTROL on it too.
 */
function alterUser(
  statement: StatementOf<'alter_user'>,
  world: World,
  database: Database,
  user: DatabasePrincipal,
): Effect {
  const { name, newName, login, defaultSchema, span } = statement;
  if (user.type === 'role' || user.type === 'application_role') return cannot(world, 'alter', 'user', name);
  if (user.fixed)
    return refuse(world, messages.cannotToFixed('alter', 'user', name.name), name.span, 'user', name.name);
  const message = messages.cannot('alter', 'user', name.name);
  const apply = (sid: ServerPrincipal['sid'] | undefined): Effect =>
    ok(
      world,
      alterPrincipal(world.catalog, world.database, user.id, {
        ...(newName && { name: newName.name }),
        ...(defaultSchema !== undefined && { defaultSchema }),
        ...(sid !== undefined && { sid, authentication: 'login' as const }),
      }),
    );
  return settle(world, span, alterUserNeeds(statement, world, database, user, message), () => {
    if (newName && isOther(database, newName, user.id)) return nameTaken(world, newName);
    if (defaultSchema !== undefined && user.key !== undefined)
      return refuse(world, messages.noSchemaForKeys(), name.span, 'user', name.name);
    if (!login) return apply(undefined);
    if (user.authentication !== 'login' || user.key !== undefined)
      return refuse(world, messages.cannotRemap(), name.span, 'user', name.name);
    return withFound(
      world,
      findLogin(world.catalog, login.name),
      () => refuse(world, messages.noSuchLogin(login.name), login.span, 'login', login.name),
      (entry) =>
        entry.sid !== user.sid && hasUser(database, entry)
          ? refuse(world, messages.loginHasUser(), login.span, 'login', login.name, 'exists')
          : apply(entry.sid),
    );
  });
}

/** Nothing, for what a user may change of himself (PRN-53). */
function alterUserNeeds(
  { newName, login, options }: StatementOf<'alter_user'>,
  world: World,
  database: Database,
  user: DatabasePrincipal,
  message: messages.Message,
): readonly Need[] {
  if (login) return [onDatabase(world, 'CONTROL', message)];
  if (currentUserId(world) === user.id && isOwnBusiness(options)) return [];
  const alter = onSecurable(world, 'ALTER', onPrincipal(user), message);
  return newName && hasControl(world.catalog, database, user)
    ? [alter, onDatabase(world, 'CONTROL', message)]
    : [alter];
}

/** DEFAULT_SCHEMA, DEFAULT_LANGUAGE, and the password where the old one is given. */
function isOwnBusiness(options: StatementOf<'alter_user'>['options']): boolean {
  const names = new Set(options.map(({ name }) => name));
  if (names.has('PASSWORD') !== names.has('OLD_PASSWORD')) return false;
  return [...names].every((name) => /^(DEFAULT_(SCHEMA|LANGUAGE)|(OLD_)?PASSWORD)$/.test(name));
}

function hasControl(catalog: Catalog, database: Database, user: DatabasePrincipal): boolean {
  const who = { database, userToken: userToken(database, user) };
  return decide(catalog, who, databaseQuestion(catalog, database, 'CONTROL')).kind === 'allowed';
}

function isOther(database: Database, name: NamedAt, but: Id): boolean {
  const other = findPrincipal(database, name.name);
  return other.kind === 'found' && other.entry.id !== but;
}

/** CREATE ROLE, CREATE SERVER ROLE: with authority over the owner that is named (15247, 15151). */
export const stepCreateRole: StepFunction<StatementOf<'create_role'>> = (_, statement, world) => {
  if (statement.scope === 'server') return createServerRoleIn(world, statement);
  const place = here(world);
  if (!place) return unknown(world, databaseNotKnown);
  const { name, owner, span } = statement;
  const by = owner && findPrincipal(place.database, owner.name);
  const authority = by?.kind === 'found' ? [ownershipInDatabase(world, by.entry.id, by.entry.name)] : [];
  return settle(world, span, [onDatabase(world, 'CREATE ROLE', messages.notPermitted()), ...authority], () => {
    if (isTaken(findPrincipal(place.database, name.name))) return nameTaken(world, name);
    if (owner && by?.kind === 'absent') return cannot(world, 'find', 'user', owner);
    const ownerId: Id = by?.kind === 'found' ? by.entry.id : (currentUserId(world) ?? dboId);
    return ok(world, createRole(world.catalog, world.database, { name: name.name, owner: ownerId }));
  });
};

/** ALTER ROLE, ALTER SERVER ROLE: membership and names (PRN-7, PRN-29, PRN-31). */
export const stepAlterRole: StepFunction<StatementOf<'alter_role'>> = (_, statement, world) =>
  statement.scope === 'server' ? alterServerRole(statement, world) : alterDatabaseRole(statement, world);

function alterDatabaseRole({ name, change: what, span }: StatementOf<'alter_role'>, world: World): Effect {
  const place = here(world);
  if (!place) return unknown(world, databaseNotKnown);
  return withFound(
    world,
    findPrincipal(place.database, name.name),
    () => cannot(world, 'alter', 'role', name),
    (role) => {
      if (role.type !== 'role') return cannot(world, 'alter', 'role', name);
      if (sameName(role.name, 'public'))
        return refuse(world, messages.publicMembership(), name.span, 'role', name.name);
      const message = messages.cannot('alter', 'role', name.name);
      const alter = onSecurable(world, 'ALTER', onPrincipal(role), message);
      if (what.kind === 'rename') {
        if (role.fixed)
          return refuse(world, messages.cannotToFixed('alter', 'role', role.name), name.span, 'role', role.name);
        // a DENY on the role does not reach its name (PRN-55)
        const need = anyOf(alter, onDatabase(world, 'ALTER ANY ROLE', message));
        return settle(world, span, [need], () =>
          isOther(place.database, what.to, role.id)
            ? nameTaken(world, what.to)
            : ok(world, alterPrincipal(world.catalog, world.database, role.id, { name: what.to.name })),
        );
      }
      if (role.fixed && what.kind === 'add_member') {
        const inMaster = closedInAzureMaster(world, role);
        if (inMaster === 'refused') return cannot(world, 'alter', 'role', name);
        if (inMaster) return unknown(world, inMaster);
      }
      const need = role.fixed ? fixedDatabaseRoleAuthority(world, role) : alter;
      return settle(world, span, [need], () => changeMember(world, place.database, role, what));
    },
  );
}

/** In master of Azure SQL Database the fixed roles are the server's own, but for two of its making (AZ-13). */
function closedInAzureMaster(
  { catalog, database }: World,
  { name }: DatabasePrincipal,
): 'refused' | Reason | undefined {
  if (catalog.version !== 'azure-sql-database' || database !== fold('master')) return undefined;
  if (['dbmanager', 'loginmanager'].includes(fold(name))) return undefined;
  return ['db_ddladmin', 'db_securityadmin'].includes(fold(name))
    ? 'refused'
    : lacking('model', `whether ${name} takes members in master of Azure SQL Database is not documented`);
}

/**
 * dbo, the special users and the fixed roles are no members; a role is not in itself, not by way of others either
 * (PRN-31).
 */
function changeMember(
  world: World,
  database: Database,
  role: DatabasePrincipal,
  { kind, member: at }: { readonly kind: 'add_member' | 'drop_member'; readonly member: NamedAt },
): Effect {
  return withFound(
    world,
    findPrincipal(database, at.name),
    () => cannot(world, kind === 'add_member' ? 'add' : 'drop', 'principal', at),
    (member) => {
      if (member.fixed && member.id !== guestId)
        return refuse(world, messages.specialPrincipal(member.name), at.span, 'principal', member.name);
      if (kind === 'drop_member') return ok(world, dropMember(world.catalog, world.database, role.id, member.id));
      // no permission on the member is needed, but a DENY of ALTER on it counts (PRN-55)
      const alter = onSecurable(world, 'ALTER', onPrincipal(member), messages.cannot('add', 'principal', at.name));
      if (isDeniedByRow(alter)) return settle(world, at.span, [alter], () => ok(world));
      if (databaseClosure(database, [role.id]).has(member.id))
        return refuse(world, messages.memberOfItself(), at.span, 'role', role.name);
      return ok(world, addMember(world.catalog, world.database, role.id, member.id));
    },
  );
}

export const stepApplicationRole: StepFunction<StatementOf<'create_application_role' | 'alter_application_role'>> = (
  _,
  { kind, name, newName, defaultSchema, password, span },
  world,
) => {
  const place = here(world);
  if (!place) return unknown(world, databaseNotKnown);
  const found = findPrincipal(place.database, name.name);
  const given = typeof password === 'string' && !isTemplate(password) ? password : undefined;
  if (kind === 'create_application_role') {
    return settle(world, span, [onDatabase(world, 'ALTER ANY APPLICATION ROLE', messages.notPermitted())], () =>
      isTaken(found)
        ? nameTaken(world, name)
        : ok(
            world,
            createApplicationRole(world.catalog, world.database, { name: name.name, defaultSchema, password: given }),
          ),
    );
  }
  return withFound(
    world,
    found,
    () => cannot(world, 'alter', 'application role', name),
    (role) =>
      role.type !== 'application_role'
        ? cannot(world, 'alter', 'application role', name)
        : settle(
            world,
            span,
            [onSecurable(world, 'ALTER', onPrincipal(role), messages.cannot('alter', 'application role', name.name))],
            () =>
              newName && isOther(place.database, newName, role.id)
                ? nameTaken(world, newName)
                : ok(
                    world,
                    alterPrincipal(world.catalog, world.database, role.id, {
                      ...(newName && { name: newName.name }),
                      ...(defaultSchema !== undefined && { defaultSchema }),
                      ...(password !== undefined && { password: given }),
                    }),
                  ),
          ),
  );
};
