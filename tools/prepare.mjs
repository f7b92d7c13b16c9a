// Makes dist/ where npm installs the command from the repository. `npm install --global` brings no packages to build
// with, so they are installed here.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
if (!existsSync(path.join(root, 'node_modules/esbuild'))) await import('./install.mjs');
await import('../esbuild.mjs');
