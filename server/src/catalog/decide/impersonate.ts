/** Who may impersonate whom (IMP-1 to IMP-8), and who can be impersonated at all (CTX-4 to CTX-6). */

import { guestId, informationSchemaId, sysId } from '../ids';
import { goneText, loginOfSid } from '../lookup';
import type { Catalog, Database, DatabasePrincipal, ServerPrincipal } from '../model';
import { lacking, type Reason } from '../reason';
import { decide, type Subject } from './decide';
import { loginCheck, principalQuestion } from './question';
import type { Verdict } from './verdict';

/** IMPERSONATE on a database user, asked in that user's database. dbo is an ordinary target (IMP-3). */
export function decideImpersonateUser(
  catalog: Catalog,
  subject: Subject & { readonly database: Database },
  target: DatabasePrincipal,
): Verdict {
  const self = subject.userToken?.rows[0];
  if (self && self.id === target.id && self.certain)
    return { kind: 'allowed', proof: { kind: 'self', principal: target.name } };
  return decide(catalog, subject, principalQuestion(catalog, subject.database, target, 'IMPERSONATE'));
}

/** IMPERSONATE on a login. In a sandboxed frame nothing counts, not even being that login (CTX-21). */
export function decideImpersonateLogin(catalog: Catalog, subject: Subject, target: ServerPrincipal): Verdict {
  const self = subject.loginToken?.rows[0];
  if (self && self.id === target.id && self.certain && self.usage === 'GRANT OR DENY')
    return { kind: 'allowed', proof: { kind: 'self', principal: target.name } };
  return decide(catalog, subject, loginCheck(catalog, target, 'IMPERSONATE'));
}

export type Impersonable =
  | { readonly kind: 'yes' }
  /** 15517 or 15406, whatever rights the caller has. `what`: in words, as in "a role". */
  | { readonly kind: 'no'; readonly what: string; readonly orphaned: boolean }
  | { readonly kind: 'unknown'; readonly because: Reason };

const yes: Impersonable = { kind: 'yes' };
const no = (what: string): Impersonable => ({ kind: 'no', what, orphaned: false });

/**
 * CTX-4, CTX-6, PRN-46: users, dbo and guest; not an orphan, not sys or INFORMATION_SCHEMA, not roles, groups, keys.
 */
export function impersonableUser(catalog: Catalog, user: DatabasePrincipal): Impersonable {
  if (user.id === sysId || user.id === informationSchemaId) return no('a built-in principal that nobody can be');
  switch (user.type) {
    case 'sql_user':
    case 'windows_user':
    case 'external_user':
      return user.id === guestId ? yes : hasLogin(catalog, user);
    case 'windows_group':
    case 'external_group':
      return no('a group');
    case 'certificate_user':
      return no('mapped to a certificate');
    case 'key_user':
      return no('mapped to an asymmetric key');
    case 'role':
      return no('a role');
    case 'application_role':
      return no('an application role');
  }
}

function hasLogin(catalog: Catalog, user: DatabasePrincipal): Impersonable {
  if (user.authentication !== 'login') return yes;
  if (user.sid === undefined)
    return { kind: 'unknown', because: lacking('declaration', `the login of '${user.name}' is not known`) };
  if (loginOfSid(catalog, user.sid)) return yes;
  // A Windows user needs no login of its own.
  if (user.type !== 'sql_user') return yes;
  if (catalog.server.knowledge === 'open' && !catalog.server.gone?.has(goneText.sid(user.sid)))
    return { kind: 'unknown', because: lacking('declaration', `whether '${user.name}' has a login is not known`) };
  return { kind: 'no', what: 'an orphan: its login is gone', orphaned: true };
}

/** CTX-5: logins, disabled ones too (CTX-24); not groups, server roles, logins of certificates and keys. */
export function impersonableLogin(login: ServerPrincipal): Impersonable {
  switch (login.type) {
    case 'sql_login':
    case 'windows_login':
    case 'external_login':
      return yes;
    case 'windows_group':
    case 'external_group':
      return no('a group');
    case 'certificate_login':
      return no('mapped to a certificate');
    case 'key_login':
      return no('mapped to an asymmetric key');
    case 'server_role':
      return no('a server role');
  }
}
