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

describe('what else nobody sees', () => {
  let parser: Parser;
  before(async () => {
    parser = await createParser(readGrammarFiles());
  });
  const outcome = (script: string, changes = {}): string =>
    traced(parser, stage + script, changes).statements.at(-1)!.outcome;
  /** Whether somebody who is not there is still an error behind this. */
  const behind = (script: string): string => outcome(`${script}\nGO\nEXECUTE AS USER = 'nobody';`);
  const shell =
    "EXEC sp_configure 'show advanced options', 1; RECONFIGURE; EXEC sp_configure 'xp_cmdshell', 1; RECONFIGURE;\n";

  it('may have changed anything', () => {
    for (const script of [
      'DECLARE @p sysname = (SELECT TOP (1) body FROM dbo.texts); EXEC @p;',
      "EXEC sp_MSforeachdb 'PRINT 1';",
      "EXEC sys.sp_msforeachtable N'PRINT 1';",
      "EXEC xp_made_by_somebody 'x';",
      `${shell}EXEC master..xp_cmdshell 'sqlcmd -i grants.sql';`,
      `${shell}EXEC xp_cmdshell 'dir & c:\\tools\\setup.exe';`,
      `${shell}DECLARE @c nvarchar(99) = (SELECT TOP (1) body FROM dbo.texts); EXEC xp_cmdshell @c;`,
      'GRANT <rights, , SELECT> ON dbo.t TO low;',
      ') SELECT 1;',
      'DECLARE @n sysname = (SELECT TOP (1) body FROM dbo.texts); EXEC sp_rename @n, @n;',
    ])
      assert.equal(behind(script), 'unknown', script);
  });
  it('changed nothing where it only reads, or did not run', () => {
    for (const script of [
      'EXEC sp_help; EXEC sp_who2; EXEC sp_helpsomething;',
      "EXEC xp_fileexist 'x'; EXEC master.dbo.xp_regread 'a', 'b';",
      `${shell}EXEC xp_cmdshell 'dir c:\\data | find "x"';`,
      "EXEC xp_cmdshell 'sqlcmd -i grants.sql';", // it is off
      'EXEC dbo.not_there;',
    ])
      assert.equal(behind(script), 'error', script);
  });
  it('may be a procedure of an open database, under a clause of its own', () => {
    const call = "EXECUTE AS USER = 'clerk';\nEXEC dbo.work;\nREVERT;\nUSE shop;\n";
    const asked = (script: string): string =>
      outcome(`${script}EXECUTE AS USER = 'low';\nSELECT id FROM dbo.t;`, { knowledge: 'open' });
    assert.equal(asked('USE Other;\nUSE shop;\n'), 'error');
    assert.equal(asked(`USE Other;\n${call}`), 'unknown');
    assert.equal(asked(`USE Other;\nALTER DATABASE Other SET TRUSTWORTHY OFF;\n${call}`), 'error');
  });
  it('may be managed code, as far as its frame may', () => {
    const make = (set: string): string =>
      `EXEC sp_configure 'clr enabled', 1; RECONFIGURE; EXEC sp_configure 'clr strict security', 0; RECONFIGURE;
ALTER DATABASE shop SET TRUSTWORTHY ON;
CREATE ASSEMBLY tools FROM 'd:\\tools.dll' WITH PERMISSION_SET = ${set};
GO
CREATE PROCEDURE dbo.managed AS EXTERNAL NAME tools.[T.P].run;
GO
GRANT EXECUTE ON dbo.managed TO low;
`;
    const call = "EXECUTE AS USER = 'low';\nEXEC dbo.managed;\nREVERT;";
    assert.equal(behind(`${make('SAFE')}EXEC dbo.managed;`), 'unknown');
    assert.equal(behind(`${make('SAFE')}${call}`), 'error');
    assert.equal(behind(`${make('UNSAFE')}${call}`), 'unknown');
  });
});

describe('what other scripts do unseen', () => {
  let parser: Parser;
  before(async () => {
    parser = await createParser(readGrammarFiles());
  });
  const make = 'CREATE DATABASE shop;\nGO\nUSE shop;\nCREATE TABLE dbo.t (id int);\nGO\n';
  const use = "USE shop;\nGO\nEXECUTE AS USER = 'nobody';";
  const behind = (other: string): string => {
    const catalogs = [
      { file: 'make.sql', text: make },
      { file: 'other.sql', text: other },
    ];
    return traced(parser, use, { catalogs }).statements.at(-1)!.outcome;
  };

  it('may be what a script relies on', () => {
    for (const other of [
      'USE shop;\nEXEC (@sql);',
      "USE shop;\nEXEC ('CREATE USER nobody WITHOUT LOGIN');",
      'USE shop;\nDECLARE @p sysname;\nIF 1 = 1 EXEC @p;',
      "EXEC sp_MSforeachdb 'PRINT 1';\nUSE shop;\nEXEC sp_MSforeachdb 'PRINT 1';",
      'USE shop;\nGRANT <right, , SELECT> TO you;',
      'USE shop;\n:r not-there.sql',
    ])
      assert.equal(behind(other), 'unknown', other);
  });
  it('is nothing where it stands elsewhere, or in a body that nobody runs', () => {
    for (const other of [
      'CREATE DATABASE other;\nGO\nUSE other;\nEXEC (@sql);',
      "USE shop;\nEXEC ('SELECT 1');",
      'USE shop;\nGO\nCREATE PROCEDURE dbo.p @sql nvarchar(max) AS EXEC (@sql);',
    ])
      assert.equal(behind(other), 'error', other);
  });
});
