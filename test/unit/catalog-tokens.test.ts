/** TOK-1 to TOK-9: what tokens hold; IMP and CTX-4: who can be impersonated by whom; SIG-3. */
import assert from 'node:assert/strict';
import { changeDatabaseOwner } from '../../server/src/catalog/change/permissions/ownership';
import { addServerMember, createLogin } from '../../server/src/catalog/change/principals/logins';
import { addMember, createRole, createUser } from '../../server/src/catalog/change/principals/principals';
import { keyUserRows, loginToken, userToken, withRows } from '../../server/src/catalog/closure';
import {
  decideImpersonateLogin,
  decideImpersonateUser,
  impersonableLogin,
  impersonableUser,
} from '../../server/src/catalog/decide/impersonate';
import { onDatabase, onPrincipal, onServer, onServerPrincipal } from '../../server/src/catalog/decide/question';
import { dbOwnerId, dboId } from '../../server/src/catalog/ids';
import type { Catalog, Sid, Thumbprint } from '../../server/src/catalog/model';
import type { Token } from '../../server/src/catalog/token';
import {
  asLogin,
  asUser,
  database,
  denied,
  deniedAtServer,
  granted,
  grantedAtServer,
  login,
  shop,
  stage,
  user,
} from '../support/catalog-stage';

const base = stage();
const names = (token: Token) => token.rows.map((row) => row.name);
const nested = (catalog: Catalog): Catalog => {
  const crew = createRole(catalog, shop, { name: 'crew', owner: dboId });
  return addMember(
    addMember(crew, shop, user(crew, 'staff').id, user(crew, 'bob').id),
    shop,
    user(crew, 'crew').id,
    user(crew, 'staff').id,
  );
};

describe('catalog: tokens', () => {
  it('flatten nested roles and end with public', () => {
    const catalog = nested(base);
    const token = userToken(database(catalog), user(catalog, 'bob'));
    assert.deepEqual(new Set(names(token)), new Set(['bob', 'staff', 'crew', 'public']));
    assert.deepEqual(token.rows.map((row) => row.type).slice(0, 2), ['SQL USER', 'ROLE']);
    assert.equal(userToken(database(catalog), user(catalog, 'bob')), token);
  });

  it('tolerate a cycle (TOK-8)', () => {
    const catalog = addMember(nested(base), shop, user(base, 'staff').id, user(nested(base), 'crew').id);
    assert.equal(userToken(database(catalog), user(catalog, 'bob')).rows.length, 4);
  });

  it('show db_owner for dbo (TOK-6), sysadmin for sa', () => {
    assert.deepEqual(names(userToken(database(base), user(base, 'dbo'))), ['dbo', 'db_owner', 'public']);
    assert.deepEqual(names(loginToken(base, login(base, 'sa'))), ['sa', 'sysadmin', 'public']);
    assert.equal(userToken(database(base), user(base, 'dbo')).sid, login(base, 'sa').sid);
  });

  it('are incomplete where Windows groups could matter', () => {
    const windows = createLogin(base, { name: 'D\\w', type: 'windows_login' });
    assert.equal(loginToken(windows, login(windows, 'D\\w')).incomplete, undefined);
    const group = createLogin(windows, { name: 'D\\g', type: 'windows_group' });
    assert.equal(loginToken(group, login(group, 'D\\w')).incomplete?.lack, 'windows');
  });

  it('take up the principals of a key, with their roles (TOK-9)', () => {
    const key = 'k' as Thumbprint;
    const signer = createUser(base, shop, { name: 'signer', type: 'certificate_user', authentication: 'none', key });
    const catalog = addMember(signer, shop, user(base, 'staff').id, user(signer, 'signer').id);
    const rows = keyUserRows(database(catalog), [key]);
    assert.deepEqual(
      rows.map((row) => [row.name, row.type]),
      [
        ['signer', 'USER MAPPED TO CERTIFICATE'],
        ['staff', 'ROLE'],
      ],
    );
    const token = userToken(database(catalog), user(catalog, 'bob'));
    assert.equal(withRows(token, rows).rows.length, token.rows.length + 2);
    assert.equal(withRows(token, []), token);
  });

  it('have a sid of its own for a user without login (PRN-22)', () => {
    assert.match(user(base, 'ghost').sid ?? '', /^S-1-9-3-\d+-\d+-\d+-\d+$/);
  });
});

describe('catalog: IMPERSONATE on users (IMP-1 to IMP-3)', () => {
  const ghost = onPrincipal(user(base, 'ghost'));
  const ask = (catalog: Catalog, who: string, target = 'ghost') =>
    decideImpersonateUser(catalog, asUser(catalog, who), user(catalog, target)).kind;

  it('comes from a grant, CONTROL, db_owner, being oneself, being dbo', () => {
    assert.equal(ask(base, 'bob'), 'denied');
    assert.equal(ask(base, 'bob', 'bob'), 'allowed');
    assert.equal(ask(base, 'dbo'), 'allowed');
    assert.equal(ask(granted(base, 'IMPERSONATE', ghost, 'bob'), 'bob'), 'allowed');
    assert.equal(ask(granted(base, 'CONTROL', onDatabase, 'bob'), 'bob', 'dbo'), 'allowed');
    assert.equal(ask(addMember(base, shop, dbOwnerId, user(base, 'bob').id), 'bob', 'dbo'), 'allowed');
  });

  it('does not come from ALTER ANY USER', () => {
    assert.equal(ask(granted(base, 'ALTER ANY USER', onDatabase, 'bob'), 'bob'), 'denied');
  });

  it('is refused by a DENY', () => {
    assert.equal(
      ask(denied(granted(base, 'IMPERSONATE', ghost, 'bob'), 'IMPERSONATE', ghost, 'public'), 'bob'),
      'denied',
    );
    assert.equal(ask(denied(base, 'IMPERSONATE', ghost, 'public'), 'dbo'), 'allowed');
  });

  it('is never possible for roles, sys, keys and orphans (CTX-4, PRN-46)', () => {
    assert.equal(impersonableUser(base, user(base, 'staff')).kind, 'no');
    assert.equal(impersonableUser(base, user(base, 'sys')).kind, 'no');
    assert.equal(impersonableUser(base, user(base, 'dbo')).kind, 'yes');
    assert.equal(impersonableUser(base, user(base, 'ghost')).kind, 'yes');
    const orphaned = changeDatabaseOwner(base, shop, 'nobody' as Sid);
    assert.equal(impersonableUser(orphaned, user(orphaned, 'dbo')).kind, 'no');
  });
});

describe('catalog: IMPERSONATE on logins (IMP-4 to IMP-6)', () => {
  const sa = onServerPrincipal(login(base, 'sa'));
  const ask = (catalog: Catalog, who = 'bob', target = 'sa') =>
    decideImpersonateLogin(catalog, asLogin(catalog, who), login(catalog, target)).kind;

  it('comes from a grant, IMPERSONATE ANY LOGIN, CONTROL SERVER', () => {
    assert.equal(ask(base), 'denied');
    assert.equal(ask(grantedAtServer(base, 'IMPERSONATE', 'bob', sa)), 'allowed');
    assert.equal(ask(grantedAtServer(base, 'IMPERSONATE ANY LOGIN', 'bob')), 'allowed');
    assert.equal(ask(grantedAtServer(base, 'CONTROL SERVER', 'bob')), 'allowed');
  });

  it('does not come from ALTER ANY LOGIN or securityadmin', () => {
    assert.equal(ask(grantedAtServer(base, 'ALTER ANY LOGIN', 'bob')), 'denied');
    assert.equal(ask(addServerMember(base, login(base, 'securityadmin').id, login(base, 'bob').id)), 'denied');
  });

  it('is refused by a DENY of either (IMP-5)', () => {
    assert.equal(
      ask(deniedAtServer(grantedAtServer(base, 'CONTROL SERVER', 'bob'), 'IMPERSONATE ANY LOGIN', 'bob', onServer)),
      'denied',
    );
    assert.equal(
      ask(deniedAtServer(grantedAtServer(base, 'IMPERSONATE ANY LOGIN', 'bob'), 'IMPERSONATE', 'bob', sa)),
      'denied',
    );
  });

  it('needs a login token that counts, even for oneself (CTX-21)', () => {
    const subject = asLogin(base, 'bob');
    const stripped: Token = {
      ...subject.loginToken!,
      rows: subject.loginToken!.rows.map((row) => ({ ...row, usage: 'DENY ONLY' as const })),
    };
    assert.equal(ask(base, 'bob', 'bob'), 'allowed');
    assert.equal(decideImpersonateLogin(base, { ...subject, loginToken: stripped }, login(base, 'bob')).kind, 'denied');
    assert.equal(impersonableLogin(login(base, 'sysadmin')).kind, 'no');
  });
});
