/** The hook of .pre-commit-hooks.yaml, run as the framework runs it: its entry, its arguments, then the names of files. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { clean, Folder, isBuilt, type Ran } from './command';

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly language: string;
  readonly files: string;
  readonly require_serial: boolean;
  readonly pass_filenames?: boolean;
}

const root = path.resolve(__dirname, '../..');
const read = (name: string): string => readFileSync(path.join(root, name), 'utf8');
const manifest = JSON.parse(read('package.json')) as {
  readonly bin: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
};
const hooks = parse(read('.pre-commit-hooks.yaml')) as readonly Hook[];
const hook = hooks[0]!;

const declaring = 'CREATE DATABASE shop;\nGO\nUSE shop;\nGO\nCREATE USER clerk WITHOUT LOGIN;\n';
const using = (user: string): string => `USE shop;\nGO\nEXECUTE AS USER = '${user}';\nREVERT;\n`;

describe('.pre-commit-hooks.yaml', function () {
  this.timeout(60_000);
  let folder: Folder;
  before(function () {
    if (!isBuilt) this.skip();
  });
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => folder?.remove());

  /** What the framework does with the files that are to be committed. */
  function commit(changed: readonly string[], args: readonly string[] = []): Ran {
    const [command = '', ...rest] = hook.entry.split(' ');
    const program = path.join(root, manifest.bin[command]!);
    const names = changed.filter((name) => new RegExp(hook.files).test(name));
    return spawnSync(process.execPath, [program, ...rest, ...args, ...names], { cwd: folder.path, encoding: 'utf8' });
  }

  it('names a program that npm installs, with what it needs', () => {
    assert.equal(hooks.length, 1);
    assert.deepEqual([hook.id, hook.language, hook.require_serial], ['tsqlctx', 'node', true]);
    assert.equal(hook.pass_filenames ?? true, true);
    assert.ok(manifest.bin[hook.entry.split(' ')[0]!]);
    assert.equal(manifest.scripts['prepare'], 'node tools/prepare.mjs', 'dist/ is in no commit: npm makes it');
    const packed = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: root,
      encoding: 'utf8',
      shell: process.platform === 'win32',
    });
    const [made] = JSON.parse(packed.stdout) as { files: { path: string }[] }[];
    assert.deepEqual(made?.files.map((file) => file.path).sort(), [
      'LICENSE',
      'README.md',
      'dist/cli.js',
      'dist/core.js',
      'dist/tree-sitter-c_sharp.wasm.zst',
      'dist/tree-sitter-tsql.wasm',
      'dist/web-tree-sitter.wasm',
      'package.json',
    ]);
  });

  it('checks a changed script in the light of those that are not changed', () => {
    folder.write({ 'db/shop.sql': declaring, 'db/good.sql': using('clerk'), 'db/bad.sql': using('clrek') });
    const good = commit(['db/good.sql', 'README.md']);
    assert.equal(good.status, 0, good.stdout);
    assert.match(good.stdout, /1 script, .*everything decided/);
    const bad = commit(['db/good.sql', 'db/bad.sql']);
    assert.equal(bad.status, 1);
    assert.match(bad.stdout, /^db\/bad\.sql:3:19 error\[unknown-principal\]/m);
    assert.equal(commit(['db/shop.sql']).status, 0, 'what is wrong elsewhere is not blamed on this commit');
  });

  it('takes the arguments of the repository, and obeys its configuration', () => {
    folder.write({ 'db/shop.sql': declaring, 'db/bad.sql': using('clrek'), 'clean.sql': clean });
    folder.run('check', '.', '--baseline', 'known.json', '--update-baseline');
    assert.equal(commit(['db/bad.sql'], ['--baseline', 'known.json']).status, 0);
    assert.equal(commit(['db/bad.sql', 'clean.sql']).status, 1);
    folder.write({ 'tsqlcontext.json': '{ "rules": { "unknown-principal": "off" } }' });
    assert.equal(commit(['db/bad.sql']).status, 0);
  });

  it('is described in docs/ci.md', () => {
    const text = read('docs/ci.md');
    assert.ok(text.includes(`- id: ${hook.id}`));
    assert.ok(existsSync(path.join(root, '.pre-commit-hooks.yaml')));
  });
});
