/** The first reading of a large workspace: how far it is is told, it can be cancelled, and what is answered meanwhile says so. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Server, startServer } from './server-process';

const count = 1204;
interface Progress {
  readonly token: string | number;
  readonly value: { readonly kind: string; readonly message?: string };
}

const capabilities = { window: { workDoneProgress: true } };

describe('reading a workspace', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tsqlctx-reading-'));
  const uriOf = (name: string): string => pathToFileURL(path.join(folder, name)).href;
  let server: Server | undefined;
  before(() => {
    for (let index = 0; index < count; index++) {
      const lines = Array.from(
        { length: 30 },
        (_, line) => `  UPDATE dbo.t SET a = ${line} WHERE b IN (SELECT b FROM dbo.u${index});`,
      );
      writeFileSync(
        path.join(folder, `s${index}.sql`),
        `CREATE PROCEDURE dbo.p${index} AS\nBEGIN\n${lines.join('\n')}\nEND\n`,
      );
    }
  });
  after(() => rmSync(folder, { recursive: true }));
  afterEach(async () => server?.stop());

  /** Starts; the promise is kept once the reading has ended. */
  const start = async (seen: (message: string, token: string | number) => void): Promise<{ ended: Promise<void> }> => {
    server = await startServer({ folder: pathToFileURL(folder).href, capabilities });
    const { connection } = server;
    connection.onRequest('window/workDoneProgress/create', () => null);
    const ended = new Promise<void>((resolve) => {
      connection.onNotification('$/progress', ({ token, value }: Progress) => {
        if (value.kind === 'report') seen(value.message ?? '', token);
        if (value.kind === 'end') resolve();
      });
    });
    return { ended };
  };
  const hover = async (): Promise<string> => {
    const found = await server!.connection.sendRequest<{ contents: { value: string } } | null>('textDocument/hover', {
      textDocument: { uri: uriOf('own.sql') },
      position: { line: 0, character: 2 },
    });
    return found?.contents.value ?? '';
  };

  it('says how far it is, and what is answered meanwhile may change', async () => {
    const messages: string[] = [];
    const { ended } = await start((message) => messages.push(message));
    await server!.open(uriOf('own.sql'), 'EXECUTE dbo.p999;\n');
    assert.match(await hover(), /still being read/);
    await ended;
    assert.equal(messages.at(-1), '1,204 of 1,204 scripts');
    assert.equal(messages[0], '100 of 1,204 scripts');
    await server!.connection.sendRequest('textDocument/codeLens', { textDocument: { uri: uriOf('own.sql') } });
    assert.doesNotMatch(await hover(), /still being read/);
  }).timeout(120_000);

  it('is cancelled, and says what was read', async () => {
    let last = '';
    const { ended } = await start((message, token) => {
      last = message;
      void server!.connection.sendNotification('window/workDoneProgress/cancel', { token });
    });
    await ended;
    assert.notEqual(last, '1,204 of 1,204 scripts');
    await server!.open(uriOf('own.sql'), 'EXECUTE dbo.p1;\n');
    assert.doesNotMatch(await hover(), /still being read/);
    const { log } = server!;
    assert.ok(
      log.some((line) => /scripts are read; the rest is left out/.test(line)),
      log.join('\n'),
    );
  }).timeout(120_000);
});
