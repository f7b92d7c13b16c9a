// Makes the .vsix. With --built the bundles are taken as they are, with --out FILE it is put elsewhere, with --quiet
// nothing is said unless it fails. Where the files of the repository can be read on https, TSQLCTX_REPOSITORY names the
// place, and the extension's page leads there. What goes into it is laid out in a folder of its own first, as the
// extension's page shows another README than the repository; .vscodeignore says which of the files count.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { extensionPage } from './extension-page.mjs';
import { build, must, node, root } from './run.mjs';

const { values } = parseArgs({
  options: { built: { type: 'boolean' }, quiet: { type: 'boolean' }, out: { type: 'string' } },
});
const vsix = path.resolve(values.out ?? path.join(root, 'tsql-execution-context.vsix'));
const staged = path.join(root, 'out/extension');
/** For those who work on the extension. */
const withheld = [path.join(root, 'docs/architecture.md')];
const parts = [
  'package.json',
  'package.nls.json',
  'package.nls.de.json',
  'l10n',
  'LICENSE',
  'icon.png',
  '.vscodeignore',
  'dist',
  'docs',
  'schemas',
  'syntaxes',
];

if (!values.built) await build();
rmSync(staged, { recursive: true, force: true });
mkdirSync(staged, { recursive: true });
for (const part of parts)
  cpSync(path.join(root, part), path.join(staged, part), {
    recursive: true,
    filter: (from) => !withheld.includes(from),
  });
for (const name of ['README.md', 'CHANGELOG.md'])
  writeFileSync(
    path.join(staged, name),
    extensionPage(readFileSync(path.join(root, name), 'utf8'), process.env.TSQLCTX_REPOSITORY),
  );
const { status, stdout, stderr } = spawnSync(
  process.execPath,
  [
    path.join(root, 'node_modules/@vscode/vsce/vsce'),
    'package',
    '--no-dependencies',
    '--allow-missing-repository',
    '--no-rewrite-relative-links', // nothing is published that they could lead to
    '--out',
    vsix,
  ],
  { cwd: staged, encoding: 'utf8' },
);
if (status !== 0 || !values.quiet) process.stdout.write(`${stdout}${stderr}`);
must(status ?? 1, 'vsce');
rmSync(staged, { recursive: true, force: true });
must(node([path.join(root, 'tools/smaller-zip.mjs'), vsix]), 'packing it smaller');
