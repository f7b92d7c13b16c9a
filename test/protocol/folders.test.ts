/** Folders that are added and removed while the server runs: what their scripts declare counts, and no longer. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Hover } from 'vscode-languageserver/node';
import type { Ribbon } from '../../server/src/lsp/protocol';
import { type Server, startServer } from './server-process';

describe('folders of the workspace', function () {
  this.timeout(60_000);
  let root = '';
  let server: Server | undefined;
  beforeEach(() => {
    root = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'tsqlctx-folders-')));
    for (const name of ['one', 'two']) mkdirSync(path.join(root, name));
    writeFileSync(
      path.join(root, 'two/shop.sql'),
      'CREATE DATABASE Shop;\nGO\nUSE Shop;\nCREATE USER clerk WITHOUT LOGIN;\n',
    );
  });
  afterEach(async () => {
    await server?.stop();
    rmSync(root, { recursive: true, force: true });
  });
  const uriOf = (name: string): string => pathToFileURL(path.join(root, name)).href;

  it('count when they are added, and no longer when they are removed', async () => {
    const script = uriOf('one/use.sql');
    server = await startServer({ folder: uriOf('one') });
    assert.deepEqual(server.initialized.capabilities.workspace?.workspaceFolders, {
      supported: true,
      changeNotifications: true,
    });
    const { connection } = server;
    await server.open(script, "--# session: login=sa db=Shop\nEXECUTE AS USER = 'clerk';\nSELECT 1;\nREVERT;\n");
    const said = async (wanted: RegExp): Promise<void> => {
      let value = '';
      for (let tries = 0; tries < 50; tries++) {
        const hover = await connection
          .sendRequest<Hover | null>('textDocument/hover', {
            textDocument: { uri: script },
            position: { line: 1, character: 20 },
          })
          .catch(() => null);
        value = (hover?.contents as { value: string } | undefined)?.value ?? '';
        if (wanted.test(value)) return;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      assert.match(value, wanted);
    };
    await said(/no script makes it|not declared here/);
    const two = { uri: uriOf('two'), name: 'two' };
    await connection.sendNotification('workspace/didChangeWorkspaceFolders', { event: { added: [two], removed: [] } });
    await said(/user in \*\*Shop\*\*, without login\n/);
    await connection.sendNotification('workspace/didChangeWorkspaceFolders', { event: { added: [], removed: [two] } });
    await said(/no script makes it|not declared here/);
  });

  it('have settings of their own', async () => {
    server = await startServer({
      folder: uriOf('one'),
      capabilities: { workspace: { configuration: true } },
      settingsOf: (folder) =>
        folder === uriOf('one') ? { rules: { 'unreverted-execute-as': 'hint' }, ribbon: false } : {},
    });
    const two = { uri: uriOf('two'), name: 'two' };
    await server.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: { added: [two], removed: [] },
    });
    const text = "CREATE LOGIN amy WITH PASSWORD = 'x';\nGO\nEXECUTE AS LOGIN = 'amy';\nSELECT 1;\n";
    for (const [name, severity, lines] of [
      ['one/a.sql', 4, []],
      ['two/b.sql', 2, [3]],
    ] as const) {
      await server.open(uriOf(name), text);
      const [found] = await server.findings(uriOf(name), ([one]) => one?.severity === severity);
      assert.equal(found?.code, 'unreverted-execute-as');
      const ribbon: Ribbon = await server.connection.sendRequest('tsqlContext/ribbon', { uri: uriOf(name) });
      assert.deepEqual(
        ribbon.stretches.map(({ firstLine }) => firstLine),
        lines,
      );
    }
  });
});
