/** `tsqlctx access diff` on the built command: folders, files, commits, formats and exit codes. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { Folder, isBuilt } from './command';

const start = 'CREATE TABLE dbo.Orders (id int);\nGO\nCREATE USER amy WITHOUT LOGIN;\n';
const more = `${start}GRANT SELECT ON dbo.Orders TO amy;\n`;

describe('access diff', function () {
  this.timeout(60_000);
  let folder: Folder;
  before(function () {
    if (!isBuilt) this.skip();
  });
  beforeEach(() => {
    folder = new Folder().write({ 'old/a.sql': start, 'new/a.sql': more });
  });
  afterEach(() => folder.remove());

  const git = (...words: readonly string[]): void => {
    const name = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];
    assert.equal(spawnSync('git', [...name, ...words], { cwd: folder.path }).status, 0);
  };

  it('compares folders and files', () => {
    const { status, stdout } = folder.run('access', 'diff', 'old', 'new');
    assert.equal(status, 1);
    assert.match(stdout, /Can now\n {2}user 'amy' in master\n {4}SELECT on OBJECT::dbo\.Orders\n/);
    assert.equal(folder.run('access', 'diff', 'new/a.sql', 'old/a.sql').status, 0);
    assert.match(folder.run('access', 'diff', 'new/a.sql', 'old/a.sql').stdout, /Can no longer/);
    assert.equal(folder.run('access', 'diff', 'new', 'new').stdout, 'Nobody can do more or less.\n');
  });

  it('fails when it is told to', () => {
    assert.equal(folder.run('access', 'diff', 'old', 'new', '--fail-on', 'path').status, 0);
    assert.equal(folder.run('access', 'diff', 'old', 'new', '--fail-on', 'never').status, 0);
  });

  it('compares commits, and leaves the folder as it is', () => {
    git('init', '-q');
    folder.write({ 'db/a.sql': start });
    git('add', 'db');
    git('commit', '-q', '-m', 'a');
    folder.write({ 'db/a.sql': more });
    git('commit', '-q', '-a', '-m', 'b');
    const before = readdirSync(folder.path);
    const { status, stdout } = folder.run('access', 'diff', 'HEAD~1', 'HEAD');
    assert.equal(status, 1);
    assert.match(stdout, /SELECT on OBJECT::dbo\.Orders/);
    assert.deepEqual(readdirSync(folder.path), before);
    assert.equal(folder.run('access', 'diff', 'HEAD', 'db').status, 0);
  });

  it('ends with 2 where a side cannot be read', () => {
    for (const named of ['nowhere', '--upload-pack=x', 'old/none.sql']) {
      const { status, stdout, stderr } = folder.run('access', 'diff', '--', 'old', named);
      assert.equal(status, 2);
      assert.equal(stdout, '');
      assert.match(stderr, /there is no such/);
    }
  });

  it('prints Markdown in which names are no marks, and JSON', () => {
    folder.write({ 'new/b.sql': 'CREATE USER [a|b*] WITHOUT LOGIN;\nGRANT DELETE ON dbo.Orders TO [a|b*];\n' });
    const { stdout } = folder.run('access', 'diff', 'old', 'new', '--format', 'markdown');
    assert.match(stdout, /\| user 'a\\\|b\\\*' in master \| DELETE \| OBJECT::dbo\.Orders \|/);
    const json = JSON.parse(folder.run('access', 'diff', 'old', 'new', '--format', 'json').stdout) as {
      readonly gained: readonly { readonly permissions: readonly string[] }[];
    };
    assert.deepEqual(json.gained.flatMap(({ permissions }) => permissions).toSorted(), ['CONNECT', 'DELETE', 'SELECT']);
  });

  it('runs migrations in the order of their tool, and says so', () => {
    folder.write({
      'one/V1__a.sql': start,
      'two/V1__a.sql': start,
      'two/V2__deny.sql': 'GRANT SELECT ON dbo.Orders TO amy;',
      'two/V10__grant.sql': 'DENY SELECT ON dbo.Orders TO amy;',
      'two/U10__undo.sql': 'GRANT SELECT ON dbo.Orders TO amy;',
    });
    const { status, stderr } = folder.run('access', 'diff', 'one', 'two');
    assert.equal(status, 0);
    assert.match(stderr, /Flyway: 3 migrations in order: V1__a\.sql, V2__deny\.sql, V10__grant\.sql/);
  });
});
