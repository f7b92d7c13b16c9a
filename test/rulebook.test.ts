/**
 * The rulebook (docs/rulebook) is whole: each rule once and in its chapter, references that lead somewhere, and for
 * each rule that is documented (D) or observed (O), each subtlety (SUB) and each test vector (TV) a fixture that names
 * its id in a `--# rules:` line, or a reason in test/rulebook.tsv why it has none. Who cites a rule cites one that
 * exists.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { placeInRulebook } from '../server/src/features/rulebook';
import { rules } from '../server/src/rules/index';
import { type Chapter, idsIn, readRulebook } from './support/rulebook';

const root = path.resolve(__dirname, '..');
const book = readRulebook();
const known = new Map(book.flatMap((chapter) => chapter.rules.map((rule) => [rule.id, rule] as const)));
const reasons = new Map(
  readFileSync(path.join(__dirname, 'rulebook.tsv'), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .map(([id = '', why = '']) => [id, why] as const),
);
const fixtures = filesBelow('test/fixtures', '.sql');
const shown = new Map<string, string[]>(); // the fixtures of a rule
for (const { file, text } of fixtures) {
  for (const [, list] of text.matchAll(/^--#\s*rules:\s*(.*)$/gm)) {
    for (const id of list!.match(/[A-Z]+-\w+/g) ?? []) shown.set(id, [...(shown.get(id) ?? []), file]);
  }
}

describe('rulebook', () => {
  it('has each rule once, under its anchor, in the chapter of its family', () => {
    const all = book.flatMap((chapter) => chapter.rules);
    assert.deepEqual(twice(all.map(({ id }) => id)), [], 'these ids are there twice');
    assert.deepEqual(twice(book.flatMap(({ anchors }) => anchors)), [], 'these anchors are there twice');
    const misplaced = all.filter(
      ({ id, anchor, file }) => anchor !== id || !placeInRulebook(id).startsWith(`${file}#`),
    );
    assert.deepEqual(misplaced, []);
    const anchors = book.flatMap((chapter) => chapter.anchors).filter((anchor) => anchor.includes('-'));
    assert.deepEqual(
      anchors.filter((anchor) => !known.has(anchor.toUpperCase())),
      [],
      'these anchors have no rule under them',
    );
  });

  it('has references that lead somewhere, and none too many', () => {
    const places = new Set(book.flatMap(({ file, anchors }) => anchors.map((anchor) => `${file}#${anchor}`)));
    assert.deepEqual(
      book.flatMap((chapter) => brokenReferences(chapter, places)),
      [],
    );
  });

  it('says of each rule how sure it is, but for those that restate others', () => {
    const silent = [...known.values()].filter(({ confidence }) => confidence === '').map(({ id }) => id);
    assert.deepEqual(
      silent.filter((id) => id !== 'PRN-50' && !/^(DIS|SUB|UNK|TV)-/.test(id)),
      [],
    );
  });

  it('has a fixture for each rule, or a reason why not', () => {
    const asked = [...known.values()].filter(({ id, confidence }) => /[DO]/.test(confidence) || /^(SUB|TV)-/.test(id));
    const ids = asked.map(({ id }) => id);
    const covered = ids.filter((id) => shown.has(id));
    console.log(
      `rulebook: ${covered.length} of ${ids.length} rules have a fixture; ${reasons.size} have none (test/rulebook.tsv)`,
    );
    const excused = [...reasons.keys()];
    assert.deepEqual(
      ids.filter((id) => !shown.has(id) && !reasons.get(id)),
      [],
      'these have neither',
    );
    assert.deepEqual(
      excused.filter((id) => shown.has(id)),
      [],
      'these have a fixture after all',
    );
    assert.deepEqual(
      excused.filter((id) => !ids.includes(id)),
      [],
      'these need no reason, or are no rules',
    );
  });

  it('is named rightly by the fixtures', () => {
    const unknown = [...shown].filter(([id]) => !known.has(id)).map(([id, files]) => `${id}: ${files.join(', ')}`);
    assert.deepEqual(unknown, []);
  });

  it('is cited rightly by the comments of the source and of the tests', () => {
    const sources = ['server/src', 'client/src', 'test'].flatMap((folder) => filesBelow(folder, '.ts'));
    const wrong = sources.flatMap(({ file, text }) =>
      idsIn(text)
        .filter((id) => !known.has(id))
        .map((id) => `${file}: ${id}`),
    );
    assert.deepEqual(wrong, []);
  });

  it('is cited rightly by the rules, whose pages link to it', () => {
    const anchors = new Set(book.flatMap(({ file, anchors: all }) => all.map((anchor) => `${file}#${anchor}`)));
    const wrong = rules.flatMap((rule) =>
      rule.rulebook
        .filter((id) => !known.has(id) || !anchors.has(placeInRulebook(id)))
        .map((id) => `${rule.id}: ${id}`),
    );
    assert.deepEqual(wrong, []);
  });

  it('is not quoted by id in what a user reads', () => {
    const wrong = ['server/src', 'client/src'].flatMap((folder) =>
      filesBelow(folder, '.ts').flatMap(({ file, text }) =>
        stringsOf(text)
          .filter((string) => idsIn(string).length > 0 && !isList(file, string))
          .map((string) => `${file}: ${string}`),
      ),
    );
    assert.deepEqual(wrong, []);
  });
});

/** An id alone, in the list of those that a rule rests on. */
function isList(file: string, string: string): boolean {
  return file.startsWith('server/src/rules/') && /^'[A-Z]+-\d+'$/.test(string);
}

/** The string literals of a program; comments are passed over. */
function stringsOf(program: string): string[] {
  const parts = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
  return (program.match(parts) ?? []).filter((part) => !part.startsWith('/'));
}

function brokenReferences({ file, text }: Chapter, places: ReadonlySet<string>): string[] {
  const defined = new Map<string, string>();
  for (const [, name, target = ''] of text.matchAll(/^\[([^\]]+)\]: (\S+)$/gm))
    defined.set(name!, target.startsWith('#') ? `${file}${target}` : target);
  const prose = text
    .replace(/^\[[^\]]+\]: .*$/gm, '')
    .replace(/`[^`]*`/g, '')
    .replace(/\s+/g, ' ');
  const used = new Set([...prose.matchAll(/\[([A-Z][A-Z0-9]*(?:-\w+)?)\](?!\()/g)].map(([, name]) => name!));
  return [
    ...[...used].filter((name) => !defined.has(name)).map((name) => `${file}: [${name}] leads nowhere`),
    ...[...defined.keys()].filter((name) => !used.has(name)).map((name) => `${file}: [${name}] is not used`),
    ...[...defined].filter(([, to]) => !places.has(to)).map(([name, to]) => `${file}: [${name}]: there is no ${to}`),
  ];
}

function twice(all: readonly string[]): string[] {
  return all.filter((one, i) => all.indexOf(one) !== i);
}

function filesBelow(folder: string, ending: string): { readonly file: string; readonly text: string }[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') }));
}
