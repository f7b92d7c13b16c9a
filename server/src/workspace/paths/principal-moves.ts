/** What principals alone allow: impersonation, membership, granting, passwords. */
import { type Alike, allowedAmong, principalsAlike, serverPrincipalsAlike } from '../../catalog/decide/alike';
import { decide } from '../../catalog/decide/decide';
import {
  decideImpersonateLogin,
  decideImpersonateUser,
  impersonableLogin,
  impersonableUser,
} from '../../catalog/decide/impersonate';
import { memberOf } from '../../catalog/decide/membership';
import { loginCheck, principalQuestion } from '../../catalog/decide/question';
import type { Verdict } from '../../catalog/decide/verdict';
import {
  dbOwnerId,
  dboId,
  fixedServerRoleId,
  publicId,
  publicServerRoleId,
  roleId,
  saId,
  sysadminId,
} from '../../catalog/ids';
import type { DatabasePrincipal, ServerPrincipal } from '../../catalog/model';
import { currentLoginId, currentUserId, subject } from '../../engine/session/identity';
import type { World } from '../../engine/session/model';
import { bracket } from '../../text/name';
import type { Ground, LastMove, Move, Position } from './model';
import { loginNode, ownerNode, rolesTo, stepsOf, sysadmin, userNode, whoIn } from './nodes';
import { literal } from './text';
import { arrive, connect } from './try-out';

/** So many principals are looked at as targets. */
const most = 100;

/** ESC-4, ESC-5: logins that one may be. Who may be sa needs nobody else. */
export function* impersonateLogins({ definitions, catalog }: Ground, { world, inside }: Position): Generator<Move> {
  const who = subject(world, world.database);
  const self = currentLoginId(world);
  const targets = serverPrincipalsAlike(world.catalog.server).filter(
    ({ target }) => target.id !== self && isTarget(target),
  );
  const ask = (login: ServerPrincipal): Verdict => decideImpersonateLogin(world.catalog, who, login);
  const allowed = [...allowedAmong(targets, ask, who.loginToken?.rows[0]?.id)];
  const sa = allowed.filter(({ target }) => target.id === saId);
  for (const { target, verdict } of (sa.length > 0 ? sa : allowed).slice(0, most)) {
    const write = (rest: string): string => `EXECUTE AS LOGIN = ${literal(target.name)};\n${rest}`;
    const to = arrive(definitions, world, write);
    if (!to) continue;
    const steps = stepsOf(world, verdict.proof, 'may impersonate', loginNode(catalog, target.id), 'server');
    yield { steps, write, to: { world: to, inside } };
  }
}

function isTarget(login: ServerPrincipal): boolean {
  return login.certain && !login.implied && impersonableLogin(login).kind === 'yes';
}

/** IMP-1, IMP-3: users of the current database that one may be. */
export function* impersonateUsers({ definitions }: Ground, { world, inside }: Position): Generator<Move> {
  const who = subject(world, world.database);
  const { database } = who;
  if (!database) return;
  const self = currentUserId(world);
  const targets = principalsAlike(database).filter(
    ({ target: user }) =>
      user.id !== self && user.certain && !user.implied && impersonableUser(world.catalog, user).kind === 'yes',
  );
  const ask = (user: DatabasePrincipal): Verdict => decideImpersonateUser(world.catalog, { ...who, database }, user);
  const asked = dboFirst(targets).slice(0, most);
  for (const { target, verdict } of allowedAmong(asked, ask, who.userToken?.rows[0]?.id)) {
    const write = (rest: string): string => `EXECUTE AS USER = ${literal(target.name)};\n${rest}`;
    const to = arrive(definitions, world, write);
    if (!to) continue;
    const steps = stepsOf(world, verdict.proof, 'may impersonate', userNode(database, target.id), 'database');
    yield { steps, write, to: { world: to, inside } };
  }
}

function dboFirst(users: readonly Alike<DatabasePrincipal>[]): readonly Alike<DatabasePrincipal>[] {
  return users.toSorted(({ target: a }, { target: b }) => Number(b.id === dboId) - Number(a.id === dboId));
}

/** ESC-13: roles that one may add oneself to, for one owns them or may alter them. */
export function* joinDatabaseRoles({ definitions }: Ground, { world, inside }: Position): Generator<Move> {
  const who = subject(world, world.database);
  const { database, userToken } = who;
  const self = currentUserId(world);
  if (!database || self === undefined || self === dboId || !userToken) return;
  if (memberOf(userToken, dbOwnerId, 'grant', { kind: 'database', database }).kind !== 'no') return;
  const name = database.principals.get(self)!.name;
  const asked = principalsAlike(database).filter(
    ({ target: role }) => role.type === 'role' && role.id !== publicId && role.certain,
  );
  const ask = (role: DatabasePrincipal): Verdict =>
    decide(world.catalog, who, principalQuestion(world.catalog, database, role, 'ALTER'));
  for (const { target: role, verdict } of allowedAmong(asked, ask)) {
    if (memberOf(userToken, role.id, 'grant', { kind: 'database', database }).kind !== 'no') continue;
    const write = (rest: string): string => `ALTER ROLE ${bracket(role.name)} ADD MEMBER ${bracket(name)};\n${rest}`;
    const to = arrive(definitions, world, write);
    if (!to) continue;
    const steps = stepsOf(world, verdict.proof, 'may add itself to', userNode(database, role.id), 'database');
    yield { steps, write, to: { world: to, inside } };
  }
}

/** ESC-13, at the server. */
export function* joinServerRoles({ definitions, catalog }: Ground, { world, inside }: Position): Generator<Move> {
  const who = subject(world, world.database);
  const { server } = world.catalog;
  const self = currentLoginId(world);
  if (self === undefined || !who.loginToken) return;
  const scope = { kind: 'server', catalog: world.catalog } as const;
  const asked = serverPrincipalsAlike(server).filter(
    ({ target: role }) => role.type === 'server_role' && role.id !== publicServerRoleId && role.certain,
  );
  const ask = (role: ServerPrincipal): Verdict => decide(world.catalog, who, loginCheck(world.catalog, role, 'ALTER'));
  for (const { target: role, verdict } of allowedAmong(asked, ask)) {
    if (memberOf(who.loginToken, role.id, 'grant', scope).kind !== 'no') continue;
    const name = server.principals.get(self)!.name;
    const write = (rest: string): string =>
      `ALTER SERVER ROLE ${bracket(role.name)} ADD MEMBER ${bracket(name)};\n${rest}`;
    const to = arrive(definitions, world, write);
    if (!to) continue;
    const steps = stepsOf(world, verdict.proof, 'may add itself to', loginNode(catalog, role.id), 'server');
    yield { steps, write, to: { world: to, inside } };
  }
}

/** The login or role that the path makes for itself. */
const made = 'escalation path';

/** ESC-6: db_securityadmin gives CONTROL of the database to a role of its own. */
export function* grantInDatabase({ definitions }: Ground, { world, inside }: Position): Generator<Move> {
  const { database, userToken } = subject(world, world.database);
  const self = currentUserId(world);
  if (!database || self === undefined || !userToken || self === dboId) return;
  const role = roleId('db_securityadmin');
  if (memberOf(userToken, role, 'grant', { kind: 'database', database }).kind !== 'member') return;
  if (memberOf(userToken, dbOwnerId, 'grant', { kind: 'database', database }).kind !== 'no') return;
  const name = bracket(database.principals.get(self)!.name);
  const write = (rest: string): string =>
    [
      `CREATE ROLE ${bracket(made)};`,
      `ALTER ROLE ${bracket(made)} ADD MEMBER ${name};`,
      `GRANT CONTROL TO ${bracket(made)};`,
      rest,
    ].join('\n');
  const to = arrive(definitions, world, write);
  if (!to) return;
  const { roles, at } = rolesTo(world, database, 'db_securityadmin');
  const fact = { kind: 'built in', text: 'db_securityadmin may grant CONTROL to a role of its own' } as const;
  yield {
    steps: [...roles, { from: at, to: ownerNode(database), edge: 'may grant', fact }],
    write,
    to: { world: to, inside },
  };
}

/** ESC-7: securityadmin gives CONTROL SERVER to a login that it makes. */
export function* grantAtServer({ definitions, catalog }: Ground, { world, inside }: Position): Generator<LastMove> {
  const { loginToken } = subject(world, world.database);
  if (!holds(world, loginToken, fixedServerRoleId('securityadmin')) || holds(world, loginToken, sysadminId)) return;
  const login = bracket(made);
  const write = (rest: string): string =>
    `USE master;\nCREATE LOGIN ${login} WITH PASSWORD = N'Path#2026!';\nGRANT CONTROL SERVER TO ${login};\n${rest}`;
  const to = arrive(definitions, world, write);
  if (!to) return;
  const { roles, at } = rolesTo(world, undefined, 'securityadmin');
  const fact = { kind: 'built in', text: 'securityadmin may grant CONTROL SERVER to a login that it makes' } as const;
  const from = at === whoIn(world) ? loginNode(catalog, fixedServerRoleId('securityadmin')) : at;
  yield {
    steps: [...roles, { from, to: sysadmin, edge: 'may grant', fact }],
    write,
    to: { world: to, inside },
    reaches: sysadmin,
  };
}

function holds(world: World, token: ReturnType<typeof subject>['loginToken'], id: ServerPrincipal['id']): boolean {
  return memberOf(token, id, 'grant', { kind: 'server', catalog: world.catalog }).kind === 'member';
}

/** ESC-7: passwords that one may set, of logins that one can then be. Needs a connection of its own. */
export function* setPasswords({ definitions, catalog }: Ground, { world, inside }: Position): Generator<Move> {
  const who = subject(world, world.database);
  if (inside || !who.loginToken) return;
  const self = currentLoginId(world);
  const asked = serverPrincipalsAlike(world.catalog.server).filter(
    ({ target: login }) => login.id !== self && hasPassword(login),
  );
  const ask = (login: ServerPrincipal): Verdict =>
    decide(world.catalog, who, loginCheck(world.catalog, login, 'ALTER'));
  for (const { target: login, verdict } of allowedAmong(asked, ask)) {
    const statement = `ALTER LOGIN ${bracket(login.name)} WITH PASSWORD = N'Path#2026!';`;
    const changed = arrive(definitions, world, (rest) => `${statement}\n${rest}`);
    const to = changed && connect(definitions, changed.catalog, login.name, 'master');
    if (!to) continue;
    yield {
      steps: stepsOf(world, verdict.proof, 'may set the password of', loginNode(catalog, login.id), 'server'),
      write: (rest) => `${statement}\nGO\n--# session: login=${literal(login.name).slice(1)} db=master\n${rest}`,
      to: { world: to, inside: false },
    };
  }
}

function hasPassword({ type, disabled, fixed, certain, implied }: ServerPrincipal): boolean {
  return type === 'sql_login' && !disabled && !fixed && certain && !implied;
}
