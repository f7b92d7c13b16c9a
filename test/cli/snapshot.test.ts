/** `tsqlctx snapshot`, and a snapshot as a catalog, on the built command. */
import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { element, packageOf, property, relationship } from '../support/packages';
import { rowsOf, shop } from '../support/snapshot-rows';
import { shopPart, snapshotOf } from '../support/snapshots';
import { Folder, isBuilt } from './command';

const file = 'prod.tsqlcontext-snapshot.json';

describe('tsqlctx snapshot', function () {
  this.timeout(60_000);
  let folder: Folder;
  before(function () {
    if (!isBuilt) this.skip();
  });
  beforeEach(() => {
    folder = new Folder();
    const text = `\uFEFF${rowsOf(shop).join('\r\n')}`;
    writeFileSync(path.join(folder.path, 'shop.txt'), Buffer.from(text, 'utf16le'));
    assert.match(folder.run('snapshot', 'import', 'shop.txt', '-o', file).stdout, /shop: 1 users/);
  });
  afterEach(() => folder.remove());
  const outcomes = (script: string): readonly string[] => {
    folder.write({ 's.sql': script });
    const { stdout } = folder.run('trace', 's.sql', '--catalog', file);
    const { statements } = JSON.parse(stdout) as { statements: readonly { outcome: string }[] };
    return statements.map(({ outcome }) => outcome);
  };

  it('makes answers certain', () => {
    assert.deepEqual(
      outcomes(
        "USE shop;\nEXECUTE AS USER = 'clerk';\nSELECT id FROM dbo.Orders;\nREVERT;\nEXECUTE AS USER = 'nobody';\n",
      ),
      ['ok', 'ok', 'error', 'ok', 'error'],
    );
    assert.deepEqual(outcomes("EXECUTE AS LOGIN = 'nobody';\n"), ['error']);
  });
  it('is named with its day', () => {
    folder.write({ 's.sql': "USE shop;\nEXECUTE AS USER = 'clerk';\n" });
    assert.match(folder.run('explain', 's.sql:2', '--catalog', file).stdout, /PROD as of 2026-11-28/);
  });
  it('knows nothing of what the collector has not seen', () => {
    assert.deepEqual(outcomes("USE payroll;\nEXECUTE AS USER = 'nobody';\n"), ['ok', 'unknown']);
  });
  it('runs modules by their text', () => {
    const [, , call] = outcomes("USE shop;\nEXECUTE AS USER = 'clerk';\nEXECUTE dbo.Report;\n");
    assert.equal(call, 'ok');
  });
  it('is merged again without a change, and refuses what is broken in one line', () => {
    const before = readFileSync(path.join(folder.path, file), 'utf8');
    folder.run('snapshot', 'import', file, '-o', file);
    assert.equal(readFileSync(path.join(folder.path, file), 'utf8'), before);
    folder.write({ [file]: '{ "format": 9 }', 's.sql': 'SELECT 1;' });
    const { stderr } = folder.run('trace', 's.sql', '--catalog', file);
    assert.match(stderr, /^tsqlctx: .*format 9.*\n$/);
  });
  it('is redacted: other names, the same answers', () => {
    folder.run('snapshot', 'redact', file, '-o', 'other.tsqlcontext-snapshot.json');
    const text = readFileSync(path.join(folder.path, 'other.tsqlcontext-snapshot.json'), 'utf8');
    assert.doesNotMatch(text, /clerk|shop|Orders|Report|PROD|quoted"/i);
    assert.match(text, /"dbo"/);
  });
  it('is a side of access diff, and so is a package', () => {
    const now = snapshotOf(
      {},
      {
        permissions: [
          ...shopPart.permissions,
          {
            state: 'grant',
            permission: 'DELETE',
            class: 'OBJECT',
            on: 'Orders',
            schema: 'dbo',
            to: 'clerk',
            by: 'dbo',
          },
        ],
      },
    );
    const [old, next] = ['old.tsqlcontext-snapshot.json', 'new.tsqlcontext-snapshot.json'];
    folder.write({ [old]: JSON.stringify(snapshotOf()), [next]: JSON.stringify(now) });
    const { stdout, status } = folder.run('access', 'diff', old, next);
    assert.match(stdout, /clerk[\s\S]*DELETE[\s\S]*Orders/);
    assert.equal(status, 1);
    assert.equal(folder.run('access', 'diff', next, next).status, 0);
    folder.write({ 'more/grant.sql': 'USE shop;\nGRANT UPDATE ON dbo.Orders TO clerk;' });
    folder.write({ 'none/nothing.sql': 'PRINT 1;' });
    assert.match(folder.run('access', 'diff', 'none', 'more', '--catalog', old).stdout, /UPDATE[\s\S]*Orders/);
    const users =
      element('SqlUser', '[clerk]', property('IsWithoutLogin', 'True')) + element('SqlTable', '[dbo].[Orders]');
    const granted = element(
      'SqlPermissionStatement',
      '[Grant.Select.Object].[clerk].[dbo].[dbo].[Orders]',
      property('Permission', '1') +
        relationship('Grantee', '[clerk]') +
        relationship('SecuredObject', '[dbo].[Orders]'),
    );
    writeFileSync(path.join(folder.path, 'a.dacpac'), packageOf(users));
    writeFileSync(path.join(folder.path, 'b.dacpac'), packageOf(users + granted));
    assert.match(folder.run('access', 'diff', 'a.dacpac', 'b.dacpac').stdout, /clerk[\s\S]*SELECT[\s\S]*Orders/);
    assert.equal(folder.run('access', 'diff', 'a.dacpac', 'a.dacpac').status, 0);
  });
  it('of samples/estate says what no project does', () => {
    const estate = path.join(folder.path, 'estate');
    cpSync(path.resolve(__dirname, '../../samples/estate'), estate, { recursive: true });
    const found = folder.run('check', 'estate', '--catalog', 'estate/server/prod.tsqlcontext-snapshot.json').stdout;
    assert.match(found, /TopSalaries\.sql:5:29 error\[cross-db-in-sandbox\]/);
    assert.match(found, /2 errors, 0 warnings/);
    folder.write({
      'ask.sql':
        "USE ShopLive;\nEXECUTE AS USER = 'watcher';\nSELECT OrderId FROM dbo.Orders;\nSELECT Total FROM dbo.Orders;\nREVERT;\nUSE nowhere;\n",
      'tsqlcontext.json': '{ "catalogs": ["estate/server/*.tsqlcontext-snapshot.json"], "files": ["ask.sql"] }',
    });
    const { stdout } = folder.run('check');
    assert.match(
      stdout,
      /ask\.sql:4:\d+ error\[permission-denied\][\s\S]*Denied in prod\.tsqlcontext-snapshot\.json, 2026-11-28\./,
    );
    assert.match(stdout, /ask\.sql:6:\d+ error\[refused\] There is no database 'nowhere'/);
    assert.match(stdout, /2 errors, .*everything decided/);
    const told = folder.run('explain', 'ask.sql:3').stdout;
    assert.match(told, /'watcher' is its member by prod\.tsqlcontext-snapshot\.json, 2026-11-28\./);
    assert.match(told, /known from a snapshot of SHOP01 as of 2026-11-28/);
  });
  describe('can be collected', () => {
    const collect = path.resolve(__dirname, '../../docs/collect.sql');
    const runAs = (grants: string, ...more: readonly string[]): ReadonlySet<string> => {
      folder.write({
        'who.sql':
          `USE master;\nCREATE LOGIN reader WITH PASSWORD = 'x';\n${grants}\n` +
          'CREATE DATABASE own;\nGO\nUSE own;\nCREATE USER reader FOR LOGIN reader;\n',
      });
      const options = ['--catalog', 'who.sql', '--login', 'reader', '--database', 'own', '--knowledge', 'complete'];
      const { statements } = JSON.parse(folder.run('trace', collect, ...options, ...more).stdout) as {
        statements: readonly { outcome: string }[];
      };
      return new Set(statements.map(({ outcome }) => outcome));
    };
    const all = 'GRANT VIEW SERVER STATE, VIEW ANY DEFINITION TO reader;';
    for (const version of ['2016', '2017', '2019', '2022', '2025', 'managed-instance'])
      it(`by a login with VIEW SERVER STATE and VIEW ANY DEFINITION that is a user: ${version}`, () => {
        assert.deepEqual([...runAs(all, '--server-version', version)], ['ok']);
      });
    it('by one without, who sees less', () => {
      assert.deepEqual([...runAs('')], ['ok']);
    });
    it('in Azure SQL Database by a user with VIEW DEFINITION', () => {
      folder.write({
        'who.sql':
          "CREATE DATABASE own;\nGO\nUSE own;\nCREATE USER reader WITH PASSWORD = N'x';\nGRANT VIEW DEFINITION TO reader;",
      });
      const options = ['--catalog', 'who.sql', '--database', 'own', '--server-version', 'azure-sql-database'];
      const { statements } = JSON.parse(folder.run('trace', collect, ...options).stdout) as {
        statements: readonly { outcome: string }[];
      };
      assert.ok(statements.length > 20 && statements.every(({ outcome }) => outcome !== 'error'));
    });
    it('without a hash, a password, a private key or the data of a table', () => {
      const text = readFileSync(collect, 'utf8');
      assert.doesNotMatch(
        text,
        /password_hash|sql_logins|LOGINPROPERTY|CERTPRIVATEKEY|CERTENCODED|syscredentials|remote_user_password|sysjobsteps/i,
      );
      const read = [...text.matchAll(/\b(?:FROM|JOIN|APPLY)\s+([\w.@]+)/g)].map(([, name = '']) => name);
      const others = read.filter(
        (name) => !/^(?:master\.)?sys\.\w+$|^msdb\.dbo\.(?:sysjobs|sysproxies)$|^@fact$|^(?:piece|line)$/.test(name),
      );
      assert.deepEqual(others, []);
    });
  });
});
