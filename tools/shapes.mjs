// On Node 20, `{ ...one, more }` makes an object of a shape of its own: two hundred bytes besides, and slow to read ever after.
// One that begins with nothing, `{ ...nothing, ...one, more }`, holds the same and shares its shape with the others. Later
// versions need it no longer.
import { readFile } from 'node:fs/promises';

/** What stands for nothing. esbuild takes `null` and `undefined` out again. */
const nothing = 'tsqlctxNothing';
export const declaresNothing = `var ${nothing};`;

/** An object that begins with another one and goes on. A type cannot, and a pattern does not. */
const extended = /\{(\s*)\.\.\.(?=[\w([{])(?!\w+\s*\})/g;

export function extendedFrom(source) {
  return source.replaceAll(extended, `{$1...${nothing}, ...`);
}

/** A plugin for bundles that begin with `declaresNothing`. */
export const sharedShapes = {
  name: 'shared-shapes',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]server[\\/]src[\\/].*\.ts$/ }, async ({ path: file }) => ({
      contents: extendedFrom(await readFile(file, 'utf8')),
      loader: 'ts',
    }));
  },
};
