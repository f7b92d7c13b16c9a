/** The examples of docs/ci.md: each is read as YAML, and each command in it is run as the service would run it. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { clean, Folder, failing, isBuilt, warning } from './command';
import { action, runAction } from './stand-in';

const root = path.resolve(__dirname, '../..');
const page = readFileSync(path.join(root, 'docs/ci.md'), 'utf8');

/** The n-th indented block below a heading. */
function example(heading: string, number = 0): unknown {
  const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  const blocks = section.match(/(?:^ {4}.*\n|^\n(?= {4}))+/gm) ?? [];
  return parse((blocks[number] ?? '').replace(/^ {4}/gm, ''));
}

interface Workflow {
  readonly on: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<string, { readonly steps: readonly { uses: string; with?: Record<string, string> }[] }>
  >;
}

interface Pipeline {
  readonly steps: readonly {
    readonly script?: string;
    readonly publish?: string;
    readonly inputs?: Readonly<Record<string, string>>;
  }[];
}

interface GitLab {
  readonly tsql: {
    readonly script: readonly string[];
    readonly artifacts: { readonly reports: { readonly junit: string } };
  };
}

interface PreCommit {
  readonly repos: readonly {
    readonly hooks: readonly { id: string; entry?: string; args?: string[]; files?: string }[];
  }[];
}

describe('the examples of docs/ci.md', function () {
  this.timeout(60_000);
  let folder: Folder;
  before(function () {
    if (!isBuilt || process.platform === 'win32') this.skip();
  });
  /** A repository with a known finding, its baseline, and the files of a build where the examples have them. */
  beforeEach(() => {
    folder = new Folder().write({ 'db/old.sql': failing, 'tsqlcontext.json': '{ "files": ["db"] }' });
    const build = path.join(folder.path, 'tools/tsqlctx/dist');
    mkdirSync(build, { recursive: true });
    for (const file of ['cli.js', 'core.js', 'web-tree-sitter.wasm', 'tree-sitter-tsql.wasm'])
      copyFileSync(path.join(root, 'dist', file), path.join(build, file));
    assert.equal(folder.run('check', '--baseline', 'tsqlctx-baseline.json', '--update-baseline').status, 0);
  });
  afterEach(() => folder?.remove());

  const shell = (command: string): number | null =>
    spawnSync('sh', ['-ec', command], { cwd: folder.path, encoding: 'utf8' }).status;
  const has = (file: string): boolean => existsSync(path.join(folder.path, file));
  const addNew = (): Folder => folder.write({ 'db/new.sql': `${failing}GO\n${warning}` });

  it('GitHub: the workflow passes, and fails for what is new', () => {
    const { on, permissions, jobs } = example('GitHub') as Workflow;
    assert.equal(on, 'pull_request');
    assert.equal(permissions['security-events'], 'write');
    const ours = Object.values(jobs)[0]!.steps.find(({ uses }) => uses.startsWith('OWNER/REPOSITORY@'));
    const inputs = ours?.with ?? {};
    for (const name of Object.keys(inputs)) assert.ok(name in action.inputs, name);
    const first = runAction(folder, inputs);
    assert.equal(first.code, 0, first.stdout);
    assert.deepEqual(first.uploaded, ['tsqlctx.sarif']);
    addNew();
    const second = runAction(folder, inputs);
    assert.equal(second.code, 1);
    assert.match(second.stdout, /^::error file=db\/new\.sql/m);
    assert.doesNotMatch(second.stdout, /old\.sql/);
  });

  it('Azure Pipelines: the script passes, fails for what is new, and leaves what is published', () => {
    const { steps } = example('Azure Pipelines') as Pipeline;
    const scripts = steps.flatMap(({ script }) => script ?? []);
    const published = steps.flatMap(({ publish, inputs }) => publish ?? inputs?.['testResultsFiles'] ?? []);
    assert.equal(scripts.length, 1);
    assert.equal(published.length, 2);
    for (const script of scripts) assert.equal(shell(script), 0);
    for (const file of published) assert.ok(has(file), file);
    addNew();
    for (const script of scripts) assert.equal(shell(script), 1);
  });

  it('GitLab: the script passes, fails for what is new, and leaves its report', () => {
    const { tsql } = example('GitLab') as GitLab;
    for (const script of tsql.script) assert.equal(shell(script), 0);
    assert.ok(has(tsql.artifacts.reports.junit));
    addNew();
    for (const script of tsql.script) assert.equal(shell(script), 1);
  });

  it('pre-commit: both entries name the hook, and the local one runs', () => {
    const [published] = (example('Before a commit') as PreCommit).repos;
    const [local] = (example('Before a commit', 1) as PreCommit).repos;
    const hooks = parse(readFileSync(path.join(root, '.pre-commit-hooks.yaml'), 'utf8')) as { id: string }[];
    assert.deepEqual(
      published!.hooks.map(({ id }) => id),
      hooks.map(({ id }) => id),
    );
    const taken = folder.run('check', '--catalog', '.', ...(published!.hooks[0]!.args ?? []), 'db/old.sql');
    assert.equal(taken.status, 0, taken.stderr);
    const { entry = '' } = local!.hooks[0]!;
    assert.equal(shell(`${entry} db/old.sql`), 0);
    addNew();
    assert.equal(shell(`${entry} db/new.sql`), 1);
  });

  it('a first look: each command of the steps is right', () => {
    const commands = [...page.matchAll(/`tsqlctx (check[^`]*)`/g)].map(([, command]) => command!.trim());
    assert.ok(commands.length >= 3, `${commands.length} commands`);
    folder.write({ 'db/clean.sql': clean, 'server/logins.sql': clean });
    for (const command of commands) {
      const { status, stderr } = folder.run(...command.split(' ').filter((word) => word !== '...'));
      assert.ok(status === 0 || status === 1, `${command}: ${stderr}`);
    }
  });
});
