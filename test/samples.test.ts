/** What the sample shop shows: its good scripts have the findings that their comments speak of, and no other. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { newest } from '../server/src/catalog/versions';
import { check } from '../server/src/cli/check';
import { readCSharp, readScripts } from '../server/src/cli/files';
import { lineIndex } from '../server/src/text/line-index';
import { testParser } from './support/parser';

it('the shop shows what its comments say', async () => {
  const files = readScripts([path.join(__dirname, '../samples')], {
    codePage: undefined,
    problem: () => undefined,
    // projects and packages, which test/cli/projects.test.ts looks at; C# of an assembly, below
    includes: (file) => !file.includes('estate') && !file.includes(path.join('samples', 'clr')),
  });
  const checked = await check(await testParser(), {
    files,
    catalogs: [],
    login: 'sa',
    database: 'master',
    version: newest,
    knowledge: 'open',
    assumed: { login: true, database: true },
  });
  const found = checked.flatMap(({ file, text, findings }) =>
    path.basename(file) === '5-mistakes.sql'
      ? []
      : findings.map(({ rule, span }) => `${path.basename(file)}:${lineIndex(text).at(span.start).line} ${rule}`),
  );
  assert.deepEqual(found, [
    '2-shop.sql:64 grantee-cannot-finish',
    '4-a-day-in-the-shop.sql:8 permission-denied',
    '4-a-day-in-the-shop.sql:21 cross-db-in-sandbox',
  ]);
});

it('the assembly shows the classic mistake', async () => {
  const reader = { codePage: undefined, problem: () => undefined };
  const folder = path.join(__dirname, '../samples/clr');
  const checked = await check(await testParser(), {
    files: readScripts([folder], reader),
    csharp: readCSharp([folder], reader),
    catalogs: [],
    login: 'sa',
    database: 'master',
    version: newest,
    knowledge: 'open',
    assumed: { login: true, database: true },
  });
  const found = checked.flatMap(({ file, text, findings }) =>
    findings.map(({ rule, span }) => `${path.basename(file)}:${lineIndex(text).at(span.start).line} ${rule}`),
  );
  assert.deepEqual(found, [
    'deploy.sql:9 unsafe-assembly',
    'Reports.cs:17 clr-impersonation-not-undone',
    'Reports.cs:17 clr-windows-identity-may-be-null',
    'Reports.cs:20 clr-data-access-while-impersonated',
  ]);
});
