/** The editor obeys tsqlcontext.json at once when it changes: a real server, real files. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ContextAt } from '../../server/src/lsp/protocol';
import { type Server, startServer } from './server-process';

const leftOpen = "CREATE LOGIN amy WITH PASSWORD = 'x';\nGO\nEXECUTE AS LOGIN = 'amy';\nSELECT 1;\n";

describe('tsqlcontext.json in the editor', function () {
  this.timeout(60_000);
  let folder = '';
  let server: Server | undefined;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'tsqlctx-configured-')));
    mkdirSync(path.join(folder, 'jobs'));
  });
  afterEach(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const uriOf = (name: string): string => pathToFileURL(path.join(folder, name)).href;
  const configure = async (text: string): Promise<void> => {
    writeFileSync(path.join(folder, 'tsqlcontext.json'), text);
    await server?.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uriOf('tsqlcontext.json'), type: 2 }],
    });
  };

  it('makes findings less severe, and takes them away', async () => {
    server = await startServer({ folder: pathToFileURL(folder).href });
    await server.open(uriOf('a.sql'), leftOpen);
    const [first] = await server.findings(uriOf('a.sql'), (list) => list.length === 1);
    assert.equal(first?.severity, 2);
    await configure('{ "rules": { "unreverted-execute-as": "hint" } }');
    await server.findings(uriOf('a.sql'), ([one]) => one?.severity === 4);
    await configure('{ "preset": "recommended", "rules": { "unreverted-execute-as": "off" } }');
    await server.findings(uriOf('a.sql'), (list) => list.length === 0);
  });

  it('shows what is wrong in it, until it is mended', async () => {
    writeFileSync(path.join(folder, 'tsqlcontext.json'), '{\n  "preset": "strict"\n}');
    server = await startServer({ folder: pathToFileURL(folder).href });
    const [found] = await server.findings(uriOf('tsqlcontext.json'), (list) => list.length === 1);
    assert.equal(found?.code, 'configuration');
    assert.deepEqual(found?.range, { start: { line: 1, character: 12 }, end: { line: 1, character: 20 } });
    await configure('{}');
    await server.findings(uriOf('tsqlcontext.json'), (list) => list.length === 0);
  });

  it('says who runs a script, what the server holds, and what is left out', async () => {
    writeFileSync(path.join(folder, 'amy.sql'), "CREATE LOGIN amy WITH PASSWORD = 'x';\n");
    server = await startServer({ folder: pathToFileURL(folder).href });
    await server.open(uriOf('jobs/job.sql'), "CREATE LOGIN carl WITH PASSWORD = 'x';\n");
    await configure('{ "knowledge": "complete", "sessions": [{ "files": ["jobs/*"], "login": "amy" }] }');
    const [refused] = await server.findings(uriOf('jobs/job.sql'), (list) => list.length === 1);
    assert.match(String(refused?.message), /15247/);
    await configure('{ "knowledge": "complete" }');
    await server.findings(uriOf('jobs/job.sql'), (list) => list.length === 0);
    await server.open(uriOf('b.sql'), "EXECUTE AS LOGIN = 'amy';\nREVERT;\n");
    await configure('{ "knowledge": "complete", "exclude": ["amy.sql"] }');
    await server.findings(uriOf('b.sql'), ([one]) => one?.code === 'unknown-principal');
  });

  it('finds nothing in a script that says what the server holds, and answers in it', async () => {
    const server1 = `${leftOpen}REVERT;\nCREATE LOGIN [carl] WITH PASSWORD = 'x';\nEXECUTE AS LOGIN = 'amy';\n`;
    writeFileSync(path.join(folder, 'jobs/held.sql'), server1);
    writeFileSync(path.join(folder, 'jobs/other.sql'), server1.replaceAll('amy', 'bob'));
    writeFileSync(path.join(folder, 'tsqlcontext.json'), '{ "catalogs": ["jobs/*.sql"] }');
    server = await startServer({ folder: pathToFileURL(folder).href });
    const [held, own] = [uriOf('jobs/held.sql'), uriOf('b.sql')];
    await server.open(held, server1);
    await server.open(own, "EXECUTE AS LOGIN = 'carl';\nSELECT 1;\n");
    await server.findings(own, (list) => list.length === 1);
    const pull = (uri: string) =>
      server!.connection.sendRequest<{ items: unknown[] }>('textDocument/diagnostic', { textDocument: { uri } });
    assert.deepEqual((await pull(held)).items, []);
    const all = await server.connection.sendRequest<{ items: readonly { uri: string; items: unknown[] }[] }>(
      'workspace/diagnostic',
      { previousResultIds: [] },
    );
    assert.deepEqual(
      all.items.filter(({ items }) => items.length > 0),
      [],
    );
    const hover = { textDocument: { uri: held }, position: { line: 3, character: 2 } };
    assert.match(JSON.stringify(await server.connection.sendRequest('textDocument/hover', hover)), /amy/);
    await configure('{}');
    assert.ok((await server.findings(held, (list) => list.length > 0)).length > 0);
  });

  it('leaves a script out that is open, says why, and takes it in again', async () => {
    writeFileSync(path.join(folder, 'tsqlcontext.json'), '{ "exclude": ["jobs/**"] }');
    server = await startServer({ folder: pathToFileURL(folder).href });
    const [left, other] = [uriOf('jobs/made.sql'), uriOf('b.sql')];
    const contextAt = (): Promise<ContextAt | null> =>
      server!.connection.sendRequest('tsqlContext/contextAt', { uri: left, position: { line: 3, character: 0 } });
    await server.open(left, leftOpen);
    await server.open(other, `${leftOpen}SELECT 2;\n`);
    await server.findings(other, (list) => list.length === 1);
    const silent = await contextAt();
    assert.equal(silent?.silent, true);
    assert.match(silent.tooltip, /^This script is not analysed: `exclude` in .*tsqlcontext\.json names it\.$/);
    const hover = { textDocument: { uri: left }, position: { line: 3, character: 2 } };
    assert.equal(await server.connection.sendRequest('textDocument/hover', hover), null);
    await server.change(left, 2, [
      { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: '-- edited\n' },
    ]);
    assert.equal((await contextAt())?.silent, true);
    await configure('{}');
    const [found] = await server.findings(left, (list) => list.length === 1);
    assert.equal(found?.range.start.line, 3, 'as it was edited meanwhile');
    await configure('{ "exclude": ["jobs/**"] }');
    await server.findings(left, (list) => list.length === 0);
    assert.equal((await contextAt())?.silent, true);
  });
});
