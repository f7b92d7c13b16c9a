/** The GitHub action, run step by step by a stand-in for the runner: what its scripts do, not what GitHub does. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { clean, Folder, isBuilt, note, warning } from './command';

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
const action = parse(readFileSync(path.join(root, 'action.yml'), 'utf8')) as Action;

describe('action.yml', function () {
  this.timeout(60_000);
  let folder: Folder;
  before(function () {
    if (!isBuilt || process.platform === 'win32') this.skip();
  });
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => folder?.remove());

  /** Runs the steps; answers the exit code of the one that failed, what was printed and what would be uploaded. */
  function run(inputs: Readonly<Record<string, string>>): { code: number; stdout: string; uploaded: string[] } {
    const values = new Map<string, string>([
      ['github.action_path', root],
      ...Object.entries(action.inputs).map(
        ([name, given]) => [`inputs.${name}`, inputs[name] ?? given.default] as const,
      ),
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

  it('passes on what is clean, and uploads it', () => {
    folder.write({ 'db/clean.sql': clean });
    const { code, uploaded } = run({ paths: 'db' });
    assert.equal(code, 0);
    assert.deepEqual(uploaded, ['tsqlctx.sarif']);
    assert.ok(existsSync(path.join(folder.path, 'tsqlctx.sarif')));
  });

  it('fails for what is new in a pull request, and for nothing else', () => {
    folder.write({ 'db/old one.sql': warning, 'tsqlcontext.json': '{ "preset": "all" }' });
    folder.run('check', 'db', '--baseline', 'known.json', '--update-baseline');
    const inputs = { baseline: 'known.json', 'fail-on': 'note', paths: 'db/old one.sql\ndb' };
    assert.equal(run(inputs).code, 0);
    folder.write({ 'db/new.sql': note });
    const { code, stdout, uploaded } = run({ ...inputs, upload: 'false' });
    assert.equal(code, 1);
    assert.match(stdout, /^::notice file=db\/new\.sql,line=2/m);
    assert.doesNotMatch(stdout, /old one/);
    assert.deepEqual(uploaded, []);
  });

  it('says that something could not be read', () => assert.equal(run({ paths: 'missing' }).code, 2));
});
