/**
 * The rulebook's coverage: each rule that is documented (D) or observed (O) has a fixture that names its id in a `--#
 * rules:` line, or a reason in test/rulebook.tsv why it can have none. TV-n are the test vectors of section 15, SUB-n
 * the subtleties of section 13.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.join(__dirname, 'fixtures');

describe('rulebook', () => {
  const rules = readFileSync(path.join(__dirname, 'rulebook.tsv'), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .map(([id = '', confidence = '', without = '']) => ({ id, confidence, without }));
  const named = new Map<string, string[]>();
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.sql'),
  )) {
    for (const [, list] of readFileSync(path.join(folder, file), 'utf8').matchAll(/^--#\s*rules:\s*(.*)$/gm)) {
      for (const id of list!.match(/[A-Z]+-\d+/g) ?? []) named.set(id, [...(named.get(id) ?? []), file]);
    }
  }

  it('has a fixture for each rule, or a reason why not', () => {
    const covered = rules.filter(({ id }) => named.has(id));
    const silent = rules.filter(({ id, without }) => !named.has(id) && without === '');
    const excused = rules.filter(({ id, without }) => !named.has(id) && without !== '');
    console.log(
      `rulebook: ${covered.length} of ${rules.length} rules have a fixture; ${excused.length} cannot have one (test/rulebook.tsv)`,
    );
    assert.deepEqual(
      silent.map(({ id }) => id),
      [],
      'these have neither',
    );
    assert.deepEqual(
      rules.filter(({ id, without }) => named.has(id) && without !== '').map(({ id }) => id),
      [],
      'these have a fixture after all',
    );
  });

  it('is named rightly by the fixtures', () => {
    const known = new Set(rules.map(({ id }) => id));
    const all =
      /^(MDL|PRN|TOK|CTX|IMP|REV|SET|APP|DYN|ENT|MOD|PERM|GRA|CHN|XDB|LNK|ESC|SIG|CLR|AZ|ERR|UNK|DIS|TV|SUB)-/;
    assert.deepEqual(
      [...named.keys()].filter((id) => !known.has(id) && !all.test(id)),
      [],
    );
  });
});
