/** The parser for tests: the grammar from the source tree, loaded once. TSQLCTX_WASM names another build of it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { GrammarFiles } from '../../server/src/syntax/grammar';
import { createParser, type Parser } from '../../server/src/syntax/parser';

const root = path.resolve(__dirname, '../..');
let loaded: Promise<Parser> | undefined;

export function grammarFiles(): GrammarFiles {
  return {
    runtime: readFileSync(path.join(root, 'node_modules/web-tree-sitter/web-tree-sitter.wasm')),
    language: readFileSync(
      process.env['TSQLCTX_WASM'] ?? path.join(root, 'syntaxes/tree-sitter-tsql/tree-sitter-tsql.wasm'),
    ),
  };
}

export function testParser(): Promise<Parser> {
  loaded ??= createParser(grammarFiles());
  return loaded;
}
