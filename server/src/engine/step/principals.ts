/** Logins, users, roles and their members (PRN-1 to PRN-31, PRN-50). */
import { onPrincipal, onServerPrincipal } from '../../catalog/check';
import { addServerMember, alterLogin, createLogin, createServerRole, dropServerMember, renameServerRole, createCredential } from '../../catalog/change/logins';
import { addMember, alterPrincipal, createApplicationRole, createRole, createUser, dropMember } from '../../catalog/change/principals';
import { dboId, guestId, saId } from '../../catalog/ids';
import { findKey, findLogin, findPrincipal, findServerPrincipal, findServerRole, type Found } from '../../catalog/lookup';
import type { Catalog, Database, DatabasePrincipal, Id, ServerPrincipal, Thumbprint } from '../../catalog/model';
import type { NamedAt } from '../../syntax/expression';
import type { StatementOf } from '../../syntax/statement';
import type { PrincipalSource } from '../../syntax/statements/principals';
import type { Span } from '../../text/span';
import { type Effect, type StepFunction, failed } from '../effect';
import { currentUserId, currentLoginId } from '../identity';
import { change } from '../make';
import type { World } from '../model';
import { serverError } from '../outcome';
import { anyOf, here, type Need, onDatabase, onSecurable, onServer, settle } from '../require';
import { serverRoleAuthority, fixedDatabaseRoleAuthority } from './role-authority';

const with_ = (world: World, catalog: Catalog): Effect => ({ outcome: { kind: 'ok' }, after: change(world, { catalog }) });
const unknown = (world: World, because: string): Effect => ({ outcome: { kind: 'unknown', because }, after: world });

function refuse(
  world: World,
  number: number,
  inserts: readonly string[],
  span: Span,
  what: string,
  name: string,
  kind: 'missing' | 'exists' = 'missing',
): Effect {
  return failed(world, serverError({ number, inserts, span, refusal: { kind, what, name } }));
}

/** 15151: one message for what is missing and what is not allowed (PERM-9). */
export function cannot(world: World, verb: string, what: string, at: NamedAt): Effect {
  return refuse(world, 15151, [verb, what, at.name], at.span, what, at.name);
}

/** Goes on with the thing that a name means; `absent` says what happens without it. */
export function withFound<T>(world: World, found: Found<T>, absent: () => Effect, go: (entry: T) => Effect): Effect {
  if (found.kind === 'absent') return absent();
  if (found.kind === 'found') return go(found.entry);
  const effect = found.entry === undefined ? { outcome: { kind: 'ok' } as const, after: world } : go(found.entry);
  return effect.outcome.kind === 'ok' || effect.outcome.kind === 'error'
    ? { ...effect, after: effect.outcome.kind === 'error' ? world : effect.after, outcome: { kind: 'unknown', because: found.because } }
    : effect;
}

export const stepCreateLogin: StepFunction<StatementOf<'create_login'>> = (_, { name, source, options, span }, world) => {
  const existing = findServerPrincipal(world.catalog, name.name);
  if (existing.kind === 'found') return refuse(world, 15025, [name.name], name.span, 'server principal', name.name, 'exists');
  const key = keyOf(world, 'master', source);
  if (key?.kind === 'absent') return cannot(world, 'find', source.kind.replace('_', ' '), (source as { name: NamedAt }).name);
  const sid = options.find((option) => option.name === 'SID')?.value;
  const need = anyOf(onServer(world, 'CREATE LOGIN', 15247), onServer(world, 'ALTER ANY LOGIN', 15247));
  return settle(world, span, [need], () =>
    with_(
      world,
      createLogin(world.catalog, { name: name.name, type: loginType(source, name.name), sid, key: key?.kind === 'key' ? key.thumbprint : undefined }),
    ),
  );
};

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
      return /\\(.*\b(group|users|admins|administrators|team|gruppe)\b.*|.*_g|G_.*)$/i.test(name) ? 'windows_group' : 'windows_login';
    default:
      return 'sql_login';
  }
}

type KeyFound = { readonly kind: 'key'; readonly thumbprint: Thumbprint } | { readonly kind: 'absent' | 'unknown' };

/** The key that FROM CERTIFICATE or FROM ASYMMETRIC KEY names: in the current database for users, in master for logins. */
function keyOf(world: World, where: 'here' | 'master', source: PrincipalSource): KeyFound | undefined {
  if (source.kind !== 'certificate' && source.kind !== 'asymmetric_key') return undefined;
  const database = where === 'here' ? world.catalog.databases.get(world.database) : [...world.catalog.databases.values()].find((one) => one.name === 'master');
  const found = database && findKey(database, source.kind, source.name.name);
  if (!found || found.kind === 'unknown') return { kind: 'unknown' };
  return found.kind === 'found' ? { kind: 'key', thumbprint: found.entry.thumbprint } : { kind: 'absent' };
}

export const stepAlterLogin: StepFunction<StatementOf<'alter_login'>> = (_, { name, change: what, span }, world) =>
  withFound(
    world,
    findLogin(world.catalog, name.name),
    () => cannot(world, 'alter', 'login', name),
    (login) =>
      settle(world, span, [onSecurable(world, 'ALTER', onServerPrincipal(login), 15151, ['alter', 'login', name.name])], () => {
        if (what.kind === 'enable' || what.kind === 'disable') return with_(world, alterLogin(world.catalog, login.id, { disabled: what.kind === 'disable' }));
        if (what.kind === 'options' && what.newName) return with_(world, alterLogin(world.catalog, login.id, { name: what.newName.name }));
        return { outcome: { kind: 'ok' }, after: world };
      }),
  );

export const stepCreateUser: StepFunction<StatementOf<'create_user'>> = (_, { name, source, defaultSchema, span }, world) => {
  const place = here(world);
  if (!place) return unknown(world, 'database-not-in-catalog');
  const { database } = place;
  if (database.principals.get(guestId)?.name.toLowerCase() === name.name.toLowerCase()) return refuse(world, 15062, [], name.span, 'user', name.name, 'exists');
  if (findPrincipal(database, name.name).kind === 'found') return refuse(world, 15023, [name.name], name.span, 'user', name.name, 'exists');
  const need = onDatabase(world, 'ALTER ANY USER', 15247);
  const make = (user: {
    readonly type: Exclude<DatabasePrincipal['type'], 'role' | 'application_role'>;
    readonly authentication: DatabasePrincipal['authentication'];
    readonly sid?: DatabasePrincipal['sid'];
    readonly key?: Thumbprint;
  }): Effect => settle(world, span, [need], () => with_(world, createUser(world.catalog, world.database, { name: name.name, defaultSchema, ...user })));
  switch (source.kind) {
    case 'without_login':
      return make({ type: 'sql_user', authentication: 'none' });
    case 'password':
      return make({ type: 'sql_user', authentication: 'database' });
    case 'external':
      return make({ type: 'external_user', authentication: 'database' });
    case 'certificate':
    case 'asymmetric_key': {
      const key = keyOf(world, 'here', source);
      if (key?.kind === 'absent') return cannot(world, 'find', source.kind.replace('_', ' '), source.name);
      const type = source.kind === 'certificate' ? 'certificate_user' : 'key_user';
      if (key?.kind !== 'key') return unknown(world, `no-catalog: ${source.kind.replace('_', ' ')} '${source.name.name}' is not known`);
      return make({ type, authentication: 'none', key: key.thumbprint });
    }
    default: {
      const login = source.kind === 'login' ? source.name : name;
      return withFound(
        world,
        findLogin(world.catalog, login.name),
        () => windowsOrMissing(world, database, login, make),
        (entry) => {
          if (entry.sid === database.owner) return refuse(world, 15063, [], login.span, 'login', login.name, 'exists');
          if (database.principals.some((user) => user.sid === entry.sid)) return refuse(world, 15063, [], login.span, 'login', login.name, 'exists');
          return make({ type: userType(entry.type), authentication: 'login', sid: entry.sid });
        },
      );
    }
  }
};

/** A Windows user or group may have a user without a login (PRN-21). */
function windowsOrMissing(world: World, _: Database, login: NamedAt, make: (user: { type: 'windows_user'; authentication: 'login' }) => Effect): Effect {
  if (login.name.includes('\\')) return make({ type: 'windows_user', authentication: 'login' });
  return refuse(world, 15007, [login.name], login.span, 'login', login.name);
}

function userType(type: ServerPrincipal['type']): Exclude<DatabasePrincipal['type'], 'role' | 'application_role'> {
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

export const stepAlterUser: StepFunction<StatementOf<'alter_user'>> = (_, { name, newName, login, defaultSchema, span }, world) => {
  const place = here(world);
  if (!place) return unknown(world, 'database-not-in-catalog');
  return withFound(
    world,
    findPrincipal(place.database, name.name),
    () => cannot(world, 'alter', 'user', name),
    (user) => {
      if (user.id === dboId && newName) return refuse(world, 15150, ['alter', 'user', name.name], name.span, 'user', name.name);
      const needs: Need[] = [
        login
          ? onDatabase(world, 'CONTROL', 15151, ['alter', 'user', name.name])
          : onSecurable(world, 'ALTER', onPrincipal(user), 15151, ['alter', 'user', name.name]),
      ];
      const apply = (sid: ServerPrincipal['sid'] | undefined): Effect =>
        settle(world, span, needs, () =>
          with_(
            world,
            alterPrincipal(world.catalog, world.database, user.id, {
              ...(newName && { name: newName.name }),
              ...(defaultSchema !== undefined && { defaultSchema }),
              ...(sid !== undefined && { sid, authentication: 'login' as const }),
            }),
          ),
        );
      return login
        ? withFound(
            world,
            findLogin(world.catalog, login.name),
            () => refuse(world, 15007, [login.name], login.span, 'login', login.name),
            (entry) => apply(entry.sid),
          )
        : apply(undefined);
    },
  );
};

export const stepCreateRole: StepFunction<StatementOf<'create_role'>> = (_, { scope, name, owner, span }, world) => {
  if (scope === 'server') {
    if (findServerPrincipal(world.catalog, name.name).kind === 'found')
      return refuse(world, 15025, [name.name], name.span, 'server principal', name.name, 'exists');
    const by = owner && findServerPrincipal(world.catalog, owner.name);
    if (owner && by?.kind === 'absent') return cannot(world, 'find', 'principal', owner);
    const ownerId = by?.kind === 'found' ? by.entry.id : (currentLoginId(world) ?? saId);
    return settle(world, span, [onServer(world, 'CREATE SERVER ROLE', 15247)], () =>
      with_(world, createServerRole(world.catalog, { name: name.name, owner: ownerId })),
    );
  }
  const place = here(world);
  if (!place) return unknown(world, 'database-not-in-catalog');
  if (findPrincipal(place.database, name.name).kind === 'found') return refuse(world, 15023, [name.name], name.span, 'role', name.name, 'exists');
  const by = owner && findPrincipal(place.database, owner.name);
  if (owner && by?.kind === 'absent') return cannot(world, 'find', 'user', owner);
  const ownerId: Id = by?.kind === 'found' ? by.entry.id : (currentUserId(world) ?? dboId);
  return settle(world, span, [onDatabase(world, 'CREATE ROLE', 15247)], () =>
    with_(world, createRole(world.catalog, world.database, { name: name.name, owner: ownerId })),
  );
};

/** ALTER ROLE, ALTER SERVER ROLE: membership and names (PRN-7, PRN-29, PRN-31). */
export const stepAlterRole: StepFunction<StatementOf<'alter_role'>> = (_, statement, world) =>
  statement.scope === 'server' ? alterServerRole(statement, world) : alterDatabaseRole(statement, world);

function alterServerRole({ name, change: what, span }: StatementOf<'alter_role'>, world: World): Effect {
  return withFound(
    world,
    findServerRole(world.catalog, name.name),
    () => cannot(world, 'alter', 'server role', name),
    (role) => {
      const need = serverRoleAuthority(world, role);
      if (what.kind === 'rename') return settle(world, span, [need], () => with_(world, renameServerRole(world.catalog, role.id, what.to.name)));
      if (role.name === 'public') return refuse(world, 15081, [], name.span, 'role', name.name);
      return withFound(
        world,
        findServerPrincipal(world.catalog, what.member.name),
        () => cannot(world, 'add', 'principal', what.member),
        (member) =>
          settle(world, span, [need], () => with_(world, (what.kind === 'add_member' ? addServerMember : dropServerMember)(world.catalog, role.id, member.id))),
      );
    },
  );
}

function alterDatabaseRole({ name, change: what, span }: StatementOf<'alter_role'>, world: World): Effect {
  const place = here(world);
  if (!place) return unknown(world, 'database-not-in-catalog');
  return withFound(
    world,
    findPrincipal(place.database, name.name),
    () => cannot(world, 'alter', 'role', name),
    (role) => {
      if (role.type !== 'role') return cannot(world, 'alter', 'role', name);
      if (role.name === 'public') return refuse(world, 15081, [], name.span, 'role', name.name);
      const need = role.fixed ? fixedDatabaseRoleAuthority(world, role) : onSecurable(world, 'ALTER', onPrincipal(role), 15151, ['alter', 'role', name.name]);
      if (what.kind === 'rename')
        return settle(world, span, [need], () => with_(world, alterPrincipal(world.catalog, world.database, role.id, { name: what.to.name })));
      return withFound(
        world,
        findPrincipal(place.database, what.member.name),
        () => cannot(world, 'add', 'principal', what.member),
        (member) => {
          if (member.id === dboId) return refuse(world, 15405, ['dbo'], what.member.span, 'principal', 'dbo');
          if (member.id === role.id) return refuse(world, 15413, [role.name], what.member.span, 'role', role.name);
          return settle(world, span, [need], () =>
            with_(world, (what.kind === 'add_member' ? addMember : dropMember)(world.catalog, world.database, role.id, member.id)),
          );
        },
      );
    },
  );
}

export const stepApplicationRole: StepFunction<StatementOf<'create_application_role' | 'alter_application_role'>> = (
  _,
  { kind, name, newName, defaultSchema, span },
  world,
) => {
  const place = here(world);
  if (!place) return unknown(world, 'database-not-in-catalog');
  const found = findPrincipal(place.database, name.name);
  if (kind === 'create_application_role') {
    if (found.kind === 'found') return refuse(world, 15023, [name.name], name.span, 'application role', name.name, 'exists');
    return settle(world, span, [onDatabase(world, 'ALTER ANY APPLICATION ROLE', 15247)], () =>
      with_(world, createApplicationRole(world.catalog, world.database, { name: name.name, defaultSchema })),
    );
  }
  return withFound(
    world,
    found,
    () => cannot(world, 'alter', 'application role', name),
    (role) =>
      settle(world, span, [onSecurable(world, 'ALTER', onPrincipal(role), 15151, ['alter', 'application role', name.name])], () =>
        with_(
          world,
          alterPrincipal(world.catalog, world.database, role.id, {
            ...(newName && { name: newName.name }),
            ...(defaultSchema !== undefined && { defaultSchema }),
          }),
        ),
      ),
  );
};

export const stepCredential: StepFunction<StatementOf<'credential'>> = (_, { action, scope, name, span }, world) => {
  if (scope === 'database') return settle(world, span, [onDatabase(world, 'CONTROL', 15247)], () => ({ outcome: { kind: 'ok' }, after: world }));
  return settle(world, span, [onServer(world, 'ALTER ANY CREDENTIAL', 15247)], () =>
    action === 'create' ? with_(world, createCredential(world.catalog, name.name)) : { outcome: { kind: 'ok' }, after: world },
  );
};
