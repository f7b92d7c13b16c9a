/** What the server in a browser has in place of a disk answers as Node does. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as memory from '../../server/src/lsp/browser/fs';
import * as promises from '../../server/src/lsp/browser/fs-promises';
import * as url from '../../server/src/lsp/browser/url';

describe('files in a browser', () => {
  let folder = '';
  const files = { 'a.sql': 'SELECT 1;', 'deep/er/b.sql': 'é', 'deep/c.sqlproj': '<Project/>' };

  before(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'tsqlctx-memory-')).replaceAll('\\', '/');
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
      memory.keepFile(`${folder}/${name}`, new TextEncoder().encode(text));
    }
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('are the same as on a disk', async () => {
    for (const name of ['', '/', '/a.sql', '/deep', '/deep/er', '/deep/er/b.sql', '/deep/../a.sql', '/missing', '/a']) {
      const [ours, theirs] = [memory, { statSync }].map(({ statSync: stat }) => {
        const found = stat(folder + name, { throwIfNoEntry: false });
        return found && [found.isFile(), found.isDirectory(), found.isFile() && found.size];
      });
      assert.deepEqual(ours, theirs, name);
    }
    const byName = (entries: readonly { name: string; isFile(): boolean }[]): unknown =>
      entries.map((entry) => [entry.name, entry.isFile()]).sort();
    for (const name of ['', '/deep'])
      assert.deepEqual(
        byName(memory.readdirSync(folder + name)),
        byName(readdirSync(folder + name, { withFileTypes: true })),
      );
    const read = await promises.readFile(`${folder}/deep/er/b.sql`);
    assert.deepEqual([...read], [...readFileSync(`${folder}/deep/er/b.sql`)]);
    await assert.rejects(promises.stat(`${folder}/none`), { code: 'ENOENT' });
    assert.equal(memory.realpathSync.native(`${folder}/deep/`), `${folder}/deep`);
  });

  it('are known to have changed, and are gone with the folders that they leave empty', () => {
    const file = '/shop@x/new/one.sql';
    memory.keepFile(file, new Uint8Array(3));
    const before = memory.statSync(file)?.mtimeMs ?? 0;
    memory.keepFile(file, new Uint8Array(3));
    assert.ok((memory.statSync(file)?.mtimeMs ?? 0) > before);
    memory.dropFile(file);
    assert.equal(memory.statSync('/shop@x', { throwIfNoEntry: false }), undefined);
    assert.ok(memory.statSync(`${folder}/deep`)?.isDirectory());
  });

  it('have the addresses that Node gives them', function () {
    if (process.platform === 'win32') this.skip();
    for (const file of ['/memfs/a b.sql', '/x@h%3A1/ä#1?.sql', '/100%/[a]\\b.sql', "/it's/~;,+&=.sql"]) {
      const { href } = url.pathToFileURL(file);
      assert.equal(fileURLToPath(href), file);
      assert.equal(url.fileURLToPath(href), file);
      assert.equal(url.fileURLToPath(pathToFileURL(file).href), file);
    }
    assert.throws(() => url.fileURLToPath('file://elsewhere/a.sql'));
  });
});
