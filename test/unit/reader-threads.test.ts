/** Threads that read scripts: where they fail nothing is lost. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { readerThreads } from '../../server/src/lsp/reader-threads';

describe('threads that read scripts', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tsqlctx-threads-'));
  after(() => rmSync(folder, { recursive: true }));

  it('may fail before they are asked for anything: the scripts are read all the same, and it is said', async () => {
    const paths = Array.from({ length: 60 }, (_, index) => path.join(folder, `s${index}.sql`));
    for (const file of paths) writeFileSync(file, 'SELECT 1;\n');
    const said: string[] = [];
    const reader = readerThreads(path.join(folder, 'nothing.js'), (problem) => said.push(problem));
    const read = reader.read(paths, { largest: 1000, storage: undefined });
    await later(500); // an error that nobody hears would end the process
    const found: string[] = [];
    for await (const part of read) for (const one of part) if (one.read.kind === 'text') found.push(one.path);
    assert.deepEqual(found.toSorted(), paths.toSorted());
    assert.equal(said.length, 1, said.join('\n'));
  }).timeout(20_000);
});
