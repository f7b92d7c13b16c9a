/** A stand-in for GitHub's runner: what the scripts of action.yml do, not what GitHub does. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import type { Folder } from './command';

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: {
    readonly steps: readonly {
      readonly id?: string;
      readonly if?: string;
      readonly uses?: string;
      readonly with?: Readonly<Record<string, string>>;
      readonly run?: string;
      readonly env?: Readonly<Record<string, string>>;
    }[];
  };
}

const root = path.resolve(__dirname, '../..');
export const action = parse(readFileSync(path.join(root, 'action.yml'), 'utf8')) as Action;

export interface ActionRun {
  readonly code: number;
  readonly stdout: string;
  readonly uploaded: string[];
}

/** Runs the steps; answers the exit code of the one that failed, what was printed and what would be uploaded. */
export function runAction(folder: Folder, inputs: Readonly<Record<string, string>>): ActionRun {
  const values = new Map<string, string>([
    ['github.action_path', root],
    ...Object.entries(action.inputs).map(([name, given]) => [`inputs.${name}`, inputs[name] ?? given.default] as const),
  ]);
  const filled = (text: string): string =>
    text.replace(/\$\{\{\s*([\w.-]+)\s*\}\}/g, (_, name: string) => values.get(name) ?? '');
  const uploaded: string[] = [];
  let stdout = '';
  for (const step of action.runs.steps) {
    if (step.uses?.startsWith('github/codeql-action/upload-sarif')) {
      if (values.get('inputs.upload') === 'true') uploaded.push(filled(step.with?.['sarif_file'] ?? ''));
      continue;
    }
    if (!step.run) continue;
    folder.write({ output: '' });
    const output = path.join(folder.path, 'output');
    const env = Object.fromEntries(Object.entries(step.env ?? {}).map(([name, text]) => [name, filled(text)]));
    const ran = spawnSync('bash', ['-eo', 'pipefail', '-c', filled(step.run)], {
      cwd: step.id ? folder.path : root,
      encoding: 'utf8',
      env: { ...process.env, ...env, GITHUB_OUTPUT: output },
    });
    stdout += ran.stdout;
    if (ran.status !== 0) return { code: ran.status ?? -1, stdout, uploaded };
    for (const [, name, value] of readFileSync(output, 'utf8').matchAll(/^(\w+)=(.*)$/gm))
      values.set(`steps.${step.id}.outputs.${name}`, value!);
  }
  return { code: 0, stdout, uploaded };
}
