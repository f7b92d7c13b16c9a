/** Every fixture: each `--?` comment holds in the trace of its script (trace contract). */
import assert from 'node:assert/strict';
import { readGrammarFiles } from '../server/src/lsp/grammar-files';
import { createParser, type Parser } from '../server/src/syntax/parser';
import { failures, namedCalls, readAssertions, statementLines } from './support/assertions';
import { fixtureNames, fixtureText } from './support/fixtures';
import { traced } from './support/traced';

describe('fixtures', () => {
  let parser: Parser;
  before(async () => {
    parser = await createParser(readGrammarFiles());
  });
  for (const name of fixtureNames) {
    it(name, () => {
      const text = fixtureText(name);
      const made = traced(parser, text);
      const assertions = readAssertions(text, statementLines(parser.once(name, text)));
      assert.ok(assertions.length > 0, 'the fixture asserts nothing');
      const calls = namedCalls(assertions);
      const problems = assertions.flatMap((one) =>
        failures(one, made, calls).map((problem) => `line ${one.line} (${one.text}): ${problem}`),
      );
      assert.deepEqual(problems, []);
    });
  }
});
