/** CHN: ownership chains. XDB-10 to XDB-16: authenticators. CLR-18 to CLR-20: assemblies. */
import assert from 'node:assert/strict';
import { createKey, writeKeyFile } from '../../server/src/catalog/change/keys/keys';
import { createObject } from '../../server/src/catalog/change/objects/objects';
import { changeDatabaseOwner, changeOwner } from '../../server/src/catalog/change/permissions/ownership';
import { grant } from '../../server/src/catalog/change/permissions/permissions';
import { createLogin } from '../../server/src/catalog/change/principals/logins';
import { createUser } from '../../server/src/catalog/change/principals/principals';
import { createDatabase, setDatabaseOptions } from '../../server/src/catalog/change/server/databases';
import { addTrustedAssembly, setConfiguration } from '../../server/src/catalog/change/server/server';
import { decideAssemblyTrust } from '../../server/src/catalog/decide/assembly-trust';
import { decideChain } from '../../server/src/catalog/decide/chain';
import { onDatabase, onObject } from '../../server/src/catalog/decide/question';
import { authenticatorsOf, decideServerTrust, decideTrust } from '../../server/src/catalog/decide/trust';
import { openDatabase } from '../../server/src/catalog/fresh/catalog';
import { dboId, dboSchemaId, saSid } from '../../server/src/catalog/ids';
import type { Catalog, Image, Thumbprint } from '../../server/src/catalog/model';
import { fold } from '../../server/src/text/name';
import { sha512OfHex } from '../../server/src/text/sha512';
import { database, grantedAtServer, login, object, shop, stage, user } from '../support/catalog-stage';

const far = fold('far');
/** shop and far, both with a table dbo.t; shop belongs to amy. */
const two = (() => {
  const catalog = changeDatabaseOwner(createDatabase(stage(), 'far', saSid), shop, login(stage(), 'amy').sid);
  return createObject(catalog, far, { kind: 'table', schema: dboSchemaId, name: 't', columns: ['a'] });
})();
const link = (catalog: Catalog, where: string, schema: string, name: string) => ({
  database: database(catalog, where),
  object: object(catalog, schema, name, where),
});

describe('catalog: ownership chains', () => {
  const chain = (catalog: Catalog, to = link(catalog, 'shop', 'dbo', 't')) =>
    decideChain(catalog, link(catalog, 'shop', 'dbo', 'p'), to);

  it('compare effective owners, not schemas (CHN-6)', () => {
    const catalog = stage();
    assert.equal(chain(catalog).kind, 'intact');
    const broken = changeOwner(catalog, shop, onObject(object(catalog, 'dbo', 't')), user(catalog, 'bob').id);
    const verdict = chain(broken);
    assert.deepEqual(verdict, { kind: 'broken', because: 'dbo.p is owned by dbo, dbo.t by bob' });
    const mended = changeOwner(catalog, shop, onObject(object(catalog, 'sales', 's')), dboId);
    assert.equal(chain(mended, link(mended, 'shop', 'sales', 's')).kind, 'intact');
  });

  it('cross databases where both allow it and the owners are one login (CHN-9, CHN-10)', () => {
    const across = (catalog: Catalog) => chain(catalog, link(catalog, 'far', 'dbo', 't')).kind;
    const bothOn = setDatabaseOptions(setDatabaseOptions(two, shop, { chaining: true }), far, { chaining: true });
    const oneOwner = changeDatabaseOwner(bothOn, far, login(two, 'amy').sid);
    assert.equal(across(two), 'broken');
    assert.equal(across(bothOn), 'broken');
    assert.equal(across(oneOwner), 'intact');
    assert.equal(across(setDatabaseOptions(oneOwner, far, { chaining: false })), 'broken');
    assert.equal(
      across(setConfiguration(changeDatabaseOwner(two, far, login(two, 'amy').sid), 'cross db ownership chaining', 1)),
      'intact',
    );
  });
});

describe('catalog: authenticators', () => {
  const trust = (catalog: Catalog, keys: readonly Thumbprint[] = []) =>
    decideTrust(catalog, database(catalog), keys, database(catalog, 'far')).kind;
  const trusting = setDatabaseOptions(two, shop, { trustworthy: true });
  const withAmy = createUser(trusting, far, {
    name: 'amy',
    type: 'sql_user',
    authentication: 'login',
    sid: login(two, 'amy').sid,
  });
  const authenticate = (catalog: Catalog, name: string) =>
    grant(
      catalog,
      { kind: 'database', database: far },
      { permission: 'AUTHENTICATE', securable: onDatabase, grantee: user(catalog, name, 'far').id, grantor: dboId },
    );

  it('are the owner of a trustworthy database, and keys (XDB-10)', () => {
    assert.deepEqual(authenticatorsOf(database(two), []).list, []);
    assert.deepEqual(
      authenticatorsOf(database(trusting), ['k' as Thumbprint]).list.map((one) => one.kind),
      ['owner', 'key'],
    );
    assert.ok(authenticatorsOf(openDatabase('x'), []).doubt);
  });

  it('count where the owner is trusted (XDB-11, XDB-16)', () => {
    assert.equal(trust(two), 'denied');
    assert.equal(trust(trusting), 'denied');
    assert.equal(trust(withAmy), 'denied');
    assert.equal(trust(authenticate(withAmy, 'amy')), 'allowed');
    assert.equal(trust(grantedAtServer(trusting, 'AUTHENTICATE SERVER', 'amy')), 'allowed');
    assert.equal(trust(changeDatabaseOwner(trusting, shop, saSid)), 'allowed');
    assert.equal(trust(changeDatabaseOwner(trusting, far, login(two, 'amy').sid)), 'allowed');
  });

  it('count at the server with AUTHENTICATE SERVER (XDB-13)', () => {
    const atServer = (catalog: Catalog) => decideServerTrust(catalog, database(catalog), []).kind;
    assert.equal(atServer(trusting), 'denied');
    assert.equal(atServer(authenticate(withAmy, 'amy')), 'denied');
    assert.equal(atServer(changeDatabaseOwner(trusting, shop, saSid)), 'allowed');
  });

  it('can be a key that the target knows', () => {
    const certificate = { name: 'c', type: 'certificate', owner: dboId, privateKey: true } as const;
    const made = createKey(two, shop, { ...certificate, source: { kind: 'generated' } });
    const key = database(made).keys.first()!.thumbprint;
    const copied = createKey(writeKeyFile(made, 'c.cer', key), far, {
      ...certificate,
      source: { kind: 'file', path: 'c.cer' },
    });
    const mapped = createUser(copied, far, { name: 'signer', type: 'certificate_user', authentication: 'none', key });
    assert.equal(trust(mapped, [key]), 'denied');
    assert.equal(trust(authenticate(mapped, 'signer'), [key]), 'allowed');
    const asLogin = createLogin(made, { name: 'signer', type: 'certificate_login', key });
    assert.equal(trust(grantedAtServer(asLogin, 'AUTHENTICATE SERVER', 'signer'), [key]), 'allowed');
  });

  it('are not known where the database is not', () => {
    assert.equal(decideTrust(two, openDatabase('x'), [], database(two, 'far')).kind, 'unknown');
  });
});

describe('catalog: assemblies', () => {
  const ask = (
    catalog: Catalog,
    permissionSet: 'SAFE' | 'EXTERNAL_ACCESS' | 'UNSAFE',
    more: { image?: Image } = {},
  ) => {
    const { verdict, byStrictSecurity } = decideAssemblyTrust(catalog, database(catalog), {
      name: 'a',
      permissionSet,
      image: {},
      signatures: [],
      ...more,
    });
    if (verdict.kind !== 'denied') return verdict.kind;
    return byStrictSecurity ? 'denied by strict security' : 'denied';
  };
  it('need trust under clr strict security', () => {
    const catalog = stage();
    assert.deepEqual([ask(catalog, 'SAFE'), ask(catalog, 'UNSAFE')], ['denied by strict security', 'denied']);
    assert.equal(ask(setDatabaseOptions(catalog, shop, { trustworthy: true }), 'UNSAFE'), 'allowed');
    assert.equal(ask(setConfiguration(catalog, 'clr strict security', 0), 'SAFE'), 'allowed');
    assert.equal(ask(setConfiguration(catalog, 'clr strict security', 0), 'EXTERNAL_ACCESS'), 'denied');
    assert.equal(
      ask(addTrustedAssembly(catalog, sha512OfHex('0x4D5A')!.toUpperCase(), undefined), 'UNSAFE', {
        image: { text: '0x4D5A' },
      }),
      'allowed',
    );
    const key = 'k' as Thumbprint;
    const signed = createLogin(catalog, { name: 'signer', type: 'key_login', key });
    assert.equal(ask(grantedAtServer(signed, 'UNSAFE ASSEMBLY', 'signer'), 'SAFE', { image: { key } }), 'allowed');
  });
});
