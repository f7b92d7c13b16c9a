/** A snapshot of a server in the editor: a real server, real files. */
import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { shopPart, snapshotOf } from '../support/snapshots';
import { type Server, startServer } from './server-process';

const file = 'prod.tsqlcontext-snapshot.json';
const text = "USE shop;\nEXECUTE AS USER = 'clerk';\nSELECT id FROM dbo.Orders;\nREVERT;\n";

describe('a snapshot in the editor', function () {
  this.timeout(60_000);
  let folder = '';
  let server: Server | undefined;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'tsqlctx-snapshot-')));
  });
  afterEach(async () => {
    await server?.stop();
    server = undefined;
    rmSync(folder, { recursive: true, force: true });
  });
  const uriOf = (name: string): string => pathToFileURL(path.join(folder, name)).href;
  const write = (name: string, content: string): void => writeFileSync(path.join(folder, name), content);

  it('is read where the configuration lists it, and again when it changes', async () => {
    write('tsqlcontext.json', `{ "catalogs": ["${file}"] }`);
    write(file, JSON.stringify(snapshotOf()));
    write('s.sql', text);
    server = await startServer({ folder: pathToFileURL(folder).href });
    await server.open(uriOf('s.sql'), text);
    const [found] = await server.findings(uriOf('s.sql'), (list) => list.length === 1);
    assert.equal(found?.code, 'permission-denied');
    const answer = await server.connection.sendRequest('textDocument/hover', {
      textDocument: { uri: uriOf('s.sql') },
      position: { line: 2, character: 2 },
    });
    assert.match(JSON.stringify(answer), /Known from a snapshot of PROD as of 2026-11-28/);
    const row = { state: 'grant', permission: 'SELECT', class: 'OBJECT', on: 'Orders', schema: 'dbo' } as const;
    const permissions = [...shopPart.permissions, { ...row, to: 'clerk', by: 'dbo' }];
    write(file, JSON.stringify(snapshotOf({}, { permissions })));
    await server.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uriOf(file), type: 2 }],
    });
    await server.findings(uriOf('s.sql'), (list) => list.length === 0);
  });
});
