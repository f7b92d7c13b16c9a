/** What is opened and closed again is not held. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');

describe('memory', () => {
  it('is after a thousand scripts that are opened and closed what it was after a hundred', () => {
    const script = path.join(root, 'test/support/opening.ts');
    const output = execFileSync(process.execPath, ['--expose-gc', '--require', 'tsx/cjs', script], {
      cwd: root,
      encoding: 'utf8',
    });
    const [tenth, all] = JSON.parse(output) as readonly [number, number];
    assert.ok(
      all <= tenth * 1.3,
      `${(tenth / 1e6).toFixed(0)} MB after a tenth, ${(all / 1e6).toFixed(0)} MB after all`,
    );
  }).timeout(120_000);
});
