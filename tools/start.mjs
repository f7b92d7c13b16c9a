// Opens an editor with the extension on samples/: desktop VS Code where there is a `code` command, else VS Code in a
// browser
// from npm packages, on loopback and behind a connection token. A script and the walkthrough are open in it. Stays until
// Ctrl+C.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build, must, node, root } from './run.mjs';

if (!process.env.TSQLCTX_BUILT) await build();
const samples = path.join(root, 'samples');
const first = path.join(root, 'tools/start-extension');
const desktop =
  process.env.TSQLCTX_BROWSER === undefined &&
  spawnSync('code', ['--version'], { stdio: 'ignore', shell: process.platform === 'win32' }).status === 0;
if (desktop) openDesktop();
else if (process.platform === 'linux' && process.arch === 'x64') await openBrowser();
else {
  console.error('There is no `code` command. Install VS Code, put `code` in the PATH, and run this again.');
  process.exitCode = 1;
}

function openDesktop() {
  console.log('opening VS Code on samples/ (Ctrl+C here, or closing the window, ends this)');
  const child = spawn(
    'code',
    ['--wait', '--new-window', `--extensionDevelopmentPath=${root}`, `--extensionDevelopmentPath=${first}`, samples],
    {
      stdio: 'inherit',
      shell: process.platform === 'win32',
    },
  );
  child.once('exit', (code) => process.exit(code ?? 0));
}

async function openBrowser() {
  must(node([path.join(root, 'tools/vscode-host/install.mjs')]), 'the installation of the editor');
  must(node([path.join(root, 'tools/package.mjs'), '--built', '--quiet']), 'the packaging');
  const { installVsix, startServer } = await import('./vscode-host/host.mjs');
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'tsqlctx-start-'));
  installVsix(path.join(root, 'tsql-execution-context.vsix'), dataDir);
  const token = randomBytes(24).toString('hex');
  const server = await startServer({ dataDir, token, builtins: 'all', more: [first] });
  const end = async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, end);
  console.log(
    `\nVS Code with the extension, on samples/:\n\n  ${server.url}/?tkn=${token}&folder=${encodeURIComponent(samples)}\n\nOpen this address in a browser. Ctrl+C ends it.`,
  );
  server.child.once('exit', end);
}
