/** What a name means at its place: definitions, declarations, references, highlights. */
import assert from 'node:assert/strict';
import { declaration, definition } from '../../server/src/features/navigation/definition';
import { highlights, references } from '../../server/src/features/navigation/references';
import { workspaceSymbols } from '../../server/src/features/navigation/symbols';
import type { Parser } from '../../server/src/syntax/parser';
import { finish } from '../../server/src/text/finish';
import { symbolsOf } from '../../server/src/workspace/symbols/index';
import { Workspace } from '../../server/src/workspace/workspace';
import { atCursor, shown } from '../support/cursor';
import { testParser } from '../support/parser';
import { stage, workspaceWith } from '../support/stage';

const people = `CREATE LOGIN amy WITH PASSWORD = 'x';
CREATE DATABASE shop;
CREATE DATABASE store;
GO
USE shop;
CREATE USER amy;
CREATE ROLE clerks;
GO
USE store;
CREATE USER amy FOR LOGIN amy;
`;

describe('navigation', () => {
  let parser: Parser;
  before(async () => {
    parser = await testParser();
  });
  const defined = (texts: Readonly<Record<string, string>>): readonly string[] => {
    const { workspace, analysed, offset } = atCursor(parser, texts);
    return finish(definition(workspace, analysed, offset)).map(shown);
  };
  const declared = (texts: Readonly<Record<string, string>>): readonly string[] => {
    const { workspace, analysed, offset } = atCursor(parser, texts);
    return finish(declaration(workspace, analysed, offset)).map(shown);
  };
  const referred = (texts: Readonly<Record<string, string>>): readonly string[] => {
    const { workspace, analysed, offset } = atCursor(parser, texts);
    return finish(references(workspace, analysed, offset, { declarations: 'with' })).map(shown);
  };

  for (const [what, text, where] of [
    ['a user in a literal', "USE shop; EXECUTE AS USER = 'a‸my';", 'people.sql:6 amy'],
    ['the user of the other database', "USE store; EXECUTE AS USER = 'a‸my';", 'people.sql:10 amy'],
    ['a login in a literal', "USE shop; EXECUTE AS LOGIN = N'‸amy';", 'people.sql:1 amy'],
    ['a clause', "USE shop\nGO\nCREATE PROCEDURE p WITH EXECUTE AS 'amy‸' AS SELECT 1", 'people.sql:6 amy'],
    ['a securable', 'USE store; GRANT IMPERSONATE ON USER::a‸my TO public;', 'people.sql:10 amy'],
    ['a login as a securable', 'USE store; DENY IMPERSONATE ON LOGIN::[a‸my] TO sa;', 'people.sql:1 amy'],
    ['a server permission', 'GRANT VIEW SERVER STATE TO a‸my;', 'people.sql:1 amy'],
    ['a member', 'USE shop; ALTER ROLE clerks ADD MEMBER a‸my;', 'people.sql:6 amy'],
    ['a role', 'USE shop; ALTER ROLE cl‸erks ADD MEMBER amy;', 'people.sql:7 clerks'],
    ['an argument', "USE shop; EXEC sp_addrolemember @membername = 'a‸my', @rolename = 'clerks';", 'people.sql:6 amy'],
    ['an argument in another database', "EXEC store..sp_dropuser 'a‸my';", 'people.sql:10 amy'],
    ['a function', "USE shop; SELECT USER_ID('am‸y');", 'people.sql:6 amy'],
    [
      'a view',
      "IF EXISTS (SELECT 1 FROM store.sys.database_principals WHERE name = N'am‸y') PRINT 1",
      'people.sql:10 amy',
    ],
    ['dynamic SQL', "USE shop; EXEC('EXECUTE AS USER = ''am‸y''');", 'people.sql:6 amy'],
    ['dynamic SQL in dynamic SQL', "EXEC('USE store; EXEC(''REVOKE CONNECT FROM am‸y'')');", 'people.sql:10 amy'],
    [
      'a variable',
      "USE shop; DECLARE @s nvarchar(9) = N'DROP USER ' + N'am‸y'; EXEC sp_executesql @s;",
      'people.sql:6 amy',
    ],
    ['another place', "EXEC store.sys.sp_executesql N'DROP USER a‸my';", 'people.sql:10 amy'],
    [
      'a step of a job',
      "EXEC msdb..sp_add_jobstep @job_name = 'j', @command = N'DROP USER a‸my', @database_name = 'shop';",
      'people.sql:6 amy',
    ],
    ['the stage', '--# session: login=a‸my db=shop\nSELECT 1', 'people.sql:1 amy'],
    ['the database of a stage', '--# session: login=amy db=‸shop\nSELECT 1', 'people.sql:2 shop'],
  ] as const)
    it(`finds what is meant by ${what}`, () => {
      assert.deepEqual(defined({ 'people.sql': people, 'use.sql': text }), [where]);
    });

  it('offers each that may be meant where the database is not known', () => {
    const texts = { 'people.sql': people, 'use.sql': "USE $(Target)\nGO\nEXECUTE AS USER = 'am‸y';" };
    assert.deepEqual(defined(texts), ['people.sql:6 amy', 'people.sql:10 amy']);
    assert.deepEqual(referred(texts), ["use.sql:3 'amy'"]);
  });

  it('does not know the database behind a USE of one branch', () => {
    const texts = { 'people.sql': people, 'use.sql': "USE shop; IF @@SERVERNAME = 'x' USE store; DROP USER am‸y" };
    assert.deepEqual(referred(texts), ['use.sql:1 amy']);
  });

  it('takes the database in which the statement runs', () => {
    const texts = {
      'people.sql': people,
      'use.sql': "USE shop; EXECUTE AS USER = 'amy'; USE store; REVERT; EXECUTE AS USER = 'a‸my';",
    };
    assert.deepEqual(defined(texts), ['people.sql:6 amy']);
  });

  it('goes from a user to its login, from a synonym to its table', () => {
    const objects = 'USE shop\nGO\nCREATE TABLE dbo.t (a int)\nGO\nCREATE SYNONYM dbo.s FOR dbo.t\n';
    assert.deepEqual(declared({ 'people.sql': people, 'use.sql': 'USE shop; DROP USER a‸my' }), ['people.sql:1 amy']);
    assert.deepEqual(declared({ 'o.sql': objects, 'use.sql': 'USE shop; SELECT a FROM ‸s' }), ['o.sql:3 t']);
    assert.deepEqual(defined({ 'o.sql': objects, 'use.sql': 'USE shop; SELECT a FROM ‸s' }), ['o.sql:5 s']);
    assert.deepEqual(declared({ 'o.sql': objects, 'use.sql': 'USE shop; SELECT a FROM ‸t' }), ['o.sql:3 t']);
  });

  it('finds modules by schema, those in the text of others too', () => {
    const modules = {
      'm.sql':
        'USE shop\nGO\nCREATE SCHEMA sales\nGO\nCREATE PROCEDURE sales.p AS EXEC q\nGO\nCREATE PROCEDURE dbo.q AS EXEC sales.p\nGO\nCREATE PROCEDURE sales.q AS SELECT 1\n',
    };
    assert.deepEqual(defined({ ...modules, 'use.sql': 'USE shop; EXEC ‸q' }), ['m.sql:7 q']);
    assert.deepEqual(defined({ 'use.sql': modules['m.sql'].replace('EXEC q', 'EXEC ‸q') }), ['use.sql:9 q']);
    assert.deepEqual(referred({ ...modules, 'use.sql': "EXEC shop.sales.‸p; SELECT OBJECT_ID('shop.sales.p')" }), [
      'm.sql:5 p',
      'm.sql:7 p',
      'use.sql:1 p',
      'use.sql:1 p',
    ]);
    assert.deepEqual(defined({ ...modules, 'use.sql': 'USE shop; GRANT EXECUTE ON SCHEMA::sal‸es TO public' }), [
      'm.sql:3 sales',
    ]);
  });

  it('finds what begins with sp_ in master', () => {
    const texts = { 'a.sql': 'CREATE PROCEDURE dbo.sp_look AS SELECT 1', 'b.sql': 'USE shop; EXEC sp_lo‸ok' };
    assert.deepEqual(defined(texts), ['a.sql:1 sp_look']);
  });

  it('finds certificates, keys and services', () => {
    const keys = `USE shop
CREATE CERTIFICATE Sign WITH SUBJECT = 's';
CREATE ASYMMETRIC KEY Big WITH ALGORITHM = RSA_2048;
CREATE SERVICE Orders ON QUEUE dbo.q;
`;
    const find = (text: string): readonly string[] => defined({ 'k.sql': keys, 'use.sql': `USE shop; ${text}` });
    assert.deepEqual(find('ADD SIGNATURE TO dbo.p BY CERTIFICATE si‸gn;'), ['k.sql:2 Sign']);
    assert.deepEqual(find('CREATE USER x FROM ASYMMETRIC KEY B‸ig;'), ['k.sql:3 Big']);
    assert.deepEqual(find("SELECT CERT_ID('S‸ign');"), ['k.sql:2 Sign']);
    assert.deepEqual(find('DROP SERVICE Ord‸ers;'), ['k.sql:4 Orders']);
    assert.deepEqual(find('DROP CERTIFICATE [Si‸gn];'), ['k.sql:2 Sign']);
  });

  it('follows files that are included', () => {
    const texts = {
      'all.sql': ':setvar Db store\nUSE shop\nGO\n:r part.sql\nDROP USER amy\n',
      'part.sql': 'DROP USER amy;\nUSE $(Db);\nDROP USER a‸my',
      'people.sql': people,
    };
    assert.deepEqual(defined(texts), ['people.sql:6 amy', 'people.sql:10 amy'], 'no variable has a value here');
    assert.deepEqual(defined({ ...texts, 'part.sql': 'DROP USER a‸my;' }), ['people.sql:6 amy']);
  });

  it('finds a module that is made in a string and said in an ALTER', () => {
    const texts = {
      'a.sql':
        "USE shop\nGO\nIF OBJECT_ID('dbo.p') IS NULL EXEC('CREATE PROC dbo.p AS RETURN')\nGO\nALTER PROC dbo.p AS SELECT 1",
      'b.sql': 'USE shop; EXEC ‸p',
    };
    assert.deepEqual(defined(texts), ['a.sql:5 p', 'a.sql:3 p']);
  });

  it('finds the same in scripts that are not held, and reads only those that may name it', () => {
    const texts: Record<string, string> = {
      'people.sql': people,
      'b.sql': 'USE store; DROP USER amy',
      'c.sql': 'SELECT 1',
    };
    const open = "USE shop; EXECUTE AS USER = 'amy'; DROP USER amy";
    const read: string[] = [];
    const apart = new Workspace(parser, stage, {
      has: () => true,
      textOf: (uri) => {
        read.push(uri);
        return texts[uri];
      },
      atHand: 0,
    });
    finish(apart.load(Object.entries(texts)));
    const held = workspaceWith(parser, texts);
    for (const workspace of [apart, held]) workspace.put('open.sql', open);
    const [one, other] = [apart, held].map((workspace) => {
      const analysed = finish(workspace.analyse('open.sql', { run: 'possible' }))!;
      const found = references(workspace, analysed, open.indexOf("amy'"), { declarations: 'with' });
      return [
        ...finish(found).map(shown),
        ...finish(workspaceSymbols(workspace, 'm')).map(({ name, uri }) => `${name} ${uri}`),
      ];
    });
    assert.deepEqual(one, other);
    assert.equal(one!.length, 6);
    assert.ok(!read.includes('c.sql'), read.join());
  });

  it('looks again into what has changed alone', () => {
    const { workspace, analysed } = atCursor(parser, { 'people.sql': people, 'use.sql': '‸USE shop; DROP USER amy' });
    const symbols = symbolsOf(workspace);
    const mentions = (uri: string) => symbols.mentionsIn(workspace.script(uri)!);
    const before = [mentions('people.sql'), mentions('use.sql')];
    workspace.put('use.sql', `${analysed.script.text};`);
    assert.equal(mentions('people.sql'), before[0]);
    assert.notEqual(mentions('use.sql'), before[1]);
  });

  it('tells names apart by capitals where a database does', () => {
    const texts = (collation: string) => ({
      'a.sql': `CREATE DATABASE shop${collation}\nGO\nUSE shop\nGO\nCREATE USER amy WITHOUT LOGIN; CREATE USER Amy WITHOUT LOGIN; DROP USER a‸my`,
    });
    assert.equal(referred(texts('')).length, 3);
    assert.deepEqual(referred(texts(' COLLATE Latin1_General_CS_AS')), ['a.sql:5 amy', 'a.sql:5 amy']);
  });

  it('tells reading from writing', () => {
    const { workspace, analysed, offset } = atCursor(parser, {
      'a.sql':
        'USE shop; CREATE USER amy; GRANT SELECT TO am‸y; ALTER USER amy WITH DEFAULT_SCHEMA = dbo; DROP USER amy',
    });
    assert.deepEqual(
      finish(highlights(workspace, analysed, offset)).map(({ kind }) => kind),
      ['write', 'read', 'write', 'write'],
    );
  });

  it('lives with names that mean harm', () => {
    const long = 'x'.repeat(4000);
    for (const name of ['[x](command:a)', '<img onerror=1>', '\u202Eevil\u2066', long, "o'brien", 'a"b', '']) {
      const quoted = name.replaceAll("'", "''");
      const texts = {
        'a.sql': `USE shop; CREATE USER [${name.replaceAll(']', ']]')}] WITHOUT LOGIN; EXEC('EXECUTE AS USER = ''${quoted.replaceAll("'", "''")}''')`,
        'b.sql': `USE shop; EXECUTE AS USER = N'‸${quoted}'`,
      };
      if (name !== '') assert.equal(defined(texts).length, 1, name.slice(0, 40));
      else assert.deepEqual(defined(texts), []);
    }
  });
});
