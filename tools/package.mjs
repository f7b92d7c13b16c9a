// Makes the .vsix. With --built the bundles are taken as they are.

import path from 'node:path';
import { build, must, root, tool } from './run.mjs';

export const vsix = path.join(root, 'tsql-execution-context.vsix');

if (!process.argv.includes('--built')) build();
must(
  tool('@vscode/vsce/vsce', [
    'package',
    '--no-dependencies',
    '--allow-missing-repository',
    '--no-rewrite-relative-links',
    '--out',
    vsix,
  ]),
  'vsce',
);
