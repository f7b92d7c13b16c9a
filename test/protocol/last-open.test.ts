/** What is known of open scripts is kept for the next start: they answer before they are parsed, and edits go on from there. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { cachedFacts, FactsCache } from '../../server/src/lsp/facts-cache';
import { packing } from '../../server/src/lsp/packing';
import { knownOf } from '../../server/src/workspace/outside';
import { testParser } from '../support/parser';
import { startServer } from './server-process';

const file = 'file:///nowhere/a.sql';
const text = "CREATE USER amy WITHOUT LOGIN;\nGO\nEXECUTE AS USER = 'amy';\nREVERT;\n";

describe('scripts that were open', () => {
  const storage = mkdtempSync(path.join(os.tmpdir(), 'tsqlctx-open-'));
  const kept = path.join(storage, 'statements-open');
  after(() => rmSync(storage, { recursive: true }));

  /** What a hover says of a line of a text, and what is found when its last line is taken away. */
  const answers = async (script: string, uri = file): Promise<readonly unknown[]> => {
    const server = await startServer({ initializationOptions: { storage } });
    try {
      await server.open(uri, script);
      const hover = await server.connection.sendRequest('textDocument/hover', {
        textDocument: { uri },
        position: { line: 2, character: 2 },
      });
      const range = { start: { line: 3, character: 0 }, end: { line: 4, character: 0 } };
      await server.change(uri, 2, [{ range, text: '' }]);
      const found = await server.findings(uri, (all) => all.length > 0);
      await server.change(uri, 3, [{ text: script }]);
      assert.deepEqual(server.log, []);
      return [hover, found];
    } finally {
      await server.stop();
    }
  };

  it('are kept when the server ends, and answer the same at the next start', async () => {
    const first = await answers(text);
    assert.match(JSON.stringify(first), /amy/);
    const before = readFileSync(kept);
    assert.ok(before.length > 0);
    assert.deepEqual(await answers(text), first);
    assert.deepEqual(readFileSync(kept), before);
  }).timeout(60_000);

  it('are what is known of them, and are not parsed', async () => {
    const [head] = readFileSync(kept, 'latin1').split('\n');
    const made = head!.split(' ').slice(1, -2).join(' ');
    const parser = await testParser();
    assert.ok(new FactsCache(cachedFacts(storage, made, 'open')).get(text));
    const wrong = new FactsCache();
    wrong.put(text, knownOf(parser.once(file, text.replaceAll('amy', 'bob')), { packing })!);
    wrong.save(storage, made, 'open');
    assert.match(JSON.stringify(await answers(text)), /bob/);
  }).timeout(60_000);

  it('are not kept where they are in no file', async () => {
    const before = readFileSync(kept);
    assert.match(JSON.stringify(await answers(text.replaceAll('amy', 'eve'), 'untitled:a.sql')), /eve/);
    assert.deepEqual(readFileSync(kept), before);
  }).timeout(60_000);

  it('are read anew where their text is another one', async () => {
    const other = text.replaceAll('amy', 'bob');
    assert.match(JSON.stringify(await answers(other)), /bob/);
  }).timeout(60_000);

  it('are read anew where what is kept is damaged', async () => {
    assert.ok(existsSync(kept));
    writeFileSync(kept, readFileSync(kept).subarray(1));
    assert.match(JSON.stringify(await answers(text)), /amy/);
  }).timeout(60_000);
});
