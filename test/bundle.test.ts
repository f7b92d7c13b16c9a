/**
 * The bundles run where nothing else of the repository is: what is packaged is complete. Needs `npm run build` first.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startServer } from './protocol/server-process';

const dist = path.resolve(__dirname, '../dist');

describe('bundles, far from the repository', function () {
  this.timeout(30_000);
  let folder = '';

  before(function () {
    if (!existsSync(path.join(dist, 'cli.js'))) this.skip();
    folder = mkdtempSync(path.join(os.tmpdir(), 'tsqlctx-bundle-'));
    for (const file of readdirSync(dist))
      if (/\.(js|wasm|zst)$/.test(file)) copyFileSync(path.join(dist, file), path.join(folder, file));
    writeFileSync(
      path.join(folder, 'open.sql'),
      "CREATE LOGIN amy WITH PASSWORD = 'x';\nGO\nEXECUTE AS LOGIN = 'amy';\nSELECT 1;\n",
    );
  });
  after(() => {
    if (folder !== '') rmSync(folder, { recursive: true, force: true });
  });

  it('dist/cli.js checks and traces', () => {
    const check = run('check', 'open.sql');
    assert.match(check.stdout, /unreverted-execute-as/, check.stderr);
    const trace = run('trace', 'open.sql', '--format', 'json');
    assert.equal(trace.status, 0, trace.stderr);
    const { version, statements } = JSON.parse(trace.stdout) as {
      version: number;
      statements: { kind: string; before: { login: string } }[];
    };
    assert.equal(version, 1);
    assert.equal(statements.at(-1)?.before.login, 'amy');
  });

  it('dist/cli.js says in one line why it could not run', () => {
    const { status, stderr } = run('trace', 'missing.sql', '--format', 'json');
    assert.equal(status, 2);
    assert.equal(stderr.trim().split('\n').length, 1);
  });

  it('dist/cli.js ends with 2 when it is called wrongly', () => {
    for (const args of [
      ['check'],
      ['trace', 'open.sql', '--server-version', '2011'],
      ['check', 'open.sql', '--fromat', 'json'],
      ['nothing'],
    ]) {
      const { status, stdout, stderr } = run(...args);
      assert.equal(status, 2, args.join(' '));
      assert.equal(stdout, '');
      assert.match(stderr, /error: .*\n/);
    }
    assert.equal(run('--help').status, 0);
  });

  it('dist/server.js serves', async () => {
    const server = await startServer({ command: [path.join(folder, 'server.js'), '--stdio'], directory: folder });
    await server.open('untitled:a.sql', "CREATE LOGIN amy WITH PASSWORD = 'x';\nGO\nEXECUTE AS LOGIN = 'amy';\n");
    const [found] = await server.findings('untitled:a.sql', (list) => list.length > 0);
    await server.stop();
    assert.equal(found?.code, 'unreverted-execute-as');
  });

  it('dist/cli.js is a server, too', async () => {
    const server = await startServer({ command: [path.join(folder, 'cli.js'), 'lsp', '--stdio'], directory: folder });
    assert.equal(server.initialized.serverInfo?.name, 'tsqlctx');
    await server.stop();
  });

  it('statements of one kind share a shape, however they are made', () => {
    const script = `
      const core = require('./core.js');
      const { readFileSync } = require('node:fs');
      const files = { runtime: readFileSync('web-tree-sitter.wasm'), language: readFileSync('tree-sitter-tsql.wasm') };
      core['server/src/syntax/parser.ts'].createParser(files).then((parser) => {
        const text = "PRINT 'a';\\nIF 1 = 2 SELECT 1;\\n".repeat(500);
        const [a, b, c, d] = parser.once('a.sql', text).batches[0].batch.statements.slice(-4).map(({ node }) => node);
        console.log(a.kind, %HaveSameMap(a, c), b.kind, %HaveSameMap(b, d));
      });`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--allow-natives-syntax', '-e', script], {
      cwd: folder,
      encoding: 'utf8',
    });
    assert.equal(stdout.trim(), 'print true if true', stderr);
  });

  function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
    return spawnSync(process.execPath, [path.join(folder, 'cli.js'), ...args], { cwd: folder, encoding: 'utf8' });
  }
});
