/** The pages in docs/rules/ are what the rules say (`npm run docs`). */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { publishedPage, ruleIndex } from '../server/src/features/rule-page';
import { rules } from '../server/src/rules/index';

const folder = path.resolve(__dirname, '../docs/rules');

describe('docs/rules', () => {
  it('has a page for each rule, and no other', () => {
    assert.deepEqual(readdirSync(folder).sort(), ['README.md', ...rules.map(({ id }) => `${id}.md`)].sort());
  });
  it('is up to date', () => {
    const text = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
    assert.deepEqual(
      rules.filter((rule) => text(`${rule.id}.md`) !== publishedPage(rule)).map(({ id }) => id),
      [],
    );
    assert.equal(text('README.md'), ruleIndex(rules));
  });
});
