// Prints the measurements (bench/bench.ts). Installs what they are compared with, and packages, so that sizes can be told.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { build, node, root } from './run.mjs';

build();
node([path.join(root, 'tools/package.mjs'), '--built']);
if (!existsSync(path.join(root, 'bench/node_modules'))) {
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: path.join(root, 'bench'),
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}
process.exitCode = node(['--require', 'tsx/cjs', 'bench/bench.ts', ...process.argv.slice(2)]);
