/** What is kept of texts from one start to the next: a file that is old or damaged counts as none. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { cachedFacts, FactsCache } from '../../server/src/lsp/facts-cache';

describe('what is kept of texts', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tsqlctx-facts-'));
  const file = path.join(folder, 'facts');
  after(() => rmSync(folder, { recursive: true }));
  beforeEach(() => {
    const cache = new FactsCache();
    cache.put('SELECT 1', { facts: '{"a":1}', statements: Buffer.from('one') });
    cache.put('SELECT 2', { facts: '{"a":2}', statements: Buffer.from('two!') });
    cache.save(folder, '1.0');
  });
  const known = (version = '1.0'): readonly (string | undefined)[] => {
    const cache = new FactsCache(cachedFacts(folder, version));
    return ['SELECT 1', 'SELECT 2', 'SELECT 3'].map((text) => {
      const found = cache.get(text);
      return found && `${found.facts} ${Buffer.from(found.statements ?? []).toString()}`;
    });
  };

  it('is found by the text', () => assert.deepEqual(known(), ['{"a":1} one', '{"a":2} two!', undefined]));
  it('is nothing of another version', () => assert.deepEqual(known('1.1'), [undefined, undefined, undefined]));
  it('is nothing where the file is damaged', () => {
    const text = readFileSync(file, 'utf8');
    for (const wrong of [text.replace('"a":1', '"a":3'), text.slice(0, -3), `${text}x`, '', 'x\n\ty\n']) {
      writeFileSync(file, wrong);
      assert.deepEqual(known(), [undefined, undefined, undefined]);
    }
  });
  it('is nothing where the statements are damaged, or those of another time', () => {
    const statements = path.join(folder, 'statements');
    const text = readFileSync(statements, 'latin1');
    writeFileSync(statements, text.replace('one', 'onE'), 'latin1');
    assert.deepEqual(known(), [undefined, undefined, undefined]);
    const other = new FactsCache();
    other.put('SELECT 1', { facts: '{"a":1}', statements: Buffer.from('longer than before') });
    const facts = readFileSync(file);
    other.save(folder, '1.0');
    writeFileSync(file, facts);
    assert.deepEqual(known(), [undefined, undefined, undefined]);
  });
  it('may be statements alone, of a script that is held as a whole', () => {
    const cache = new FactsCache();
    cache.put('SELECT 1', { facts: '{"a":1}', statements: Buffer.from('one') });
    cache.put(':r b.sql', { statements: Buffer.from('whole') });
    cache.put('SELECT 2', { facts: '{"a":2}', statements: Buffer.from('two!') });
    cache.save(folder, '1.0');
    assert.deepEqual(known(), ['{"a":1} one', '{"a":2} two!', undefined]);
    const found = new FactsCache(cachedFacts(folder, '1.0')).get(':r b.sql');
    assert.equal(found?.facts, undefined);
    assert.equal(Buffer.from(found?.statements ?? []).toString(), 'whole');
  });
  it('loses what nobody asked for any more', () => {
    const cache = new FactsCache(cachedFacts(folder, '1.0'));
    cache.get('SELECT 2');
    cache.save(folder, '1.0');
    assert.deepEqual(known(), [undefined, '{"a":2} two!', undefined]);
  });
});
