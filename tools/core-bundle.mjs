// What lies below the doors knows no Node, nor does most of the protocol's library, so one bundle of them,
// dist/core.js, serves the command line, the language server and the web worker. A program that is bundled with
// `withoutCore` holds its door alone.
import path from 'node:path';
import { build } from 'esbuild';
import { root } from './run.mjs';

const source =
  /[\\/](server[\\/]src[\\/].*\.ts|vscode-(languageserver|languageserver-protocol|jsonrpc)[\\/]lib[\\/]common[\\/].*\.js)$/;
const doors = /^server\/src\/(lsp|cli)\//;

/** A plugin that takes modules out of a bundle and finds them in the core at run time; their names come into `taken`. */
export function withoutCore(taken) {
  return {
    name: 'without-core',
    setup({ onLoad }) {
      onLoad({ filter: source }, ({ path: file }) => {
        const name = nameOf(file);
        if (doors.test(name)) return undefined;
        taken.add(name);
        return { contents: `module.exports = tsqlctxCore.modules[${JSON.stringify(name)}];`, loader: 'js' };
      });
    },
  };
}

/** Bundles the modules that some programs have left out. */
export function buildCore(options, taken) {
  const names = [...taken].sort();
  const imports = names.map((name, at) => `import * as m${at} from './${name}';`);
  const list = names.map((name, at) => `${JSON.stringify(name)}: m${at}`);
  return build({
    ...options,
    stdin: {
      contents: `${imports.join('\n')}\nexport const modules = {${list.join(', ')}};`,
      resolveDir: options.absWorkingDir,
    },
    format: 'iife',
    globalName: 'tsqlctxCore',
    footer: { js: "if (typeof module === 'object') module.exports = tsqlctxCore.modules;" },
  });
}

/** Which programs leave out, by a build that writes nothing. */
export async function takenBy(...programs) {
  const taken = new Set();
  await Promise.all(programs.map((program) => build({ ...program, write: false, plugins: [withoutCore(taken)] })));
  return taken;
}

/** From the root. */
function nameOf(file) {
  return path.relative(root, file).replaceAll('\\', '/');
}
