// The packages that measurements are compared with (bench/package.json), in their own folder. Nothing else needs them.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = path.dirname(fileURLToPath(import.meta.url));

/** Installs them where they are missing; answers why they are still missing, if they are. */
export function installPackages() {
  if (existsSync(path.join(folder, 'node_modules/tree-sitter-c'))) return undefined;
  try {
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
      shell: process.platform === 'win32',
    });
    return undefined;
  } catch (problem) {
    return `the packages of bench/package.json could not be installed: ${
      String(problem.stderr ?? problem.message)
        .trim()
        .split('\n')[0]
    }`;
  }
}
