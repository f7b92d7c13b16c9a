/**
 * Writes the page of each rule to docs/rules/ and of each explained message to docs/rules/messages/, and removes those
 * that are gone; and the schema of tsqlcontext.json to schemas/. `test/docs.test.ts` sees that they are up to date.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { configurationSchema } from '../server/src/configuration/schema';
import {
  messageIndex,
  publishedMessage,
  publishedOwnPage,
  publishedPage,
  ruleIndex,
} from '../server/src/features/rule-page';
import { rules } from '../server/src/rules/index';
import { explainedMessages } from '../server/src/rules/message-pages';
import { ownRules } from '../server/src/rules/own-rules';

const folder = path.resolve(__dirname, '../docs/rules');

const rulePages = new Map([
  ...rules.map((rule) => [`${rule.id}.md`, publishedPage(rule)] as const),
  ...ownRules.map((rule) => [`${rule.id}.md`, publishedOwnPage(rule)] as const),
  ['README.md', ruleIndex(rules, ownRules)],
]);
const messagePages = new Map([
  ...explainedMessages.map((number) => [`${number}.md`, publishedMessage(number)] as const),
  ['README.md', messageIndex(explainedMessages)],
]);
write(folder, rulePages);
write(path.join(folder, 'messages'), messagePages);
writeFileSync(
  path.resolve(__dirname, '../schemas/tsqlcontext.schema.json'),
  `${JSON.stringify(configurationSchema, null, 2)}\n`,
);

function write(to: string, pages: ReadonlyMap<string, string>): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(to)) if (name.endsWith('.md') && !pages.has(name)) rmSync(path.join(to, name));
  for (const [name, text] of pages) writeFileSync(path.join(to, name), text);
  console.log(`${pages.size} pages in ${path.relative(path.resolve(folder, '../..'), to)}`);
}
