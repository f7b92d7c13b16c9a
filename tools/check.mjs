// The one command before sending a change: format and lint, types, unused code, and the tests with their coverage.
import path from 'node:path';
import { must, node, root, tool } from './run.mjs';

must(node([path.join(root, 'tools/install.mjs')]), 'npm ci');
const steps = [
  ['biome', () => tool('@biomejs/biome/bin/biome', ['check'])],
  ['types', () => tool('typescript/bin/tsc', ['--noEmit'])],
  ['types of the panel', () => tool('typescript/bin/tsc', ['--noEmit', '-p', 'client/view'])],
  ['types of the browser', () => tool('typescript/bin/tsc', ['--noEmit', '-p', 'tsconfig.browser.json'])],
  ['bundles', () => node([path.join(root, 'esbuild.mjs')])],
  ['unused code', () => tool('knip/bin/knip.js', [])],
  [
    'tests',
    () =>
      tool('c8/bin/c8.js', [
        '--include',
        'server/src/**',
        '--reporter',
        'text-summary',
        process.execPath,
        'node_modules/mocha/bin/mocha.js',
        'test/**/*.test.ts',
      ]),
  ],
];
const failed = steps.filter(([name, run]) => {
  console.log(`\n== ${name}`);
  return run() !== 0;
});
console.log(failed.length === 0 ? '\nall good' : `\nto be mended: ${failed.map(([name]) => name).join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
