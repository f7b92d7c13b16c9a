/** Every option, format and exit code of `trace`, `explain`, `paths` and `parse`, on the built command. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Folder, isBuilt } from './command';

interface Traced {
  readonly statements: readonly { readonly outcome: string }[];
}

const amy = "CREATE LOGIN amy WITH PASSWORD = 'x';\n";
const asAmy = "EXECUTE AS LOGIN = 'amy';\nREVERT;\n";

describe('The other commands', function () {
  this.timeout(60_000);
  let folder: Folder;
  before(function () {
    if (!isBuilt) this.skip();
  });
  beforeEach(() => {
    folder = new Folder().write({ 'amy.sql': amy, 'as.sql': asAmy });
  });
  afterEach(() => folder.remove());
  const outcomes = (...args: readonly string[]): string =>
    (JSON.parse(folder.run('trace', ...args).stdout) as Traced).statements.map(({ outcome }) => outcome).join(' ');
  const place = (name: string): string => path.join(folder.path, name);

  describe('trace', () => {
    it('prints JSON, or text', () => {
      assert.equal(outcomes('as.sql', '--catalog', 'amy.sql'), 'ok ok');
      assert.match(folder.run('trace', 'as.sql', '--catalog', 'amy.sql', '--format', 'text').stdout, /as amy/);
    });
    it('follows --knowledge, --login, --database, --server-version', () => {
      assert.equal(outcomes('as.sql'), 'unknown ok');
      assert.equal(outcomes('as.sql', '--knowledge', 'complete').split(' ')[0], 'error');
      assert.equal(outcomes('as.sql', '--catalog', 'amy.sql', '--login', 'amy').split(' ')[0], 'ok');
      assert.match(folder.run('trace', 'as.sql', '--database', 'tempdb').stdout, /"tempdb"/);
      assert.match(folder.run('trace', 'as.sql', '--server-version', 'azure-sql-database').stdout, /"error"/);
    });
    it('follows tsqlcontext.json as `check` does', () => {
      folder.write({
        'tsqlcontext.json': '{ "session": { "database": "tempdb" }, "knowledge": "complete", "catalogs": ["amy.sql"] }',
      });
      assert.equal(outcomes('as.sql'), 'ok ok');
      assert.match(folder.run('trace', 'as.sql').stdout, /"tempdb"/);
      assert.equal(outcomes(place('as.sql')), 'ok ok');
      assert.equal(outcomes('amy.sql'), 'ok'); // it is its own catalog, and makes her once
      assert.equal(outcomes(place('amy.sql')), 'ok');
      folder.write({ 'other.json': '{ "knowledge": "complete" }' });
      assert.equal(outcomes('as.sql', '--config', 'other.json').split(' ')[0], 'error');
    });
    it('says that the configuration has mistakes', () => {
      folder.write({ 'tsqlcontext.json': '{ "knowlege": "complete" }' });
      const { status, stderr } = folder.run('trace', 'as.sql');
      assert.equal(status, 0);
      assert.match(stderr, /^tsqlctx: tsqlcontext\.json: it has mistakes/);
    });
    it('reads files of other encodings, and leaves large ones alone', () => {
      writeFileSync(place('odd.sql'), Buffer.from("PRINT '\xe9';\n", 'latin1'));
      const told = folder.run('trace', 'odd.sql', '--code-page', 'windows-1252', '--format', 'text').stdout;
      assert.match(told, /é/);
      folder.write({ 'large.sql': `PRINT 1;\n${'-- filling\n'.repeat(200)}` });
      const { status, stderr } = folder.run('trace', 'large.sql', '--max-size', '0.001');
      assert.equal(status, 2);
      assert.match(stderr, /larger than/);
    });
    it('ends with 2 where a file is missing, or the call is wrong', () => {
      for (const args of [['none.sql'], ['as.sql', '--catalog', 'none.sql'], ['as.sql', '--format', 'xml'], []])
        assert.equal(folder.run('trace', ...args).status, 2, args.join(' '));
    });
  });

  describe('explain', () => {
    it('says why, also as another login', () => {
      assert.match(folder.run('explain', 'as.sql:1', '--catalog', 'amy.sql').stdout, /amy/);
      const other = folder.run('explain', 'as.sql:1', '--catalog', 'amy.sql', '--as', 'bob', '--knowledge', 'complete');
      assert.match(other.stdout, /Never runs: Msg 18456: Login failed for user 'bob'\./);
    });
    it('follows tsqlcontext.json', () => {
      folder.write({ 'tsqlcontext.json': '{ "knowledge": "complete" }', 'open.json': '{}' });
      assert.match(folder.run('explain', 'as.sql:1').stdout, /15406/);
      assert.doesNotMatch(folder.run('explain', 'as.sql:1', '--config', 'open.json').stdout, /15406/);
    });
    it('ends with 2 where nothing stands, or no place is given', () => {
      for (const args of [['as.sql:99'], ['as.sql'], ['none.sql:1']])
        assert.equal(folder.run('explain', ...args).status, 2, args.join(' '));
    });
  });

  describe('paths', () => {
    const granted = `${amy}USE master;\nGRANT CONTROL SERVER TO amy;\n`;
    it('prints text, or a graph as JSON', () => {
      folder.write({ 'grant.sql': granted });
      assert.match(folder.run('paths', 'grant.sql').stdout, /amy/);
      const graph = JSON.parse(folder.run('paths', 'grant.sql', '--format', 'json').stdout);
      assert.ok(graph.graph.nodes.length > 0);
    });
    it('follows --from, --to, --config', () => {
      folder.write({ 'grant.sql': granted, 'empty.json': '{ "exclude": ["grant.sql"] }' });
      assert.match(folder.run('paths', 'grant.sql', '--from', 'amy').stdout, /amy/);
      assert.doesNotMatch(folder.run('paths', 'grant.sql', '--from', 'bob').stdout, /amy/);
      assert.doesNotMatch(folder.run('paths', 'grant.sql', '--to', 'Shop').stdout, /amy/);
      assert.match(folder.run('paths', '.').stdout, /amy/);
      assert.doesNotMatch(folder.run('paths', '.', '--config', 'empty.json').stdout, /amy/);
    });
    it('says where there may be more', () => {
      const logins = Array.from({ length: 70 }, (_, at) => `CREATE LOGIN n${at} WITH PASSWORD = 'x';`);
      folder.write({ 'many.sql': logins.join('\n') });
      for (const format of ['text', 'json']) {
        const { stdout, stderr } = folder.run('paths', 'many.sql', '--format', format);
        assert.match(stderr, /There may be more paths: not every way was followed from others/);
        assert.doesNotMatch(stdout, /There may be more/);
      }
    });
    it('says so of whom it was asked about', () => {
      const made = Array.from({ length: 45 }, (_, at) => {
        const users = `CREATE USER keeper; CREATE USER n${at}; CREATE ROLE r AUTHORIZATION n${at};`;
        return `CREATE LOGIN n${at} WITH PASSWORD = 'x'; CREATE DATABASE d${at};\nGO\nUSE d${at}; ${users} USE master;\nGO\n`;
      });
      const keeper = "CREATE LOGIN keeper WITH PASSWORD = 'x'; GRANT ALTER ANY LOGIN TO keeper;\nGO\n";
      folder.write({ 'many.sql': keeper + made.join('') });
      assert.match(folder.run('paths', 'many.sql', '--from', 'keeper').stderr, /followed from login 'keeper', for/);
      assert.equal(folder.run('paths', 'many.sql', '--from', 'n1').stderr, '');
    });
    it('ends with 2 where nothing is read', () => {
      assert.equal(folder.run('paths').status, 2);
      assert.equal(folder.run('paths', 'none').status, 2);
    });
  });

  describe('parse', () => {
    it('prints one line of JSON a file', () => {
      const lines = folder.run('parse', 'amy.sql', 'as.sql').stdout.trim().split('\n');
      assert.deepEqual(
        lines.map((line) => path.basename(JSON.parse(line).file)),
        ['amy.sql', 'as.sql'],
      );
    });
    it('follows --files-from and --code-page', () => {
      folder.write({ list: 'amy.sql\n' });
      assert.match(folder.run('parse', '--files-from', 'list').stdout, /amy\.sql/);
      writeFileSync(place('odd.sql'), Buffer.from("PRINT '\xe9';\n", 'latin1'));
      assert.equal(folder.run('parse', 'odd.sql', '--code-page', 'windows-1252').status, 0);
    });
    it('ends with 2 where a file is missing', () => assert.equal(folder.run('parse', 'none.sql').status, 2));
  });

  it('lists itself, and its version', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    assert.equal(folder.run('--version').stdout.trim(), version);
    for (const name of ['check', 'paths', 'trace', 'explain', 'parse', 'lsp'])
      assert.match(folder.run('--help').stdout, new RegExp(`^ {2}${name} `, 'm'));
    assert.equal(folder.run('chek').status, 2);
  });
});
