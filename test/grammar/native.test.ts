/**
 * The compiled wasm and the grammar compiled for tree-sitter's native binding give the same trees. Skipped where that
 * is not installed.
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fixtureNames, fixtureText } from '../support/fixtures';
import { grammarFolder, grammarParser, linesOf } from './language';

const packages = path.resolve(__dirname, '../../tools/grammar/native/node_modules');

interface NativeParser {
  setLanguage(language: unknown): void;
  parse(
    text: string,
    old?: undefined,
    options?: { readonly bufferSize: number },
  ): { readonly rootNode: { toString(): string } };
}

describe('grammar, native', () => {
  it('has the same trees', async function () {
    const because = await missing();
    if (because !== undefined) {
      console.log(`      ${because}: not run`);
      this.skip();
    }
    this.timeout(60_000);
    const Native = require(path.join(packages, 'tree-sitter')) as new () => NativeParser;
    const native = new Native();
    native.setLanguage(require(path.join(packages, 'tsql.node')));
    const wasm = await grammarParser();
    for (const text of texts()) {
      const tree = wasm.parse(text)!;
      assert.equal(
        native.parse(text, undefined, { bufferSize: 2 * text.length + 64 }).rootNode.toString(),
        tree.rootNode.toString(),
        text.slice(0, 200),
      );
      tree.delete();
    }
  });
});

async function missing(): Promise<string | undefined> {
  const compiled = path.join(packages, 'tsql.json');
  if (!existsSync(compiled)) return 'the native binding is not installed (npm run grammar:native)';
  const { checksums } = (await import('../../tools/grammar/checksums.mjs' as string)) as { checksums(): object };
  if (readFileSync(compiled, 'utf8') !== JSON.stringify(checksums()))
    return 'the native binding is that of an older grammar (npm run grammar:native)';
  try {
    require(path.join(packages, 'tree-sitter'));
    return undefined;
  } catch (problem) {
    return `the native binding does not load: ${String(problem).split('\n')[0]}`;
  }
}

/** The fixtures, every statement of the grammar's tests, and statements that break off. */
function texts(): string[] {
  const statements = readdirSync(path.join(grammarFolder, 'test/statements'))
    .filter((name) => name.endsWith('.txt'))
    .flatMap((name) => linesOf(`statements/${name}`));
  return [
    ...fixtureNames.map(fixtureText),
    ...statements,
    ...statements.map((one) => `${one.slice(0, one.length * 0.7)}\nPRINT 1`),
  ];
}
