/** The pages in docs/rules/ are what the rules say (`npm run docs`), and links between our documents lead somewhere. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { messages } from '../server/src/catalog/generated/messages';
import { messageIndex, publishedMessage, publishedPage, ruleIndex } from '../server/src/features/rule-page';
import { samples } from '../server/src/rules/generated/samples';
import { rules } from '../server/src/rules/index';
import { explainedMessages } from '../server/src/rules/message-pages';
import { gives, samplesFile } from '../tools/samples';
import { testParser } from './support/parser';

const folder = path.resolve(__dirname, '../docs/rules');

describe('docs/rules', () => {
  it('has a page for each rule, and no other', () => {
    assert.deepEqual(
      readdirSync(folder)
        .filter((name) => name !== 'messages')
        .sort(),
      ['README.md', ...rules.map(({ id }) => `${id}.md`)].sort(),
    );
  });
  it('is up to date', () => {
    const text = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
    assert.deepEqual(
      rules.filter((rule) => text(`${rule.id}.md`) !== publishedPage(rule)).map(({ id }) => id),
      [],
    );
    assert.equal(text('README.md'), ruleIndex(rules));
  });
  it('shows samples that give the finding in an empty file', async () => {
    const parser = await testParser();
    const made = readFileSync(path.resolve(__dirname, '../server/src/rules/generated/samples.ts'), 'utf8');
    assert.equal(made, await samplesFile(parser, rules));
    for (const rule of rules) {
      const own = samples[rule.id] ?? [];
      assert.ok(own.length > 0, rule.id);
      for (const sample of own) assert.ok(await gives(parser, rule, sample, rule.severity), `${rule.id}: ${sample}`);
    }
  }).timeout(60_000);
});

describe('docs/rules/messages', () => {
  const pages = path.join(folder, 'messages');
  it('has a page for each message that is explained, and no other', () => {
    const names = explainedMessages.map((number) => `${number}.md`);
    assert.deepEqual(readdirSync(pages).sort(), ['README.md', ...names].sort());
  });
  it('is up to date', () => {
    const text = (name: string): string => readFileSync(path.join(pages, name), 'utf8');
    assert.deepEqual(
      explainedMessages.filter((number) => text(`${number}.md`) !== publishedMessage(number)),
      [],
    );
    assert.equal(text('README.md'), messageIndex(explainedMessages));
  });
  it('explains every message that the engine has a function for', () => {
    const source = readFileSync(path.resolve(__dirname, '../server/src/engine/session/messages.ts'), 'utf8');
    const numbers = [...source.matchAll(/numbered\((\d+)/g)].map(([, number]) => Number(number));
    const listed = new Set(messages.map(([number]) => number)); // of the others the text is not known either
    assert.deepEqual(
      [...new Set(numbers)].filter((number) => listed.has(number) && !explainedMessages.includes(number)),
      [],
    );
  });
});

describe('documents', () => {
  const root = path.resolve(__dirname, '..');
  const below = readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' });
  const documents = [
    ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'],
    ...below.map((name) => `docs/${name.replaceAll('\\', '/')}`).filter((name) => name.endsWith('.md')),
  ];
  const text = (file: string): string => readFileSync(path.join(root, file), 'utf8');

  it('link to files and anchors that exist', () => {
    const broken = documents.flatMap((from) =>
      [...text(from).matchAll(/\]\(([^)\s]+)\)/g)]
        .map(([, link]) => link!)
        .filter((link) => !/^[a-z]+:/.test(link))
        .filter((link) => {
          const [file = '', anchor] = link.split('#');
          const to = file === '' ? from : path.posix.join(path.posix.dirname(from), file);
          return !existsSync(path.join(root, to)) || (anchor !== undefined && !anchorsOf(text(to)).has(anchor));
        })
        .map((link) => `${from}: ${link}`),
    );
    assert.deepEqual(broken, []);
  });
});

/** The anchors that are written down, and those that headings become. */
function anchorsOf(text: string): ReadonlySet<string> {
  const written = [...text.matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id!);
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
  return new Set([...written, ...headings]);
}
