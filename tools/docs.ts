/**
 * Writes the page of each rule to docs/rules/ and of each explained message to docs/rules/messages/, and removes those
 * that are gone. `test/docs.test.ts` sees that they are up to date.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { messageIndex, publishedMessage, publishedPage, ruleIndex } from '../server/src/features/rule-page';
import { rules } from '../server/src/rules/index';
import { explainedMessages } from '../server/src/rules/message-pages';

const folder = path.resolve(__dirname, '../docs/rules');

const rulePages = new Map([
  ...rules.map((rule) => [`${rule.id}.md`, publishedPage(rule)] as const),
  ['README.md', ruleIndex(rules)],
]);
const messagePages = new Map([
  ...explainedMessages.map((number) => [`${number}.md`, publishedMessage(number)] as const),
  ['README.md', messageIndex(explainedMessages)],
]);
write(folder, rulePages);
write(path.join(folder, 'messages'), messagePages);

function write(to: string, pages: ReadonlyMap<string, string>): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(to)) if (name.endsWith('.md') && !pages.has(name)) rmSync(path.join(to, name));
  for (const [name, text] of pages) writeFileSync(path.join(to, name), text);
  console.log(`${pages.size} pages in ${path.relative(path.resolve(folder, '../..'), to)}`);
}
