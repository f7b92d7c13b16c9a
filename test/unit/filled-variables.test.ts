/** A variable that gets a value of data is not known any more: the value that it had before is no answer. */
import assert from 'node:assert/strict';
import type { Parser } from '../../server/src/syntax/parser';
import { testParser } from '../support/parser';
import { traced } from '../support/traced';

describe('variables that rows fill', () => {
  let parser: Parser;
  before(async () => {
    parser = await testParser();
  });
  const impersonated = (filling: string): string => {
    const text = `CREATE LOGIN amy WITH PASSWORD = 'x';\nGO\nDECLARE @who sysname = 'amy';\n${filling}\nEXECUTE AS LOGIN = @who;`;
    return traced(parser, text).statements.at(-1)!.outcome;
  };

  it('keep what they had where nothing fills them', () => assert.equal(impersonated('UPDATE #t SET n = @who;'), 'ok'));
  for (const filling of [
    'DECLARE c CURSOR FOR SELECT n FROM #t; OPEN c; FETCH NEXT FROM c INTO @who;',
    'UPDATE #t SET @who = n;',
    "UPDATE #t SET @who = n = n + N'x';",
    'SELECT @who = n FROM #t;',
    'RECEIVE TOP (1) @who = message_type_name FROM dbo.q;',
    "EXEC sys.sp_executesql N'SELECT @x = n FROM #t', N'@x sysname OUTPUT', @who OUTPUT;",
  ]) {
    it(`are unknown behind ${filling}`, () =>
      assert.equal(impersonated(`CREATE QUEUE dbo.q;\nCREATE TABLE #t (n sysname);\n${filling}`), 'unknown'));
  }
});
