/** `tsqlctx explain` and the hover: frames, token row, permission path, message; the same words in both. */
import assert from 'node:assert/strict';
import { explanation } from '../../server/src/cli/trace';
import { hover } from '../../server/src/features/hover';
import type { Parser } from '../../server/src/syntax/parser';
import { Workspace } from '../../server/src/workspace/workspace';
import { testParser } from '../support/parser';
import { requestOf } from '../support/traced';

const text = `CREATE LOGIN amy WITH PASSWORD = 'x'; CREATE LOGIN keeper WITH PASSWORD = 'x'; CREATE DATABASE shop; CREATE DATABASE store
GO
USE store; CREATE USER amy; CREATE TABLE dbo.far (a int); GRANT SELECT ON dbo.far TO amy; CREATE USER keeper; GRANT AUTHENTICATE TO keeper
GO
USE shop; CREATE USER amy; CREATE USER bob WITHOUT LOGIN; CREATE ROLE staff; ALTER ROLE staff ADD MEMBER amy
CREATE TABLE dbo.t (a int, b int); CREATE USER other WITHOUT LOGIN
GO
CREATE SCHEMA s AUTHORIZATION other
GO
CREATE TABLE s.u (a int); GRANT SELECT ON SCHEMA::dbo TO staff; DENY SELECT ON dbo.t (b) TO amy
GO
CREATE PROCEDURE dbo.signed AS
SELECT a FROM s.u
GO
CREATE PROCEDURE dbo.chained AS
DELETE dbo.t
GO
CREATE PROCEDURE dbo.uncalled AS
DELETE s.u
GO
CREATE CERTIFICATE c ENCRYPTION BY PASSWORD = 'x' WITH SUBJECT = 'y'
CREATE USER cu FROM CERTIFICATE c; GRANT SELECT ON s.u TO cu
ADD SIGNATURE TO dbo.signed BY CERTIFICATE c WITH PASSWORD = 'x'; GRANT EXECUTE TO amy
GO
EXECUTE AS USER = 'amy'
GO
SELECT a FROM dbo.t
GO
SELECT b FROM dbo.t
GO
EXEC dbo.signed; EXEC dbo.chained
GO
SELECT a FROM s.u
GO
EXECUTE AS USER = 'bob'
GO
CREATE LOGIN made WITH PASSWORD = 'y'
GO
SELECT a FROM store.dbo.far
GO
REVERT
GO
ALTER AUTHORIZATION ON DATABASE::shop TO keeper; ALTER DATABASE shop SET TRUSTWORTHY ON
GO
EXECUTE AS USER = 'amy'
GO
SELECT a FROM store.dbo.far
GO
REVERT
DECLARE @who sysname = (SELECT MAX(a) FROM dbo.t)
EXECUTE AS USER = @who
`;

describe('explain', () => {
  let parser: Parser;
  before(async () => {
    parser = await testParser();
  });
  const at = (line: number, login = 'sa'): string => explanation(parser, requestOf(text, { login }), line).join('\n');
  /** Of the nth line that begins so. */
  const says = (beginning: string, nth: number, ...parts: readonly string[]): void => {
    const lines = text.split('\n');
    const line = lines.map((_, index) => index + 1).filter((one) => lines[one - 1]!.startsWith(beginning))[nth - 1]!;
    const said = at(line);
    for (const part of parts) assert.ok(said.includes(part), `line ${line} lacks: ${part}\n${said}`);
  };

  it('names the frame, what set it and what ends it', () =>
    says(
      'SELECT a FROM dbo.t',
      1,
      'runs as  amy (login amy) @ shop, depth 1, sandboxed',
      "1  EXECUTE AS USER = 'amy', line 25: amy (login amy), counts only in shop, ends with REVERT in shop",
      '0  the connection: dbo',
    ));
  it('allowed: the token row and the permission that covers', () =>
    says(
      'SELECT a FROM dbo.t',
      1,
      'The server would run it.',
      "Granted to 'staff' (token row: ROLE, GRANT OR DENY): SELECT on SCHEMA::dbo covers SELECT.",
    ));
  it('denied by a DENY', () =>
    says(
      'SELECT b',
      1,
      'Msg 230',
      'It needs SELECT on OBJECT::dbo.t.',
      "Denied to 'amy' (token row: SQL USER, GRANT OR DENY)",
    ));
  it('denied for want of a grant', () =>
    says(
      'SELECT a FROM s.u',
      2,
      'Msg 229',
      "No row of the user token holds it, or anything that covers it: 'amy', 'staff', 'public'.",
    ));
  it('signed', () =>
    says(
      'SELECT a FROM s.u',
      1,
      'called from line 31',
      "Granted to 'cu' (token row: USER MAPPED TO CERTIFICATE, GRANT OR DENY; there by the signature of the module)",
    ));
  it('chained', () => says('DELETE dbo.t', 1, "Ownership chain: dbo.chained and dbo.t both belong to 'dbo'"));
  it('impersonation: what would allow it', () =>
    says(
      "EXECUTE AS USER = 'bob'",
      1,
      'Msg 15517',
      'It needs IMPERSONATE on USER::bob.',
      'GRANT IMPERSONATE ON USER::bob would allow it.',
    ));
  it('sandboxed: server permissions', () =>
    says(
      'CREATE LOGIN made',
      1,
      'Msg 15247',
      'It needs CREATE LOGIN on SERVER.',
      "server permissions and roles don't count in it",
    ));
  it('sandboxed: another database', () =>
    says(
      'SELECT a FROM store',
      1,
      'Msg 916',
      "Nobody vouches for it: 'shop' is not TRUSTWORTHY, and no signature counts.",
    ));
  it('let in: who vouches', () =>
    says('SELECT a FROM store', 2, "Granted to 'amy'", "because 'keeper' vouches for it and is trusted in 'store'"));
  it('unknown: why', () =>
    says('EXECUTE AS USER = @who', 1, "Can't be known", 'the name is not known before the script is run'));
  it('a body that nothing calls, with any caller', () =>
    says('DELETE s.u', 1, 'in a body that nothing in this script calls', "Can't be known", 'It depends on the call'));
  it('nothing where nothing stands', () => assert.equal(at(2), ''));
  it('somebody else than sa', () => assert.match(at(1, 'amy'), /\? @|Msg|amy/));

  it('the hover says the same', () => {
    const workspace = new Workspace(parser, {
      login: 'sa',
      database: 'master',
      version: '2025',
      knowledge: 'complete',
      guardDialect: false,
    });
    workspace.put('file:///a.sql', text);
    const running = workspace.analyse('file:///a.sql', { run: 'possible' });
    let step = running.next();
    while (!step.done) step = running.next();
    const shown = hover(step.value!, text.indexOf('SELECT a FROM dbo.t') + 1, 'everywhere')?.markdown ?? '';
    assert.match(shown, /Granted to 'staff' \(token row: ROLE, GRANT OR DENY\): SELECT on SCHEMA::dbo covers SELECT/);
  });

  it('finds the body of a module on its one line, and a call by another login in it', () => {
    const one =
      "CREATE LOGIN amy WITH PASSWORD = 'x';\nCREATE DATABASE d;\nGO\nUSE d;\nCREATE USER amy FOR LOGIN amy;\nGO\nCREATE TABLE dbo.t (a int);\nGO\nCREATE PROCEDURE dbo.p AS EXEC ('SELECT a FROM dbo.t');\nGO\nGRANT EXECUTE ON dbo.p TO amy;\nGO\n";
    const ask = (line: number, as?: string): string => explanation(parser, requestOf(one), line, as).join('\n');
    assert.match(ask(9), /line 9: CREATE PROCEDURE/);
    assert.match(ask(9), /line 9: EXEC \('SELECT a FROM dbo\.t'\), in a body that nothing in this script calls/);
    const call = ask(9, 'amy');
    assert.doesNotMatch(call, /CREATE PROCEDURE/);
    assert.match(call, /in a call by amy\n {2}runs as {2}amy \(login amy\) @ d/);
  });

  it('asks for another login on the connection that runs the line', () => {
    const script = `--# session: login=sa db=master
CREATE LOGIN amy WITH PASSWORD = 'x'; CREATE LOGIN bea WITH PASSWORD = 'x'; CREATE DATABASE shop
GO
USE shop; CREATE USER amy; CREATE USER bea; CREATE TABLE dbo.t (a int); GRANT SELECT ON dbo.t TO amy
GO
--# session: login=amy db=shop
SELECT a FROM dbo.t
`;
    const asked = (as?: string): string => explanation(parser, requestOf(script), 7, as).join('\n');
    assert.match(asked(), /amy/);
    assert.doesNotMatch(asked(), /229/);
    assert.match(asked('bea'), /bea[\s\S]*229/);
  });

  it('says what would let a contained user out, and who is let out by nothing', () => {
    const script = `CREATE DATABASE A CONTAINMENT = PARTIAL; CREATE DATABASE B CONTAINMENT = PARTIAL
GO
USE B; CREATE TABLE dbo.t (a int)
GO
USE A; CREATE USER carl WITH PASSWORD = 'x'; CREATE USER lone WITHOUT LOGIN
GO
EXECUTE AS USER = 'carl'
GO
SELECT a FROM B.dbo.t
GO
REVERT; EXECUTE AS USER = 'lone'
GO
SELECT a FROM B.dbo.t
`;
    const ask = (line: number): string => explanation(parser, requestOf(script), line).join('\n');
    assert.match(ask(9), /A user of the same SID in 'B' would let it in, were 'A' TRUSTWORTHY/);
    assert.doesNotMatch(ask(9), /without login/);
    assert.match(ask(13), /No trust between databases lets a user without login in/);
  });

  it('names memberships as such, and the other number that a module may get', () => {
    const script = `CREATE LOGIN amy WITH PASSWORD = 'x'; CREATE DATABASE d
GO
USE d; CREATE USER u WITHOUT LOGIN
GO
CREATE PROCEDURE dbo.p WITH EXECUTE AS 'u' AS
SELECT * FROM sys.dm_os_wait_stats
GO
EXEC dbo.p
USE master
GRANT CONTROL SERVER TO amy; EXECUTE AS LOGIN = 'amy'
GO
ALTER SERVER ROLE sysadmin ADD MEMBER amy
`;
    const ask = (line: number): string => explanation(parser, requestOf(script), line).join('\n');
    assert.match(ask(12), /It needs membership of sysadmin\./);
    assert.doesNotMatch(ask(12), /CONTROL SERVER/);
    assert.match(ask(6), /Msg 300[\s\S]*Msg 15562/);
  });
});
