// Every test there is: installs what is missing, builds, runs the suites, then the editor tests. The last line has the
// counts.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build, node, root, tool } from './run.mjs';

build();
const scratch = mkdtempSync(path.join(os.tmpdir(), 'tsqlctx-test-'));
const suites = [
  [
    'suites',
    (env) =>
      tool('mocha/bin/mocha.js', ['--reporter', path.join(root, 'tools/mocha-reporter.cjs'), 'test/**/*.test.ts'], env),
  ],
  ['editor', (env) => node([path.join(root, 'tools/test-editor.mjs')], env)],
];
const total = { passed: 0, failed: 0, skipped: 0 };
let failed = false;
for (const [name, run] of suites) {
  const counts = path.join(scratch, `${name}.json`);
  const code = run({ TEST_COUNTS: counts, TSQLCTX_BUILT: '1' });
  // A run that left no counts has failed as a whole.
  const found = existsSync(counts) ? JSON.parse(readFileSync(counts, 'utf8')) : { passed: 0, failed: 1, skipped: 0 };
  if (code !== 0 && found.failed === 0) found.failed = 1;
  failed ||= code !== 0;
  for (const key of Object.keys(total)) total[key] += found[key];
}
rmSync(scratch, { recursive: true, force: true });
process.exitCode = failed || total.failed > 0 ? 1 : 0;
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
