/**
 * Who a principal is together with its roles: the rows of its token (TOK-5 to TOK-8). `public` is always a member of
 * every token; nested roles are flattened; cycles, which only a restored catalog can hold, do no harm. A membership
 * that holds on some paths only makes the rows behind it uncertain.
 */

import { memo, memo2 } from '../text/memo';
import { type Roles, rolesOf } from './direct-roles';
import { dbOwnerId, dboId, guestId, publicId, publicServerRoleId } from './ids';
import { loginsOfKey, usersOfKey } from './lookup';
import type { Catalog, Database, DatabasePrincipal, Id, Server, ServerPrincipal, Thumbprint } from './model';
import { lacking, type Reason } from './reason';
import type { Token, TokenRow } from './token';

/** The `type` of a row of sys.login_token (TOK-1). */
export function loginTokenType(principal: ServerPrincipal): string {
  switch (principal.type) {
    case 'sql_login':
      return 'SQL LOGIN';
    case 'windows_login':
      return 'WINDOWS LOGIN';
    case 'windows_group':
      return 'WINDOWS GROUP';
    case 'certificate_login':
      return 'LOGIN MAPPED TO CERTIFICATE';
    case 'key_login':
      return 'LOGIN MAPPED TO ASYMMETRIC KEY';
    case 'external_login':
      return 'EXTERNAL LOGIN';
    case 'external_group':
      return 'EXTERNAL GROUP';
    case 'server_role':
      return 'SERVER ROLE';
  }
}

/** The `type` of a row of sys.user_token (TOK-2). */
export function userTokenType(principal: DatabasePrincipal): string {
  switch (principal.type) {
    case 'sql_user':
      return 'SQL USER';
    case 'windows_user':
      return 'WINDOWS LOGIN';
    case 'windows_group':
      return 'WINDOWS GROUP';
    case 'certificate_user':
      return 'USER MAPPED TO CERTIFICATE';
    case 'key_user':
      return 'USER MAPPED TO ASYMMETRIC KEY';
    case 'external_user':
      return 'EXTERNAL USER';
    case 'external_group':
      return 'EXTERNAL GROUP';
    case 'role':
      return 'ROLE';
    case 'application_role':
      return 'APPLICATION ROLE';
  }
}

type How = Pick<TokenRow, 'usage' | 'certain'>;

function loginRow(principal: ServerPrincipal, { usage, certain }: How): TokenRow {
  return { id: principal.id, name: principal.name, type: loginTokenType(principal), usage, certain };
}
function userRow(principal: DatabasePrincipal, { usage, certain }: How): TokenRow {
  return { id: principal.id, name: principal.name, type: userTokenType(principal), usage, certain };
}

/**
 * The complete login token of a login (TOK-5). Windows groups are not known without a catalog: `incomplete` says so
 * (MDL-8).
 */
export function loginToken(catalog: Catalog, login: ServerPrincipal): Token {
  return tokensOf(catalog.server)(login);
}

const tokensOf = memo((server: Server) =>
  memo((login: ServerPrincipal): Token => {
    const rows = [...serverClosure(server, [login.id, publicServerRoleId])].map(([id, certain]) =>
      loginRow(server.principals.get(id)!, { usage: 'GRANT OR DENY', certain }),
    );
    const incomplete = whyServerTokenIsIncomplete(server, login);
    return { rows, sid: login.sid, ...(incomplete !== undefined && { incomplete }) };
  }),
);

/** The user token of a database principal: a user, dbo, guest or an application role (TOK-6, APP-4). */
export function userToken(database: Database, principal: DatabasePrincipal): Token {
  const incomplete = principal.id === dboId ? undefined : whyUserTokenIsIncomplete(database, principal);
  return incomplete === undefined
    ? userTokensOf(database.principals, database.members)(principal)
    : incompleteTokensOf(database)(principal, incomplete);
}

/** They stay the same for as long as nothing else than principals and members counts. */
const userTokensOf = memo2((principals: Database['principals'], members: Database['members']) =>
  memo((principal: DatabasePrincipal): Token => {
    const start = principal.id === dboId ? [dboId, dbOwnerId, publicId] : [principal.id, publicId];
    const rows = [...databaseClosure({ principals, members }, start)].map(([id, certain]) =>
      userRow(principals.get(id)!, { usage: 'GRANT OR DENY', certain }),
    );
    return { rows, sid: principal.sid };
  }),
);

const incompleteTokensOf = memo(({ principals, members }: Database) =>
  memo2(
    (principal: DatabasePrincipal, incomplete: Reason): Token => ({
      ...userTokensOf(principals, members)(principal),
      incomplete,
    }),
  ),
);

/** The groups that a principal may come through. */
const groupsOf: Partial<Record<ServerPrincipal['type'] | DatabasePrincipal['type'], string>> = {
  windows_login: 'windows_group',
  windows_user: 'windows_group',
  external_login: 'external_group',
  external_user: 'external_group',
};

function whyServerTokenIsIncomplete(server: Server, login: ServerPrincipal): Reason | undefined {
  if (server.knowledge === 'open' && !login.fixed && !login.created)
    return lacking('declaration', `the server roles of '${login.name}' are not known`);
  const groups = groupsOf[login.type];
  return groups && server.principals.some((one) => one.type === groups)
    ? lacking('windows', `the groups of '${login.name}' are not known`)
    : undefined;
}

function whyUserTokenIsIncomplete(database: Database, user: DatabasePrincipal): Reason | undefined {
  if (database.knowledge === 'open' && !user.created && !(database.system && user.id === guestId))
    return lacking('declaration', `the roles of '${user.name}' in ${database.name} are not known`);
  const groups = groupsOf[user.type];
  return groups && database.principals.some((one) => one.type === groups)
    ? lacking('windows', `the groups of '${user.name}' are not known`)
    : undefined;
}

/**
 * Logins that are mapped to one of these keys, with their roles: what a valid signature adds to the login token
 * (TOK-9).
 */
export function keyLoginRows(
  catalog: Catalog,
  keys: readonly Thumbprint[],
  usage: TokenRow['usage'] = 'GRANT OR DENY',
): readonly TokenRow[] {
  const start = keys.flatMap((key) => loginsOfKey(catalog, key)).map((login) => login.id);
  return [...serverClosure(catalog.server, start)].map(([id, certain]) =>
    loginRow(catalog.server.principals.get(id)!, { usage, certain }),
  );
}

/**
 * Users that are mapped to one of these keys, with their roles: what a valid signature adds to the user token (TOK-9).
 */
export function keyUserRows(database: Database, keys: readonly Thumbprint[]): readonly TokenRow[] {
  const start = keys.flatMap((key) => usersOfKey(database, key)).map((user) => user.id);
  return [...databaseClosure(database, start)].map(([id, certain]) =>
    userRow(database.principals.get(id)!, { usage: 'GRANT OR DENY', certain }),
  );
}

/** A token with further rows: those that it has already stay as they are. */
export function withRows(token: Token, rows: readonly TokenRow[]): Token {
  const more = rows.filter((row) => !token.rows.some((one) => one.id === row.id && one.usage === row.usage));
  return more.length === 0 ? token : { ...token, rows: [...token.rows, ...more] };
}

/** Ids of the principals and of all roles that hold them, directly or not, and whether that is certain. */
export function serverClosure(server: Server, start: readonly Id[]): ReadonlyMap<Id, boolean> {
  return closure(rolesOf(server.members), start, (id) => server.principals.get(id)?.certain);
}
export function databaseClosure(
  { principals, members }: Pick<Database, 'principals' | 'members'>,
  start: readonly Id[],
): ReadonlyMap<Id, boolean> {
  return closure(rolesOf(members), start, (id) => principals.get(id)?.certain);
}

/** Breadth first, certain ways before uncertain ones, so that a row is uncertain only where every way to it is. */
function closure(
  roles: Roles,
  start: readonly Id[],
  certainty: (id: Id) => boolean | undefined,
): ReadonlyMap<Id, boolean> {
  const found = new Map<Id, boolean>();
  const visit = (id: Id, certain: boolean): void => {
    const known = certainty(id);
    if (known === undefined) return;
    const now = certain && known;
    const before = found.get(id);
    if (before === true || before === now) return;
    found.set(id, now);
    for (const { role, certain: sure } of roles.get(id) ?? []) visit(role, now && sure);
  };
  for (const id of start) visit(id, true);
  return found;
}
