/**
 * Who a world is: names, tokens and the subject of permission checks, read from the catalog as it is now (MDL-3, MDL-8,
 * TOK-1 to TOK-38). Only the frame in effect counts; ORIGINAL_LOGIN alone reads the session (MDL-1).
 */

import {
  keyLoginRows,
  keyUserRows,
  loginTokenType,
  loginToken as tokenOfLogin,
  userToken as tokenOfUser,
  withRows,
} from '../../catalog/closure';
import { decide, type Subject } from '../../catalog/decide/decide';
import { databaseQuestion } from '../../catalog/decide/question';
import { authenticatorsOf, decideServerTrust, decideTrust } from '../../catalog/decide/trust';
import { guestId } from '../../catalog/ids';
import { keyName, keyOfThumbprint, loginOfSid } from '../../catalog/lookup';
import type { Catalog, Database, Id, ServerPrincipal, Sid, Thumbprint } from '../../catalog/model';
import { databaseNotKnown, lacking, type Reason } from '../../catalog/reason';
import { keysNotCompared, perhapsLoginsOfKeys, perhapsUsersOfKeys } from '../../catalog/same-key';
import type { Token, TokenRow } from '../../catalog/token';
import { memo2 } from '../../text/memo';
import type { Folded, Name } from '../../text/name';
import { type UserIn, userIn } from './mapping';
import type { Frame, LoginRef, World } from './model';
import { ofWorlds } from './of-worlds';

export type Known =
  | { readonly kind: 'known'; readonly name: string }
  | { readonly kind: 'unknown'; readonly because: Reason };

const known = (name: string): Known => ({ kind: 'known', name });
const unknown = (because: Reason): Known => ({ kind: 'unknown', because });
export const callerUnknown = lacking('caller', 'it depends on who calls the module');

/** ORIGINAL_LOGIN(): never changes in a session (TOK-38). */
export function originalLogin(world: World): Known {
  return nameOfLogin(world.catalog, world.session.original);
}

/** SUSER_SNAME() of the frame in effect (TOK-30). */
export function loginName(world: World): Known {
  const { frame } = world.stack;
  if (frame.user.kind === 'user' && frame.user.id === guestId && frame.scope === 'database') return known('public'); // TOK-32
  return nameOfLogin(world.catalog, frame.login);
}

function nameOfLogin(catalog: Catalog, login: LoginRef): Known {
  switch (login.kind) {
    case 'login': {
      const principal = catalog.server.principals.get(login.id);
      return principal ? known(principal.name) : unknown(lacking('declaration', 'the login was dropped'));
    }
    case 'sid':
      return known(login.name);
    case 'caller':
    case 'holder':
      return unknown(callerUnknown);
    case 'unknown':
      return unknown(login.because);
  }
}

/** USER_NAME() in the current database (TOK-30). */
export function userName(world: World): Known {
  const user = userIn(world, world.database);
  switch (user.kind) {
    case 'user':
      return user.principal.type === 'role' ? unknown(callerUnknown) : known(user.principal.name); // of a member of it
    case 'pseudo':
      return known(user.name);
    case 'none':
      return unknown(lacking('declaration', 'nobody in this database'));
    case 'caller':
      return unknown(callerUnknown);
    case 'unknown':
      return unknown(user.because);
  }
}

/** DB_NAME(). */
export function databaseName(world: World): Known {
  return known(world.catalog.databases.get(world.database)?.name ?? world.database);
}

/** The default schema of the user in effect; undefined: not known, or dbo. */
export function defaultSchema(world: World): Name | undefined {
  const user = userIn(world, world.database);
  return user.kind === 'user' ? user.principal.defaultSchema : undefined;
}

export function currentUserId(world: World): Id | undefined {
  const user = userIn(world, world.database);
  return user.kind === 'user' ? user.principal.id : undefined;
}

export function currentLoginId(world: World): Id | undefined {
  const { login } = world.stack.frame;
  return login.kind === 'login' ? login.id : undefined;
}

export function currentLoginSid(world: World): Sid | undefined {
  const id = currentLoginId(world);
  return id === undefined ? undefined : world.catalog.server.principals.get(id)?.sid;
}

/**
 * Whether a frame's login token counts: always at server scope; at database scope when an authenticator is trusted
 * there (XDB-13).
 */
export function serverTrust(catalog: Catalog, frame: Frame): 'trusted' | 'untrusted' | DoubtfulTrust {
  if (frame.scope === 'server') return 'trusted';
  if (frame.origin === 'app_role') return 'untrusted';
  const home = frame.home === undefined ? undefined : catalog.databases.get(frame.home);
  if (!home) return { because: lacking('declaration', 'the home database of the frame') };
  const verdict = decideServerTrust(catalog, home, frame.vouchers);
  if (verdict.kind === 'unknown')
    return { because: verdict.because, ...(verdict.unless !== undefined && { unless: verdict.unless }) };
  return verdict.kind === 'allowed' ? 'trusted' : 'untrusted';
}

export interface DoubtfulTrust {
  readonly because: Reason;
  /** It is not trusted, unless this fact holds. */
  readonly unless?: string;
}

/** sys.login_token of the frame in effect, with the rows of signatures (TOK-5, TOK-9, TOK-20 to TOK-22). */
export const loginToken = ofWorlds((world: World): Token => {
  const { frame } = world.stack;
  const token = frameLoginToken(world.catalog, frame);
  const keys = world.scope.keys;
  if (keys.length === 0) return token;
  // In a frame that nobody vouches for at the server, no server permission is effective, a key's neither (TOK-21,
  // XDB-30, ENT-2).
  const usage = serverTrust(world.catalog, frame) === 'trusted' ? 'GRANT OR DENY' : 'DENY ONLY';
  const perhaps = usage === 'GRANT OR DENY' && perhapsLoginsOfKeys(world.catalog, keys).length > 0;
  return perhapsMore(withRows(token, keyLoginRows(world.catalog, keys, usage)), perhaps);
});

/** A token to which a key adds rows if it is the same as another one. */
function perhapsMore(token: Token, perhaps: boolean): Token {
  return perhaps && token.incomplete === undefined ? { ...token, incomplete: keysNotCompared } : token;
}

/** The login token without what the running module adds. */
export const frameLoginToken = memo2((catalog: Catalog, frame: Frame): Token => {
  const trust = serverTrust(catalog, frame);
  if (frame.login.kind === 'caller') return { rows: [], sid: undefined, incomplete: callerUnknown };
  if (frame.login.kind === 'unknown' && trust === 'trusted')
    return { rows: [], sid: undefined, incomplete: frame.login.because };
  const login = loginOf(catalog, frame.login);
  if (trust === 'trusted' && login)
    return withRows(tokenOfLogin(catalog, login), frame.scope === 'database' ? authenticatorRows(catalog, frame) : []);
  return doubtful(trust, strippedToken(catalog, frame, login));
});

/** A stripped token, as it is where the frame may be trusted after all. */
function doubtful(trust: ReturnType<typeof serverTrust>, stripped: Token): Token {
  if (typeof trust !== 'object') return stripped;
  const { because, unless } = trust;
  return { ...stripped, incomplete: because, ...(unless !== undefined && { untrusted: { token: stripped, unless } }) };
}

export function loginOf(catalog: Catalog, login: LoginRef): ServerPrincipal | undefined {
  return login.kind === 'login' ? catalog.server.principals.get(login.id) : undefined;
}

/** Exactly two rows, DENY ONLY (TOK-20). */
function strippedToken(catalog: Catalog, frame: Frame, login: ServerPrincipal | undefined): Token {
  const name = nameOfLogin(catalog, frame.login);
  const isWindows = frame.login.kind === 'sid' && frame.login.sid?.startsWith('windows:');
  const typeOfSid = isWindows ? 'WINDOWS LOGIN' : 'SQL LOGIN';
  const type = login ? loginTokenType(login) : typeOfSid;
  const row = (text: string, kind: string, id: Id | undefined, certain = true): TokenRow => ({
    id,
    name: text,
    type: kind,
    usage: 'DENY ONLY',
    certain,
  });
  const own = name.kind === 'known' ? row(name.name, type, login?.id) : row('?', type, undefined, false);
  const publicRole = catalog.server.principals.find((one) => one.type === 'server_role' && one.name === 'public');
  return {
    rows: [own, row('public', 'SERVER ROLE', publicRole?.id)],
    sid: login?.sid ?? (frame.login.kind === 'sid' ? frame.login.sid : undefined),
  };
}

/** Who vouches for a database-scoped frame, as rows (TOK-4, XDB-10). */
function authenticatorRows(catalog: Catalog, frame: Frame, where?: Database): readonly TokenRow[] {
  const home = frame.home === undefined ? undefined : catalog.databases.get(frame.home);
  if (!home || frame.origin === 'app_role') return [];
  return authenticatorsOf(home, frame.vouchers).list.map(
    (one): TokenRow =>
      one.kind === 'owner'
        ? {
            id: undefined,
            name: loginOfSid(catalog, one.sid)?.name ?? String(one.sid),
            type: 'SQL LOGIN',
            usage: 'AUTHENTICATOR',
            certain: true,
          }
        : {
            id: undefined,
            name: keyName(catalog, one.key, where ?? home),
            type: keyTypeOf(home, one.key),
            usage: 'AUTHENTICATOR',
            certain: true,
          },
  );
}

function keyTypeOf(home: Database, key: Thumbprint): TokenRow['type'] {
  return keyOfThumbprint(home, key)?.type === 'asymmetric_key' ? 'ASYMMETRIC KEY' : 'CERTIFICATE';
}

/** sys.user_token of the frame in effect in a database (TOK-6, TOK-9). */
export function userToken(world: World, key: Folded): Token {
  const database = world.catalog.databases.get(key);
  const user = userIn(world, key);
  if (!database) return { rows: [], sid: undefined, incomplete: databaseNotKnown };
  if (user.kind === 'unknown') return tokenOfSomebody(database, user);
  if (user.kind === 'caller') return { rows: [], sid: undefined, incomplete: callerUnknown };
  if (user.kind === 'none') return tokenByKeys(world, database, user) ?? { rows: [], sid: undefined };
  const token: Token =
    user.kind === 'user'
      ? tokenOfUser(database, user.principal)
      : pseudoToken(user.name, tokenOfUser(database, database.principals.get(guestId)!));
  const keys = world.scope.keys.length > 0 ? keyUserRows(database, world.scope.keys) : [];
  const { frame } = world.stack;
  // away from home only where it is trusted
  const counts = frame.home === key || (user.kind === 'user' && user.principal.id !== guestId);
  const vouching = frame.scope === 'database' && counts ? authenticatorRows(world.catalog, frame, database) : [];
  return perhapsMore(
    withRows(token, [...keys, ...vouching]),
    perhapsUsersOfKeys(database, world.scope.keys).length > 0,
  );
}

/** Of whoever a frame is in a database: guest at least, where guest may be there. */
function tokenOfSomebody(database: Database, { because, guest, unless }: UserIn & { readonly kind: 'unknown' }): Token {
  const untrusted = guest && unless !== undefined && { token: tokenOfUser(database, guest), unless };
  return { rows: [], sid: undefined, incomplete: because, ...(untrusted && { untrusted }) };
}

type Nobody = UserIn & { readonly kind: 'none' };

/**
 * The token of a login that is nobody in a database, inside a module whose key has a user there that may connect: that
 * user lets it in (SIG-5, SIG-6), also where the module's user has no login (XDB-12). A frame that nobody vouches for has
 * no such way: its token does not count there at all (XDB-1).
 */
function tokenByKeys(world: World, database: Database, { sandboxed }: Nobody): Token | undefined {
  if (world.scope.keys.length === 0 || (sandboxed && !isTrusted(world, database))) return undefined;
  const rows = keyUserRows(database, world.scope.keys);
  const name = loginName(world);
  if (rows.length === 0 || name.kind !== 'known') return undefined;
  const token = withRows(pseudoToken(name.name, tokenOfUser(database, database.principals.get(guestId)!)), rows);
  return decide(world.catalog, { database, userToken: token }, databaseQuestion(world.catalog, database, 'CONNECT'))
    .kind === 'allowed'
    ? token
    : undefined;
}

/** Whether somebody who counts in a database vouches for the frame in effect. */
function isTrusted({ catalog, stack }: World, database: Database): boolean {
  const { origin, home, vouchers } = stack.frame;
  const from = home === undefined || origin === 'app_role' ? undefined : catalog.databases.get(home);
  return from !== undefined && decideTrust(catalog, from, vouchers, database).kind === 'allowed';
}

/** Whether the keys of the running module let a login in that has no user of its own in the database. */
export function entersByKeys(world: World, database: Database, user: Nobody): boolean {
  return tokenByKeys(world, database, user) !== undefined;
}

/** Whether they may do so, because one of them may be the same as another key. */
export function perhapsEntersByKeys(world: World, database: Database, { sandboxed }: Nobody): boolean {
  return !sandboxed && perhapsUsersOfKeys(database, world.scope.keys).length > 0;
}

/** A login without a user that may connect anywhere: public's rights under the login's name (TOK-10 step 4). */
function pseudoToken(name: Name, guest: Token): Token {
  const rows = guest.rows.filter((row) => row.name === 'public');
  return {
    rows: [{ id: undefined, name, type: 'SQL USER', usage: 'GRANT OR DENY', certain: true }, ...rows],
    sid: undefined,
  };
}

/** Who asks for a permission on something in this database. */
export function subject(world: World, key: Folded): Subject {
  return subjects(world, keyObject(key));
}

const keyObjects = new Map<Folded, { readonly key: Folded }>();
function keyObject(key: Folded): { readonly key: Folded } {
  let made = keyObjects.get(key);
  if (!made) keyObjects.set(key, (made = { key }));
  return made;
}
const subjects = memo2(
  (world: World, { key }: { readonly key: Folded }): Subject => ({
    database: world.catalog.databases.get(key),
    loginToken: loginToken(world),
    userToken: userToken(world, key),
  }),
  ofWorlds,
);
