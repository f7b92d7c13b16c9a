// Generates the parser, compiles the wasm, runs the grammar's own tests and notes the checksums: `npm run grammar`.
// Needs the tree-sitter command (0.26: in PATH, in ~/.cache/tree-sitter-cli, or named by TREE_SITTER) and clang 19 with
// wasi headers.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { checksumFile, checksums, grammarFolder } from './checksums.mjs';

const cached = path.join(os.homedir(), '.cache/tree-sitter-cli/tree-sitter');
const treeSitter = process.env.TREE_SITTER ?? (existsSync(cached) ? cached : 'tree-sitter');
const run = (command, ...args) => execFileSync(command, args, { cwd: grammarFolder, stdio: 'inherit' });

run(treeSitter, 'generate');
run(
  process.env.CLANG ?? 'clang-19',
  '--target=wasm32-wasi',
  `-fuse-ld=${process.env.WASM_LD ?? '/usr/bin/wasm-ld-19'}`,
  '-O2',
  '-fPIC',
  '-shared',
  '-nostdlib',
  '-fno-exceptions',
  '-fvisibility=hidden',
  '-Wl,--no-entry',
  '-Wl,--allow-undefined',
  '-Wl,--experimental-pic',
  '-Wl,--export=tree_sitter_tsql',
  '-I',
  'src',
  'src/quick.c',
  'src/scanner.c',
  '-o',
  'tree-sitter-tsql.wasm',
);
chmodSync(path.join(grammarFolder, 'tree-sitter-tsql.wasm'), 0o644);
writeFileSync(checksumFile, `${JSON.stringify(checksums(), null, 2)}\n`);
console.log(`wrote ${path.relative(process.cwd(), checksumFile)}; now run the tests of test/grammar.test.ts`);
