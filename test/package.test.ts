/**
 * What is in the .vsix: every relative link and picture of its pages leads to something that is in it, too. Needs
 * `npm run build` first.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { rules } from '../server/src/rules/index';
import { ownRules } from '../server/src/rules/own-rules';
import { unpacked } from '../server/src/text/zstandard';
import { unzip } from './support/zip';

const root = path.resolve(__dirname, '..');

describe('the .vsix', function () {
  this.timeout(120_000);
  let files: ReadonlyMap<string, Buffer> = new Map();
  let size = 0;
  const text = (name: string): string => files.get(`extension/${name}`)?.toString('utf8') ?? '';

  before(async function () {
    if (!existsSync(path.join(root, 'dist/cli.js'))) this.skip();
    const folder = mkdtempSync(path.join(os.tmpdir(), 'tsqlctx-vsix-'));
    const vsix = path.join(folder, 'made.vsix');
    const made = spawnSync(process.execPath, ['tools/package.mjs', '--built', '--out', vsix], {
      cwd: root,
      encoding: 'utf8',
    });
    assert.equal(made.status, 0, made.stdout + made.stderr);
    size = statSync(vsix).size;
    files = await unzip(vsix);
    rmSync(folder, { recursive: true, force: true });
  });

  it('holds what it needs, and nothing else', () => {
    const top = [...files.keys()].filter((name) => name.startsWith('extension/')).map((name) => name.split('/')[1]);
    assert.deepEqual([...new Set(top)].sort(), [
      'LICENSE.txt',
      'changelog.md',
      'dist',
      'docs',
      'icon.png',
      'l10n',
      'package.json',
      'package.nls.de.json',
      'package.nls.json',
      'readme.md',
      'schemas',
      'syntaxes',
    ]);
    const odd = [...files.keys()].filter((name) => /\.map$|\.ts$|architecture|CONTRIBUTING/.test(name));
    assert.deepEqual(odd, []);
    assert.ok(size < 2_000_000, `${size} bytes`);
  });

  it('holds the grammar of C#, packed', () => {
    const name = 'tree-sitter-c_sharp.wasm';
    const packed = files.get(`extension/dist/${name}.zst`);
    assert.ok(packed);
    assert.ok(readFileSync(path.join(root, 'node_modules/tree-sitter-c-sharp', name)).equals(unpacked(packed)));
  });

  it('has the page of every rule, and pages that lead to each other', () => {
    for (const { id } of [...rules, ...ownRules]) assert.ok(files.has(`extension/docs/rules/${id}.md`), id);
    const pages = [...files.keys()].filter((name) => /^extension\/docs\/.*\.md$/.test(name));
    const broken = pages.flatMap((from) =>
      linksIn(files.get(from)!.toString('utf8'))
        .map((link) => link.replace(/#.*$/, ''))
        .filter((link) => link !== '' && !files.has(path.posix.join(path.posix.dirname(from), link)))
        .map((link) => `${from}: ${link}`),
    );
    assert.deepEqual(broken, []);
  });

  it('can be read from its first page on', () => {
    const seen = new Set(['extension/docs/README.md']);
    for (const from of seen)
      for (const link of linksIn(files.get(from)?.toString('utf8') ?? ''))
        seen.add(path.posix.join(path.posix.dirname(from), link.replace(/#.*$/, '')));
    const pages = [...files.keys()].filter((name) => /^extension\/docs\/.*\.md$/.test(name));
    assert.deepEqual(
      pages.filter((page) => !seen.has(page)),
      [],
    );
  });

  it('has no link and no picture on its page in the editor that the editor does not show', () => {
    for (const page of ['readme.md', 'changelog.md']) assert.deepEqual(linksIn(text(page)), [], page);
    assert.match(text('readme.md'), /and more\. Each names/);
    assert.match(text('readme.md'), /^\*Lenses say what each module runs as: shown by the command T-SQL: Open/m);
    assert.match(text('package.nls.json'), /"Open Execution Context Documentation"/);
  });

  it('leads from its page to where the repository is published, if it is', async () => {
    const file = '../tools/extension-page.mjs';
    const { extensionPage } = (await import(file)) as { extensionPage(text: string, published?: string): string };
    const page = extensionPage(readFileSync(path.join(root, 'README.md'), 'utf8'), 'https://example.com/r');
    assert.match(page, /!\[A hover[^\]]*\]\(https:\/\/example\.com\/r\/docs\/images\/hover\.webp\)/);
    assert.deepEqual(linksIn(page), []);
  });

  it('names files in its manifest that it holds', () => {
    const named = [...text('package.json').matchAll(/"(?:\.\/)?((?:dist|schemas|syntaxes|docs)\/[^"]+|icon\.png)"/g)];
    assert.ok(named.length >= 5);
    for (const [, file] of named) assert.ok(files.has(`extension/${file}`), file);
  });
});

/** Where links and pictures lead to, but for those that go out into the network or hold their picture. */
function linksIn(markdown: string): readonly string[] {
  return [...markdown.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!).filter((link) => !/^[a-z]+:/.test(link));
}
