// Bundles the extension's client, the page of its panel, and the command line, which is the language server as well, and
// puts the two wasm files beside them.
// With --watch it bundles again after each change, unminified, until it is ended; a new wasm wants a new start.
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, context } from 'esbuild';

const root = path.dirname(fileURLToPath(import.meta.url));
const dist = path.join(root, 'dist');
const watching = process.argv.includes('--watch');
mkdirSync(dist, { recursive: true });

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  minifySyntax: !watching,
  minifyWhitespace: !watching,
  keepNames: true,
  sourcemap: true,
  legalComments: 'none',
  // what package.json calls its main file loads others in a way that can't be bundled
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
  logLevel: watching ? 'silent' : 'warning',
  // web-tree-sitter reads import.meta.url when it starts; a CommonJS bundle has none.
  define: {
    'import.meta.url': 'importMetaUrl',
    // where the pages of rules are published, with {rule} for the id; nothing links to them without it
    'process.env.TSQLCTX_RULE_PAGES': JSON.stringify(process.env.TSQLCTX_RULE_PAGES ?? ''),
  },
};
const importMetaUrl = "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;";

/** What runs in web workers. Nobody reads their stack traces unbundled, and the extension stays small. */
const inBrowser = {
  ...common,
  platform: 'browser',
  format: 'iife',
  target: 'es2022',
  minify: !watching,
  keepNames: false,
  define: { ...common.define, 'import.meta.url': '""' },
};

const bundles = [
  {
    ...common,
    entryPoints: { panel: 'client/view/main.ts', reach: 'client/view/reach.ts' },
    outdir: 'dist',
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    alias: {},
    define: {},
  },
  { absWorkingDir: root, entryPoints: ['client/view/panel.css'], outfile: 'dist/panel.css', minify: !watching },
  {
    ...common,
    entryPoints: ['client/src/extension.ts'],
    outfile: 'dist/client.js',
    external: ['vscode'],
    banner: { js: importMetaUrl },
  },
  {
    ...common,
    entryPoints: ['server/src/cli/main.ts'],
    outfile: 'dist/cli.js',
    banner: { js: `#!/usr/bin/env node\n${importMetaUrl}` },
  },
  {
    ...inBrowser,
    entryPoints: ['client/src/browser/extension.ts'],
    outfile: 'dist/browser-client.js',
    format: 'cjs',
    external: ['vscode'],
  },
  {
    ...inBrowser,
    entryPoints: ['server/src/lsp/browser/start.ts'],
    outfile: 'dist/browser-server.js',
    inject: ['server/src/lsp/browser/globals.ts'],
    alias: {
      ...common.alias,
      'node:fs': './server/src/lsp/browser/fs.ts',
      'node:fs/promises': './server/src/lsp/browser/fs-promises.ts',
      'node:path': 'pathe',
      'node:url': './server/src/lsp/browser/url.ts',
    },
    // what web-tree-sitter would ask of Node, were it there
    external: ['fs/promises', 'module'],
  },
];

for (const file of [
  'node_modules/web-tree-sitter/web-tree-sitter.wasm',
  'syntaxes/tree-sitter-tsql/tree-sitter-tsql.wasm',
]) {
  if (!existsSync(path.join(root, file))) throw new Error(`${file} is missing`);
  copyFileSync(path.join(root, file), path.join(dist, path.basename(file)));
}
// the language server is the same program, told to serve; the editor starts it by this name
writeFileSync(path.join(dist, 'server.js'), "process.argv.splice(2, 0, 'lsp');\nrequire('./cli.js');\n");
if (watching) await watch();
else await Promise.all(bundles.map((bundle) => build(bundle)));

/** Says when a round begins and when all bundles of it are done, in the words that .vscode/tasks.json waits for. */
async function watch() {
  const unfinished = new Set(bundles);
  console.log('[watch] bundling');
  const report = (bundle) => ({
    name: 'report',
    setup({ onStart, onEnd }) {
      onStart(() => {
        if (unfinished.size === 0) console.log('[watch] bundling');
        unfinished.add(bundle);
      });
      onEnd(({ errors }) => {
        for (const { text, location } of errors)
          console.log(`${location ? `${location.file}:${location.line}:${location.column + 1}: ` : ''}error: ${text}`);
        unfinished.delete(bundle);
        if (unfinished.size === 0) console.log('[watch] done');
      });
    },
  });
  for (const bundle of bundles) await (await context({ ...bundle, plugins: [report(bundle)] })).watch();
}
