/** The server's code is kept as it was compiled for the first answers, and taken from there at the next start. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startServer } from './server-process';

const program = path.resolve(__dirname, '../../dist/server.js');

describe('compiled code', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tsqlctx-compiled-'));
  const places = (): readonly string[] => readdirSync(folder).map((name) => path.join(folder, name));
  const changes = (): readonly number[] => places().map((place) => statSync(place).mtimeMs);
  before(function () {
    if (!existsSync(program)) this.skip();
    process.env.TSQLCTX_COMPILED = folder;
  });
  after(() => {
    delete process.env.TSQLCTX_COMPILED;
    rmSync(folder, { recursive: true });
  });

  /** Answers a hover; then, as the server has ended, all is kept. */
  const answers = async (): Promise<void> => {
    const server = await startServer({ command: [program, '--stdio'] });
    try {
      await server.open('untitled:a.sql', 'EXECUTE AS LOGIN = ' + "'nobody';\n");
      const found = await server.connection.sendRequest('textDocument/hover', {
        textDocument: { uri: 'untitled:a.sql' },
        position: { line: 0, character: 2 },
      });
      assert.match(JSON.stringify(found), /nobody/);
    } finally {
      await server.stop();
    }
    assert.deepEqual(server.log, []);
  };

  it('is kept behind the first answers, and then taken', async () => {
    await answers();
    assert.deepEqual(readdirSync(folder).sort(), ['cli.js', 'core.js']);
    const before = changes();
    await answers();
    assert.deepEqual(changes(), before);
  }).timeout(60_000);

  it('is made again where it is damaged', async () => {
    const [place] = places();
    const damaged = readFileSync(place!).subarray(0, -10);
    writeFileSync(place!, damaged);
    await answers();
    assert.ok(!readFileSync(place!).equals(damaged));
  }).timeout(60_000);
});
