/** Every option and exit code of `tsqlctx check`, on the built command. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { clean, Folder, failing, isBuilt, note, warning } from './command';

interface Json {
  readonly files: readonly {
    readonly file: string;
    readonly findings: readonly {
      readonly rule: string;
      readonly severity: string;
      readonly message: string;
      readonly start: { readonly line: number; readonly column: number };
      readonly related: readonly { readonly file: string; readonly start: { readonly line: number } }[];
      readonly fixes: readonly object[];
      readonly baseline?: string;
    }[];
    readonly suppressed: readonly { readonly suppression: { readonly reason: string } }[];
  }[];
  readonly coverage: { readonly statements: number; readonly undecided: number; readonly reasons: readonly object[] };
  readonly gone: readonly object[];
}

/** Nothing wrong in itself: a key that is kept for the next signature. */
const habit = `CREATE DATABASE App;
GO
USE App;
GO
CREATE PROCEDURE dbo.p AS SELECT 1;
GO
CREATE CERTIFICATE c ENCRYPTION BY PASSWORD = 'Sesame#1' WITH SUBJECT = 'signing';
CREATE USER signs FROM CERTIFICATE c;
GRANT INSERT TO signs;
ADD SIGNATURE TO dbo.p BY CERTIFICATE c WITH PASSWORD = 'Sesame#1';
`;

describe('tsqlctx check', function () {
  this.timeout(60_000);
  let folder: Folder;
  before(function () {
    if (!isBuilt) this.skip();
  });
  beforeEach(() => {
    folder = new Folder().write({ 'db/warning.sql': warning, 'db/sub/failing.sql': failing, 'clean.sql': clean });
  });
  afterEach(() => folder.remove());
  const json = (...args: readonly string[]): Json =>
    JSON.parse(folder.run('check', '--format', 'json', ...args).stdout);
  const rulesOf = (...args: readonly string[]): readonly string[] =>
    json(...args).files.flatMap(({ file, findings }) =>
      findings.map(({ rule, severity }) => `${file.replaceAll('\\', '/')} ${severity} ${rule}`),
    );
  const status = (...args: readonly string[]): number | null => folder.run('check', ...args).status;

  describe('paths', () => {
    it('are files, folders and globs, in a stable order', () => {
      assert.equal(status('clean.sql'), 0);
      assert.equal(status('db'), 1);
      const files = (...args: readonly string[]): readonly string[] => json(...args).files.map(({ file }) => file);
      assert.deepEqual(files('db'), [path.join('db', 'sub', 'failing.sql'), path.join('db', 'warning.sql')]);
      assert.deepEqual(files('**/w*.sql'), [path.join('db', 'warning.sql')]);
      assert.deepEqual(files('clean.sql', './clean.sql'), ['clean.sql'], 'each is checked once');
      const [one, two] = [folder.run('check', 'db'), folder.run('check', 'db')];
      assert.equal(one.stdout, two.stdout);
    });
    it('come from a list, too', () => {
      folder.write({ 'list.txt': 'clean.sql\r\ndb/warning.sql\n\n' });
      assert.equal(json('--files-from', 'list.txt').files.length, 2);
      const { stdout } = folder.runWith({ input: 'clean.sql\n' }, 'check', '--files-from', '-', '--format', 'json');
      assert.equal((JSON.parse(stdout) as Json).files.length, 1);
      assert.equal(status('--files-from', 'missing.txt'), 2);
    });
    it('that mean nothing are said, and end with 2', () => {
      folder.write({ 'empty/readme.md': '' });
      for (const [place, words] of [
        ['empty', /there is no \.sql file in it/],
        ['x/*.sql', /there is no such file or folder/],
        ['db/x*.sql', /it matches no \.sql file/],
        ['missing.sql', /there is no such file/],
      ] as const) {
        const ran = folder.run('check', place);
        assert.equal(ran.status, 2, place);
        assert.match(ran.stderr, words);
      }
      assert.equal(status('empty', '--allow-empty'), 0);
      assert.equal(status(), 2, 'nothing is named, and there is no configuration');
    });
  });

  describe('exit codes', () => {
    it('follow --fail-on', () => {
      folder.write({ 'note.sql': note });
      const codes = (failOn: string): readonly (number | null)[] =>
        ['note.sql', 'db/warning.sql', 'db/sub/failing.sql'].map((file) => status(file, '--fail-on', failOn));
      assert.deepEqual(codes('error'), [0, 0, 1]);
      assert.deepEqual(codes('warning'), [0, 1, 1]);
      assert.deepEqual(codes('note'), [1, 1, 1]);
    });
    it('follow --max-warnings', () => {
      assert.equal(status('db/warning.sql', '--max-warnings', '0'), 1);
      assert.equal(status('db/warning.sql', '--max-warnings', '1'), 0);
    });
    it('are 2 for a wrong call', () => {
      for (const args of [
        ['--max-warnings', 'some'],
        ['--fail-on', 'hint'],
        ['--preset', 'strict'],
        ['--rule', 'use-in-sandbx=off'],
        ['--rule', 'use-in-sandbox=loud'],
        ['--format', 'xml'],
        ['--config', 'missing.json'],
        ['--update-baseline'],
        ['--baseline', 'missing.json'],
      ])
        assert.equal(status('clean.sql', ...args), 2, args.join(' '));
      assert.match(folder.run('check', 'clean.sql', '--rule', 'use-in-sandbx=off').stderr, /Is use-in-sandbox meant/);
    });
  });

  describe('severities', () => {
    it('follow --rule and --preset', () => {
      const left = 'db/warning.sql';
      assert.deepEqual(rulesOf(left), [`${left} warning unreverted-execute-as`]);
      assert.deepEqual(rulesOf(left, '--rule', 'unreverted-execute-as=off'), []);
      assert.deepEqual(rulesOf(left, '--rule', 'unreverted-execute-as=hint'), [`${left} hint unreverted-execute-as`]);
      folder.write({ 'hint.sql': 'USE master;\nGO\nCREATE PROCEDURE p WITH EXECUTE AS CALLER AS SELECT 1;\nGO\n' });
      assert.deepEqual(rulesOf('hint.sql'), ['hint.sql hint redundant-caller']);
      folder.write({ 'key.sql': habit });
      assert.deepEqual(rulesOf('key.sql'), []);
      assert.deepEqual(rulesOf('key.sql', '--preset', 'recommended'), []);
      assert.deepEqual(rulesOf('key.sql', '--preset', 'all'), ['key.sql warning private-key-kept']);
      assert.deepEqual(
        rulesOf('db/sub/failing.sql', '--preset', 'security-review')[0],
        'db/sub/failing.sql information unknown-principal',
      );
    });
  });

  describe('what is known', () => {
    it('comes from --catalog, a folder, too', () => {
      folder.write({
        'server/shop.sql':
          "CREATE LOGIN amy WITH PASSWORD = 'x';\nGO\nCREATE DATABASE shop;\nGO\nUSE shop;\nCREATE USER amy FOR LOGIN amy;\n",
        'use.sql': "USE shop;\nGO\nEXECUTE AS USER = 'amy';\nREVERT;\n",
      });
      const undecided = (...args: readonly string[]): number => json('use.sql', ...args).coverage.undecided;
      assert.ok(undecided() > 0);
      assert.equal(undecided('--catalog', 'server', '--login', 'sa'), 0);
      assert.deepEqual(
        json('use.sql', '--catalog', 'server').files.map(({ file }) => file),
        ['use.sql'],
      );
    });
    it('follows --knowledge, --login, --database, --as, --server-version', () => {
      folder.write({ 'use.sql': "EXECUTE AS USER = 'nobody';\nREVERT;\n" });
      assert.deepEqual(rulesOf('use.sql'), []);
      assert.ok(rulesOf('use.sql', '--knowledge', 'complete').includes('use.sql error unknown-principal'));
      folder.write({ 'login.sql': "EXECUTE AS LOGIN = 'sa';\n" });
      assert.deepEqual(rulesOf('login.sql', '--server-version', 'azure-sql-database'), [
        'login.sql error azure-execute-as-login',
      ]);
      folder.write({
        'amy.sql': "CREATE LOGIN amy WITH PASSWORD = 'x';\n",
        'make.sql': "--# session: login=sa db=master\nCREATE LOGIN carl WITH PASSWORD = 'x';\n",
      });
      assert.deepEqual(rulesOf('make.sql', '--catalog', 'amy.sql'), []);
      assert.equal(rulesOf('make.sql', '--catalog', 'amy.sql', '--as', 'amy', '--knowledge', 'complete').length, 1);
    });
    it('is said at the end, and why the rest is not', () => {
      folder.write({ 'use.sql': "USE shop;\nGO\nEXECUTE AS USER = 'amy';\nREVERT;\n" });
      assert.match(folder.run('check', 'use.sql').stdout, /1 script, \d statements: .* % not decided, mostly: .*\n$/);
      assert.match(
        folder.run('check', 'clean.sql').stdout,
        /^1 script, 1 statement: 0 errors, 0 warnings, 0 notes; everything decided\n$/,
      );
      assert.match(
        folder.run('check', 'use.sql', '--explain-unknown').stdout,
        /statements? not decided: .*\n {4}use\.sql:\d/,
      );
    });
  });

  describe('tsqlcontext.json', () => {
    it('counts, the nearest one upwards, with comments', () => {
      folder.write({
        'tsqlcontext.json': '{ // ours\n  "rules": { "unreverted-execute-as": "off" },\n}',
        'db/sub/tsqlcontext.json': '{ "rules": { "unknown-principal": "hint", } }',
      });
      assert.deepEqual(rulesOf('db'), ['db/sub/failing.sql hint unknown-principal']);
      assert.deepEqual(rulesOf('db', '--rule', 'unknown-principal=error'), [
        'db/sub/failing.sql error unknown-principal',
      ]);
    });
    it('names the scripts, the ones that are left out, and the catalogs', () => {
      folder.write({
        'tsqlcontext.json':
          '{ "files": ["db/**"], "exclude": ["db/sub"], "catalogs": ["server/*.sql"], "preset": "all" }',
        'server/s.sql': failing,
      });
      assert.deepEqual(
        json().files.map(({ file }) => file.replaceAll('\\', '/')),
        ['db/warning.sql'],
      );
    });
    it('leaves a folder out, also one that has a configuration of its own', () => {
      folder.write({
        'tsqlcontext.json': '{ "files": ["db/**"] }',
        'tools/tsqlcontext.json': '{ "session": { "login": "amy" } }',
        'tools/warning.sql': warning,
      });
      const files = (...args: readonly string[]): readonly string[] => json(...args).files.map(({ file }) => file);
      assert.ok(files().every((file) => file.startsWith('db')));
      assert.deepEqual(files('tools'), [path.join('tools', 'warning.sql')]);
    });
    it('says who runs what', () => {
      folder.write({
        'tsqlcontext.json':
          '{ "knowledge": "complete", "sessions": [{ "files": ["jobs/**"], "login": "amy", "database": "tempdb" }] }',
        'amy.sql': "CREATE LOGIN amy WITH PASSWORD = 'x';\n",
        'jobs/job.sql': "CREATE LOGIN carl WITH PASSWORD = 'x';\n",
        'other.sql': "CREATE LOGIN dora WITH PASSWORD = 'x';\n",
      });
      assert.deepEqual(
        rulesOf('amy.sql', 'jobs', 'other.sql').map((one) => one.split(' ')[0]),
        ['jobs/job.sql'],
      );
      assert.deepEqual(rulesOf('amy.sql', 'jobs', '--login', 'sa'), []);
    });
    it('with a mistake has a finding in it', () => {
      folder.write({ 'tsqlcontext.json': '{\n  "rules": { "use-in-sandbx": "off" }\n}' });
      const { status: code, stdout } = folder.run('check', 'clean.sql');
      assert.equal(code, 1);
      assert.match(
        stdout,
        /tsqlcontext\.json:2:14 error\[configuration\] There is no 'use-in-sandbx' in 'rules'. Is 'use-in-sandbox' meant\?/,
      );
    });
    it('can be another file', () => {
      folder.write({ 'ci/other.json': '{ "rules": { "unreverted-execute-as": "error" } }' });
      assert.equal(status('db/warning.sql', '--config', 'ci/other.json'), 1);
    });
  });

  it('suppresses with a reason, and says what is wrong with one', () => {
    const comment = '-- tsqlctx-disable-next-line unreverted-execute-as';
    folder.write({
      'one.sql': warning.replace('EXECUTE AS', `${comment}: the job ends here\nEXECUTE AS`),
      'over.sql': warning.replace('EXECUTE AS', `${comment}: until 2020-01-31, then it is mended\nEXECUTE AS`),
      'none.sql': warning.replace('EXECUTE AS', `${comment}\nEXECUTE AS`),
    });
    assert.deepEqual(rulesOf('one.sql'), []);
    assert.equal(json('one.sql').files[0]!.suppressed[0]!.suppression.reason, 'the job ends here');
    assert.deepEqual(rulesOf('over.sql'), ['over.sql warning unreverted-execute-as']);
    assert.deepEqual(
      rulesOf('none.sql')
        .map((one) => one.split(' ')[2])
        .sort(),
      ['suppression-incomplete', 'unreverted-execute-as'],
    );
  });

  describe('--baseline', () => {
    it('takes what is there, and fails for what is new', () => {
      const all = ['db', '--baseline', 'known.json', '--fail-on', 'note'];
      assert.equal(status(...all, '--update-baseline'), 0);
      const before = readFileSync(path.join(folder.path, 'known.json'), 'utf8');
      assert.equal(status(...all), 0);
      folder.write({ 'db/warning.sql': `-- more above\nSELECT 2;\n${warning}` });
      assert.equal(status(...all), 0, 'what moves is known');
      folder.write({ 'db/new.sql': note });
      const ran = folder.run('check', ...all);
      assert.equal(ran.status, 1);
      assert.equal(ran.stdout.match(/\[[a-z-]+\]/g)?.length, 1, ran.stdout);
      assert.deepEqual(
        json(...all)
          .files.flatMap(({ findings }) => findings.map(({ baseline }) => baseline))
          .sort(),
        ['known', 'known', 'new'],
      );
      folder.write({ 'db/new.sql': clean });
      assert.equal(status(...all, '--update-baseline'), 0);
      assert.equal(
        readFileSync(path.join(folder.path, 'known.json'), 'utf8'),
        before,
        'the same findings, the same file',
      );
    });
    it('says what is gone', () => {
      const all = ['db', '--baseline', 'known.json'];
      folder.run('check', ...all, '--update-baseline');
      folder.write({ 'db/warning.sql': clean });
      const ran = folder.run('check', ...all);
      assert.equal(ran.status, 0);
      assert.match(ran.stdout, /Gone from the baseline .*: 1 finding\n {4}db\/warning\.sql \[unreverted-execute-as\]/);
      assert.equal(json(...all).gone.length, 1);
      folder.write({ 'known.json': 'no baseline' });
      assert.equal(status(...all), 2);
    });
  });

  it('reads files of other encodings, and of large ones only what they declare', () => {
    const odd = path.join(folder.path, 'odd.sql');
    writeFileSync(odd, Buffer.from("EXECUTE AS USER = 'Andr\xe9';\n", 'latin1'));
    const told = folder.run('check', 'odd.sql', '--code-page', 'windows-1252', '--knowledge', 'complete').stdout;
    assert.match(told, /'André'/);
    folder.write({ 'large.sql': `${warning}${'-- filling\n'.repeat(200)}` });
    assert.deepEqual(rulesOf('large.sql').length, 1);
    assert.deepEqual(rulesOf('large.sql', '--max-size', '0.001'), []);
    assert.match(folder.run('check', 'large.sql', '--max-size', '0.001').stderr, /large\.sql: it is larger than/);
  });

  it('prints the same bytes twice', () => {
    const printed = (): readonly string[] =>
      ['text', 'json', 'sarif', 'github', 'junit'].map((format) => folder.run('check', '.', '--format', format).stdout);
    assert.deepEqual(printed(), printed());
  });

  it('shows progress on a terminal, and colours; neither where it is piped', function () {
    const names = Array.from({ length: 30 }, (_, at) => `many/${at}.sql`);
    folder.write(Object.fromEntries(names.map((name) => [name, warning])));
    const onTerminal = folder.runOnTerminal('check', 'many');
    if (onTerminal === undefined) return this.skip();
    assert.match(onTerminal, /checking \d+ of 30/);
    assert.match(onTerminal, /\u001b\[/);
    const { stdout, stderr } = folder.run('check', 'many');
    assert.equal(stderr, '');
    assert.doesNotMatch(stdout, /\u001b|checking/);
  });

  it('--jobs finds the same with several threads, in the same order', () => {
    const one = folder.run('check', '--jobs', '1', '--format', 'json', '.');
    const three = folder.run('check', '--jobs', '3', '--format', 'json', '.');
    assert.equal(three.stdout, one.stdout);
    assert.equal(three.status, one.status);
  });

  it('--jobs finds the same where its threads run out of the memory that they may use', () => {
    const one = folder.run('check', '--jobs', '1', '--format', 'json', '.');
    const little = { env: { TSQLCTX_THREAD_MEMORY: '8' } };
    const two = folder.runWith(little, 'check', '--jobs', '2', '--format', 'json', '.');
    assert.equal(two.stdout, one.stdout, two.stderr);
  });

  it('--jobs says of a missing file what one thread says of it', () => {
    const one = folder.run('check', '--jobs', '1', 'db', 'missing.sql');
    const two = folder.run('check', '--jobs', '2', 'db', 'missing.sql');
    assert.deepEqual([two.status, two.stdout, two.stderr], [one.status, one.stdout, one.stderr]);
  });

  it('--shard looks into each script once', () => {
    const all = json('.').files.map(({ file }) => file);
    const parts = ['1/2', '2/2'].map((part) => json('--shard', part, '.').files.map(({ file }) => file));
    assert.deepEqual(parts.flat(), all);
    assert.ok(parts.every((part) => part.length > 0));
    assert.deepEqual(
      json('--shard', '2/2', '--jobs', '2', '.').files.map(({ file }) => file),
      parts[1],
    );
    assert.equal(folder.run('check', '--shard', '3/2', '.').status, 2);
  });

  for (const format of ['json', 'sarif'])
    it(`merge joins the parts of a check into the whole (${format})`, () => {
      const options = ['--format', format, '--fail-on', 'note', '--max-warnings', '0'];
      const whole = folder.run('check', ...options, '.');
      const reports = ['1/3', '2/3', '3/3'].map((part) => {
        const { stdout } = folder.run('check', ...options, '--shard', part, '.');
        const name = `part-${part[0]}.${format}`;
        folder.write({ [name]: stdout });
        return name;
      });
      const joined = folder.run('merge', '--max-warnings', '0', ...reports.toReversed());
      assert.deepEqual([joined.status, JSON.parse(joined.stdout)], [whole.status, JSON.parse(whole.stdout)]);
      assert.equal(joined.stdout, whole.stdout);
      const [first, , third] = reports;
      assert.match(folder.run('merge', first!, third!).stderr, /part 2\/3 is missing/);
      assert.equal(folder.run('merge', first!, third!).status, 2);
      assert.equal(folder.run('merge', first!, 'db').status, 2);
    });

  it('--cache keeps what scripts say, and the findings are the same', () => {
    const fresh = folder.run('check', '--format', 'json', '.').stdout;
    for (const jobs of ['1', '1', '2', '2'])
      assert.equal(folder.run('check', '--format', 'json', '--jobs', jobs, '--cache', 'kept', '.').stdout, fresh);
    folder.write({ 'kept/facts': 'tsqlctx facts 0.0.0\n' });
    assert.equal(folder.run('check', '--format', 'json', '--cache', 'kept', '.').stdout, fresh);
  });
});
