/** GRA-2 to GRA-11: who may grant, in whose name, and what is refused to everybody. */
import assert from 'node:assert/strict';
import { grant } from '../../server/src/catalog/change/permissions/permissions';
import { addServerMember } from '../../server/src/catalog/change/principals/logins';
import { addMember } from '../../server/src/catalog/change/principals/principals';
import { decideGrant } from '../../server/src/catalog/decide/grant';
import {
  allPermissions,
  classWithoutSecurable,
  fitsSecurable,
  refusedGrantee,
} from '../../server/src/catalog/decide/grant-rules';
import { onDatabase, onObject, onServer } from '../../server/src/catalog/decide/question';
import { dboId, roleId, saId } from '../../server/src/catalog/ids';
import type { Catalog, Securable } from '../../server/src/catalog/model';
import { takesColumns } from '../../server/src/syntax/grant-columns';
import {
  asLogin,
  asUser,
  database,
  granted,
  grantedAtServer,
  inShop,
  login,
  object,
  shop,
  stage,
  user,
} from '../support/catalog-stage';

const base = stage();
const table = onObject(object(base, 'dbo', 't'));
const sales = onObject(object(base, 'sales', 's'));
const ask = (
  catalog: Catalog,
  who: string,
  securable: Securable,
  permission = 'SELECT',
  action: 'grant' | 'deny' | 'revoke' = 'grant',
  as?: string,
) => {
  const { verdict, grantor } = decideGrant(catalog, asUser(catalog, who), {
    action,
    permission,
    securable,
    as: as === undefined ? undefined : user(catalog, as).id,
  });
  return verdict.kind === 'denied' ? 'denied' : `${verdict.kind} by ${grantor}`;
};

describe('catalog: authority to grant', () => {
  it("is the owner's, and of whoever has CONTROL, in the owner's name (GRA-4)", () => {
    assert.equal(ask(base, 'bob', table), 'denied');
    assert.equal(ask(base, 'dbo', table), `allowed by ${dboId}`);
    assert.equal(ask(base, 'amy', sales), 'allowed by user:amy');
    assert.equal(ask(base, 'dbo', sales), 'allowed by user:amy');
    assert.equal(ask(granted(base, 'CONTROL', table, 'bob'), 'bob', table), `allowed by ${dboId}`);
    assert.equal(ask(granted(base, 'SELECT', table, 'bob'), 'bob', table), 'denied');
  });

  it("comes with the grant option, in the holder's name, but not for DENY", () => {
    const catalog = grant(
      base,
      inShop,
      { permission: 'SELECT', securable: table, grantee: user(base, 'bob').id, grantor: dboId },
      { withGrantOption: true },
    );
    assert.equal(ask(catalog, 'bob', table), 'allowed by user:bob');
    assert.equal(ask(catalog, 'bob', table, 'INSERT'), 'denied');
    assert.equal(ask(catalog, 'bob', table, 'SELECT', 'deny'), 'denied');
    assert.equal(ask(catalog, 'bob', table, 'SELECT', 'revoke'), 'allowed by user:bob');
  });

  it('is with the administering fixed roles (DIS-13)', () => {
    const security = addMember(base, shop, roleId('db_securityadmin'), user(base, 'bob').id);
    assert.equal(ask(security, 'bob', table), `allowed by ${dboId}`);
    assert.equal(ask(security, 'bob', onDatabase, 'CONTROL'), `allowed by ${dboId}`);
    const access = addMember(base, shop, roleId('db_accessadmin'), user(base, 'bob').id);
    assert.equal(ask(access, 'bob', onDatabase, 'CONNECT'), `allowed by ${dboId}`);
    assert.equal(ask(access, 'bob', onDatabase, 'SELECT'), 'denied');
    const server = addServerMember(base, login(base, 'securityadmin').id, login(base, 'bob').id);
    const verdict = decideGrant(server, asLogin(server, 'bob'), {
      action: 'grant',
      permission: 'VIEW SERVER STATE',
      securable: onServer,
    });
    assert.deepEqual([verdict.verdict.kind, verdict.grantor], ['allowed', saId]);
    assert.equal(
      decideGrant(base, asLogin(base, 'bob'), { action: 'grant', permission: 'VIEW SERVER STATE', securable: onServer })
        .verdict.kind,
      'denied',
    );
    assert.equal(
      decideGrant(
        grantedAtServer(base, 'CONTROL SERVER', 'bob'),
        asLogin(grantedAtServer(base, 'CONTROL SERVER', 'bob'), 'bob'),
        {
          action: 'deny',
          permission: 'SHUTDOWN',
          securable: onServer,
        },
      ).verdict.kind,
      'allowed',
    );
  });

  it('can be borrowed with AS (GRA-3)', () => {
    const catalog = grant(
      base,
      inShop,
      { permission: 'SELECT', securable: table, grantee: user(base, 'staff').id, grantor: dboId },
      { withGrantOption: true },
    );
    const member = addMember(catalog, shop, user(base, 'staff').id, user(base, 'bob').id);
    assert.equal(ask(member, 'bob', table, 'SELECT', 'grant', 'staff'), 'allowed by role:staff');
    assert.equal(ask(catalog, 'bob', table, 'SELECT', 'grant', 'staff'), 'denied');
    assert.equal(ask(member, 'bob', table, 'INSERT', 'grant', 'staff'), 'denied');
  });
});

describe('catalog: what GRANT refuses to everybody', () => {
  it('special grantees (GRA-7, GRA-9)', () => {
    const refused = (grantee: string, securable: Securable = table, self = 'amy') =>
      refusedGrantee(base, database(base), securable, user(base, grantee).id, user(base, self).id);
    assert.deepEqual(
      ['bob', 'public', 'guest', 'staff'].map((name) => refused(name)),
      [undefined, undefined, undefined, undefined],
    );
    assert.deepEqual([refused('db_owner'), refused('dbo'), refused('sys'), refused('amy')], [4617, 4624, 4624, 4624]);
    assert.equal(refused('amy', sales, 'dbo'), 4624);
  });

  it('permissions that do not fit', () => {
    const fits = (permission: string, kind = 'OBJECT') =>
      fitsSecurable(base, kind, permission, kind === 'OBJECT' ? object(base, 'dbo', 'p') : undefined);
    assert.deepEqual(
      [fits('EXECUTE'), fits('CONTROL'), fits('SELECT'), fits('CONNECT'), fits('NONSENSE')],
      ['fits', 'fits', 'wrong-object', 'wrong-class', 'no-such-permission'],
    );
    assert.equal(fits('CREATE SEQUENCE', 'SCHEMA'), 'fits');
    assert.deepEqual([takesColumns('SELECT'), takesColumns('INSERT')], [true, false]);
    assert.deepEqual(
      [
        classWithoutSecurable(base, 'CREATE TABLE'),
        classWithoutSecurable(base, 'CONNECT SQL'),
        classWithoutSecurable(base, 'X'),
      ],
      ['DATABASE', 'SERVER', undefined],
    );
    assert.deepEqual(allPermissions('OBJECT', object(base, 'dbo', 'p')), ['EXECUTE']);
  });
});
