/** Who calls what, and as whom the callee runs. */
import assert from 'node:assert/strict';
import { incoming, outgoing, prepareCalls } from '../../server/src/features/navigation/calls';
import type { Parser } from '../../server/src/syntax/parser';
import { finish } from '../../server/src/text/finish';
import { lineIndex } from '../../server/src/text/line-index';
import { atCursor } from '../support/cursor';
import { testParser } from '../support/parser';

const shop = `CREATE LOGIN amy WITH PASSWORD = 'x';
CREATE DATABASE shop;
GO
USE shop;
CREATE USER amy;
CREATE TABLE dbo.t (a int);
GO
CREATE FUNCTION dbo.f () RETURNS int AS BEGIN RETURN 1 END
GO
CREATE PROCEDURE dbo.inner_p AS INSERT INTO dbo.t VALUES (dbo.f());
GO
CREATE PROCEDURE dbo.outer_p WITH EXECUTE AS 'amy' AS EXEC dbo.inner_p; EXEC('EXEC dbo.never');
GO
CREATE PROCEDURE dbo.never AS PRINT 1
GO
CREATE TRIGGER dbo.tr ON dbo.t AFTER INSERT, DELETE AS EXEC dbo.never;
GO
CREATE QUEUE dbo.q WITH ACTIVATION (PROCEDURE_NAME = dbo.never, MAX_QUEUE_READERS = 1, EXECUTE AS 'amy');
GO
EXEC msdb..sp_add_job @job_name = 'nightly';
EXEC msdb..sp_add_jobstep @job_name = 'nightly', @command = N'EXEC dbo.outer_p', @database_name = 'shop';
`;
const use =
  "USE shop;\nGRANT EXECUTE ON dbo.outer_p TO amy;\nGO\nEXEC dbo.outer_p;\nEXEC msdb..sp_start_job 'nightly';\nDELETE dbo.t;\n";

describe('call hierarchy', () => {
  let parser: Parser;
  before(async () => {
    parser = await testParser();
  });

  function ask(mark: string, direction: typeof incoming | typeof outgoing, file = 'shop.sql'): readonly string[] {
    const texts: Record<string, string> = { 'shop.sql': shop, 'use.sql': use };
    texts[file] = texts[file]!.replace(mark.replace('‸', ''), mark);
    const { workspace, analysed, offset } = atCursor(parser, texts);
    const [item] = finish(prepareCalls(workspace, analysed.script, offset));
    return finish(direction(workspace, item!)).map(({ item: { name, sort, detail }, from, script }) => {
      const lines = from.map(({ start }) => lineIndex(script.text).at(start).line);
      return `${sort} ${name}: ${detail} [${lines.join()}]`;
    });
  }

  it('says what a module calls, fires and uses', () => {
    assert.deepEqual(ask('PROCEDURE dbo.inner‸_p', outgoing), [
      'trigger dbo.tr: runs as amy (login amy) @ shop, depth 1, sandboxed [10]',
      'function dbo.f: runs as amy (login amy) @ shop, depth 1, sandboxed [10]',
    ]);
    assert.deepEqual(
      ask('PROCEDURE dbo.out‸er_p', outgoing).map((one) => one.split(':')[0]),
      ['procedure dbo.inner_p', 'procedure dbo.never'],
    );
  });

  it('says what calls a module', () => {
    assert.deepEqual(
      ask('PROCEDURE dbo.ne‸ver', incoming).map((one) => one.split(':')[0]),
      ['procedure dbo.outer_p', 'trigger dbo.tr', 'queue dbo.q'],
    );
    assert.deepEqual(ask('PROCEDURE dbo.out‸er_p', incoming), [
      'job nightly: runs as amy [21]',
      'script use.sql: runs as amy (login amy) @ shop, depth 1, sandboxed [4]',
    ]);
    assert.deepEqual(ask('TRIGGER dbo.t‸r', incoming), [
      'procedure dbo.inner_p: runs as amy (login amy) @ shop, depth 1, sandboxed [10]',
      'script use.sql: runs as dbo (login sa) @ shop [6]',
    ]);
  });

  it('says what a script, a queue and a job start', () => {
    assert.deepEqual(ask('‸USE shop', outgoing, 'use.sql'), [
      'procedure dbo.outer_p: runs as amy (login amy) @ shop, depth 1, sandboxed [4]',
      'job nightly: job [5]',
      'trigger dbo.tr: runs as dbo (login sa) @ shop [6]',
    ]);
    assert.deepEqual(ask('QUEUE dbo.‸q', outgoing), ['procedure dbo.never: runs as amy [18]']);
    assert.deepEqual(ask("sp_add_job @job_name = '‸nightly'", outgoing), ['procedure dbo.outer_p: runs as amy [21]']);
    assert.deepEqual(ask("sp_start_job '‸nightly'", incoming, 'use.sql'), ['script use.sql:  [5]']);
  });

  it('says what no name says: triggers of the database, what SEND activates', () => {
    const text = `CREATE DATABASE shop
GO
USE shop
GO
CREATE PROCEDURE dbo.work AS PRINT 1
GO
CREATE QUEUE dbo.q WITH ACTIVATION (STATUS = ON, PROCEDURE_NAME = dbo.work, MAX_QUEUE_READERS = 1, EXECUTE AS OWNER)
CREATE SERVICE s ON QUEUE dbo.q ([DEFAULT])
GO
CREATE TRIGGER made ON DATABASE FOR CREATE_TABLE AS PRINT 2
GO
CREATE TABLE dbo.t (a int)
DECLARE @h uniqueidentifier
BEGIN DIALOG CONVERSATION @h FROM SERVICE s TO SERVICE 's' ON CONTRACT [DEFAULT];
SEND ON CONVERSATION @h ('x');
`;
    const { workspace, analysed } = atCursor(parser, { 'a.sql': `‸${text}` });
    const [item] = finish(prepareCalls(workspace, analysed.script, 0));
    const found = finish(outgoing(workspace, item!)).map(({ item: { name, detail }, from }) => {
      const words = from.map(({ start, end }) => analysed.script.text.slice(start, end));
      return `${words}: ${name}, ${detail}`;
    });
    assert.deepEqual(found, [
      'CREATE: made, runs as dbo (login sa) @ shop',
      'SEND: dbo.work, runs as dbo (login sa) @ shop, sandboxed',
    ]);
  });
});
