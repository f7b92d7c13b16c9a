/**
 * The security procedures of SQL Server 2000 (PRN-50, PRN-51). Most are the statement that replaced them; they differ
 * in the schemas that sp_adduser and sp_addapprole make, and in what they say of a login that is not there.
 */

import { findServerPrincipal } from '../../../catalog/lookup';
import { lacking } from '../../../catalog/reason';
import type { StatementOf } from '../../../syntax/statement';
import { type Folded, fold } from '../../../text/name';
import { refuse } from '../../names/found';
import { type Effect, unknown } from '../../session/effect';
import { loginName } from '../../session/identity';
import * as messages from '../../session/messages';
import type { Context, Value, World } from '../../session/model';
import { argument } from '../context/setuser';
import { stepDrop } from '../objects/drop';
import { stepAlterAuthorization } from '../permissions/ownership';
import { stepAlterLogin, stepCreateLogin } from '../principals/logins';
import { stepApplicationRole, stepCreateRole } from '../principals/principals';
import type { LegacyCall } from './legacy-call';
import { denyLogin, grantLogin } from './legacy-logins';
import { changeObjectOwner, changeUsersLogin, migrateUser } from './legacy-owners';
import { addApplicationRole, addUser, changeGuest, changeMember, dropWithSchema } from './legacy-users';

type Execute = StatementOf<'execute'>;

/** The name of the first parameter, which all but sp_change_users_login need. */
const firstParameters: Readonly<Record<string, string>> = {
  sp_addlogin: '@loginame',
  sp_grantlogin: '@loginame',
  sp_denylogin: '@loginame',
  sp_revokelogin: '@loginame',
  sp_droplogin: '@loginame',
  sp_password: '@new',
  sp_defaultdb: '@loginame',
  sp_defaultlanguage: '@loginame',
  sp_grantdbaccess: '@loginame',
  sp_adduser: '@loginame',
  sp_revokedbaccess: '@name_in_db',
  sp_dropuser: '@name_in_db',
  sp_addrole: '@rolename',
  sp_droprole: '@rolename',
  sp_addrolemember: '@rolename',
  sp_droprolemember: '@rolename',
  sp_addsrvrolemember: '@loginame',
  sp_dropsrvrolemember: '@loginame',
  sp_addapprole: '@rolename',
  sp_dropapprole: '@rolename',
  sp_approlepassword: '@rolename',
  sp_changedbowner: '@loginame',
  sp_changeobjectowner: '@objname',
  sp_change_users_login: '@action',
  sp_migrate_user_to_contained: '@username',
};

/** The effect of a legacy procedure; undefined: it is none. */
export function stepLegacy(context: Context, statement: Execute, world: World, name: Folded): Effect | undefined {
  const parameter = firstParameters[name];
  if (parameter === undefined) return undefined;
  const value = (one: string, position: number): Value | undefined =>
    argument(context, world, statement, one, position);
  const call: LegacyCall = {
    context,
    world,
    statement,
    name,
    value,
    text: (one, position) => stringOf(value(one, position)),
    at: (text) => ({ name: text, span: statement.span }),
    object: (text) => ({ name: text, text, span: statement.span }),
  };
  const first = call.text(parameter, name === fold('sp_password') ? 1 : 0);
  if (first === undefined) return unknown(world, lacking('value', 'the name is not known before the script is run'));
  return missingLogin(call, first) ?? apply(call, first);
}

/** Procedures that look for the login themselves: one that is not there is 15007, not what the statement says. */
const lookForLogin: ReadonlySet<string> = new Set([
  'sp_droplogin',
  'sp_defaultdb',
  'sp_defaultlanguage',
  'sp_password',
]);

function missingLogin({ world, statement, name, text }: LegacyCall, first: string): Effect | undefined {
  const login = name === 'sp_password' ? text('@loginame', 2) : first;
  if (login === undefined || !lookForLogin.has(name) || findServerPrincipal(world.catalog, login).kind !== 'absent')
    return undefined;
  return refuse(world, messages.noSuchLogin(login), statement.span, 'login', login);
}

function apply(call: LegacyCall, first: string): Effect {
  const { context, world, at, object, text } = call;
  const base = { span: call.statement.span } as const;
  switch (call.name) {
    case 'sp_addlogin': {
      const sid = call.value('@sid', 4);
      const options = sid?.kind === 'binary' ? [{ span: base.span, name: 'SID', value: sid.text }] : [];
      return stepCreateLogin(
        context,
        { ...base, kind: 'create_login', node: 'create_login', name: at(first), source: { kind: 'password' }, options },
        world,
      );
    }
    case 'sp_grantlogin':
      return grantLogin(call, first);
    case 'sp_denylogin':
      return denyLogin(call, first);
    case 'sp_revokelogin':
    case 'sp_droplogin':
      return stepDrop(
        context,
        { ...base, kind: 'drop', node: 'drop_login', class: 'LOGIN', ifExists: false, names: [object(first)] },
        world,
      );
    case 'sp_password': {
      const who = text('@loginame', 2) ?? loginName(world);
      const names = text('@old', 0) === undefined ? ['PASSWORD'] : ['PASSWORD', 'OLD_PASSWORD'];
      const change = {
        kind: 'options',
        options: names.map((name) => ({ span: base.span, name })),
        password: true,
      } as const;
      if (typeof who !== 'string' && who.kind !== 'known') return unknown(world, who.because);
      const login = typeof who === 'string' ? who : who.name;
      return stepAlterLogin(
        context,
        { ...base, kind: 'alter_login', node: 'alter_login', name: at(login), change },
        world,
      );
    }
    case 'sp_defaultdb':
    case 'sp_defaultlanguage': {
      const options = [
        { span: base.span, name: call.name === 'sp_defaultdb' ? 'DEFAULT_DATABASE' : 'DEFAULT_LANGUAGE' },
      ];
      const change = { kind: 'options', options, password: false } as const;
      return stepAlterLogin(
        context,
        { ...base, kind: 'alter_login', node: 'alter_login', name: at(first), change },
        world,
      );
    }
    case 'sp_grantdbaccess':
    case 'sp_adduser':
      return first.toLowerCase() === 'guest' ? changeGuest(call, 'grant') : addUser(call, first);
    case 'sp_revokedbaccess':
    case 'sp_dropuser':
      return first.toLowerCase() === 'guest' ? changeGuest(call, 'revoke') : dropWithSchema(call, 'USER', first);
    case 'sp_addrole': {
      const owner = text('@ownername', 1);
      return stepCreateRole(
        context,
        {
          ...base,
          kind: 'create_role',
          node: 'create_role',
          scope: 'database',
          name: at(first),
          ...(owner !== undefined && { owner: at(owner) }),
        },
        world,
      );
    }
    case 'sp_droprole':
      return stepDrop(
        context,
        { ...base, kind: 'drop', node: 'drop_role', class: 'ROLE', ifExists: false, names: [object(first)] },
        world,
      );
    case 'sp_addrolemember':
    case 'sp_droprolemember':
      return changeMember(call, 'database', first, text('@membername', 1));
    case 'sp_addsrvrolemember':
    case 'sp_dropsrvrolemember':
      return changeMember(call, 'server', text('@rolename', 1), first);
    case 'sp_addapprole':
      return addApplicationRole(call, first);
    case 'sp_dropapprole':
      return dropWithSchema(call, 'APPLICATION ROLE', first);
    case 'sp_approlepassword':
      return stepApplicationRole(
        context,
        {
          ...base,
          kind: 'alter_application_role',
          node: 'alter_application_role',
          name: at(first),
          password: text('@newpwd', 1) ?? null,
        },
        world,
      );
    case 'sp_changedbowner': {
      const name = object(world.catalog.databases.get(world.database)?.name ?? world.database);
      const to = { kind: 'principal', name: at(first) } as const;
      return stepAlterAuthorization(
        context,
        { ...base, kind: 'alter_authorization', node: 'alter_authorization', class: 'DATABASE', name, to },
        world,
      );
    }
    case 'sp_changeobjectowner':
      return changeObjectOwner(call, first, text('@newowner', 1));
    case 'sp_change_users_login':
      return changeUsersLogin(call, first);
    default:
      return migrateUser(call, first);
  }
}

function stringOf(value: Value | undefined): string | undefined {
  return value?.kind === 'string' ? value.value : undefined;
}
