/** Memory stays flat: each question in a process of its own, where garbage can be collected at will. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { Heaps } from '../../bench/memory';

const root = path.resolve(__dirname, '../..');

describe('memory', () => {
  it('holds about as much after many edits as after a tenth of them', () => {
    const { early, late } = JSON.parse(output('bench/memory.ts', '1500')) as Heaps;
    assert.ok(late <= 1.3 * early, `${late} bytes after ${early}`);
  }).timeout(240_000);

  it('is given back by a table of weak keys that are gone', () => {
    const [full, gone] = JSON.parse(output('test/support/weak-tables.ts')) as readonly [number, number];
    assert.ok(gone < full / 20, `${gone} bytes of ${full}`);
  });

  it('is after a thousand scripts that are opened and closed what it was after a hundred', () => {
    const [tenth, all] = JSON.parse(output('test/support/opening.ts')) as readonly [number, number];
    assert.ok(
      all <= tenth * 1.3,
      `${(tenth / 1e6).toFixed(0)} MB after a tenth, ${(all / 1e6).toFixed(0)} MB after all`,
    );
  }).timeout(120_000);
});

function output(...script: readonly string[]): string {
  return execFileSync(process.execPath, ['--expose-gc', 'bench/as-bundled.mjs', ...script], {
    cwd: root,
    encoding: 'utf8',
  });
}
