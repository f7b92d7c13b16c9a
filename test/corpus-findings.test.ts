/**
 * What is found in the scripts of the corpus: every finding of error or warning level stands in test/corpus-findings.tsv with
 * a line that says why it is right. Each script is checked alone, and all scripts of a project together. Skipped where the
 * corpus is not at hand.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { corpusFolder } from '../bench/scripts';
import { newest } from '../server/src/catalog/versions';
import { check } from '../server/src/cli/check';
import type { FileText } from '../server/src/cli/files';
import { forget } from '../server/src/engine/session/memory';
import type { Parser } from '../server/src/syntax/parser';
import { decode } from '../server/src/text/decode';
import { lineIndex } from '../server/src/text/line-index';
import { testParser } from './support/parser';

const table = path.join(__dirname, 'corpus-findings.tsv');

describe('findings over the corpus', () => {
  const folder = corpusFolder();
  let parser: Parser;
  before(async () => {
    parser = await testParser();
  });

  it('are listed, each with its reason', async function () {
    if (!folder) return this.skip();
    const [, ...rows] = readFileSync(table, 'utf8').trimEnd().split('\n');
    const listed = rows.map((row) => row.split('\t'));
    assert.deepEqual(
      listed.filter((row) => row.length !== 5 || !row[4]?.trim()),
      [],
    );
    const found = new Set<string>();
    for (const project of projectsIn(folder)) {
      for (const one of project) await findings(parser, [one], found);
      if (project.length > 1) await findings(parser, project, found);
      forget();
    }
    assert.deepEqual([...found].sort(), listed.map((row) => row.slice(0, 4).join('\t')).sort());
  }).timeout(300_000);
});

/** The scripts of each folder of the corpus. */
function projectsIn(folder: string): readonly (readonly FileText[])[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) =>
      readdirSync(path.join(folder, name), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.toLowerCase().endsWith('.sql'))
        .sort()
        .flatMap((file) => {
          const text = decode(readFileSync(path.join(folder, name, file)));
          return text === undefined ? [] : [{ file: `${name}/${file}`, text }];
        }),
    );
}

async function findings(parser: Parser, files: readonly FileText[], found: Set<string>): Promise<void> {
  const checked = await check(parser, {
    files,
    catalogs: [],
    login: 'sa',
    database: 'master',
    version: newest,
    knowledge: 'open',
    assumed: { login: true, database: true },
  });
  for (const { file, text, findings: list } of checked) {
    const { at } = lineIndex(text);
    for (const { severity, rule, span } of list)
      if (severity === 'error' || severity === 'warning')
        found.add([file, at(span.start).line, severity, rule].join('\t'));
  }
}
