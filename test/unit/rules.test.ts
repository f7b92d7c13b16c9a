/** Every `bad` example of a rule yields it, every `good` one does not. */
import assert from 'node:assert/strict';
import type { Version } from '../../server/src/catalog/model';
import { readGrammarFiles } from '../../server/src/lsp/grammar-files';
import { rules } from '../../server/src/rules/index';
import { createParser, type Parser } from '../../server/src/syntax/parser';
import { checkRule } from '../support/rules';

describe('rules', () => {
  let parser: Parser;
  before(async () => {
    parser = await createParser(readGrammarFiles());
  });
  const ids = (example: string, version?: Version): string[] =>
    checkRule(parser, example, version).map((one) => `${one.rule} (${one.message})`);
  for (const rule of rules) {
    describe(rule.id, () => {
      for (const example of rule.bad)
        it(`finds it in: ${example}`, () =>
          assert.ok(
            ids(example, rule.version).some((one) => one.startsWith(`${rule.id} `)),
            `found only: ${ids(example, rule.version).join('; ')}`,
          ));
      for (const example of rule.good)
        it(`is silent on: ${example}`, () =>
          assert.deepEqual(
            ids(example, rule.version).filter((one) => one.startsWith(`${rule.id} `)),
            [],
          ));
      it('says what, why and what to do', () => {
        for (const text of [rule.summary, rule.why, rule.advice]) assert.match(text, /^\S.*[.]$/);
        assert.ok(rule.bad.length > 0 && rule.good.length > 0 && rule.rulebook.length > 0);
      });
    });
  }
});
