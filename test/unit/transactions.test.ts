/** Transactions of which it is not known whether they are open. */
import assert from 'node:assert/strict';
import { coverageOf } from '../../server/src/rules/coverage';
import type { Parser } from '../../server/src/syntax/parser';
import { finish } from '../../server/src/text/finish';
import { Workspace } from '../../server/src/workspace/workspace';
import { testParser } from '../support/parser';

const stage = { login: 'sa', database: 'master', version: '2025', knowledge: 'complete', guardDialect: true } as const;

describe('a transaction that may be open', () => {
  let parser: Parser;
  before(async () => {
    parser = await testParser();
  });

  it('does not grow from round to round where it is cleaned up, so the contexts at a label settle', () => {
    const workspace = new Workspace(parser, stage);
    workspace.put(
      'drain.sql',
      `CREATE DATABASE d;
GO
USE d;
GO
CREATE TABLE dbo.queue (item int);
GO
CREATE PROCEDURE dbo.drain WITH EXECUTE AS OWNER AS
DECLARE @item int;
WHILE 1 = 1
BEGIN
    SELECT @item = item FROM dbo.queue;
    BEGIN TRY
        BEGIN TRANSACTION;
        DELETE dbo.queue WHERE item = @item;
        COMMIT TRANSACTION;
    END TRY
    BEGIN CATCH
        IF @@TRANCOUNT > 0
            ROLLBACK TRANSACTION;
        GOTO next_item;
    END CATCH
    next_item:
    IF @item IS NULL
        GOTO finish;
END
finish:
SELECT COUNT(*) FROM dbo.queue;
`,
    );
    const analysed = finish(workspace.analyse('drain.sql', { run: 'possible' }))!;
    const { undecided, reasons } = coverageOf('drain.sql', analysed.analysis);
    assert.deepEqual([undecided, reasons.map(({ text }) => text)], [0, []]);
  });
});
