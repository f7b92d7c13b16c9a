/** Migration folders in the editor: a real server, real files. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Server, startServer } from './server-process';

describe('migrations in the editor', function () {
  this.timeout(60_000);
  let folder = '';
  let server: Server | undefined;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'tsqlctx-migrations-')));
    mkdirSync(path.join(folder, 'db'));
  });
  afterEach(async () => {
    await server?.stop();
    server = undefined;
    rmSync(folder, { recursive: true, force: true });
  });

  it('start from what the earlier ones leave, and hovers say where they stand', async () => {
    const texts = {
      'V1__a.sql': 'CREATE DATABASE shop;\nGO\nUSE shop;\nGO\nCREATE USER amy WITHOUT LOGIN;\n',
      'V2__b.sql': 'USE shop;\nGO\nDROP USER amy;\n',
      'V10__c.sql': "USE shop;\nGO\nEXECUTE AS USER = 'amy';\n",
    };
    for (const [name, text] of Object.entries(texts)) writeFileSync(path.join(folder, 'db', name), text);
    server = await startServer({ folder: pathToFileURL(folder).href });
    const uri = pathToFileURL(path.join(folder, 'db/V10__c.sql')).href;
    await server.open(uri, texts['V10__c.sql']);
    const found = await server.findings(uri, (list) => list.some(({ code }) => code === 'unknown-principal'));
    assert.ok(found.length > 0);
    const hover = await server.connection.sendRequest('textDocument/hover', {
      textDocument: { uri },
      position: { line: 2, character: 3 },
    });
    assert.match(JSON.stringify(hover), /it is run as number 3 of 3 migrations \(Flyway\), behind V2__b.sql/);
  });
});
