/** Renames: in the spelling of each place, or refused with a reason. */
import assert from 'node:assert/strict';
import { prepareRename, rename } from '../../server/src/features/navigation/rename';
import type { Parser } from '../../server/src/syntax/parser';
import { finish } from '../../server/src/text/finish';
import { atCursor } from '../support/cursor';
import { testParser } from '../support/parser';

type Texts = Readonly<Record<string, string>>;
const mayWrite = (uri: string) => (uri.startsWith('package') ? 'not a file of the workspace' : 'yes') as 'yes';

describe('rename', () => {
  let parser: Parser;
  before(async () => {
    parser = await testParser();
  });

  /** The texts behind a rename, or why there is none. */
  function renamed(texts: Texts, to: string): Texts | string {
    const { workspace, analysed, offset } = atCursor(parser, texts);
    const found = finish(rename(workspace, analysed, offset, { to, mayWrite }));
    if ('refused' in found) return found.refused;
    const after: Record<string, string> = {};
    for (const script of workspace.scripts()) {
      const edits = found.edits.filter((one) => one.script.uri === script.uri);
      after[script.uri] = edits
        .toSorted((a, b) => b.span.start - a.span.start)
        .reduce((text, { span, text: put }) => text.slice(0, span.start) + put + text.slice(span.end), script.text);
    }
    return after;
  }
  const one = (text: string, to: string): string => {
    const after = renamed({ 'a.sql': text }, to);
    return typeof after === 'string' ? after : after['a.sql']!;
  };

  it('keeps the quotes of each place', () => {
    const text = `USE shop
CREATE USER a‸my WITHOUT LOGIN
GRANT CONTROL ON USER::[amy] TO "amy" -- not this amy
EXECUTE AS USER = N'amy'
EXEC('EXECUTE AS USER = ''amy''; EXEC(''DROP USER [amy]'')')
EXEC sp_addrolemember 'r', 'amy'
EXEC sp_addrolemember r, amy
GO
CREATE PROCEDURE p WITH EXECUTE AS 'amy' AS SELECT amy.a FROM t AS amy
`;
    assert.equal(
      one(text, "o'b]x"),
      `USE shop
CREATE USER [o'b]]x] WITHOUT LOGIN
GRANT CONTROL ON USER::[o'b]]x] TO "o'b]x" -- not this amy
EXECUTE AS USER = N'o''b]x'
EXEC('EXECUTE AS USER = ''o''''b]x''; EXEC(''DROP USER [o''''b]]x]'')')
EXEC sp_addrolemember 'r', 'o''b]x'
EXEC sp_addrolemember r, [o'b]]x]
GO
CREATE PROCEDURE p WITH EXECUTE AS 'o''b]x' AS SELECT amy.a FROM t AS amy
`,
    );
    assert.match(one(text, 'select'), /CREATE USER \[select\]/);
    assert.match(one(text, 'мария'), /CREATE PROCEDURE p WITH EXECUTE AS N'мария'/);
  });

  it('keeps the login of a user that was named for it, and the user of a login', () => {
    const text = "CREATE LOGIN amy WITH PASSWORD = 'x'\nGO\nUSE shop\nCREATE USER amy\nGRANT SELECT TO amy\n";
    assert.equal(
      one(text.replace('LOGIN amy', 'LOGIN ‸amy'), 'eve'),
      "CREATE LOGIN eve WITH PASSWORD = 'x'\nGO\nUSE shop\nCREATE USER amy FOR LOGIN eve\nGRANT SELECT TO amy\n",
    );
    assert.equal(
      one(text.replace('TO amy', 'TO ‸amy'), 'eve'),
      "CREATE LOGIN amy WITH PASSWORD = 'x'\nGO\nUSE shop\nCREATE USER eve FOR LOGIN amy\nGRANT SELECT TO eve\n",
    );
  });

  it('renames in all scripts, in headers too, and only the thing that is meant', () => {
    const after = renamed(
      {
        'a.sql': "CREATE LOGIN ‸amy WITH PASSWORD = 'x'\nCREATE LOGIN amyx WITH PASSWORD = 'x'",
        'b.sql': "--# session: login=amy db=shop\nEXECUTE AS LOGIN = 'amy'; CREATE USER amy WITHOUT LOGIN",
      },
      'eve two',
    );
    assert.deepEqual(after, {
      'a.sql': "CREATE LOGIN [eve two] WITH PASSWORD = 'x'\nCREATE LOGIN amyx WITH PASSWORD = 'x'",
      'b.sql': "--# session: login='eve two' db=shop\nEXECUTE AS LOGIN = 'eve two'; CREATE USER amy WITHOUT LOGIN",
    });
  });

  it('renames whom conditions compare', () => {
    assert.equal(
      one(
        "CREATE LOGIN amy WITH PASSWORD = 'x'; USE a; CREATE USER ‸amy WITHOUT LOGIN; IF USER_NAME() <> N'amy' AND SUSER_SNAME() = 'amy' PRINT 'amy'",
        'eve',
      ),
      "CREATE LOGIN amy WITH PASSWORD = 'x'; USE a; CREATE USER eve WITHOUT LOGIN; IF USER_NAME() <> N'eve' AND SUSER_SNAME() = 'amy' PRINT 'amy'",
    );
  });

  it('renames certificates and modules', () => {
    assert.equal(
      one(
        "USE a\nCREATE CERTIFICATE c‸x WITH SUBJECT = 'cx'\nADD SIGNATURE TO p BY CERTIFICATE cx\nSELECT CERT_ID('cx')",
        'n',
      ),
      "USE a\nCREATE CERTIFICATE n WITH SUBJECT = 'cx'\nADD SIGNATURE TO p BY CERTIFICATE n\nSELECT CERT_ID('n')",
    );
    assert.equal(
      one("USE a\nGO\nCREATE PROC dbo.p AS SELECT 1\nGO\nEXEC a.dbo.[‸p]; EXEC p; SELECT OBJECT_ID(N'[dbo].[p]')", 'q'),
      "USE a\nGO\nCREATE PROC dbo.q AS SELECT 1\nGO\nEXEC a.dbo.[q]; EXEC q; SELECT OBJECT_ID(N'[dbo].[q]')",
    );
  });

  for (const [why, texts, reason] of [
    ['made elsewhere', { 'a.sql': "EXECUTE AS LOGIN = '‸amy'" }, /No script of the workspace makes amy/],
    ['no name', { 'a.sql': 'SEL‸ECT 1' }, /Only principals/],
    ['a table', { 'a.sql': 'CREATE TABLE ‸t (a int)' }, /t is none of them/],
    ['a Windows login', { 'a.sql': 'CREATE LOGIN [d\\a‸my] FROM WINDOWS' }, /Windows or a directory/],
    [
      'text that is put together',
      { 'a.sql': "CREATE USER ‸amy WITHOUT LOGIN\nDECLARE @s nvarchar(99) = N'GRANT ' + @p + N' TO amy' EXEC(@s)" },
      /line 2 of a.sql: the name stands in a text/,
    ],
    [
      'a question to the system that is not followed',
      { 'a.sql': "CREATE USER ‸amy WITHOUT LOGIN\nSELECT 1 FROM sys.database_principals AS p WHERE p.name LIKE 'amy'" },
      /line 2 of a.sql: the system is asked/,
    ],
    [
      'a text that is compared',
      { 'a.sql': "CREATE USER ‸amy WITHOUT LOGIN\nDECLARE @who sysname = USER_NAME()\nIF @who = 'amy' PRINT 1" },
      /line 3 of a.sql: a text of these letters is compared/,
    ],
    [
      'a login that is a user by its own name',
      { 'a.sql': "CREATE LOGIN ‸amy WITH PASSWORD = 'x'\nIF USER_NAME() = 'amy' PRINT 1" },
      /Line 2 of a.sql may mean it by that name/,
    ],
    [
      'a name from several variables',
      {
        'a.sql':
          "CREATE USER ‸amy WITHOUT LOGIN\nDECLARE @a sysname = 'am', @b sysname\nSET @b = @a + 'y'\nEXECUTE AS USER = @b",
      },
      /Line 4 of a.sql puts the name amy together/,
    ],
    ['what the server has', { 'a.sql': 'CREATE USER ‸guest' }, /guest is the server's own/],
    [
      'a database where no script makes such a user',
      { 'a.sql': 'USE shop; CREATE USER ‸amy WITHOUT LOGIN', 'b.sql': 'DROP USER amy' },
      /Line 1 of b.sql may mean this amy: no script makes another one there/,
    ],
    [
      'a text that is handed over',
      { 'a.sql': "CREATE USER ‸amy WITHOUT LOGIN\nEXEC dbo.give 'amy'" },
      /line 2 of a.sql: the name is handed over/,
    ],
    [
      'a statement that is not understood',
      { 'a.sql': 'CREATE USER ‸amy WITHOUT LOGIN\nGO\nCREATE TRIGER x ON amy FOR (' },
      /line 3 of a.sql: /,
    ],
    [
      'a database that is not known',
      { 'a.sql': 'USE shop; CREATE USER ‸amy WITHOUT LOGIN', 'b.sql': 'USE $(x)\nGO\nDROP USER amy' },
      /Line 3 of b.sql may mean this amy or another one/,
    ],
    [
      'a variable of SQLCMD',
      { 'a.sql': ':setvar U amy\nUSE shop; CREATE USER ‸amy WITHOUT LOGIN; DROP USER $(U)' },
      /Line 2 of a.sql puts the name amy together/,
    ],
    [
      'a rename on the server',
      { 'a.sql': 'CREATE USER ‸amy WITHOUT LOGIN\nALTER USER amy WITH NAME = eve' },
      /Line 2 of a.sql gives amy another name/,
    ],
    [
      'a schema of the same name',
      { 'a.sql': 'CREATE USER ‸amy WITHOUT LOGIN\nGO\nCREATE SCHEMA AUTHORIZATION amy' },
      /Line 3 of a.sql uses the name for something else/,
    ],
    [
      'a name that is taken',
      { 'a.sql': 'CREATE USER ‸amy WITHOUT LOGIN; CREATE USER eve WITHOUT LOGIN' },
      /makes eve already/,
    ],
    [
      'columns behind the name of a view',
      { 'a.sql': 'USE a\nGO\nCREATE VIEW dbo.‸v AS SELECT 1 a\nGO\nSELECT v.a FROM v' },
      /line 5 of a.sql: columns are written/,
    ],
    [
      'a package',
      { 'a.sql': 'DROP USER ‸amy', 'package.sql': 'CREATE USER amy WITHOUT LOGIN' },
      /not a file of the workspace/,
    ],
  ] as const)
    it(`is refused: ${why}`, () => {
      const { workspace, analysed, offset } = atCursor(parser, texts);
      const found = finish(rename(workspace, analysed, offset, { to: 'eve', mayWrite }));
      assert.match('refused' in found ? found.refused : JSON.stringify(found.edits.map(({ text }) => text)), reason);
    });

  it('prepares: the name without its delimiters', () => {
    const { workspace, analysed, offset } = atCursor(parser, {
      'a.sql': "CREATE USER amy WITHOUT LOGIN; EXECUTE AS USER = N'‸amy'",
    });
    assert.deepEqual(finish(prepareRename(workspace, analysed, offset, mayWrite)), {
      span: { start: 51, end: 54 },
      name: 'amy',
    });
  });

  it('is refused for no name, or one that is too long', () => {
    assert.match(one('CREATE USER ‸amy WITHOUT LOGIN', ' '), /needed/);
    assert.match(one('CREATE USER ‸amy WITHOUT LOGIN', 'x'.repeat(129)), /128/);
  });
});
