/**
 * What the server does with managed code, in seven sentences (docs/clr.md): each has fixtures in C# and in T-SQL among the
 * projects in test/projects/assemblies/. A file says by `// sentence: 4` or `-- sentence: 4` which it shows.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '..');
const projects = path.join(root, 'test/projects/assemblies');

describe('sentences about managed code', () => {
  const files = readdirSync(projects, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(cs|sql)$/.test(name));
  const count = (ending: string): ReadonlyMap<string, number> => {
    const found = new Map<string, number>();
    for (const name of files.filter((one) => one.endsWith(ending))) {
      const text = readFileSync(path.join(projects, name), 'utf8');
      const [, sentence] = /^(?:--|\/\/) sentence: (\d)$/m.exec(text) ?? [];
      if (sentence !== undefined) found.set(sentence, (found.get(sentence) ?? 0) + 1);
    }
    return found;
  };
  const listed = [...readFileSync(path.join(root, 'docs/clr.md'), 'utf8').matchAll(/^(\d)\. /gm)].map(
    ([, one]) => one!,
  );

  it('are seven', () => assert.deepEqual(listed, ['1', '2', '3', '4', '5', '6', '7']));
  for (const ending of ['.cs', '.sql'])
    it(`have fixtures each in ${ending}`, () => assert.deepEqual([...count(ending).keys()].sort(), listed));
  it('have fixtures on which nothing fires', () => {
    const silent = files.filter(
      (name) => name.endsWith('.cs') && !/^\/\/\s*\^/m.test(readFileSync(path.join(projects, name), 'utf8')),
    );
    assert.ok(silent.length >= 2, silent.join());
  });
});
