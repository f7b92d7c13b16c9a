/** Every `bad` example of a rule yields it, every `good` one does not. */
import assert from 'node:assert/strict';
import { readGrammarFiles } from '../../server/src/lsp/grammar-files';
import { rules } from '../../server/src/rules/index';
import type { Rule } from '../../server/src/rules/rule';
import { createParser, type Parser } from '../../server/src/syntax/parser';
import { managedFindings } from '../support/managed';
import { checkRule } from '../support/rules';

describe('rules', () => {
  let parser: Parser;
  before(async () => {
    parser = await createParser(readGrammarFiles());
  });
  const ids = async ({ language, version }: Rule, example: string): Promise<string[]> => {
    const found = language ? await managedFindings(parser, example, version) : checkRule(parser, example, version);
    return found.map((one) => `${one.rule} (${one.message})`);
  };
  for (const rule of rules) {
    describe(rule.id, () => {
      for (const example of rule.bad)
        it(`finds it in: ${example}`, async () => {
          const found = await ids(rule, example);
          assert.ok(
            found.some((one) => one.startsWith(`${rule.id} `)),
            `found only: ${found.join('; ')}`,
          );
        });
      for (const example of rule.good)
        it(`is silent on: ${example}`, async () =>
          assert.deepEqual(
            (await ids(rule, example)).filter((one) => one.startsWith(`${rule.id} `)),
            [],
          ));
      it('says what, why and what to do', () => {
        for (const text of [rule.summary, rule.why, rule.advice]) assert.match(text, /^\S.*[.]$/);
        assert.ok(rule.bad.length > 0 && rule.good.length > 0 && rule.rulebook.length > 0);
      });
    });
  }
});
