/** The report of a wrong answer: what leads to the answer is in it, and no name, value or comment of the script. */
import assert from 'node:assert/strict';
import { Redaction } from '../../server/src/features/report/redact';
import { report } from '../../server/src/features/report/report';
import { finish } from '../../server/src/text/finish';
import { Workspace } from '../../server/src/workspace/workspace';
import { testParser } from '../support/parser';

const script = `--# session: login=sa db=master
CREATE LOGIN Zanzibar WITH PASSWORD = 'Sesame-Street-99'; CREATE DATABASE Tombola;
GO
USE Tombola; CREATE USER Zanzibar; CREATE TABLE dbo.Raffles (Prize int); CREATE TABLE dbo.Unrelated (a int)
GRANT SELECT ON dbo.Unrelated TO Zanzibar
GO
EXECUTE AS USER = 'Zanzibar'; REVERT; -- nothing to do with it
EXECUTE AS USER = N'Zanzibar' /* confidential */
SELECT Prize FROM dbo.Raffles WHERE Prize = 123456 AND 'Aunt Sally' = 'x'
`;

describe('report of a wrong answer', () => {
  it('holds what leads to the answer, and nothing of what is private', async () => {
    const parser = await testParser();
    const stage = { login: 'sa', database: 'master', version: '2025', knowledge: 'open', guardDialect: true } as const;
    const workspace = new Workspace(parser, stage);
    workspace.put('a.sql', script);
    const analysed = finish(workspace.analyse('a.sql', { run: 'possible' }))!;
    const about = { version: '1.2.3', server: '2025', knowledge: 'open' };
    const text = report(analysed, script.indexOf('SELECT Prize') + 1, about) ?? '';
    for (const word of [
      'Zanzibar',
      'Tombola',
      'Raffles',
      'Prize',
      'Sally',
      'Sesame',
      '123456',
      'confidential',
      'Unrelated',
    ])
      assert.ok(!text.toLowerCase().includes(word.toLowerCase()), `${word} is in\n${text}`);
    assert.match(text, /^T-SQL Execution Context 1\.2\.3, server 2025, knowledge open/);
    const [, statements = ''] = /```sql\n([\s\S]*?)```/.exec(text) ?? [];
    assert.match(statements, /CREATE DATABASE db1;\nUSE db1;\nCREATE USER principal1;/);
    assert.match(statements, /EXECUTE AS USER = N'principal1';\nSELECT \w+ FROM dbo\.object\d/);
    assert.equal(statements.match(/EXECUTE AS/g)?.length, 1, 'a frame that is over is left out');
    assert.match(
      text,
      /Msg 229: The SELECT permission was denied on the object 'object\d', database 'db1', schema 'dbo'/,
    );
    assert.match(text, /user token: principal1 \(SQL USER, GRANT OR DENY\)/);
  });

  it('gives one stand-in to a name, however it is written', () => {
    const redaction = new Redaction();
    assert.equal(
      redaction.script(
        "SELECT [My Col], \"my col\", MY_COL FROM t WHERE a = 'my col' AND @p = N'it''s' AND b = 0xABCDEF",
      ),
      "SELECT name1, name1, name2 FROM name3 WHERE name4 = 'name1' AND @variable1 = N'name5''name6' AND name7 = 0x00",
    );
  });
});
