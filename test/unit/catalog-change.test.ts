/** PRN-50 and the rest: what statements change, and that a change that changes nothing gives the same object. */
import assert from 'node:assert/strict';
import { createKey, dropKey, writeKeyFile } from '../../server/src/catalog/change/keys/keys';
import { addSignature, dropSignature } from '../../server/src/catalog/change/keys/signatures';
import { defineModule } from '../../server/src/catalog/change/modules/modules';
import { createObject, dropObject, renameObject } from '../../server/src/catalog/change/objects/objects';
import { transferObject } from '../../server/src/catalog/change/objects/schemas';
import { changeDatabaseOwner, changeOwner } from '../../server/src/catalog/change/permissions/ownership';
import { deny, grant, needsCascade, revoke } from '../../server/src/catalog/change/permissions/permissions';
import { addServerMember, alterLogin, createLogin, dropLogin } from '../../server/src/catalog/change/principals/logins';
import {
  addMember,
  alterPrincipal,
  createUser,
  dropMember,
  dropPrincipal,
} from '../../server/src/catalog/change/principals/principals';
import {
  createDatabase,
  dropDatabase,
  renameDatabase,
  setDatabaseOptions,
} from '../../server/src/catalog/change/server/databases';
import { addLinkedServer, setConfiguration, setLoginMapping } from '../../server/src/catalog/change/server/server';
import { impersonableUser } from '../../server/src/catalog/decide/impersonate';
import { onDatabase, onObject, onSchema } from '../../server/src/catalog/decide/question';
import { dboId, dboSchemaId, saSid } from '../../server/src/catalog/ids';
import { permissions, securableText } from '../../server/src/catalog/indexes';
import { findKey, findLogin, findModule, findObject, findPrincipal } from '../../server/src/catalog/lookup';
import type { Catalog, Module, Securable } from '../../server/src/catalog/model';
import { effectiveOwner } from '../../server/src/catalog/securable';
import { activeKeys, isValid, signedPrincipal } from '../../server/src/catalog/signature';
import { fold } from '../../server/src/text/name';
import { database, granted, inShop, login, object, procedure, shop, stage, user } from '../support/catalog-stage';

const base = stage();
const rowsOn = (catalog: Catalog, securable: Securable) =>
  permissions
    .find(database(catalog).permissions, securableText(securable))
    .map((row) => `${row.state} ${row.permission} ${row.grantee}`);
const moduleP = (catalog: Catalog) => object(catalog, 'dbo', 'p') as Module;

describe('catalog: changes', () => {
  it('give the same object for the same change, and the catalog itself for none', () => {
    const user1 = () => createUser(base, shop, { name: 'new', type: 'sql_user', authentication: 'none' });
    assert.equal(user1(), user1());
    assert.equal(createUser(user1(), shop, { name: 'NEW', type: 'sql_user', authentication: 'none' }), user1());
    const bob = user(base, 'bob').id;
    assert.equal(dropMember(base, shop, user(base, 'staff').id, bob), base);
    const member = addMember(base, shop, user(base, 'staff').id, bob);
    assert.equal(addMember(member, shop, user(base, 'staff').id, bob), member);
    assert.equal(setDatabaseOptions(base, shop, { trustworthy: false }), base);
    assert.equal(setConfiguration(base, 'CLR enabled', 0), base);
    assert.equal(
      granted(granted(base, 'SELECT', onDatabase, 'bob'), 'SELECT', onDatabase, 'bob'),
      granted(base, 'SELECT', onDatabase, 'bob'),
    );
    assert.equal(changeOwner(base, shop, onObject(object(base, 'dbo', 't')), undefined), base);
    assert.equal(changeDatabaseOwner(base, shop, saSid), base);
    assert.equal(alterLogin(base, login(base, 'bob').id, { disabled: false }), base);
    assert.equal(dropObject(base, shop, 'object:dbo.none' as never), base);
  });

  it('leave the users of a dropped login orphaned, also when its name comes back', () => {
    const gone = dropLogin(base, login(base, 'bob').id);
    assert.equal(findLogin(gone, 'bob').kind, 'absent');
    assert.deepEqual(impersonableUser(gone, user(gone, 'bob')), {
      kind: 'no',
      what: 'an orphan: its login is gone',
      orphaned: true,
    });
    const back = createLogin(gone, { name: 'bob', type: 'sql_login' });
    assert.notEqual(login(back, 'bob').sid, user(back, 'bob').sid);
    const mended = alterPrincipal(back, shop, user(back, 'bob').id, { sid: login(back, 'bob').sid });
    assert.equal(impersonableUser(mended, user(mended, 'bob')).kind, 'yes');
  });

  it('keep the id of what is renamed, so the old name is free', () => {
    const renamed = alterPrincipal(base, shop, user(base, 'bob').id, { name: 'rob' });
    assert.equal(findPrincipal(database(renamed), 'bob').kind, 'absent');
    assert.equal(user(renamed, 'ROB').id, user(base, 'bob').id);
    const another = createUser(renamed, shop, { name: 'bob', type: 'sql_user', authentication: 'none' });
    assert.notEqual(user(another, 'bob').id, user(another, 'rob').id);
    const t = renameObject(base, shop, object(base, 'dbo', 't').id, 'u');
    assert.equal(findObject(database(t), { name: 'U' }, 'sales').kind, 'found');
  });

  it('drop what a dropped principal held and belonged to', () => {
    const catalog = dropPrincipal(
      addMember(granted(base, 'SELECT', onDatabase, 'bob'), shop, user(base, 'staff').id, user(base, 'bob').id),
      shop,
      user(base, 'bob').id,
    );
    assert.equal(database(catalog).members.has(user(base, 'staff').id), false);
    assert.deepEqual(
      rowsOn(catalog, onDatabase).filter((row) => row.endsWith('bob')),
      [],
    );
  });

  it('drop permissions where the effective owner changes, and only there (PRN-42)', () => {
    const table = onObject(object(base, 'dbo', 't'));
    const catalog = granted(base, 'SELECT', table, 'bob');
    assert.equal(rowsOn(changeOwner(catalog, shop, table, dboId), table).length, 1);
    assert.equal(rowsOn(changeOwner(catalog, shop, table, user(base, 'amy').id), table).length, 0);
    const schema = onSchema(database(base).schemas.get(dboSchemaId)!);
    const moved = changeOwner(catalog, shop, schema, user(base, 'amy').id);
    assert.equal(effectiveOwner(database(moved), object(moved, 'dbo', 't')), user(base, 'amy').id);
    assert.equal(rowsOn(moved, table).length, 0);
  });

  it('drop permissions on what moves to another schema', () => {
    const table = object(base, 'dbo', 't');
    const moved = transferObject(
      granted(base, 'SELECT', onObject(table), 'bob'),
      shop,
      table.id,
      object(base, 'sales', 's').schema,
    );
    assert.deepEqual(rowsOn(moved, onObject(table)), []);
    assert.equal(object(moved, 'sales', 't').id, table.id);
  });

  it('take triggers away with their table', () => {
    const table = object(base, 'dbo', 't');
    const catalog = defineModule(base, shop, {
      ...procedure('tr'),
      type: 'dml_trigger',
      parent: table.id,
      events: ['INSERT'],
      timing: 'after',
    });
    assert.equal(effectiveOwner(database(catalog), object(catalog, 'dbo', 'tr')), dboId);
    assert.equal(
      findModule(database(dropObject(catalog, shop, table.id)), { schema: 'dbo', name: 'tr' }, undefined).kind,
      'absent',
    );
  });

  it('know databases and their options', () => {
    const catalog = renameDatabase(
      setDatabaseOptions(createDatabase(base, 'Other', saSid), fold('other'), { trustworthy: true }),
      fold('other'),
      'Third',
    );
    assert.equal(database(catalog, 'third').trustworthy, true);
    assert.equal(dropDatabase(catalog, fold('third')).databases.has(fold('third')), false);
    assert.equal(
      changeDatabaseOwner(base, shop, login(base, 'amy').sid).databases.get(shop)!.principals.get(dboId)!.sid,
      login(base, 'amy').sid,
    );
  });

  it('map logins on linked servers', () => {
    const linked = setLoginMapping(addLinkedServer(base, 'far'), 'FAR', {
      local: login(base, 'amy').id,
      useSelf: false,
      remote: 'r',
    });
    assert.deepEqual(
      linked.server.linkedServers.get(fold('far'))!.mappings.map((one) => one.remote),
      [undefined, 'r'],
    );
    assert.equal(dropLogin(linked, login(base, 'amy').id).server.linkedServers.get(fold('far'))!.mappings.length, 1);
    assert.equal(addServerMember(base, login(base, 'sysadmin').id, login(base, 'sa').id), base);
  });
});

describe('catalog: GRANT, DENY, REVOKE as rows (GRA-1, GRA-4 to GRA-6)', () => {
  const row = (grantee: string, grantor: string = 'dbo') => ({
    permission: 'SELECT',
    securable: onDatabase,
    grantee: user(base, grantee).id,
    grantor: user(base, grantor).id,
  });
  const about = (catalog: Catalog) => rowsOn(catalog, onDatabase).filter((text) => text.includes('SELECT'));

  it('replace each other', () => {
    const both = deny(grant(base, inShop, row('bob')), inShop, row('bob'));
    assert.deepEqual(about(both), ['deny SELECT user:bob']);
    assert.deepEqual(about(grant(both, inShop, row('bob'))), ['grant SELECT user:bob']);
    assert.deepEqual(about(revoke(both, inShop, row('bob'))), []);
  });

  it('need the grantor who granted', () => {
    const catalog = grant(base, inShop, row('bob', 'amy'));
    assert.equal(revoke(catalog, inShop, row('bob')), catalog);
  });

  it('pass on with CASCADE', () => {
    const first = grant(base, inShop, row('amy'), { withGrantOption: true });
    assert.equal(grant(first, inShop, row('amy')), first);
    assert.ok(needsCascade(first, inShop, row('amy')));
    const chain = grant(
      grant(first, inShop, row('bob', 'amy'), { withGrantOption: true }),
      inShop,
      row('ghost', 'bob'),
    );
    assert.deepEqual(about(revoke(chain, inShop, row('amy'), { cascade: true })), []);
    assert.deepEqual(about(revoke(chain, inShop, row('amy'), { cascade: true, grantOptionFor: true })), [
      'grant SELECT user:amy',
    ]);
  });
});

describe('catalog: keys and signatures', () => {
  const key = (name: string, source: Parameters<typeof createKey>[2]['source'] = { kind: 'generated' }) =>
    ({ name, type: 'certificate', owner: dboId, privateKey: true, source }) as const;
  const thumb = (catalog: Catalog, name: string, where = 'shop') => {
    const found = findKey(database(catalog, where), 'certificate', name);
    return found.kind === 'found' ? found.entry.thumbprint : undefined;
  };

  it('copy a certificate through a file', () => {
    const made = createKey(base, shop, key('c'));
    const written = writeKeyFile(made, 'C:\\keys\\C.cer', thumb(made, 'c')!);
    const copied = createKey(written, fold('master'), key('c2', { kind: 'file', path: 'c:\\keys\\c.CER' }));
    assert.equal(thumb(copied, 'c2', 'master'), thumb(made, 'c'));
    assert.notEqual(
      thumb(createKey(dropKey(copied, shop, database(copied).keys.first()!.id), shop, key('c')), 'c'),
      thumb(made, 'c'),
    );
  });

  it('lose signatures when the module is altered, and when the principal of its clause changes (SIG-11, SIG-12)', () => {
    const made = createKey(base, shop, key('c'));
    const sign = (catalog: Catalog, counter = false) =>
      addSignature(
        catalog,
        shop,
        { kind: 'module', id: moduleP(catalog).id },
        { key: thumb(made, 'c')!, counter, principal: signedPrincipal(database(catalog), moduleP(catalog)) },
      );
    const signed = sign(made);
    assert.deepEqual(activeKeys(database(signed), moduleP(signed), []).keys, [thumb(made, 'c')]);
    assert.deepEqual(moduleP(defineModule(signed, shop, procedure('p'))).signatures, []);
    assert.deepEqual(
      moduleP(
        dropSignature(
          signed,
          shop,
          { kind: 'module', id: moduleP(signed).id },
          { key: thumb(made, 'c')!, counter: false },
        ),
      ).signatures,
      [],
    );
    const countersigned = sign(made, true);
    assert.deepEqual(activeKeys(database(countersigned), moduleP(countersigned), []).keys, []);
    assert.deepEqual(activeKeys(database(countersigned), moduleP(countersigned), [thumb(made, 'c')!]).keys, [
      thumb(made, 'c'),
    ]);
    const asBob = defineModule(made, shop, {
      ...procedure('p'),
      runAs: { kind: 'user', id: user(made, 'bob').id, self: false },
    });
    const signedAsBob = sign(asBob);
    const moved = alterPrincipal(signedAsBob, shop, user(made, 'bob').id, { sid: login(made, 'amy').sid });
    assert.ok(isValid(database(signedAsBob), moduleP(signedAsBob), moduleP(signedAsBob).signatures[0]!));
    assert.equal(isValid(database(moved), moduleP(moved), moduleP(moved).signatures[0]!), false);
  });

  it('keep owner and permissions of an altered module', () => {
    const owned = changeOwner(base, shop, onObject(moduleP(base)), user(base, 'amy').id);
    const altered = defineModule(granted(owned, 'EXECUTE', onObject(moduleP(base)), 'bob'), shop, {
      ...procedure('p'),
      schemaBinding: true,
    });
    assert.equal(moduleP(altered).owner, user(base, 'amy').id);
    assert.equal(rowsOn(altered, onObject(moduleP(base))).length, 1);
  });
});

describe('catalog: many objects', () => {
  it('index ten thousand objects once', () => {
    let catalog = base;
    const start = Date.now();
    for (let i = 0; i < 10_000; i++) {
      catalog = createObject(catalog, shop, { kind: 'table', schema: dboSchemaId, name: `t${i}`, columns: undefined });
      if (findObject(database(catalog), { name: `T${i}` }, 'dbo').kind !== 'found') assert.fail();
    }
    assert.ok(Date.now() - start < 5000);
  });
});
