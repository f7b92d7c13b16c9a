/** Completion where something of the server is named. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { completion } from '../../server/src/features/completion/index';
import { ruleIds } from '../../server/src/rules/own-rules';
import type { Parser } from '../../server/src/syntax/parser';
import { atCursor } from '../support/cursor';
import { testParser } from '../support/parser';

const people = `CREATE LOGIN amy WITH PASSWORD = 'x';
CREATE SERVER ROLE ops;
CREATE DATABASE shop;
GO
USE shop;
CREATE USER amy;
CREATE USER [o'b x] WITHOUT LOGIN;
CREATE ROLE clerks;
CREATE CERTIFICATE sign ENCRYPTION BY PASSWORD = 'x' WITH SUBJECT = 's';
CREATE TABLE dbo.stock (a int);
GO
CREATE SCHEMA sales;
`;

describe('completion', () => {
  let parser: Parser;
  before(async () => {
    parser = await testParser();
  });

  /** What is offered besides what every server has, as it is written; undefined: nothing is completed there. */
  function offered(text: string): readonly string[] | undefined {
    const { workspace, analysed, offset } = atCursor(parser, { 'people.sql': people, 'use.sql': text });
    assert.ok(workspace);
    const found = completion(analysed, { text: analysed.script.text, offset, analysedOffset: offset });
    if (!found) return undefined;
    const own = ['amy', 'ops', 'shop', "o'b", 'clerks', 'sign', 'stock', 'sales'];
    return found.items.flatMap(({ text: one }) =>
      own.some((name) => one.includes(name) || one.includes("o''b")) ? [one] : [],
    );
  }
  const inShop = (text: string): readonly string[] | undefined => offered(`USE shop\nGO\n${text}`);

  for (const [text, names] of [
    ["EXECUTE AS USER = '‸'", ['amy', "o''b x"]],
    ["EXECUTE AS LOGIN = N'a‸'", ['amy']],
    ["CREATE PROC p WITH EXECUTE AS '‸' AS SELECT 1", ['amy', "o''b x"]],
    ["EXEC ('x') AS USER = '‸'", ['amy', "o''b x"]],
    ['GRANT CONTROL ON USER::‸', ['amy', "[o'b x]"]],
    ['GRANT CONTROL ON USER::[‸]', ['[amy]', "[o'b x]"]],
    ['GRANT IMPERSONATE ON LOGIN::‸', ['amy']],
    ['GRANT CONTROL ON ROLE::‸', ['clerks']],
    ['GRANT CONTROL ON SCHEMA :: ‸', ['sales']],
    ['GRANT SELECT ON OBJECT::‸', ['dbo.stock']],
    ['GRANT CONTROL ON CERTIFICATE::‸', ['sign']],
    ['GRANT CONNECT ON DATABASE::‸', ['shop']],
    ['ALTER ROLE clerks ADD MEMBER ‸', ['amy', 'clerks', "[o'b x]"]],
    ['ALTER SERVER ROLE ops ADD MEMBER ‸', ['amy', 'ops']],
    ['GRANT SELECT ON dbo.stock TO amy, ‸', ['amy', 'clerks', "[o'b x]"]],
    ['DENY SELECT,\n UPDATE ON dbo.stock\n TO ‸', ['amy', 'clerks', "[o'b x]"]],
    ['REVOKE VIEW SERVER STATE FROM ‸', ['amy', 'ops']],
    ['GRANT IMPERSONATE ON LOGIN::sa TO ‸', ['amy', 'ops']],
    ["EXEC sp_addrolemember N'cl‸'", ['amy', 'clerks', "o''b x"]],
    ["EXEC sp_addrolemember 'clerks', @membername = '‸'", ['amy', 'clerks', "o''b x"]],
    ["EXEC sp_addsrvrolemember '‸'", ['amy', 'ops']],
    ["SELECT OBJECT_ID(N'‸')", ['dbo.stock']],
    ["SELECT HAS_DBACCESS('‸')", ['shop']],
    ['CREATE USER x FOR LOGIN ‸', ['amy']],
    ['CREATE USER x FROM CERTIFICATE ‸', ['sign']],
    ['ADD SIGNATURE TO dbo.p BY CERTIFICATE ‸', ['sign']],
    ['CREATE SCHEMA s AUTHORIZATION ‸', ['amy', 'clerks', "[o'b x]"]],
    ['ALTER AUTHORIZATION ON DATABASE::shop TO ‸', ['amy', 'ops']],
    ['ALTER AUTHORIZATION ON SCHEMA::sales TO ‸', ['amy', 'clerks', "[o'b x]"]],
    ['--# session: login=‸', ['amy', 'ops']],
    ['--# session: login=amy db=‸', ['shop']],
  ] as const)
    it(`offers names: ${text}`, () => {
      assert.deepEqual(inShop(text), names);
    });

  for (const text of [
    'SELECT ‸',
    "SELECT '‸'",
    'SELECT a FROM ‸',
    '-- GRANT SELECT TO ‸',
    "PRINT 'x' -- it's ‸",
    'GRANT SELECT ON dbo.stock TO amy; SELECT ‸',
    "EXEC dbo.p '‸'",
    '‸',
  ])
    it(`is silent: ${text}`, () => {
      assert.equal(inShop(text), undefined);
    });

  it('offers the words of headers', () => {
    const words = (text: string): readonly string[] => {
      const { analysed, offset } = atCursor(parser, { 'a.sql': text });
      const found = completion(analysed, { text: analysed.script.text, offset, analysedOffset: offset });
      return found?.items.map(({ text: one }) => one) ?? [];
    };
    assert.deepEqual(words('--# ‸'), ['session: ', 'server: ', 'expect: ', 'file: ']);
    assert.deepEqual(words('--# session: lo‸'), ['login=', 'db=']);
    assert.ok(words('--# server: 20‸').includes('2019'));
    assert.ok(words('-- tsqlctx-disable-next-line ‸').includes('unreverted-execute-as'));
  });

  it('has a schema of tsqlcontext.json that knows each rule', () => {
    const root = path.resolve(__dirname, '../..');
    const read = (name: string): string => readFileSync(path.join(root, name), 'utf8');
    const schema = JSON.parse(read('schemas/tsqlcontext.schema.json')) as {
      properties: { rules: { properties: object } };
    };
    const known = Object.keys(schema.properties.rules.properties);
    assert.deepEqual(
      ruleIds().filter((rule) => !known.includes(rule)),
      [],
    );
    const { contributes } = JSON.parse(read('package.json')) as {
      contributes: { jsonValidation: { fileMatch: string }[] };
    };
    assert.ok(contributes.jsonValidation.some(({ fileMatch }) => fileMatch === 'tsqlcontext.json'));
  });
});
