/** Logins, server roles and credentials (PRN-1 to PRN-9, PRN-50). */

import { createOther } from '../../../catalog/change/objects/objects';
import {
  addServerMember,
  alterLogin,
  createCredential,
  createLogin,
  createServerRole,
  dropServerMember,
  renameServerRole,
} from '../../../catalog/change/principals/logins';
import { loginToken, serverClosure } from '../../../catalog/closure';
import { decide } from '../../../catalog/decide/decide';
import { memberOf } from '../../../catalog/decide/membership';
import { onServerPrincipal, serverQuestion } from '../../../catalog/decide/question';
import { saId, sysadminId } from '../../../catalog/ids';
import { findKey, findLogin, findServerPrincipal, findServerRole } from '../../../catalog/lookup';
import type { ServerPrincipal, Thumbprint } from '../../../catalog/model';
import type { NamedAt } from '../../../syntax/expression';
import type { StatementOf } from '../../../syntax/statement';
import type { PrincipalSource } from '../../../syntax/statements/principals';
import { fold, sameName } from '../../../text/name';
import { anyOf, inMasterRole, type Need, onDatabase, onSecurable, onServer, settle } from '../../judge/needs';
import { ownershipAtServer } from '../../judge/ownership-authority';
import { serverRoleAuthority } from '../../judge/role-authority';
import { cannot, isTaken, refuse, withFound } from '../../names/found';
import { type Effect, failed, ok, type StepFunction } from '../../session/effect';
import { currentLoginId, currentUserId } from '../../session/identity';
import * as messages from '../../session/messages';
import type { World } from '../../session/model';
import { onlyFromMaster } from '../../session/server-error';

/** CREATE LOGIN: the permission comes first, then the name (15247, 15025). */
export const stepCreateLogin: StepFunction<StatementOf<'create_login'>> = (
  _,
  { name, source, options, span },
  world,
) => {
  if (world.catalog.version === 'azure-sql-database' && world.database !== fold('master'))
    return failed(world, onlyFromMaster(span));
  const sid = options.find((option) => option.name === 'SID')?.value;
  const rights = [
    onServer(world, 'CREATE LOGIN', messages.notPermitted()),
    onServer(world, 'ALTER ANY LOGIN', messages.notPermitted()),
  ] as const;
  const need =
    world.catalog.version === 'azure-sql-database'
      ? anyOf(inMasterRole(world, 'CREATE LOGIN (Azure SQL Database)', messages.notPermitted()), ...rights)
      : anyOf(...rights);
  const credential = options.some((option) => option.name === 'CREDENTIAL')
    ? [onServer(world, 'ALTER ANY CREDENTIAL', messages.notPermitted())]
    : [];
  return settle(world, span, [need, ...credential], () => {
    if (isTaken(findServerPrincipal(world.catalog, name.name))) return nameTaken(world, name);
    const key = keyOf(world, 'master', source);
    if (key?.kind === 'absent')
      return cannot(world, 'find', source.kind.replace('_', ' '), (source as { name: NamedAt }).name);
    return ok(
      world,
      createLogin(world.catalog, {
        name: name.name,
        type: loginType(source, name.name),
        sid,
        key: key?.kind === 'key' ? key.thumbprint : undefined,
      }),
    );
  });
};

function nameTaken(world: World, name: NamedAt): Effect {
  return refuse(world, messages.loginExists(name.name), name.span, 'server principal', name.name, 'exists');
}

function loginType(source: PrincipalSource, name: string): Exclude<ServerPrincipal['type'], 'server_role'> {
  switch (source.kind) {
    case 'certificate':
      return 'certificate_login';
    case 'asymmetric_key':
      return 'key_login';
    case 'external':
      return 'external_login';
    case 'windows':
      // Which Windows names are groups is not written in a script; the catalog can say so.
      return /\\(.*\b(group|users|admins|administrators|team|gruppe)\b.*|.*_g|G_.*)$/i.test(name)
        ? 'windows_group'
        : 'windows_login';
    default:
      return 'sql_login';
  }
}

type KeyFound = { readonly kind: 'key'; readonly thumbprint: Thumbprint } | { readonly kind: 'absent' | 'unknown' };

/**
 * The key that FROM CERTIFICATE or FROM ASYMMETRIC KEY names: in the current database for users, in master for logins.
 */
export function keyOf(world: World, where: 'here' | 'master', source: PrincipalSource): KeyFound | undefined {
  if (source.kind !== 'certificate' && source.kind !== 'asymmetric_key') return undefined;
  const database =
    where === 'here' ? world.catalog.databases.get(world.database) : world.catalog.databases.get(fold('master'));
  const found = database && findKey(database, source.kind, source.name.name);
  if (!found || found.kind === 'unknown') return { kind: 'unknown' };
  return found.kind === 'found' ? { kind: 'key', thumbprint: found.entry.thumbprint } : { kind: 'absent' };
}

/** ALTER LOGIN. Of its own a login may change the password, by the old one, and its defaults. */
export const stepAlterLogin: StepFunction<StatementOf<'alter_login'>> = (_, { name, change: what, span }, world) =>
  withFound(
    world,
    findLogin(world.catalog, name.name),
    () => cannot(world, 'alter', 'login', name),
    (login) =>
      settle(world, span, alterNeeds(world, login, name, what), () => {
        if (what.kind === 'enable' || what.kind === 'disable')
          return ok(world, alterLogin(world.catalog, login.id, { disabled: what.kind === 'disable' }));
        if (what.kind !== 'options' || !what.newName) return ok(world);
        const other = findServerPrincipal(world.catalog, what.newName.name);
        if (other.kind === 'found' && other.entry.id !== login.id) return nameTaken(world, what.newName);
        return ok(world, alterLogin(world.catalog, login.id, { name: what.newName.name }));
      }),
  );

const ownOptions: ReadonlySet<string> = new Set(['OLD_PASSWORD', 'PASSWORD', 'DEFAULT_DATABASE', 'DEFAULT_LANGUAGE']);

function alterNeeds(
  world: World,
  login: ServerPrincipal,
  name: NamedAt,
  what: StatementOf<'alter_login'>['change'],
): readonly Need[] {
  const message = messages.cannot('alter', 'login', name.name);
  const names = what.kind === 'options' ? what.options.map((option) => option.name) : [];
  const isOld = names.includes('OLD_PASSWORD');
  const isOwn = world.stack.frame.scope === 'server' && currentLoginId(world) === login.id;
  if (isOwn && what.kind === 'options' && names.every((one) => ownOptions.has(one)) && (isOld || !what.password))
    return [];
  const alter = onSecurable(world, 'ALTER', onServerPrincipal(login), message);
  if (what.kind === 'credential' || names.includes('CREDENTIAL'))
    return [alter, onServer(world, 'ALTER ANY CREDENTIAL', message)];
  const defaultsOnly =
    what.kind === 'options' &&
    !what.newName &&
    names.every((one) => one.startsWith('DEFAULT_') || one === 'OLD_PASSWORD' || (isOld && one === 'PASSWORD'));
  return isPowerful(world, login) && !defaultsOnly ? [alter, onServer(world, 'CONTROL SERVER', message)] : [alter];
}

/**
 * Whoever can set the password of a sysadmin, or of a holder of CONTROL SERVER, is one: that needs CONTROL SERVER too.
 */
function isPowerful(world: World, login: ServerPrincipal): boolean {
  const token = loginToken(world.catalog, login);
  if (memberOf(token, sysadminId, 'grant', { kind: 'server', catalog: world.catalog }).kind === 'member') return true;
  return (
    decide(world.catalog, { loginToken: token }, serverQuestion(world.catalog, 'CONTROL SERVER')).kind === 'allowed'
  );
}

/** CREATE SERVER ROLE. */
export function createServerRoleIn(world: World, { name, owner, span }: StatementOf<'create_role'>): Effect {
  const by = owner && findServerPrincipal(world.catalog, owner.name);
  const authority = by?.kind === 'found' ? [ownershipAtServer(world, by.entry.id, by.entry.name)] : [];
  return settle(world, span, [onServer(world, 'CREATE SERVER ROLE', messages.notPermitted()), ...authority], () => {
    if (isTaken(findServerPrincipal(world.catalog, name.name))) return nameTaken(world, name);
    if (owner && by?.kind === 'absent') return cannot(world, 'find', 'principal', owner);
    const ownerId = by?.kind === 'found' ? by.entry.id : (currentLoginId(world) ?? saId);
    return ok(world, createServerRole(world.catalog, { name: name.name, owner: ownerId }));
  });
}

/** ALTER SERVER ROLE: members and name (PRN-3, PRN-6, PRN-7). */
export function alterServerRole({ name, change: what, span }: StatementOf<'alter_role'>, world: World): Effect {
  return withFound(
    world,
    findServerRole(world.catalog, name.name),
    () => cannot(world, 'alter', 'server role', name),
    (role) => {
      const need = serverRoleAuthority(world, role);
      if (sameName(role.name, 'public'))
        return refuse(world, messages.publicMembership(), name.span, 'role', name.name);
      if (what.kind === 'rename') {
        if (role.fixed)
          return refuse(
            world,
            messages.cannotToFixed('alter', 'server role', role.name),
            name.span,
            'server role',
            role.name,
          );
        const any = onServer(world, 'ALTER ANY SERVER ROLE', messages.cannot('alter', 'server role', role.name));
        return settle(world, span, [anyOf(need, any)], () =>
          findServerPrincipal(world.catalog, what.to.name).kind === 'found'
            ? nameTaken(world, what.to)
            : ok(world, renameServerRole(world.catalog, role.id, what.to.name)),
        );
      }
      return settle(world, span, [need], () =>
        withFound(
          world,
          findServerPrincipal(world.catalog, what.member.name),
          () => cannot(world, what.kind === 'add_member' ? 'add' : 'drop', 'principal', what.member),
          (member) => {
            if (member.id === saId || member.fixed)
              return refuse(world, messages.specialPrincipal(member.name), what.member.span, 'principal', member.name);
            if (what.kind === 'drop_member') return ok(world, dropServerMember(world.catalog, role.id, member.id));
            if (serverClosure(world.catalog.server, [role.id]).has(member.id))
              return refuse(world, messages.memberOfItself(), what.member.span, 'role', role.name);
            return ok(world, addServerMember(world.catalog, role.id, member.id));
          },
        ),
      );
    },
  );
}

export const stepCredential: StepFunction<StatementOf<'credential'>> = (_, { action, scope, name, span }, world) => {
  if (scope === 'database') {
    const owner = currentUserId(world);
    const made = { class: 'DATABASE SCOPED CREDENTIAL', name: name.name, ...(owner !== undefined && { owner }) };
    return settle(world, span, [onDatabase(world, 'CONTROL', messages.notPermitted())], () =>
      action === 'create' ? ok(world, createOther(world.catalog, world.database, made)) : ok(world),
    );
  }
  const need =
    action === 'create'
      ? onServer(world, 'ALTER ANY CREDENTIAL', messages.notPermitted())
      : onServer(world, 'ALTER ANY CREDENTIAL', messages.cannot('alter', 'credential', name.name));
  return settle(world, span, [need], () =>
    action === 'create' ? ok(world, createCredential(world.catalog, name.name)) : ok(world),
  );
};
