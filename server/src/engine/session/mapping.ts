/**
 * Which user a frame is in a database: mapLogin (TOK-10, TOK-11) for a login that counts there, the frame's own user at
 * home, guest otherwise (XDB-1 to XDB-12).
 */

import { loginToken as tokenOfLogin, userToken as tokenOfUser } from '../../catalog/closure';
import { databaseKey } from '../../catalog/collation';
import { decide } from '../../catalog/decide/decide';
import { memberOf } from '../../catalog/decide/membership';
import { databaseQuestion, serverQuestion } from '../../catalog/decide/question';
import { decideTrust } from '../../catalog/decide/trust';
import type { Verdict } from '../../catalog/decide/verdict';
import { dboId, guestId, sysadminId, windowsSid } from '../../catalog/ids';
import { loginOfSid, userOfSid } from '../../catalog/lookup';
import type { Catalog, Database, DatabasePrincipal, ServerPrincipal, Sid } from '../../catalog/model';
import { lacking, type Reason } from '../../catalog/reason';
import { memo2 } from '../../text/memo';
import { type Folded, fold, type Name } from '../../text/name';
import type { Frame, LoginRef, World } from './model';

export type UserIn =
  | { readonly kind: 'user'; readonly principal: DatabasePrincipal }
  /** CONNECT ANY DATABASE without a user. */
  | { readonly kind: 'pseudo'; readonly name: Name }
  | {
      readonly kind: 'none';
      readonly sandboxed: boolean;
      readonly untrusted: readonly string[];
      /** There is a user, who may not connect. */
      readonly unconnected?: Name;
    }
  | { readonly kind: 'caller' }
  | {
      readonly kind: 'unknown';
      readonly because: Reason;
      /** It is nobody there, or guest, unless this fact holds. */
      readonly unless?: string;
      /** It is guest at least. */
      readonly guest?: DatabasePrincipal;
    };

/** The user of the frame in effect in a database. */
export function userIn(world: World, key: Folded): UserIn {
  const database = world.catalog.databases.get(key);
  if (!database) return { kind: 'unknown', because: lacking('declaration', `database '${key}' is not known`) };
  const user = userOf(world.catalog, world.stack.frame, database);
  return user.kind === 'none' && user.sandboxed && hasNestedAuthenticator(world, database)
    ? {
        kind: 'unknown',
        because: lacking('model', 'whether the trust in an outer frame of another database is inherited is not known'),
      }
    : user;
}

/** Whether a database-scoped frame is guest in a database that is not its own, unless it is trusted there after all. */
export function isGuestAway(world: World, key: Folded): boolean {
  const { frame } = world.stack;
  if (frame.scope !== 'database' || frame.home === key) return false;
  const user = userIn(world, key);
  if (user.kind === 'user') return user.principal.id === guestId;
  return user.kind === 'unknown' && user.guest !== undefined;
}

/**
 * A module's frame that nobody vouches for, inside a frame of another database that is trusted in the target (XDB-17).
 */
function hasNestedAuthenticator({ catalog, stack }: World, target: Database): boolean {
  const { frame, below } = stack;
  if (frame.origin !== 'module' || frame.login.kind !== 'login') return false;
  for (let outer = below; outer; outer = outer.below) {
    const home =
      outer.frame.scope === 'database' && outer.frame.home !== frame.home
        ? catalog.databases.get(outer.frame.home!)
        : undefined;
    if (home && decideTrust(catalog, home, outer.frame.vouchers, target).kind === 'allowed') return true;
  }
  return false;
}

function userOf(catalog: Catalog, frame: Frame, database: Database): UserIn {
  let byDatabase = users.get(frame);
  if (!byDatabase) users.set(frame, (byDatabase = memo2((cat: Catalog, db: Database) => compute(cat, frame, db))));
  return byDatabase(catalog, database);
}
const users = new WeakMap<Frame, (catalog: Catalog, database: Database) => UserIn>();

function compute(catalog: Catalog, frame: Frame, database: Database): UserIn {
  if (frame.user.kind === 'caller') return { kind: 'caller' };
  if (frame.user.kind === 'holder') return holder(frame.user, database);
  const away = frame.scope === 'database' && frame.home !== databaseKey(catalog, database.name);
  if (frame.user.kind === 'unknown' && !away) return { kind: 'unknown', because: frame.user.because };
  if (frame.user.kind === 'mapped') return mapLogin(catalog, frame.login, database);
  if (away) return outside(catalog, frame, database);
  const principal = frame.user.kind === 'user' ? database.principals.get(frame.user.id) : undefined;
  return principal
    ? { kind: 'user', principal }
    : { kind: 'unknown', because: lacking('declaration', 'the user was dropped') };
}

/**
 * A database-scoped frame away from home: its token counts only where an authenticator is trusted (XDB-1, XDB-10 to
 * XDB-14).
 */
function outside(catalog: Catalog, frame: Frame, target: Database): UserIn {
  const home = frame.home === undefined ? undefined : catalog.databases.get(frame.home);
  const asGuest = guest(catalog, target);
  if (!home) return { kind: 'unknown', because: lacking('declaration', 'the home database of the frame') };
  if (frame.origin === 'app_role') return asGuest ?? { kind: 'none', sandboxed: true, untrusted: [] };
  const trust = decideTrust(catalog, home, frame.vouchers, target);
  const loginless = frame.login.kind !== 'login';
  const contained = frame.user.kind === 'user' && home.principals.get(frame.user.id)?.authentication === 'database'; // XDB-18
  if (loginless && frame.login.kind === 'sid' && !contained)
    return asGuest ?? { kind: 'none', sandboxed: true, untrusted: [] }; // XDB-12
  if (trust.kind === 'unknown') return perhapsTrusted(trust, asGuest, target);
  if (trust.kind === 'allowed') return mapLogin(catalog, frame.login, target);
  return (
    asGuest ?? {
      kind: 'none',
      sandboxed: true,
      untrusted: [trust.proof.kind === 'nothing' ? trust.proof.principal : home.name],
    }
  );
}

/** Guest at least, or nobody, unless the frame is trusted or guest is enabled. */
function perhapsTrusted(
  { because, unless }: Verdict & { kind: 'unknown' },
  asGuest: UserIn | undefined,
  target: Database,
): UserIn {
  if (asGuest?.kind === 'user')
    return { kind: 'unknown', because, ...(unless && { unless }), guest: asGuest.principal };
  if (unless === undefined) return { kind: 'unknown', because };
  return { kind: 'unknown', because, unless: asGuest ? `${unless}, or guest is enabled in ${target.name}` : unless };
}

/** A member of a role: in its database, whatever the role is; elsewhere anybody. */
function holder({ id, in: key }: Frame['user'] & { kind: 'holder' }, database: Database): UserIn {
  const principal = key === fold(database.name) ? database.principals.get(id) : undefined;
  return principal ? { kind: 'user', principal } : { kind: 'caller' };
}

/** TOK-10: dbo, the login's user, a group's user, CONNECT ANY DATABASE, guest, nobody. */
export function mapLogin(catalog: Catalog, ref: LoginRef, database: Database): UserIn {
  if (ref.kind === 'caller' || ref.kind === 'holder') return { kind: 'caller' };
  if (ref.kind === 'unknown') return { kind: 'unknown', because: ref.because };
  if (ref.kind === 'sid') return containedUser(catalog, ref.sid, database) ?? guest(catalog, database) ?? nobody;
  const login = catalog.server.principals.get(ref.id);
  if (!login) return { kind: 'unknown', because: lacking('declaration', 'the login was dropped') };
  const token = tokenOfLogin(catalog, login);
  const dbo = database.principals.get(dboId);
  const admin = memberOf(token, sysadminId, 'grant', { kind: 'server', catalog });
  if (dbo && (admin.kind === 'member' || login.sid === database.owner || catalog.server.administrator === login.id))
    return { kind: 'user', principal: dbo };
  if (admin.kind === 'perhaps') return { kind: 'unknown', because: admin.because };
  if (database.owner === undefined && database.knowledge === 'open')
    return { kind: 'unknown', because: lacking('declaration', `who owns ${database.name} is not known`) };
  const user = userOfSid(database, login.sid);
  const isNew = database.system && login.created; // nobody can have made a user for it yet
  if (user.kind === 'unknown' && !(isNew && !user.entry)) return { kind: 'unknown', because: user.because };
  if (user.kind === 'found') return connected(catalog, database, user.entry);
  if (/^windows/.test(login.type) && database.principals.some((one) => one.type === 'windows_group'))
    return { kind: 'unknown', because: lacking('windows', 'the groups of the login are not known') };
  const anywhere = decide(catalog, { loginToken: token }, serverQuestion(catalog, 'CONNECT ANY DATABASE'));
  if (anywhere.kind === 'allowed') return { kind: 'pseudo', name: login.name };
  if (anywhere.kind === 'unknown') return { kind: 'unknown', because: anywhere.because };
  return guest(catalog, database) ?? nobody;
}

const nobody: UserIn & { readonly kind: 'none' } = { kind: 'none', sandboxed: false, untrusted: [] };

function containedUser(catalog: Catalog, sid: Sid | undefined, database: Database): UserIn | undefined {
  const user = sid === undefined ? undefined : userOfSid(database, sid);
  return user?.kind === 'found' ? connected(catalog, database, user.entry) : undefined;
}

/** The mapped user must hold CONNECT (TOK-11). */
function connected(catalog: Catalog, database: Database, principal: DatabasePrincipal): UserIn {
  const verdict = decide(
    catalog,
    { database, userToken: tokenOfUser(database, principal) },
    databaseQuestion(catalog, database, 'CONNECT'),
  );
  if (verdict.kind === 'denied') return { ...nobody, unconnected: principal.name };
  return verdict.kind === 'unknown' ? { kind: 'unknown', because: verdict.because } : { kind: 'user', principal };
}

/** guest, where it holds CONNECT (PRN-25); undefined: it does not. */
function guest(catalog: Catalog, database: Database): UserIn | undefined {
  const unless = `guest is enabled in ${database.name}`;
  const notKnown = {
    kind: 'unknown',
    because: lacking('declaration', `whether ${unless} is not known`),
    unless,
  } as const;
  const principal = database.principals.get(guestId);
  if (!principal) return database.knowledge === 'open' ? notKnown : undefined;
  const verdict = decide(
    catalog,
    { database, userToken: tokenOfUser(database, principal) },
    databaseQuestion(catalog, database, 'CONNECT'),
  );
  if (verdict.kind === 'unknown')
    return verdict.because.lack === 'declaration' ? notKnown : { kind: 'unknown', because: verdict.because };
  return verdict.kind === 'allowed' ? { kind: 'user', principal } : undefined;
}

/**
 * The login that a user stands for, as a frame holds it: its login, else its sid under the name that SUSER_SNAME shows
 * (PRN-22).
 */
export function loginRefOf(catalog: Catalog, user: DatabasePrincipal): LoginRef {
  if (user.implied && user.sid === undefined)
    return { kind: 'unknown', because: lacking('declaration', `the login of '${user.name}' is not known`) };
  if (!user.certain && catalog.server.knowledge === 'open')
    return { kind: 'unknown', because: lacking('path', `whether '${user.name}' was there before is not known`) };
  const login: ServerPrincipal | undefined = user.sid === undefined ? undefined : loginOfSid(catalog, user.sid);
  if (login) return { kind: 'login', id: login.id };
  if (user.sid !== undefined && user.authentication === 'login' && catalog.server.knowledge === 'open')
    return { kind: 'unknown', because: lacking('declaration', 'the login of the user is not known') };
  if (user.id === dboId && user.sid === undefined)
    return { kind: 'unknown', because: lacking('declaration', 'who owns the database is not known') };
  return { kind: 'sid', sid: user.sid, name: user.authentication === 'database' ? user.name : nameOfSid(user) };
}

/** As SUSER_SNAME shows a sid without a login: a Windows account has its name, a user without login the sid itself. */
function nameOfSid({ sid, name }: DatabasePrincipal): Name {
  if (sid === undefined || sid === windowsSid(name)) return name;
  return sid.startsWith('windows:') ? sid.slice('windows:'.length) : String(sid);
}
