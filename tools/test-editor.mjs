// The tests in a real editor: the extension's API in its extension host, then mouse and keyboard on the packaged .vsix, with a
// server behind the editor and in a browser alone.
// On Linux the editor comes from npm packages (tools/vscode-host); elsewhere @vscode/test-electron fetches the desktop
// build.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { addedUp, leave, said } from './counts.mjs';
import { build, headless, must, node, root } from './run.mjs';

if (!process.env.TSQLCTX_BUILT) await build();
if (headless) must(node([path.join(root, 'tools/vscode-host/install.mjs')]), 'the installation of the editor');

const suites = [['test/editor/run.mjs']];
if (headless) {
  const driven = ['user', 'glance', 'finding', 'steady', 'german', 'first-minutes'];
  suites.push(...driven.map((name) => [`test/editor/${name}.mjs`]), ['--import', 'tsx', 'test/editor/web.mjs']);
}

const { pictures, taken } = await import('../test/editor/driver.mjs');
rmSync(taken, { force: true });
const { bundleTests } = await import('../test/editor/bundle.mjs');
await bundleTests();
if (headless) must(node([path.join(root, 'tools/package.mjs'), '--built', '--quiet']), 'the packaging');
const total = addedUp(
  suites.map((args) => (env) => node(args, { ...env, ...(headless && { TSQLCTX_HEADLESS: '1' }) })),
);
if (headless) {
  const left = notTaken();
  if (left.length > 0) console.log(`pictures that no test takes: ${left.join(', ')}`);
  total[left.length > 0 ? 'failed' : 'passed']++;
} else total.skipped += 8; // the tests with mouse and keyboard drive the editor of tools/vscode-host
leave(total);
console.log(`editor: ${said(total)}`);

/** Pictures of the documentation that were not taken by this run. */
function notTaken() {
  const names = new Set(existsSync(taken) ? readFileSync(taken, 'utf8').split('\n') : []);
  return readdirSync(pictures).filter((file) => !names.has(file.replace(/\.webp$/, '')));
}
