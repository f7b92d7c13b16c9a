#!/usr/bin/env node
// Takes the desktop VS Code flags that @vscode/test-electron passes and runs the tests in VS Code's
// web workbench + remote extension host instead. Exit code: the test run's.
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { launchChromium, startServer } from './host.mjs';

const opts = { dev: [], folders: [] };
for (const arg of process.argv.slice(2)) {
  const m = /^--([A-Za-z-]+)(?:=(.*))?$/s.exec(arg);
  if (!m) opts.folders.push(path.resolve(arg));
  else if (m[1] === 'extensionDevelopmentPath') opts.dev.push(path.resolve(m[2]));
  else if (m[1] === 'extensionTestsPath') opts.tests = path.resolve(m[2]);
  else if (m[1] === 'user-data-dir') opts.userData = path.resolve(m[2]);
  else if (m[1] === 'extensions-dir') opts.extensionsDir = path.resolve(m[2]);
}
const remote = (p) => `vscode-remote://remote${p.split('/').map(encodeURIComponent).join('/')}`;

const scratch = mkdtempSync(path.join(os.tmpdir(), 'vscode-host-'));
const report = path.join(scratch, 'report.txt'); // the suite writes its spec output here
const t0 = Date.now();
const verbose = !!process.env.VSCODE_HOST_VERBOSE;
const note = (...a) => verbose && console.error(`[host +${Date.now() - t0}ms]`, ...a);

let code = 70,
  server,
  browser;
for (const s of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(s, async () => {
    await browser?.close().catch(() => {});
    await server?.stop();
    rmSync(scratch, { recursive: true, force: true });
    process.exit(130);
  });
}
try {
  [server, browser] = await Promise.all([
    startServer({
      dataDir: scratch,
      env: { VSCODE_HOST_REPORT: report },
      extensionsDir: opts.extensionsDir,
      smoke: true,
      ...(process.env.VSCODE_HOST_ALL_BUILTINS && { builtins: 'all' }),
    }),
    launchChromium(),
  ]);
  note('server', server.url, 'chromium', browser.version());
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  const done = new Promise((resolve) => {
    page.exposeFunction('codeAutomationExit', (c) => resolve(c));
    page.exposeFunction('codeAutomationLog', (type, args) => {
      if (verbose) console.error('[log]', type, JSON.stringify(args).slice(0, 200));
    });
    page.on('response', (r) => r.status() >= 400 && note(r.status(), r.url()));
    page.on('crash', () => resolve(71));
    server.child.once('exit', () => resolve(72));
    setTimeout(() => resolve(73), Number(process.env.VSCODE_HOST_TIMEOUT ?? 300_000)).unref();
  });
  page.on('console', (m) => {
    const text = m.text();
    note('console', m.type(), text.slice(0, 400));
  });
  page.on('pageerror', (e) => note('pageerror', e.message));
  const query = new URLSearchParams();
  const folder = opts.folders[0];
  if (folder) query.set(statSync(folder).isDirectory() ? 'folder' : 'workspace', folder);
  query.set(
    'payload',
    JSON.stringify([
      ...opts.dev.map((p) => ['extensionDevelopmentPath', remote(p)]),
      ...(opts.tests ? [['extensionTestsPath', remote(opts.tests)]] : []),
      ['skipWelcome', 'true'],
    ]),
  );
  await page.goto(`${server.url}/?${query}`);
  note('page loaded');
  code = await done;
  note('exit code', code);
} catch (e) {
  console.error(e);
} finally {
  if (existsSync(report)) process.stdout.write(readFileSync(report, 'utf8'));
  await browser?.close().catch(() => {});
  await server?.stop();
  if (!process.env.VSCODE_HOST_KEEP) rmSync(scratch, { recursive: true, force: true });
  else console.error('kept', scratch);
}
process.exit(code);
