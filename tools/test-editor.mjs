// The tests in a real editor: the extension's API in its extension host, then mouse and keyboard on the packaged .vsix, with a
// server behind the editor and in a browser alone.
// On Linux the editor comes from npm packages (tools/vscode-host); elsewhere @vscode/test-electron fetches the desktop
// build.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build, must, node, root } from './run.mjs';

if (!process.env.TSQLCTX_BUILT) build();
const headless = process.platform === 'linux' && process.arch === 'x64' && process.env.TSQLCTX_DESKTOP === undefined;
if (headless) must(node([path.join(root, 'tools/vscode-host/install.mjs')]), 'the installation of the editor');

const scratch = mkdtempSync(path.join(os.tmpdir(), 'tsqlctx-editor-'));
const total = { passed: 0, failed: 0, skipped: 0 };
const suites = [['api', ['test/editor/run.mjs']]];
if (headless)
  suites.push(
    ...['user', 'glance', 'finding', 'steady', 'german', 'first-minutes'].map((name) => [
      name,
      [`test/editor/${name}.mjs`],
    ]),
    ['web', ['--import', 'tsx', 'test/editor/web.mjs']],
  );
else total.skipped += 8; // the tests with mouse and keyboard drive the editor of tools/vscode-host

const { pictures, taken } = await import('../test/editor/driver.mjs');
rmSync(taken, { force: true });
const { bundleTests } = await import('../test/editor/bundle.mjs');
await bundleTests();
if (headless) must(node([path.join(root, 'tools/package.mjs'), '--built', '--quiet']), 'the packaging');
for (const [name, args] of suites) {
  const counts = path.join(scratch, `${name}.json`);
  const code = node(args, { TEST_COUNTS: counts, ...(headless && { TSQLCTX_HEADLESS: '1' }) });
  const found = existsSync(counts) ? JSON.parse(readFileSync(counts, 'utf8')) : { passed: 0, failed: 1, skipped: 0 };
  if (code !== 0 && found.failed === 0) found.failed = 1;
  for (const key of Object.keys(total)) total[key] += found[key];
}
if (headless) {
  const left = notTaken();
  if (left.length > 0) console.log(`pictures that no test takes: ${left.join(', ')}`);
  total[left.length > 0 ? 'failed' : 'passed']++;
}
rmSync(scratch, { recursive: true, force: true });
if (process.env.TEST_COUNTS) writeFileSync(process.env.TEST_COUNTS, JSON.stringify(total));
process.exitCode = total.failed > 0 ? 1 : 0;
console.log(
  `editor: ${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`,
);

/** Pictures of the documentation that were not taken by this run. */
function notTaken() {
  const names = new Set(existsSync(taken) ? readFileSync(taken, 'utf8').split('\n') : []);
  return readdirSync(pictures).filter((file) => !names.has(file.replace(/\.webp$/, '')));
}
