/** Databases and keys that come from elsewhere: what no script says of them is not known (UNK-11, UNK-20, PRN-46). */
import assert from 'node:assert/strict';
import type { Thumbprint } from '../../server/src/catalog/model';
import { mayBeSame } from '../../server/src/catalog/same-key';
import type { Parser } from '../../server/src/syntax/parser';
import { finish } from '../../server/src/text/finish';
import { fold } from '../../server/src/text/name';
import { testParser } from '../support/parser';
import { workspaceWith } from '../support/stage';
import { traced } from '../support/traced';

describe('databases from elsewhere', () => {
  let parser: Parser;
  before(async () => {
    parser = await testParser();
  });
  const last = (script: string) => traced(parser, `CREATE DATABASE known;\nGO\n${script}`).statements.at(-1)!;
  const outcome = (script: string): string => last(script).outcome;
  const brought = {
    attached: "CREATE DATABASE d ON (FILENAME = N'd.mdf') FOR ATTACH",
    'attached without a log': "CREATE DATABASE d ON (FILENAME = N'd.mdf') FOR ATTACH_REBUILD_LOG",
    snapshot: "CREATE DATABASE d ON (NAME = k, FILENAME = N'd.ss') AS SNAPSHOT OF known",
    copy: 'CREATE DATABASE d AS COPY OF known',
    'copy of another server': 'CREATE DATABASE d AS COPY OF there.known',
    restored: "RESTORE DATABASE d FROM DISK = N'd.bak'",
    'restored over': "CREATE DATABASE d;\nRESTORE DATABASE d FROM DISK = N'd.bak' WITH REPLACE",
    'attached by a procedure': "EXEC sp_attach_db N'd', N'd.mdf'",
    'attached from one file': "EXEC master.dbo.sp_attach_single_file_db @dbname = N'd', @physname = N'd.mdf'",
  };

  it('may hold anything', () => {
    assert.equal(outcome("CREATE DATABASE d;\nGO\nUSE d;\nEXECUTE AS USER = 'somebody';"), 'error');
    for (const [how, statement] of Object.entries(brought)) {
      for (const use of [
        "EXECUTE AS USER = 'somebody';",
        'SELECT a FROM dbo.something;',
        'GRANT SELECT ON dbo.something TO somebody;',
      ])
        assert.equal(outcome(`${statement};\nGO\nUSE d;\n${use}`), 'unknown', `${how}: ${use}`);
    }
  });
  it('may have a dbo without a login, until they get an owner', () => {
    const module = 'GO\nUSE d;\nGO\nCREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS SELECT 1;\nGO\n';
    for (const how of ['attached', 'restored', 'restored over', 'attached by a procedure'] as const) {
      const start = `${brought[how]};\n${module}`;
      assert.equal(outcome(`${start}EXECUTE AS USER = 'dbo';`), 'unknown', how);
      const owned = `${start}ALTER AUTHORIZATION ON DATABASE::d TO sa;\n`;
      assert.equal(outcome(`${owned}EXECUTE AS USER = 'dbo';`), 'ok', how);
      const calls = traced(parser, `${start}EXEC dbo.p;\n`).statements.filter(({ kind }) => kind === 'execute');
      assert.match(calls.at(-1)?.reason ?? '', /'dbo' with which d came/, how);
    }
  });
  it('are not looked into for what RESTORE only reads, and any may be meant by a variable', () => {
    assert.equal(outcome("RESTORE HEADERONLY FROM DISK = N'd.bak';\nUSE known;\nEXECUTE AS USER = 'x';"), 'error');
    const any = "DECLARE @d sysname = (SELECT a FROM t);\nRESTORE DATABASE @d FROM DISK = N'd.bak';\nGO\n";
    assert.equal(outcome(`${any}USE known;\nEXECUTE AS USER = 'x';`), 'unknown');
  });

  const opened = (files: Readonly<Record<string, string>>, database: string) =>
    finish(
      workspaceWith(parser, files, { knowledge: 'open' }).analyse(Object.keys(files).at(-1)!, { run: 'possible' }),
    )!.start.databases.get(fold(database))?.knowledge;
  it('may have been there where it is made under a condition, also by another script', () => {
    const maybe = "IF DB_ID(N'd') IS NULL\n  CREATE DATABASE d;\nGO\n";
    assert.equal(opened({ 'a.sql': maybe, 'b.sql': 'USE d;' }, 'd'), 'open');
    assert.equal(opened({ 'a.sql': 'CREATE DATABASE d;', 'b.sql': 'USE d;' }, 'd'), 'complete');
    assert.equal(opened({ 'a.sql': maybe, 'c.sql': 'CREATE DATABASE d;', 'b.sql': 'USE d;' }, 'd'), 'complete');
    const restored = {
      'a.sql': "CREATE DATABASE d;\nRESTORE DATABASE d FROM DISK = N'x' WITH REPLACE;",
      'b.sql': 'USE d;',
    };
    assert.equal(opened(restored, 'd'), 'open');
    const own = traced(parser, `${maybe}USE d;\nGO\nEXECUTE AS USER = 'somebody';`, { knowledge: 'open' });
    assert.equal(own.statements.at(-1)!.outcome, 'unknown');
  });
});

describe('keys from files', () => {
  const same = (a: string, b: string): boolean => mayBeSame(a as Thumbprint, b as Thumbprint);

  it('may be the same as others that nobody can compare', () => {
    for (const [a, b] of [
      ['file:a.cer', 'file:b.cer'],
      ['file:a.cer', 'binary:0x30'],
      ['file:a.snk', 'assembly:d.tools'],
      ['copied:a.cer', 'certificate:d.made'],
      ['unread:d.a', 'certificate:d.made'],
    ] as const)
      assert.deepEqual([same(a, b), same(b, a)], [true, true], `${a} ${b}`);
  });
  it('are not the same as what is made, or has other bytes', () => {
    for (const [a, b] of [
      ['file:a.cer', 'file:a.cer'],
      ['file:a.cer', 'certificate:d.made'],
      ['binary:0x30', 'binary:0x31'],
      ['certificate:d.made', 'certificate:d.other'],
    ] as const)
      assert.deepEqual([same(a, b), same(b, a)], [false, false], `${a} ${b}`);
  });
});
