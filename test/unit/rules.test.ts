/** Every `bad` example of a rule yields it, every `good` one does not. */
import assert from 'node:assert/strict';
import { readGrammarFiles } from '../../server/src/lsp/grammar-files';
import { rules } from '../../server/src/rules/index';
import { createParser, type Parser } from '../../server/src/syntax/parser';
import { checkRule } from '../support/rules';

describe('rules', () => {
  let parser: Parser;
  before(async () => {
    parser = await createParser(readGrammarFiles());
  });
  const ids = (example: string): string[] => checkRule(parser, example).map((one) => `${one.rule} (${one.message})`);
  for (const rule of rules) {
    describe(rule.id, () => {
      for (const example of rule.bad)
        it(`finds it in: ${example}`, () =>
          assert.ok(
            ids(example).some((one) => one.startsWith(`${rule.id} `)),
            `found only: ${ids(example).join('; ')}`,
          ));
      for (const example of rule.good)
        it(`is silent on: ${example}`, () =>
          assert.deepEqual(
            ids(example).filter((one) => one.startsWith(`${rule.id} `)),
            [],
          ));
      it('says what, why and what to do', () => {
        for (const text of [rule.summary, rule.why, rule.advice]) assert.match(text, /^\S.*[.]$/);
        assert.ok(rule.bad.length > 0 && rule.good.length > 0 && rule.rulebook.length > 0);
      });
    });
  }
});
