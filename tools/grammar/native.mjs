// Installs tree-sitter's native binding into a folder of its own and compiles the grammar for it: `npm run
// grammar:native`.
// Only test/grammar/native.test.ts wants it, and is skipped without. Needs a C compiler (CC, else cc); where the packed
// binding does
// not load, a C++ compiler too (CXX, else c++), but no node-gyp.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { checksums, grammarFolder } from './checksums.mjs';

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), 'native');
const packages = path.join(folder, 'node_modules');
const binding = path.join(packages, 'tree-sitter');
const run = (command, ...args) =>
  execFileSync(command, args, { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' });
const include = (...folders) => folders.flatMap((one) => ['-I', one]);
const headers = path.join(packages, 'node-api-headers/include');
const shared = ['-O1', '-shared', '-fPIC', ...(process.platform === 'darwin' ? ['-undefined', 'dynamic_lookup'] : [])];
const cc = process.env.CC ?? 'cc';

run('npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error');
const sources = [
  path.join(folder, 'binding.c'),
  ...['parser.c', 'scanner.c'].map((name) => path.join(grammarFolder, 'src', name)),
];
run(
  cc,
  ...shared,
  ...include(headers, path.join(grammarFolder, 'src')),
  ...sources,
  '-o',
  path.join(packages, 'tsql.node'),
);
if (!loads()) compileBinding();
writeFileSync(path.join(packages, 'tsql.json'), JSON.stringify(checksums())); // what it was compiled from
console.log('the native binding is ready');

function loads() {
  try {
    execFileSync(process.execPath, ['-e', `require(${JSON.stringify(binding)})`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** What node-gyp would do; the binding looks for its build before the packed one. */
function compileBinding() {
  console.log('the packed binding does not load here; compiling it (a minute)');
  const library = path.join(binding, 'vendor/tree-sitter/lib');
  const objects = path.join(binding, 'build/Release');
  mkdirSync(objects, { recursive: true });
  const runtime = path.join(objects, 'lib.o');
  run(
    cc,
    '-c',
    '-O1',
    '-fPIC',
    '-std=c11',
    '-D_POSIX_C_SOURCE=200112L',
    '-D_DEFAULT_SOURCE',
    ...include(`${library}/src`, `${library}/include`),
    `${library}/src/lib.c`,
    '-o',
    runtime,
  );
  const parts = readdirSync(path.join(binding, 'src')).filter((name) => name.endsWith('.cc'));
  const ofNode = path.resolve(process.execPath, '../../include/node'); // node_object_wrap.h
  const includes = include(ofNode, headers, path.join(packages, 'node-addon-api'), `${library}/include`);
  const defines = ['-DNAPI_VERSION=9', '-DNAPI_CPP_EXCEPTIONS', '-DNODE_GYP_MODULE_NAME=tree_sitter_runtime_binding'];
  const files = [...parts.map((name) => path.join(binding, 'src', name)), runtime];
  run(
    process.env.CXX ?? 'c++',
    ...shared,
    '-std=c++20',
    '-fexceptions',
    ...defines,
    ...includes,
    ...files,
    '-o',
    path.join(objects, 'tree_sitter_runtime_binding.node'),
  );
}
