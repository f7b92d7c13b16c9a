/** What is asked for first is answered before a large workspace is read: reading takes what the answer would be made with. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { setTimeout as later } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import {
  createConnection,
  createProtocolConnection,
  type Hover,
  ProposedFeatures,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { serve } from '../../server/src/lsp/main';
import { mostOpening } from '../../server/src/lsp/opening';
import { readingHere } from '../../server/src/lsp/script-reader';
import { testParser } from '../support/parser';
import { startServer } from './server-process';

/** A window is being drawn: what somebody points at meanwhile. */
type Opening = 'name' | 'nobody asks';

describe('the first answers', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tsqlctx-first-'));
  after(() => rmSync(folder, { recursive: true }));

  /** Opens a script that takes a while and asks for a hover; answers what happened first. */
  async function order(scripts: number, opening?: Opening, starting?: () => void): Promise<readonly string[]> {
    const place = mkdtempSync(path.join(folder, 'f'));
    for (let index = 0; index < scripts; index++) writeFileSync(path.join(place, `s${index}.sql`), 'SELECT 1;\n');
    const happened: string[] = [];
    const [toServer, toClient] = [new PassThrough(), new PassThrough()];
    const reading = new Promise<void>((resolve) => {
      async function* begunToRead<T>(read: AsyncIterable<T>): AsyncGenerator<T> {
        happened.push('reading');
        resolve();
        yield* read;
      }
      const reader: typeof readingHere = {
        read(paths, how) {
          happened.push('threads');
          starting?.();
          return begunToRead(readingHere.read(paths, how));
        },
      };
      void testParser().then((parser) => {
        const connection = createConnection(
          ProposedFeatures.all,
          new StreamMessageReader(toServer),
          new StreamMessageWriter(toClient),
        );
        const begun = (): void => void happened.push('begun');
        const csharp = () => Promise.reject(new Error('nobody asks'));
        serve(connection, parser, { version: '0', reader, csharp, begun });
      });
    });
    const client = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
    client.listen();
    await opened(client, place, opening !== undefined);
    const asked = opening === 'nobody asks' ? undefined : hovered(client, place, opening === 'name' ? 0 : 2);
    await Promise.all([asked?.then(() => happened.push('hover')), reading]);
    client.dispose();
    return happened;
  }

  const uriIn = (place: string): string => pathToFileURL(path.join(place, 'own.sql')).href;

  async function opened(client: ProtocolConnection, place: string, opening: boolean): Promise<void> {
    await client.sendRequest('initialize', {
      processId: null,
      rootUri: pathToFileURL(place).href,
      capabilities: {},
      initializationOptions: { opening },
    });
    await client.sendNotification('initialized', {});
    const statements = Array.from({ length: 3000 }, (_, index) => `  UPDATE dbo.t SET a = ${index} WHERE b = @b;`);
    const text = `CREATE PROCEDURE dbo.p @b int AS\nBEGIN\n${statements.join('\n')}\nEND\n`;
    await client.sendNotification('textDocument/didOpen', {
      textDocument: { uri: uriIn(place), languageId: 'sql', version: 1, text },
    });
  }

  function hovered(client: ProtocolConnection, place: string, line: number): Promise<unknown> {
    const position = { line, character: line === 0 ? 21 : 4 };
    return client.sendRequest('textDocument/hover', { textDocument: { uri: uriIn(place) }, position });
  }

  it('come before a long reading', async () => {
    assert.deepEqual((await order(1500)).slice(0, 3), ['threads', 'begun', 'reading']);
  }).timeout(60_000);

  it('wait for a short one', async () => {
    assert.deepEqual((await order(3)).slice(0, 2), ['threads', 'reading']);
  }).timeout(60_000);

  it('come before anything of a long reading while the window is being drawn', async () => {
    assert.deepEqual((await order(1500, 'name')).slice(0, 2), ['hover', 'threads']);
    assert.deepEqual((await order(3, 'name')).slice(0, 2), ['threads', 'reading']);
  }).timeout(60_000);

  it('are not waited for any longer than it takes to draw a window', async () => {
    const before = performance.now();
    let took = 0;
    await order(1500, 'nobody asks', () => {
      took = performance.now() - before;
    });
    assert.ok(took >= mostOpening && took < mostOpening + 20_000, `${took} ms`);
  }).timeout(60_000);

  it('are what somebody points at, and then what is painted', async () => {
    const refreshes = { refreshSupport: true };
    const server = await startServer({
      capabilities: { workspace: { codeLens: refreshes, semanticTokens: refreshes, inlayHint: refreshes } },
      initializationOptions: { followsAnswers: true },
    });
    try {
      const { connection } = server;
      const uri = 'untitled:one';
      const text = `CREATE PROCEDURE dbo.p AS\n${'SELECT 1;\n'.repeat(500)}`;
      await connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'sql', version: 1, text },
      });
      const answered: string[] = [];
      const asked = ['semanticTokens/full', 'inlayHint', 'codeLens', 'documentSymbol', 'foldingRange', 'hover'];
      const [start, end] = [
        { line: 0, character: 20 },
        { line: 9, character: 0 },
      ];
      const params = { textDocument: { uri }, range: { start, end }, position: start };
      const ask = async (one: string): Promise<void> => {
        await connection.sendRequest(`textDocument/${one}`, params);
        answered.push(one);
      };
      await Promise.all(asked.map(ask));
      assert.equal(answered[0], 'hover');
      assert.equal(answered.length, asked.length);
    } finally {
      await server.stop();
    }
  }).timeout(60_000);

  it('over the name of a long procedure do not wait for its body, and say so', async () => {
    const server = await startServer({});
    try {
      const { connection } = server;
      const uri = 'untitled:long';
      const body = Array.from({ length: 8000 }, (_, index) => `UPDATE dbo.t SET a = ${index};\n`).join('');
      await server.open(uri, `CREATE PROCEDURE dbo.p AS\n${body}`);
      const at = async (line: number, character: number): Promise<string> => {
        const params = { textDocument: { uri }, position: { line, character } };
        const found = await connection.sendRequest<Hover | null>('textDocument/hover', params);
        return JSON.stringify(found?.contents);
      };
      assert.match(await at(0, 21), /Touches: this is still being worked out/);
      assert.match(await at(7000, 13), /dbo\.t/);
      assert.match(await at(0, 21), /Touches: .*UPDATE on dbo\.t/);
    } finally {
      await server.stop();
    }
  }).timeout(60_000);

  it('are not made anew for a client that tells of settings that are what they were', async () => {
    let settings = {};
    let asked = 0;
    let changed = 0;
    const server = await startServer({
      capabilities: { workspace: { configuration: true } },
      initializationOptions: { followsAnswers: true },
    });
    try {
      const { connection } = server;
      connection.onRequest('workspace/configuration', () => {
        asked++;
        return [settings];
      });
      connection.onNotification('tsqlContext/answersChanged', () => {
        changed++;
      });
      const tell = async (): Promise<number> => {
        const before = { asked, changed };
        await connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
        while (asked === before.asked) await later(20);
        await later(300);
        return changed - before.changed;
      };
      await tell(); // what it was told at first
      assert.equal(await tell(), 0);
      settings = { serverVersion: '2019' };
      assert.equal(await tell(), 1);
    } finally {
      await server.stop();
    }
  }).timeout(60_000);
});
