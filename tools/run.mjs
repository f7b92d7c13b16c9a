// Runs a program of this repository and answers its exit code; its output is ours.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Runs `node ARGS...` at the root, or in another folder. */
export function node(args, env = {}, cwd = root) {
  const { status, error } = spawnSync(process.execPath, args, {
    cwd,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  if (error) throw error;
  return status ?? 1;
}

/** Runs a program that a package brought, by its file inside node_modules. */
export function tool(file, args, env = {}) {
  return node([path.join(root, 'node_modules', file), ...args], env);
}

/** Ends the process if a step failed. */
export function must(code, what) {
  if (code === 0) return;
  console.error(`${what} failed`);
  process.exit(code);
}

/** Installs what is missing; then checks the types and bundles, all at once, and beside it runs other programs of ours. */
export async function build(others = []) {
  must(node([path.join(root, 'tools/install.mjs')]), 'npm ci');
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  const programs = [
    ['the type check', tsc, '--noEmit'],
    ['the type check of the panel', tsc, '--noEmit', '-p', 'client/view'],
    ['the type check of the browser', tsc, '--noEmit', '-p', 'tsconfig.browser.json'],
    ['the bundling', path.join(root, 'esbuild.mjs')],
    ...others,
  ];
  const codes = await Promise.all(programs.map(([, ...args]) => besides(args)));
  for (const [index, [what]] of programs.entries()) must(codes[index], what);
}

/** Runs `node ARGS...` at the root while others run, and answers its exit code. */
async function besides(args) {
  const [code] = await once(spawn(process.execPath, args, { cwd: root, stdio: 'inherit' }), 'exit');
  return code ?? 1;
}

/** Whether the editor of the tests is that of tools/vscode-host. */
export const headless =
  process.platform === 'linux' && process.arch === 'x64' && process.env.TSQLCTX_DESKTOP === undefined;
