// Bundles the extension's clients, the pages of its panels, the command line, which is the language server as well, and the
// server for browsers; and puts the wasm files beside them.
// With --watch it bundles again after each change, unminified, until it is ended; a new wasm wants a new start.
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, context } from 'esbuild';
import { buildCore, takenBy, withoutCore } from './tools/core-bundle.mjs';
import { writePacked } from './tools/packed.mjs';
import { declaresNothing, sharedShapes } from './tools/shapes.mjs';

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
  minifyIdentifiers: !watching, // a stack is read with the source map: to keep names costs a call for each closure
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
  define: { ...common.define, 'import.meta.url': '""' },
};

/** `import()` is a `require`: code that lsp/compiled.ts runs cannot import. */
const noImports = { 'dynamic-import': false };

/** What web-tree-sitter asks for where it finds Node. */
const ofNode = ['fs/promises', 'module'];

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
    conditions: ['node', 'browser'], // it runs in both
  },
];

// the language server is the command line, told to serve; the editor starts it by this name
const server = { ...common, entryPoints: ['server/src/lsp/compiled.ts'], outfile: 'dist/server.js' };
bundles.push(server);

const commandLine = {
  ...common,
  supported: noImports,
  entryPoints: ['server/src/cli/main.ts'],
  outfile: 'dist/cli.js',
  banner: { js: `#!/usr/bin/env node\n${importMetaUrl}` },
};
const inWorker = {
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
  external: ofNode,
};
const core = {
  ...common,
  supported: noImports,
  platform: 'browser',
  outfile: path.join(dist, 'core.js'),
  external: ofNode,
  plugins: [sharedShapes],
  banner: {
    js: `const importMetaUrl = typeof require === 'function' ? require('node:url').pathToFileURL(__filename).href : '';${declaresNothing}`,
  },
};

for (const file of [
  'node_modules/web-tree-sitter/web-tree-sitter.wasm',
  'syntaxes/tree-sitter-tsql/tree-sitter-tsql.wasm',
]) {
  if (!existsSync(path.join(root, file))) throw new Error(`${file} is missing`);
  copyFileSync(path.join(root, file), path.join(dist, path.basename(file)));
}
// That of C# is needed seldom and is large.
const csharp = path.join(root, 'node_modules/tree-sitter-c-sharp/tree-sitter-c_sharp.wasm');
if (!existsSync(csharp)) throw new Error(`${csharp} is missing`);
await writePacked(csharp, path.join(dist, 'tree-sitter-c_sharp.wasm.zst'));
if (watching) {
  bundles.push(commandLine, inWorker); // each with all that it needs
  writeFileSync(core.outfile, '');
  await watch();
} else await Promise.all([buildShared(), ...bundles.map((bundle) => build(bundle))]);

/** The programs that share what lies below the doors. */
async function buildShared() {
  const taken = await takenBy(commandLine, inWorker);
  await buildCore(core, taken);
  // facts that are kept are those of a build, which is known by this file
  const hash = createHash('sha256').update(readFileSync(core.outfile)).digest('hex');
  const js = `${commandLine.banner.js}\nconst tsqlctxCore = { modules: require('./core.js') }; // ${hash}`;
  await build({ ...commandLine, banner: { js }, plugins: [withoutCore(taken)] });
  await build({ ...inWorker, plugins: [withoutCore(taken)] });
}

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
