// Makes one file of the tests that run inside the editor: its extension host reads no TypeScript.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = path.dirname(fileURLToPath(import.meta.url));
export const bundle = path.resolve(here, '../../out/editor/index.js');

export async function bundleTests() {
  await build({
    entryPoints: [path.join(here, 'index.ts')],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}
