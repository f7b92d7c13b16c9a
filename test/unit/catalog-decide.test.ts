/** PERM-1 to PERM-11: the order of the steps, covering, columns, sandboxed tokens, and what is not known. */

import assert from 'node:assert/strict';
import { grant } from '../../server/src/catalog/change/permissions/permissions';
import { addServerMember } from '../../server/src/catalog/change/principals/logins';
import { addMember } from '../../server/src/catalog/change/principals/principals';
import { addOpenDatabase } from '../../server/src/catalog/change/server/databases';
import { userToken } from '../../server/src/catalog/closure';
import { decideColumns } from '../../server/src/catalog/decide/columns';
import { decide, type Subject } from '../../server/src/catalog/decide/decide';
import {
  databaseQuestion,
  objectQuestion,
  onDatabase,
  onObject,
  onSchema,
  serverQuestion,
} from '../../server/src/catalog/decide/question';
import { dbOwnerId, dboId, dboSchemaId, publicId, roleId, sysadminId } from '../../server/src/catalog/ids';
import type { Catalog } from '../../server/src/catalog/model';
import { lacking } from '../../server/src/catalog/reason';
import type { Token } from '../../server/src/catalog/token';
import { fold } from '../../server/src/text/name';
import {
  asLogin,
  asUser,
  database,
  denied,
  deniedAtServer,
  granted,
  grantedAtServer,
  inShop,
  login,
  object,
  onTable,
  shop,
  stage,
  user,
} from '../support/catalog-stage';

const base = stage();
const table = onObject(object(base, 'dbo', 't'));
const column = (name: string) => ({ ...table, column: fold(name) });
const dboSchema = onSchema(database(base).schemas.get(dboSchemaId)!);
const inRole = (catalog: Catalog, role: string, name: string) =>
  addMember(catalog, shop, user(catalog, role).id, user(catalog, name).id);

describe('catalog: decide', () => {
  it('denies what nobody granted', () => {
    const verdict = onTable(base, asUser(base, 'bob'));
    assert.equal(verdict.kind, 'denied');
    assert.deepEqual(verdict.kind === 'denied' && verdict.question.on, 'OBJECT::dbo.t');
  });

  it('allows dbo, whatever is denied', () => {
    const catalog = denied(base, 'SELECT', table, 'public');
    assert.equal(onTable(catalog, asUser(catalog, 'dbo')).kind, 'allowed');
  });

  it('lets a DENY on any level beat a GRANT', () => {
    const catalog = denied(granted(base, 'SELECT', table, 'bob'), 'SELECT', onDatabase, 'public');
    assert.equal(
      onTable(granted(base, 'SELECT', table, 'bob'), asUser(granted(base, 'SELECT', table, 'bob'), 'bob')).kind,
      'allowed',
    );
    assert.equal(onTable(catalog, asUser(catalog, 'bob')).kind, 'denied');
  });

  it('climbs from the object to schema, database and server', () => {
    for (const [permission, securable] of [
      ['SELECT', dboSchema],
      ['CONTROL', dboSchema],
      ['SELECT', onDatabase],
      ['CONTROL', onDatabase],
      ['CONTROL', table],
    ] as const) {
      const catalog = granted(base, permission, securable, 'bob');
      assert.equal(onTable(catalog, asUser(catalog, 'bob')).kind, 'allowed', `${permission} on ${securable.class}`);
    }
    const catalog = granted(base, 'ALTER', onDatabase, 'bob');
    assert.equal(onTable(catalog, asUser(catalog, 'bob')).kind, 'denied');
    assert.equal(onTable(catalog, asUser(catalog, 'bob'), 'ALTER').kind, 'allowed');
  });

  it('counts roles, nested ones too, and names the row in the proof', () => {
    const catalog = inRole(granted(base, 'SELECT', dboSchema, 'staff'), 'staff', 'bob');
    const verdict = onTable(catalog, asUser(catalog, 'bob'));
    assert.ok(verdict.kind === 'allowed' && verdict.proof.kind === 'row');
    assert.equal(verdict.proof.principal, 'staff');
    assert.equal(verdict.proof.covers, 'SELECT on SCHEMA::dbo covers SELECT');
  });

  it('lets owners pass whatever is denied (PRN-44)', () => {
    const sales = object(base, 'sales', 's');
    const catalog = denied(base, 'SELECT', onObject(sales), 'public');
    assert.equal(
      decide(catalog, asUser(catalog, 'amy'), objectQuestion(catalog, database(catalog), sales, 'SELECT')).kind,
      'allowed',
    );
    assert.equal(
      decide(catalog, asUser(catalog, 'bob'), objectQuestion(catalog, database(catalog), sales, 'SELECT')).kind,
      'denied',
    );
  });

  it('knows the fixed roles: db_owner is bound by DENY, the deny roles deny (PRN-28, PERM-11)', () => {
    const owner = addMember(base, shop, dbOwnerId, user(base, 'bob').id);
    assert.equal(onTable(owner, asUser(owner, 'bob')).kind, 'allowed');
    const bound = denied(owner, 'SELECT', table, 'bob');
    assert.equal(onTable(bound, asUser(bound, 'bob')).kind, 'denied');
    const both = addMember(owner, shop, roleId('db_denydatareader'), user(base, 'bob').id);
    assert.equal(onTable(both, asUser(both, 'bob')).kind, 'denied');
    const reader = addMember(base, shop, roleId('db_datareader'), user(base, 'bob').id);
    assert.equal(onTable(reader, asUser(reader, 'bob')).kind, 'allowed');
    assert.equal(onTable(reader, asUser(reader, 'bob'), 'INSERT').kind, 'denied');
  });

  it('uses server permissions with a login token only (TOK-21), and DENY binds CONTROL SERVER (PERM-10)', () => {
    const catalog = grantedAtServer(base, 'CONTROL SERVER', 'bob');
    assert.equal(onTable(catalog, asLogin(catalog, 'bob')).kind, 'allowed');
    assert.equal(onTable(catalog, asUser(catalog, 'bob')).kind, 'denied');
    const bound = deniedAtServer(catalog, 'VIEW SERVER STATE', 'bob');
    assert.equal(decide(bound, asLogin(bound, 'bob'), serverQuestion(bound, 'VIEW SERVER STATE')).kind, 'denied');
    assert.equal(decide(bound, asLogin(bound, 'bob'), serverQuestion(bound, 'ALTER TRACE')).kind, 'allowed');
    const reader = grantedAtServer(base, 'SELECT ALL USER SECURABLES', 'bob');
    assert.equal(onTable(reader, asLogin(reader, 'bob')).kind, 'allowed');
  });

  it('lets a sysadmin pass, but not in a stripped login token', () => {
    const catalog = addServerMember(base, sysadminId, login(base, 'bob').id);
    const subject = asLogin(catalog, 'bob');
    assert.equal(onTable(catalog, subject).kind, 'allowed');
    const stripped: Token = {
      ...subject.loginToken!,
      rows: subject.loginToken!.rows.map((row) => ({ ...row, usage: 'DENY ONLY' as const })),
    };
    assert.equal(onTable(catalog, { ...subject, loginToken: stripped }).kind, 'denied');
    assert.equal(
      decide(catalog, { ...subject, loginToken: stripped }, serverQuestion(catalog, 'VIEW SERVER STATE')).kind,
      'denied',
    );
  });

  it('counts DENY ONLY rows for denials', () => {
    const catalog = deniedAtServer(granted(base, 'VIEW DATABASE STATE', onDatabase, 'bob'), 'VIEW SERVER STATE', 'bob');
    const subject = asLogin(catalog, 'bob');
    const stripped: Token = {
      ...subject.loginToken!,
      rows: subject.loginToken!.rows.map((row) => ({ ...row, usage: 'DENY ONLY' as const })),
    };
    assert.equal(
      decide(
        catalog,
        { ...subject, loginToken: stripped },
        databaseQuestion(catalog, database(catalog), 'VIEW DATABASE STATE'),
      ).kind,
      'denied',
    );
  });

  it('has the fixed server roles of the version', () => {
    const connector = addServerMember(base, login(base, '##MS_DatabaseConnector##').id, login(base, 'bob').id);
    assert.equal(
      decide(connector, asLogin(connector, 'bob'), serverQuestion(connector, 'CONNECT ANY DATABASE')).kind,
      'allowed',
    );
    const creator = addServerMember(base, login(base, 'dbcreator').id, login(base, 'bob').id);
    assert.equal(
      decide(creator, asLogin(creator, 'bob'), serverQuestion(creator, 'CREATE ANY DATABASE')).kind,
      'allowed',
    );
    assert.equal(decide(creator, asLogin(creator, 'bob'), serverQuestion(creator, 'ALTER ANY LOGIN')).kind, 'denied');
  });
});

describe('catalog: decide on columns (PERM-6 to PERM-8)', () => {
  const ask = (catalog: Catalog, columns: readonly string[] | 'every') =>
    decideColumns(
      catalog,
      asUser(catalog, 'bob'),
      objectQuestion(catalog, database(catalog), object(catalog, 'dbo', 't'), 'SELECT'),
      object(catalog, 'dbo', 't'),
      columns,
    );

  it('needs every column where none is named', () => {
    const catalog = granted(base, 'SELECT', column('a'), 'bob');
    assert.equal(ask(catalog, ['a']).verdict.kind, 'allowed');
    assert.deepEqual(ask(catalog, 'every').denied, ['b']);
    assert.deepEqual(ask(catalog, ['b']).denied, ['b']);
  });

  it('answers 229 where nothing is held', () => {
    assert.deepEqual([ask(base, ['a']).verdict.kind, ask(base, ['a']).denied], ['denied', []]);
  });

  it('lets a column DENY beat an object GRANT', () => {
    const catalog = denied(granted(base, 'SELECT', table, 'bob'), 'SELECT', column('b'), 'bob');
    assert.equal(ask(catalog, ['a']).verdict.kind, 'allowed');
    assert.deepEqual(ask(catalog, 'every').denied, ['b']);
  });

  it('lets a later column GRANT beat a DENY on the table, and a later DENY delete it', () => {
    const later = granted(denied(base, 'SELECT', table, 'bob'), 'SELECT', column('a'), 'bob');
    assert.equal(ask(later, ['a']).verdict.kind, 'allowed');
    assert.deepEqual(ask(later, ['a', 'b']).denied, ['b']);
    const gone = denied(granted(base, 'SELECT', column('a'), 'bob'), 'SELECT', table, 'bob');
    assert.equal(ask(gone, ['a']).verdict.kind, 'denied');
  });
});

describe('catalog: what is not known', () => {
  it('says neither allowed nor denied without a catalog (UNK-13)', () => {
    const catalog = addOpenDatabase(base, 'else');
    const where = database(catalog, 'else');
    const subject: Subject = { database: where, userToken: userToken(where, user(catalog, 'guest', 'else')) };
    assert.equal(decide(catalog, subject, databaseQuestion(catalog, where, 'CREATE TABLE')).kind, 'unknown');
    assert.equal(
      decide(catalog, asUser(catalog, 'dbo', 'else'), databaseQuestion(catalog, where, 'CREATE TABLE')).kind,
      'allowed',
    );
  });

  it('judges principals that the script made on a server that is not known', () => {
    const catalog: Catalog = { ...base, server: { ...base.server, knowledge: 'open' } };
    assert.equal(onTable(catalog, asLogin(catalog, 'bob')).kind, 'denied');
    assert.equal(
      onTable(granted(catalog, 'SELECT', table, 'bob'), asLogin(granted(catalog, 'SELECT', table, 'bob'), 'bob')).kind,
      'allowed',
    );
    assert.equal(
      decide(catalog, asLogin(catalog, 'bob'), serverQuestion(catalog, 'CONNECT ANY DATABASE')).kind,
      'denied',
    );
    assert.equal(
      decide(catalog, asLogin(catalog, 'bob'), serverQuestion(catalog, 'VIEW SERVER STATE')).kind,
      'unknown',
    );
    const met: Catalog = {
      ...catalog,
      server: {
        ...catalog.server,
        principals: catalog.server.principals.map((one) => {
          const { created: _, ...rest } = one;
          return rest;
        }),
      },
    };
    assert.equal(onTable(met, asLogin(met, 'bob')).kind, 'unknown');
  });

  it('doubts what an unknown identity could have', () => {
    const anybody: Token = { rows: [], sid: undefined, incomplete: lacking('caller', 'who calls is not known') };
    assert.deepEqual(onTable(base, { database: database(base), userToken: anybody }).kind, 'unknown');
  });

  it('doubts uncertain rows and memberships', () => {
    const row = [...granted(base, 'SELECT', table, 'bob').databases.get(shop)!.permissions.entries()].find(
      ([, one]) => one.permission === 'SELECT',
    )!;
    const db = database(base);
    const unsure = {
      ...base,
      databases: base.databases.set(shop, {
        ...db,
        permissions: db.permissions.set(row[0], { ...row[1], certain: false }),
      }),
    };
    assert.equal(onTable(unsure, asUser(unsure, 'bob')).kind, 'unknown');
    const certainly = granted(unsure, 'SELECT', onDatabase, 'bob');
    assert.equal(onTable(certainly, asUser(certainly, 'bob')).kind, 'allowed');
  });

  it('keeps the grant to a group apart from Windows groups that nobody has', () => {
    const catalog = grant(base, inShop, { permission: 'SELECT', securable: table, grantee: publicId, grantor: dboId });
    const token = asUser(catalog, 'bob').userToken!;
    const windows: Token = { ...token, incomplete: lacking('windows', 'the groups are not known') };
    assert.equal(onTable(catalog, { database: database(catalog), userToken: windows }).kind, 'allowed');
  });
});
