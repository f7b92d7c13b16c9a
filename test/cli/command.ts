/** Runs the built command in a folder of its own. Needs `npm run build` first. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const built = path.resolve(__dirname, '../../dist/cli.js');
export const isBuilt = existsSync(built);

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export class Folder {
  readonly path = mkdtempSync(path.join(os.tmpdir(), 'tsqlctx-cli-'));

  write(files: Readonly<Record<string, string>>): this {
    for (const [name, text] of Object.entries(files)) {
      const place = path.join(this.path, name);
      mkdirSync(path.dirname(place), { recursive: true });
      writeFileSync(place, text);
    }
    return this;
  }

  run(...args: readonly string[]): Ran {
    return this.runWith({}, ...args);
  }

  runWith(
    { input, env = {} }: { readonly input?: string; readonly env?: NodeJS.ProcessEnv },
    ...args: readonly string[]
  ): Ran {
    return spawnSync(process.execPath, [built, ...args], {
      cwd: this.path,
      encoding: 'utf8',
      env: { ...process.env, ...env },
      ...(input !== undefined && { input }),
    });
  }

  /** What a terminal shows; undefined where there is no command `script` to make one. */
  runOnTerminal(...args: readonly string[]): string | undefined {
    const call = [process.execPath, built, ...args].map((one) => `'${one}'`).join(' ');
    const ran = spawnSync('script', ['-qec', call, '/dev/null'], {
      cwd: this.path,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '', TERM: 'xterm' },
    });
    return ran.error ? undefined : ran.stdout;
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** A warning: an impersonation is left open. */
export const warning = "CREATE LOGIN amy WITH PASSWORD = 'x';\nGO\nEXECUTE AS LOGIN = 'amy';\nSELECT 1;\n";
/** An error: there is no such user in a database that the script makes. */
export const failing = "CREATE DATABASE shop;\nGO\nUSE shop;\nGO\nEXECUTE AS USER = 'nobody';\n";
/** A note: nothing to revert. */
export const note = 'USE master;\nREVERT;\n';
export const clean = 'SELECT 1;\n';
