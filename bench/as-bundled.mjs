// Runs TypeScript as the bundles hold it: objects that extend others share their shapes (tools/shapes.mjs). Without that, what is
// measured on Node 20 is slower than what people run. `node bench/as-bundled.mjs bench/bench.ts [arguments ...]`
import { readFileSync } from 'node:fs';
import Module from 'node:module';
import path from 'node:path';
import { transformSync } from 'esbuild';
import { extendedFrom } from '../tools/shapes.mjs';

globalThis.tsqlctxNothing = undefined; // what an extended object begins with
const options = { loader: 'ts', format: 'cjs', target: 'node20', platform: 'node', sourcemap: 'inline' };

Module._extensions['.ts'] = (module, file) => {
  const source = readFileSync(file, 'utf8');
  const isBundled = /[\\/]server[\\/]src[\\/]/.test(file);
  const { code } = transformSync(isBundled ? extendedFrom(source) : source, { ...options, sourcefile: file });
  module._compile(code, file);
};

const file = path.resolve(process.argv[2]);
process.argv.splice(1, 2, file);
Module._load(file, undefined, true); // as the one that was started, which some ask about
