/** Migration folders on the built command: the order is told, and every door answers the same. */
import assert from 'node:assert/strict';
import { Folder, isBuilt, type Ran } from './command';

describe('tsqlctx on migrations', function () {
  this.timeout(60_000);
  let folder: Folder;
  before(function () {
    if (!isBuilt) this.skip();
  });
  beforeEach(() => {
    folder = new Folder();
    folder.write({
      'tsqlcontext.json': '{}',
      'db/one/V1__a.sql': 'CREATE DATABASE shop;\nGO\nUSE shop;\nCREATE USER amy WITHOUT LOGIN;\n',
      'db/two/V2__b.sql': 'USE shop; DROP USER amy;\n',
      'db/two/V10__c.sql': "USE shop;\nEXECUTE AS USER = 'amy';\n",
    });
  });
  afterEach(() => folder?.remove());
  const output = ({ stdout }: Ran): string => stdout;

  it('tells the order', () => {
    const { stderr } = folder.run('check', '.');
    assert.match(stderr, /Flyway: 3 migrations in order: V1__a\.sql, V2__b\.sql, V10__c\.sql/);
    assert.match(folder.run('check', '.', '--jobs', '2').stderr, /Flyway: 3 migrations in order/);
    const said = /db\/two\/V10__c\.sql: it is run as number 3 of 3 migrations \(Flyway\), behind V2__b\.sql/;
    assert.match(folder.run('trace', 'db/two/V10__c.sql').stderr, said);
  });

  it('answers the same of a script that is named alone, and of all', () => {
    const refused = /V10__c\.sql:2:19 error\[unknown-principal\]/;
    for (const named of ['.', 'db', 'db/two', 'db/two/V10__c.sql'])
      assert.match(output(folder.run('check', named)), refused);
    assert.match(output(folder.run('explain', 'db/two/V10__c.sql:2')), /Msg 15517/);
    assert.match(output(folder.run('trace', '--format', 'text', 'db/two/V10__c.sql')), /15517/);
    assert.match(output(folder.run('explain', 'db/two/V2__b.sql:1')), /The server would run it/);
  });

  it('goes by what tsqlcontext.json says', () => {
    folder.write({
      'tsqlcontext.json': `{ "migrations": [{ "files": ["db/**"], "tool": "none" }, { "files": ["own/*.sql"], "tool": "dbup" }] }`,
      'own/1 a.sql': 'CREATE DATABASE store;\nGO\nUSE store;\nCREATE USER bob WITHOUT LOGIN;\n',
      'own/2 b.sql': 'USE store; DROP USER bob;\n',
      'own/3 c.sql': "USE store;\nEXECUTE AS USER = 'bob';\n",
    });
    const checked = folder.run('check', '.');
    assert.match(checked.stderr, /DbUp: 3 migrations in order: 1 a\.sql, 2 b\.sql, 3 c\.sql/);
    assert.doesNotMatch(checked.stderr, /Flyway/);
    assert.match(output(checked), /3 c\.sql:2:19 error/);
    assert.doesNotMatch(output(checked), /V10__c\.sql:2:19 error/);
    assert.match(output(folder.run('check', 'own/3 c.sql')), /3 c\.sql:2:19 error/);
  });
});
