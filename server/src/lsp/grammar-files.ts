/**
 * Reads the wasm files: beside the bundle where there is one, else from where the build takes them. Both doors use it.
 * That of C# is read when a C# file of an assembly is met, and only then.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { CSharpGrammarFiles } from '../clr/syntax/reader';
import type { GrammarFiles } from '../syntax/parser';
import { unpacked } from '../text/zstandard';

export function readGrammarFiles(): GrammarFiles {
  return { runtime: readRuntime(), language: read('tree-sitter-tsql.wasm', 'syntaxes/tree-sitter-tsql') };
}

export function readCSharpGrammarFiles(): CSharpGrammarFiles {
  return { runtime: readRuntime(), language: readCSharp() };
}

function readRuntime(): Uint8Array {
  return read('web-tree-sitter.wasm', 'node_modules/web-tree-sitter');
}

/** The bundle has it packed: it is large, and seldom needed. */
function readCSharp(): Uint8Array {
  const name = 'tree-sitter-c_sharp.wasm';
  const bundled = path.join(__dirname, `${name}.zst`);
  return existsSync(bundled) ? unpacked(readFileSync(bundled)) : read(name, 'node_modules/tree-sitter-c-sharp');
}

function read(file: string, folder: string): Uint8Array {
  const bundled = path.join(__dirname, file);
  return readFileSync(existsSync(bundled) ? bundled : path.join(__dirname, '../../..', folder, file));
}
