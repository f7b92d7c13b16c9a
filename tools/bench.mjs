// Prints the measurements (bench/bench.ts). Installs what they are compared with, and packages, so that sizes can be
// told.
import path from 'node:path';
import { installPackages } from '../bench/packages.mjs';
import { build, must, node, root } from './run.mjs';

await build();
node([path.join(root, 'tools/package.mjs'), '--built']);
const missing = installPackages();
if (missing) console.log(missing);
process.exitCode = node(['bench/as-bundled.mjs', 'bench/bench.ts', ...process.argv.slice(2)]);
if (process.argv.length === 2)
  for (const one of ['bench/workspace.ts', 'bench/check.ts']) node(['bench/as-bundled.mjs', one]);
if (process.argv.length === 2 && process.platform === 'linux' && process.arch === 'x64') {
  must(node([path.join(root, 'tools/vscode-host/install.mjs')]), 'the installation of the editor');
  node(['bench/editor.mjs']);
}
