/**
 * Ownership chains (CHN-1 to CHN-14): where a module refers to an object of the same owner, permissions on the object
 * are not looked at. Owners are compared link by link, never the frame. Which statements chain at all (CHN-2, CHN-3) is
 * the caller's question; so is whether the other database can be entered (CHN-11).
 */

import { loginOfSid } from '../lookup';
import type { Catalog, Database, Id, SqlObject } from '../model';
import { lacking, type Reason } from '../reason';
import { effectiveOwner, isOwnerCertain } from '../securable';
import { showObject } from '../show';
import type { Proof } from './verdict';

export interface Link {
  readonly database: Database;
  readonly object: SqlObject;
}

export type Chain =
  | { readonly kind: 'intact'; readonly proof: Proof }
  | { readonly kind: 'broken' /** Why, in words: "dbo.p is owned by dbo, dbo.t by amy". */; readonly because: string }
  | { readonly kind: 'unknown'; readonly because: Reason };

/** Whether the reference from a module to an object is covered by the chain. */
export function decideChain(catalog: Catalog, from: Link, to: Link): Chain {
  const owners = { from: effectiveOwner(from.database, from.object), to: effectiveOwner(to.database, to.object) };
  const names = { from: showObject(from.database, from.object), to: showObject(to.database, to.object) };
  if (!isOwnerCertain(from.database, from.object))
    return { kind: 'unknown', because: lacking('path', `who owns ${names.from} depends on the path taken`) };
  if (!isOwnerCertain(to.database, to.object))
    return { kind: 'unknown', because: lacking('path', `who owns ${names.to} depends on the path taken`) };
  const same =
    from.database.id === to.database.id
      ? sameHere(owners.from, owners.to)
      : sameAcross(catalog, from.database, owners.from, to.database, owners.to);
  if (same !== true && same !== false) return { kind: 'unknown', because: same };
  const owner = nameIn(from.database, owners.from);
  if (same) return { kind: 'intact', proof: { kind: 'chain', owner, from: names.from, to: names.to } };
  return { kind: 'broken', because: whyBroken(catalog, from, to, names, owner, nameIn(to.database, owners.to)) };
}

type Same = boolean | Reason;

function sameHere(a: Id, b: Id): Same {
  return a === b;
}

/** CHN-9, CHN-10: both databases allow it, or the server does; then the owners' logins are compared. */
function sameAcross(catalog: Catalog, a: Database, ownerA: Id, b: Database, ownerB: Id): Same {
  const allowed = isChainingAllowed(catalog, a, b);
  if (allowed === false) return false;
  const sids = [loginSid(a, ownerA), loginSid(b, ownerB)] as const;
  if (sids[0].kind === 'none' || sids[1].kind === 'none') return false;
  if (sids[0].kind === 'sid' && sids[1].kind === 'sid' && sids[0].sid !== sids[1].sid) return false;
  if (allowed !== true) return allowed;
  const unknown = sids.find((sid) => sid.kind === 'unknown');
  return unknown
    ? lacking('setting', `the owner of ${sids[0].kind === 'unknown' ? a.name : b.name} is not known`)
    : true;
}

/** DB_CHAINING on both sides, or the server's option "cross db ownership chaining". */
export function isChainingAllowed(catalog: Catalog, a: Database, b: Database): boolean | Reason {
  const server = catalog.server.configuration.get('cross db ownership chaining');
  if (server === 1 || (a.chaining && b.chaining)) return true;
  const serverMay =
    server === undefined &&
    (catalog.server.configuration.has('cross db ownership chaining') || catalog.server.knowledge === 'open');
  if (serverMay) return lacking('setting', 'cross db ownership chaining is not known');
  if (a.chaining === false || b.chaining === false) return false;
  return lacking('setting', `DB_CHAINING of ${a.chaining === undefined ? a.name : b.name} is not known`);
}

type LoginSid =
  | { readonly kind: 'sid'; readonly sid: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown' };

/**
 * dbo stands for the login that owns its database, a user for its login; roles and users without login match nothing.
 */
function loginSid(database: Database, owner: Id): LoginSid {
  const principal = database.principals.get(owner);
  if (!principal) return { kind: 'none' };
  if (principal.authentication !== 'login' || principal.type === 'role') return { kind: 'none' };
  return principal.sid === undefined ? { kind: 'unknown' } : { kind: 'sid', sid: principal.sid };
}

function nameIn(database: Database, id: Id): string {
  return database.principals.get(id)?.name ?? id;
}

function whyBroken(
  catalog: Catalog,
  from: Link,
  to: Link,
  names: { readonly from: string; readonly to: string },
  owner: string,
  other: string,
): string {
  if (from.database.id === to.database.id) return `${names.from} is owned by ${owner}, ${names.to} by ${other}`;
  if (isChainingAllowed(catalog, from.database, to.database) === false)
    return `ownership chaining from ${from.database.name} to ${to.database.name} is off`;
  return `${from.database.name}.${names.from} is owned by ${whose(catalog, from.database, owner)}, ${to.database.name}.${names.to} by ${whose(catalog, to.database, other)}`;
}

function whose(catalog: Catalog, database: Database, owner: string): string {
  const login = owner === 'dbo' && database.owner !== undefined ? loginOfSid(catalog, database.owner) : undefined;
  return login ? `${owner} (login ${login.name})` : owner;
}
