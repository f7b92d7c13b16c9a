/** Memory stays flat while somebody types: edits in a process of its own, where garbage can be collected at will. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { Heaps } from '../../bench/memory';

const root = path.resolve(__dirname, '../..');

describe('memory', () => {
  it('holds about as much after many edits as after a tenth of them', () => {
    const output = execFileSync(process.execPath, ['--expose-gc', '--require', 'tsx/cjs', 'bench/memory.ts', '3000'], {
      cwd: root,
      encoding: 'utf8',
    });
    const { early, late } = JSON.parse(output) as Heaps;
    assert.ok(late <= 1.3 * early, `${late} bytes after ${early}`);
  }).timeout(240_000);
});
