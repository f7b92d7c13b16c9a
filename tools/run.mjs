// Runs a program of this repository and answers its exit code; its output is ours.
import { spawnSync } from 'node:child_process';
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

/** Installs what is missing, checks the types and bundles. */
export function build() {
  must(node([path.join(root, 'tools/install.mjs')]), 'npm ci');
  must(tool('typescript/bin/tsc', ['--noEmit']), 'the type check');
  must(tool('typescript/bin/tsc', ['--noEmit', '-p', 'client/view']), 'the type check of the panel');
  must(tool('typescript/bin/tsc', ['--noEmit', '-p', 'tsconfig.browser.json']), 'the type check of the browser');
  must(node([path.join(root, 'esbuild.mjs')]), 'the bundling');
}
