/** The pages in docs/rules/ are what the rules say (`npm run docs`), and links between our documents lead somewhere. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { messages } from '../server/src/catalog/generated/messages';
import type { Lack } from '../server/src/catalog/reason';
import { configurationSchema } from '../server/src/configuration/schema';
import {
  messageIndex,
  publishedMessage,
  publishedOwnPage,
  publishedPage,
  ruleIndex,
} from '../server/src/features/rule-page';
import { samples } from '../server/src/rules/generated/samples';
import { rules } from '../server/src/rules/index';
import { groups } from '../server/src/rules/list';
import { explainedMessages } from '../server/src/rules/message-pages';
import { ownRules } from '../server/src/rules/own-rules';
import { publishedSchema } from '../server/src/snapshots/schema';
import { canBeShown, gives } from '../tools/samples';
import { testParser } from './support/parser';

const folder = path.resolve(__dirname, '../docs/rules');

describe('docs/rules', () => {
  it('has a page for each rule, and no other', () => {
    assert.deepEqual(
      readdirSync(folder)
        .filter((name) => name !== 'messages')
        .sort(),
      ['README.md', ...[...rules, ...ownRules].map(({ id }) => `${id}.md`)].sort(),
    );
  });
  it('is up to date', () => {
    const text = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
    assert.deepEqual(
      rules.filter((rule) => text(`${rule.id}.md`) !== publishedPage(rule)).map(({ id }) => id),
      [],
    );
    assert.deepEqual(
      ownRules.filter((rule) => text(`${rule.id}.md`) !== publishedOwnPage(rule)).map(({ id }) => id),
      [],
    );
    assert.equal(text('README.md'), ruleIndex(groups, ownRules));
  });
  it('shows samples that give the finding in an empty file', async () => {
    const parser = await testParser();
    for (const rule of rules.filter(({ language }) => !language)) {
      const own = samples[rule.id] ?? [];
      assert.ok(own.length > 0, rule.id);
      for (const sample of own) assert.ok(await gives(parser, rule, sample, rule.severity), `${rule.id}: ${sample}`);
      // the samples are those of the examples, in their order
      const left = [...own];
      for (const example of rule.bad) {
        if (left[0]?.endsWith(`${example.trim()}\n`)) left.shift();
        else
          assert.ok(!(await canBeShown(parser, rule, example)), `${rule.id} has no sample (npm run docs): ${example}`);
      }
      assert.deepEqual(left, [], `${rule.id} has samples of no example (npm run docs)`);
    }
  }).timeout(60_000);
});

describe('schemas', () => {
  it('are up to date', () => {
    const file = path.resolve(__dirname, '../schemas/tsqlcontext.schema.json');
    assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), configurationSchema);
    const other = path.resolve(__dirname, '../schemas/tsqlcontext-snapshot.schema.json');
    assert.deepEqual(JSON.parse(readFileSync(other, 'utf8')), JSON.parse(JSON.stringify(publishedSchema)));
  });
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

describe('docs/mappings.md', () => {
  const rows = readFileSync(path.resolve(__dirname, '../docs/mappings.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| check '))
    .map((line) => line.slice(2, -2).split(' | '));

  it('names a rule that exists in each row, and what is not seen', () => {
    const known = new Set(rules.map(({ id }) => id));
    assert.ok(rows.length >= 40, `${rows.length} rows`);
    for (const [check = '', asks = '', ours = '', unseen = ''] of rows) {
      const named = [...ours.matchAll(/\[([a-z-]+)\]\(rules\/\1\.md\)/g)].map(([, id]) => id!);
      assert.equal(named.length, ours.split(', ').length, check);
      for (const id of named) assert.ok(known.has(id), `${check}: ${id}`);
      assert.ok(asks !== '' && unseen !== '', check);
    }
  });
  it('names each check of a list once', () => {
    const checks = rows.flatMap(([check = '']) => check.match(/\bVA\d+|\bSQL[6DI][\w-]+\d/g) ?? []);
    assert.equal(new Set(checks).size, checks.length);
  });
});

describe('docs/unknown.md', () => {
  const page = readFileSync(path.resolve(__dirname, '../docs/unknown.md'), 'utf8');
  const lacks: Readonly<Record<Lack, true>> = {
    declaration: true,
    setting: true,
    path: true,
    value: true,
    start: true,
    unseen: true,
    caller: true,
    windows: true,
    model: true,
    remote: true,
    syntax: true,
    effort: true,
  };
  const source = path.resolve(__dirname, '../server/src');
  const reasons = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => [
      ...readFileSync(path.join(source, name), 'utf8').matchAll(/lacking\(\s*'([a-z]+)',\s*(.*(?:\n.*)?)/g),
    ])
    .map(([, lack, text]) => ({ lack, text: text! }));

  it('has a part for each kind of missing fact, and no other', () => {
    const anchors = [...page.matchAll(/<a id="([a-z]+)"><\/a>\n## /g)].map(([, lack]) => lack!);
    assert.deepEqual(anchors.sort(), Object.keys(lacks).sort());
  });
  it('quotes reasons that the engine gives, each beside its kind', () => {
    const rows = [...page.matchAll(/^\| (`.*`) \| \[.*\]\(#([a-z]+)\) \|/gm)];
    assert.equal(rows.length, Object.keys(lacks).length);
    for (const [, quoted, lack] of rows)
      for (const [, example] of quoted!.matchAll(/`([^`]+)`/g)) {
        const pieces = example!.split('...').map((piece) => piece.trim());
        const given = reasons.some((one) => one.lack === lack && pieces.every((piece) => one.text.includes(piece)));
        assert.ok(given, `${lack}: ${example}`);
      }
  });
});

describe('docs/editor.md', () => {
  const root = path.resolve(__dirname, '..');
  const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
  const page = read('docs/editor.md');

  it('shows a picture in each row of its tables', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('| ') && !line.endsWith('| picture |'));
    assert.ok(rows.length > 30, `${rows.length} rows`);
    assert.deepEqual(
      rows.filter((row) => !/!\[[^\]]+\]\(images\/[\w-]+\.webp\)/.test(row) && !/^\| what \| how it looks/.test(row)),
      [],
    );
  });
  it('names each command', () => {
    const titles = JSON.parse(read('package.nls.json')) as Readonly<Record<string, string>>;
    const { contributes } = JSON.parse(read('package.json')) as {
      contributes: { commands: readonly { title: string }[] };
    };
    const commands = contributes.commands.map(({ title }) => titles[title.slice(1, -1)]!);
    assert.deepEqual(
      commands.filter((title) => !new RegExp(`\\*(T-SQL: )?${title.replace(/[.?]/g, '\\$&')}\\*`).test(page)),
      [],
    );
  });
  it('has pictures that the tests in the editor take, as all our pages', () => {
    const folder = path.join(root, 'test/editor');
    const tests = readdirSync(folder).filter((name) => name.endsWith('.mjs'));
    const taking = tests.map((name) => readFileSync(path.join(folder, name), 'utf8')).join('\n');
    const pictures = readdirSync(path.join(root, 'docs/images')).map((name) => name.replace(/\.webp$/, ''));
    assert.deepEqual(
      pictures.filter((name) => !taking.includes(`'${name}'`)),
      [],
    );
    const pages = readdirSync(path.join(root, 'docs')).filter((name) => name.endsWith('.md'));
    const shown = pages.map((name) => read(`docs/${name}`)).join('\n');
    assert.deepEqual(
      pictures.filter((name) => !shown.includes(`(images/${name}.webp)`)),
      [],
    );
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
