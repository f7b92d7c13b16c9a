/** What a script holds: symbols, foldings, stretches of text, names of files. */
import assert from 'node:assert/strict';
import { folds } from '../../server/src/features/navigation/folding';
import { fileLinks } from '../../server/src/features/navigation/links';
import { documentSymbols, type SymbolNode, workspaceSymbols } from '../../server/src/features/navigation/symbols';
import type { Parser } from '../../server/src/syntax/parser';
import { finish } from '../../server/src/text/finish';
import { atCursor } from '../support/cursor';
import { testParser } from '../support/parser';
import { workspaceWith } from '../support/stage';

const shop = `‸/* What the shop
   needs */
USE shop;
CREATE USER amy WITHOUT LOGIN;
EXECUTE AS USER = 'amy';
SELECT 1
  FROM dbo.t;
REVERT;
GO
-- one
-- two
CREATE PROCEDURE dbo.p AS
BEGIN
  EXECUTE AS USER = 'amy';
  CREATE TABLE dbo.made (a int);
END
GO
BEGIN TRY
  PRINT 1;
END TRY
BEGIN CATCH
  PRINT 2;
END CATCH
`;

describe('the structure of a script', () => {
  let parser: Parser;
  before(async () => {
    parser = await testParser();
  });

  it('is a tree of batches, modules, frames and what is made', () => {
    const { workspace, analysed } = atCursor(parser, { 'a.sql': shop });
    const lines = (list: readonly SymbolNode[], indent = ''): readonly string[] =>
      list.flatMap(({ sort, name, detail, children }) => [
        `${indent}${sort}: ${name}${detail ? ` (${detail})` : ''}`,
        ...lines(children, `${indent}  `),
      ]);
    assert.deepEqual(lines(documentSymbols(workspace, analysed)), [
      'batch: Batch 1',
      '  user: amy (user in shop)',
      "  frame: EXECUTE AS USER = 'amy'",
      'procedure: dbo.p (procedure in shop)',
      "  frame: EXECUTE AS USER = 'amy' (not reverted where it is written)",
      '  table: dbo.made (table in shop)',
    ]);
  });

  it('folds', () => {
    const { analysed } = atCursor(parser, { 'a.sql': shop });
    const shown = folds(analysed).map(
      ({ start, end, kind }) => `${start + 1}-${end + 1}${kind === 'comment' ? ' comment' : ''}`,
    );
    assert.deepEqual(shown, ['1-2 comment', '3-8', '5-7', '6-7', '10-11 comment', '12-16', '13-15', '18-23', '21-22']);
  });

  it('folds parentheses and regions', () => {
    const { analysed } = atCursor(parser, {
      'a.sql': "‸--#region one\nSELECT a FROM (\n  SELECT ')' AS a,\n  (\n  1) AS b\n) AS t\n-- #endregion\nSELECT 2\n",
    });
    const shown = folds(analysed).map(({ start, end, kind }) => `${start + 1}-${end + 1} ${kind}`);
    assert.deepEqual(shown, ['1-7 region', '2-8 code']);
  });

  it('holds an offset in ever larger stretches', () => {
    const { workspace, analysed } = atCursor(parser, { 'a.sql': shop });
    const { text } = analysed.script;
    const around = workspace.around('a.sql', text.indexOf('t;'));
    const parts = around.map(({ start, end }) => text.slice(start, end));
    assert.equal(parts[0], 't');
    assert.ok(parts.includes('dbo.t'), parts.join('|'));
    assert.ok(parts.includes('SELECT 1\n  FROM dbo.t'), parts.join('|'));
    for (const [index, span] of around.entries())
      if (index > 0) assert.ok(span.start <= around[index - 1]!.start && span.end >= around[index - 1]!.end);
  });

  it('names files', () => {
    const { analysed } = atCursor(parser, {
      '/s/a.sql': `‸:r "..\\more.sql"
CREATE CERTIFICATE c FROM FILE = N'keys\\c.cer' WITH PRIVATE KEY (FILE = 'c.pvk', DECRYPTION BY PASSWORD = 'x');
CREATE ASSEMBLY a FROM 'bin/a.dll';
CREATE ASSEMBLY b FROM '\\\\host\\share\\b.dll';
`,
    });
    const { text } = analysed.script;
    assert.deepEqual(
      fileLinks(analysed.script).map(({ span, place }) => `${text.slice(span.start, span.end)} ${place}`),
      ['..\\more.sql /more.sql', 'keys\\c.cer /s/keys/c.cer', 'bin/a.dll /s/bin/a.dll'],
    );
  });

  it('is found by name in all scripts', () => {
    const workspace = workspaceWith(parser, {
      'a.sql': 'USE shop; CREATE USER amy WITHOUT LOGIN; CREATE TABLE sales.amounts (a int); CREATE ROLE reamy',
      'b.sql': "CREATE LOGIN [Amy Z] WITH PASSWORD = 'x'; DROP USER amy",
    });
    const found = (query: string): readonly string[] =>
      finish(workspaceSymbols(workspace, query)).map(({ name, sort, container }) =>
        `${sort} ${name} ${container}`.trim(),
      );
    assert.deepEqual(found('amy'), ['login Amy Z', 'user amy shop', 'role reamy shop']);
    assert.deepEqual(found('sam'), ['table sales.amounts shop']);
    assert.equal(found('').length, 4);
  });

  it('lives with what is not understood, and with names that mean harm', () => {
    const long = 'x'.repeat(4000);
    for (const text of [
      `‸CREATE USER [${long}] WITHOUT LOGIN`,
      '‸CREATE USER [[x]](command:a)] WITHOUT LOGIN; CREATE ROLE [<img onerror=1>]; CREATE ROLE [\u202Ex]',
      "‸BEGIN TRY PRINT '",
      '‸/* /* open',
      '‸:r\nCREATE CERTIFICATE c FROM FILE =',
      '‸',
    ]) {
      const { workspace, analysed } = atCursor(parser, { '/a.sql': text });
      for (const { name } of documentSymbols(workspace, analysed)) {
        assert.ok(name.length <= 120);
        assert.doesNotMatch(name, /[\p{Cc}\p{Cf}]/u);
      }
      folds(analysed);
      fileLinks(analysed.script);
      workspace.around('/a.sql', 3);
      workspace.around('/a.sql', 9999);
    }
  });
});
