/**
 * Writes the page of each rule to docs/rules/, and removes pages of rules that are gone. `test/docs.test.ts` sees that
 * they are up to date.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { publishedPage, ruleIndex } from '../server/src/features/rule-page';
import { rules } from '../server/src/rules/index';

const folder = path.resolve(__dirname, '../docs/rules');

mkdirSync(folder, { recursive: true });
const pages = new Map([
  ...rules.map((rule) => [`${rule.id}.md`, publishedPage(rule)] as const),
  ['README.md', ruleIndex(rules)],
]);
for (const name of readdirSync(folder)) if (!pages.has(name)) rmSync(path.join(folder, name));
for (const [name, text] of pages) writeFileSync(path.join(folder, name), text);
console.log(`${pages.size} pages in docs/rules`);
