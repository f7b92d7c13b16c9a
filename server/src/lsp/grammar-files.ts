/**
 * Reads the two wasm files: beside the bundle where there is one, else from where the build takes them. Both doors use
 * it.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { GrammarFiles } from '../syntax/parser';

export function readGrammarFiles(): GrammarFiles {
  return {
    runtime: read('web-tree-sitter.wasm', 'node_modules/web-tree-sitter'),
    language: read('tree-sitter-tsql.wasm', 'syntaxes/tree-sitter-tsql'),
  };
}

function read(file: string, folder: string): Uint8Array {
  const bundled = path.join(__dirname, file);
  return readFileSync(existsSync(bundled) ? bundled : path.join(__dirname, '../../..', folder, file));
}
