/** Behind a dynamic batch of unknown text, what it could have changed is not known (UNK-3). */
import assert from 'node:assert/strict';
import { readGrammarFiles } from '../../server/src/lsp/grammar-files';
import { createParser, type Parser } from '../../server/src/syntax/parser';
import { traced } from '../support/traced';

const stage = `
CREATE LOGIN low WITH PASSWORD = 'x';
GO
CREATE DATABASE shop;
GO
USE shop;
CREATE USER low FOR LOGIN low;
CREATE TABLE dbo.t (id int);
CREATE TABLE dbo.texts (body nvarchar(max));
GRANT SELECT ON dbo.texts TO low;
GO
`;

describe('dynamic SQL of unknown text', () => {
  let parser: Parser;
  before(async () => {
    parser = await createParser(readGrammarFiles());
  });

  /** The outcome of the last statement. */
  const last = (script: string): string => {
    const { statements } = traced(parser, stage + script);
    return statements.at(-1)!.outcome;
  };
  const run = 'DECLARE @s nvarchar(max) = (SELECT TOP (1) body FROM dbo.texts);\nEXEC (@s);\nGO\n';

  it('may have made what was missing, where the frame could', () => {
    assert.equal(last("EXECUTE AS USER = 'nobody';"), 'error');
    assert.equal(last(`${run}EXECUTE AS USER = 'nobody';`), 'unknown');
    assert.equal(
      last(`${run.replace('EXEC (@s)', 'EXEC sys.sp_executesql @s')}EXECUTE AS LOGIN = 'nobody';`),
      'unknown',
    );
  });

  it('may have granted what was not', () => {
    assert.equal(last("EXECUTE AS USER = 'low';\nSELECT id FROM dbo.t;"), 'error');
    assert.equal(last(`${run}EXECUTE AS USER = 'low';\nSELECT id FROM dbo.t;`), 'unknown');
  });

  it('changed nothing in a frame that may change nothing', () => {
    assert.equal(last(`EXECUTE AS USER = 'low';\n${run}SELECT id FROM dbo.t;`), 'error');
    assert.equal(last(`${run.replace('EXEC (@s)', "EXEC (@s) AS USER = 'low'")}EXECUTE AS USER = 'nobody';`), 'error');
  });

  it('leaves the context as it was', () => {
    assert.equal(last(`EXECUTE AS USER = 'low';\n${run}REVERT;`), 'ok');
    assert.equal(last(`EXECUTE AS USER = 'low';\n${run}REVERT;\nREVERT;`), 'noop');
  });
});
