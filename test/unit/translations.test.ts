/** Whatever the editor shows of ours is there in English and in German: of the manifest, the client and its pages. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import manifest from '../../package.json';

type Texts = Readonly<Record<string, string>>;

const root = path.resolve(__dirname, '../..');
const read = (name: string): string => readFileSync(path.join(root, name), 'utf8');
const english = JSON.parse(read('package.nls.json')) as Texts;
const german = JSON.parse(read('package.nls.de.json')) as Texts;
const bundle = JSON.parse(read('l10n/bundle.l10n.de.json')) as Texts;

describe('translations', () => {
  it('have each text of the manifest, and none that it does not show', () => {
    const used = [...new Set([...read('package.json').matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key!))].sort();
    assert.deepEqual(Object.keys(english).sort(), used);
    assert.deepEqual(Object.keys(german), Object.keys(english), 'the same keys in the same order');
  });

  it('leave no text of the manifest in one language', () => {
    assert.deepEqual(plainTexts(manifest.contributes), []);
    for (const text of [manifest.displayName, manifest.description]) assert.match(text, /^%.+%$/);
  });

  it('lead to the same commands, and spell the same code', () => {
    const parts = (text = ''): readonly string[] => [...text.matchAll(/\(command:[^)]+\)|`[^`]+`/g)].map(([it]) => it);
    for (const [key, text] of Object.entries(english)) assert.deepEqual(parts(german[key]), parts(text), key);
  });

  it('have each text of the client, with the same places in it, and no other', () => {
    const shown = clientFiles('client').flatMap((file) => {
      const source = read(file);
      const texts = [...source.matchAll(/l10n\.t\(\s*(['"`])((?:\\.|(?!\1).)*)\1/g)].map(([, , text]) => text!);
      assert.equal(texts.length, source.split('l10n.t(').length - 1, `${file}: a text that is no literal`);
      assert.ok(!texts.some((text) => text.includes('${')), `${file}: a text with a value in it`);
      return texts;
    });
    assert.deepEqual(Object.keys(bundle).sort(), [...new Set(shown)].sort());
    const places = (text: string): readonly string[] => (text.match(/\{\d+\}/g) ?? []).sort();
    for (const [text, there] of Object.entries(bundle)) assert.deepEqual(places(there), places(text), text);
  });

  it('leave no label of a page in one language', () => {
    const pages = readdirSync(path.join(root, 'client/view')).filter((name) => name.endsWith('.ts'));
    assert.ok(pages.length > 7);
    const plain = pages.flatMap((name) =>
      literalsOf(read(`client/view/${name}`))
        .filter((text) => isLabel(text))
        .map((text) => `${name}: ${text}`),
    );
    assert.deepEqual(plain, []);
  });

  it('leave no text of the client in one language', () => {
    const said =
      /(?:show(?:Information|Warning|Error)Message|setStatusBarMessage)\(\s*['"`](?!\$\([a-z-]+\) \$\{vscode\.l10n)/;
    const named = /\b(?:title|placeHolder|prompt|detail|label): (?:'|`(?!\$\([a-z-]+\) \$\{vscode\.l10n|\$\{icons))/;
    for (const file of clientFiles('client/src')) {
      assert.doesNotMatch(read(file), said, file);
      assert.doesNotMatch(read(file), named, file);
    }
  });
});

describe('settings in the editor', () => {
  it('stand in an order of their own, each with a description', () => {
    const all = Object.entries(manifest.contributes.configuration.properties);
    const orders = all.map(([, { order }]) => order).sort((a, b) => a - b);
    assert.deepEqual(
      orders,
      all.map((_, index) => index + 1),
    );
    for (const [key, setting] of all) assert.ok('markdownDescription' in setting || 'description' in setting, key);
  });
});

function clientFiles(below: string): readonly string[] {
  const names = readdirSync(path.join(root, below), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.ts')).map((name) => `${below}/${name}`);
}

/** Those of a page that are not translated, without the values in them. */
function literalsOf(source: string): readonly string[] {
  const rest = source
    .replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
    .replace(/^(?:import|} from) .*$/gm, '')
    .replace(/l10n\.t\(\s*(['"`])(?:\\.|(?!\1).)*\1/g, 'l10n.t(');
  return [...rest.matchAll(/'((?:\\.|[^'\n])*)'|`([^`]*)`/g)].map(([, text, template]) => text ?? template!);
}

/** It begins like a sentence, or has words and is neither a class, a type nor code. */
function isLabel(text: string): boolean {
  if (/^(Arrow|Page|Home|End|Enter|LR|M\$|GRANT )/.test(text)) return false; // keys, a direction, a path of a picture, T-SQL
  return /^[A-Z][a-z]|^(?:with|as|in|beside|before|nobody)\b/.test(text);
}

/** The texts for people below a part of the manifest that are not taken from the translations. */
function plainTexts(part: unknown): readonly string[] {
  if (Array.isArray(part)) return part.flatMap(plainTexts);
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) => {
    const texts = [value].flat().filter((one): one is string => typeof one === 'string');
    if (forPeople.test(key)) return texts.filter((text) => !/^%[^%]+%$/.test(text));
    return plainTexts(value);
  });
}

const forPeople = /^(title|description|name|contextualTitle|contents|altText|\w*[dD]escriptions?)$/;
