// The inputs of the generated parser and of its wasm, and their checksums.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const grammarFolder = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../../syntaxes/tree-sitter-tsql',
);
export const checksumFile = path.join(grammarFolder, 'checksums.json');

const hash = (file) =>
  createHash('sha256')
    .update(readFileSync(path.join(grammarFolder, file)))
    .digest('hex');

/** File -> SHA-256: what the parser is generated from, what was generated, and the wasm that was compiled from it. */
export function checksums() {
  const rules = readdirSync(path.join(grammarFolder, 'rules'))
    .sort()
    .map((name) => `rules/${name}`);
  const sum = (files) => Object.fromEntries(files.map((file) => [file, hash(file)]));
  return {
    inputs: sum(['grammar.js', ...rules, 'src/quick.c', 'src/scanner.c', 'tree-sitter.json']),
    outputs: sum(['src/parser.c', 'src/grammar.json', 'src/node-types.json', 'tree-sitter-tsql.wasm']),
  };
}
