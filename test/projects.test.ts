/**
 * The projects in test/projects/, each checked as `tsqlctx check FOLDER` does: the findings of its scripts and the comments
 * of carets match one to one (test/projects/README.md).
 */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { newest } from '../server/src/catalog/versions';
import { check } from '../server/src/cli/check';
import { readCSharp, readScripts } from '../server/src/cli/files';
import { withLevels } from '../server/src/configuration/presets';
import type { Parser } from '../server/src/syntax/parser';
import { expectedIn, isMet, placeOf, shown } from './support/carets';
import { testParser } from './support/parser';

const folder = path.join(__dirname, 'projects');

describe('projects', () => {
  let parser: Parser;
  before(async () => {
    parser = await testParser();
  });
  for (const kind of foldersIn(folder)) {
    describe(kind, () => {
      for (const name of foldersIn(path.join(folder, kind)))
        it(name, () => verify(parser, path.join(folder, kind, name)));
    });
  }
});

function foldersIn(place: string): readonly string[] {
  const folders = readdirSync(place, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map(({ name }) => name).sort();
}

async function verify(parser: Parser, project: string): Promise<void> {
  const problem = (error: Error): never => {
    throw error;
  };
  const checked = await check(parser, {
    files: readScripts([project], { codePage: undefined, problem }),
    csharp: readCSharp([project], { codePage: undefined, problem }),
    catalogs: [],
    login: 'sa',
    database: 'master',
    version: newest,
    knowledge: 'open',
    assumed: { login: true, database: true },
  });
  const wrong = checked.flatMap(({ file, text, findings }) => {
    const expected = expectedIn(text);
    const found = withLevels({}, findings).map((one) => placeOf(one, text));
    const missed = expected.filter((one) => !found.some((other) => isMet(one, other)));
    const besides = found.filter((one) => !expected.some((other) => isMet(other, one)));
    const name = path.basename(file);
    return [
      ...missed.map((one) => `${name}: missed ${shown(one)}`),
      ...besides.map((one) => `${name}: not expected ${shown(one)}`),
    ];
  });
  assert.deepEqual(wrong, []);
}
