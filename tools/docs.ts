/**
 * Writes the page of each rule to docs/rules/ and of each explained message to docs/rules/messages/, and removes those
 * that are gone; the samples that the pages show (server/src/rules/generated/samples.ts); and the schema of
 * tsqlcontext.json to schemas/. `test/docs.test.ts` sees that they are up to date.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { configurationSchema } from '../server/src/configuration/schema';
import { readGrammarFiles } from '../server/src/lsp/grammar-files';
import { rules } from '../server/src/rules/index';
import { groups } from '../server/src/rules/list';
import { explainedMessages } from '../server/src/rules/message-pages';
import { ownRules } from '../server/src/rules/own-rules';
import { publishedSchema } from '../server/src/snapshots/schema';
import { createParser } from '../server/src/syntax/parser';
import { samplesFile } from './samples';

const root = path.resolve(__dirname, '..');
const folder = path.join(root, 'docs/rules');

void main();

async function main(): Promise<void> {
  const samples = await samplesFile(await createParser(readGrammarFiles()), rules);
  writeFileSync(path.join(root, 'server/src/rules/generated/samples.ts'), samples);
  const pages = await import('../server/src/features/rule-page'); // which shows the new samples
  write(
    folder,
    new Map([
      ...rules.map((rule) => [`${rule.id}.md`, pages.publishedPage(rule)] as const),
      ...ownRules.map((rule) => [`${rule.id}.md`, pages.publishedOwnPage(rule)] as const),
      ['README.md', pages.ruleIndex(groups, ownRules)],
    ]),
  );
  write(
    path.join(folder, 'messages'),
    new Map([
      ...explainedMessages.map((number) => [`${number}.md`, pages.publishedMessage(number)] as const),
      ['README.md', pages.messageIndex(explainedMessages)],
    ]),
  );
  writeFileSync(
    path.join(root, 'schemas/tsqlcontext.schema.json'),
    `${JSON.stringify(configurationSchema, null, 2)}\n`,
  );
  writeFileSync(
    path.join(root, 'schemas/tsqlcontext-snapshot.schema.json'),
    `${JSON.stringify(publishedSchema, null, 2)}\n`,
  );
}

function write(to: string, pages: ReadonlyMap<string, string>): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(to)) if (name.endsWith('.md') && !pages.has(name)) rmSync(path.join(to, name));
  for (const [name, text] of pages) writeFileSync(path.join(to, name), text);
  console.log(`${pages.size} pages in ${path.relative(root, to)}`);
}
