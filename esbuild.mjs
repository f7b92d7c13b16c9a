// Bundles the extension's client, the language server and the command line, and puts the two wasm files beside them.
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = path.dirname(fileURLToPath(import.meta.url));
const dist = path.join(root, 'dist');
mkdirSync(dist, { recursive: true });

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  minifySyntax: true,
  minifyWhitespace: true,
  keepNames: true,
  sourcemap: true,
  legalComments: 'none',
  logLevel: 'warning',
  // web-tree-sitter reads import.meta.url when it starts; a CommonJS bundle has none.
  define: { 'import.meta.url': 'importMetaUrl' },
};
const importMetaUrl = "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;";

await Promise.all([
  build({
    ...common,
    entryPoints: ['client/src/extension.ts'],
    outfile: 'dist/client.js',
    external: ['vscode'],
    banner: { js: importMetaUrl },
  }),
  build({
    ...common,
    entryPoints: ['server/src/lsp/start.ts'],
    outfile: 'dist/server.js',
    banner: { js: importMetaUrl },
  }),
  build({
    ...common,
    entryPoints: ['server/src/cli/main.ts'],
    outfile: 'dist/cli.js',
    banner: { js: `#!/usr/bin/env node\n${importMetaUrl}` },
  }),
]);

for (const file of [
  'node_modules/web-tree-sitter/web-tree-sitter.wasm',
  'syntaxes/tree-sitter-tsql/tree-sitter-tsql.wasm',
]) {
  if (!existsSync(path.join(root, file))) throw new Error(`${file} is missing`);
  copyFileSync(path.join(root, file), path.join(dist, path.basename(file)));
}
