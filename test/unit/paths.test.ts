/** Escalation paths: each kind of step with its near miss, and the command line. */
import assert from 'node:assert/strict';
import { newest } from '../../server/src/catalog/versions';
import { paths } from '../../server/src/cli/paths';
import type { Parser } from '../../server/src/syntax/parser';
import { testParser } from '../support/parser';

const start = `CREATE LOGIN ana WITH PASSWORD = 'x'; CREATE LOGIN bob WITH PASSWORD = 'x'; CREATE LOGIN low WITH PASSWORD = 'x';
CREATE DATABASE Shop; CREATE DATABASE Store;
ALTER AUTHORIZATION ON DATABASE::Shop TO low;
ALTER AUTHORIZATION ON DATABASE::Store TO low;
GO
USE Shop; CREATE USER ana; CREATE USER bob; CREATE USER power WITHOUT LOGIN; ALTER ROLE db_owner ADD MEMBER power;
`;

const injectable = `
GO
CREATE PROCEDURE dbo.run @cmd nvarchar(max) WITH EXECUTE AS 'power' AS EXEC (@cmd);
GO
`;
const caller = `
GO
CREATE PROCEDURE dbo.inner_one @n int = 1 AS SELECT @n;
GO
CREATE PROCEDURE dbo.outer_one WITH EXECUTE AS 'power' AS EXEC dbo.inner_one;
GO
GRANT EXECUTE ON dbo.outer_one TO ana;
`;
const trusted = 'ALTER AUTHORIZATION ON DATABASE::Shop TO sa; ALTER DATABASE Shop SET TRUSTWORTHY ON;';
const signable = `
CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'x';
CREATE CERTIFICATE Seal WITH SUBJECT = 'seal';
CREATE USER seal_user FROM CERTIFICATE Seal; ALTER ROLE db_owner ADD MEMBER seal_user;
GRANT CREATE PROCEDURE TO ana; GRANT ALTER, EXECUTE ON SCHEMA::dbo TO ana;
`;
const job = `
GO
CREATE PROCEDURE dbo.nightly AS SELECT 1;
GO
USE msdb;
EXEC dbo.sp_add_job @job_name = N'night';
EXEC dbo.sp_add_jobstep @job_name = N'night', @step_name = N's', @subsystem = N'TSQL', @command = N'EXEC dbo.nightly', @database_name = N'Shop';
EXEC dbo.sp_add_jobserver @job_name = N'night';
USE Shop;
`;

/** What a script leads to, as 'ana -> sysadmin'. */
const cases: readonly { readonly of: string; readonly text: string; readonly found: readonly string[] }[] = [
  { of: 'nothing granted', text: '', found: [] },
  {
    of: 'IMPERSONATE over two logins',
    text: 'USE master; GRANT IMPERSONATE ON LOGIN::bob TO ana; GRANT IMPERSONATE ON LOGIN::sa TO bob;',
    found: ['ana -> sysadmin', 'bob -> sysadmin'],
  },
  {
    of: 'a DENY for one of them',
    text: 'USE master; GRANT IMPERSONATE ON LOGIN::bob TO ana; GRANT IMPERSONATE ON LOGIN::sa TO bob; DENY IMPERSONATE ON LOGIN::bob TO ana;',
    found: ['bob -> sysadmin'],
  },
  { of: 'CONTROL SERVER', text: 'USE master; GRANT CONTROL SERVER TO ana;', found: ['ana -> sysadmin'] },
  { of: 'VIEW SERVER STATE', text: 'USE master; GRANT VIEW SERVER STATE TO ana;', found: [] },
  { of: 'securityadmin', text: 'ALTER SERVER ROLE securityadmin ADD MEMBER ana;', found: ['ana -> sysadmin'] },
  { of: 'processadmin', text: 'ALTER SERVER ROLE processadmin ADD MEMBER ana;', found: [] },
  { of: 'IMPERSONATE on dbo', text: 'GRANT IMPERSONATE ON USER::dbo TO ana;', found: ['ana -> Shop'] },
  {
    of: 'a user whose login is sysadmin, without trust',
    text: 'ALTER SERVER ROLE sysadmin ADD MEMBER bob; GRANT IMPERSONATE ON USER::bob TO ana;',
    found: [],
  },
  {
    of: 'a user whose login is sysadmin, in a trusted database',
    text: `ALTER SERVER ROLE sysadmin ADD MEMBER bob; GRANT IMPERSONATE ON USER::bob TO ana; ${trusted}`,
    found: ['ana -> sysadmin'],
  },
  {
    of: 'db_owner of a trusted database',
    text: `ALTER ROLE db_owner ADD MEMBER ana; ${trusted}`,
    found: ['ana -> sysadmin'],
  },
  { of: 'db_owner of a database that is not trusted', text: 'ALTER ROLE db_owner ADD MEMBER ana;', found: [] },
  {
    of: 'trust of another database, whose owner is dbo there',
    text: 'ALTER ROLE db_owner ADD MEMBER ana; ALTER DATABASE Shop SET TRUSTWORTHY ON;',
    found: ['ana -> Store'],
  },
  { of: 'a text that a procedure runs', text: `${injectable}GRANT EXECUTE ON dbo.run TO ana;`, found: ['ana -> Shop'] },
  { of: 'the same without EXECUTE', text: injectable, found: [] },
  {
    of: 'EXECUTE for everybody',
    text: `${injectable}GRANT EXECUTE ON dbo.run TO public;`,
    found: ['ana -> Shop', 'bob -> Shop', 'public -> Shop'],
  },
  {
    of: 'a string that is closed by quotes',
    text: "\nGO\nCREATE PROCEDURE dbo.look @name nvarchar(200) WITH EXECUTE AS 'power' AS EXEC ('SELECT * FROM sys.objects WHERE name = ''' + @name + '''');\nGO\nGRANT EXECUTE ON dbo.look TO ana;",
    found: ['ana -> Shop'],
  },
  {
    of: 'a name in QUOTENAME',
    text: "\nGO\nCREATE PROCEDURE dbo.look @name sysname WITH EXECUTE AS 'power' AS BEGIN DECLARE @s nvarchar(max) = 'SELECT * FROM ' + QUOTENAME(@name); EXEC (@s); END\nGO\nGRANT EXECUTE ON dbo.look TO ana;",
    found: [],
  },
  {
    of: 'a clean procedure of a powerful user',
    text: "\nGO\nCREATE PROCEDURE dbo.clean @name sysname WITH EXECUTE AS 'power' AS SELECT @name;\nGO\nGRANT EXECUTE ON dbo.clean TO ana;",
    found: [],
  },
  {
    of: 'ALTER on the procedure alone',
    text: "\nGO\nCREATE PROCEDURE dbo.clean AS SELECT 1;\nGO\nALTER PROCEDURE dbo.clean WITH EXECUTE AS 'power' AS SELECT 1;\nGO\nGRANT EXECUTE, ALTER ON dbo.clean TO ana;",
    found: [],
  },
  {
    of: 'ALTER on what a procedure calls',
    text: `${caller}GRANT ALTER ON dbo.inner_one TO ana;`,
    found: ['ana -> Shop'],
  },
  { of: 'the call alone', text: caller, found: [] },
  {
    of: 'a role that one owns',
    text: 'CREATE ROLE crew AUTHORIZATION ana; GRANT IMPERSONATE ON USER::power TO crew;',
    found: ['ana -> Shop', 'crew -> Shop'],
  },
  { of: 'db_securityadmin', text: 'ALTER ROLE db_securityadmin ADD MEMBER ana;', found: ['ana -> Shop'] },
  { of: 'db_accessadmin', text: 'ALTER ROLE db_accessadmin ADD MEMBER ana;', found: [] },
  { of: 'a key within reach', text: `${signable}GRANT CONTROL ON CERTIFICATE::Seal TO ana;`, found: ['ana -> Shop'] },
  { of: 'a key out of reach', text: signable, found: [] },
  {
    of: 'AUTHENTICATE for the owner of a trusted database',
    text: "CREATE LOGIN boss WITH PASSWORD = 'x'; ALTER AUTHORIZATION ON DATABASE::Shop TO boss; ALTER DATABASE Shop SET TRUSTWORTHY ON; GRANT IMPERSONATE ON USER::bob TO ana; USE Store; CREATE USER boss; CREATE USER bob; ALTER ROLE db_owner ADD MEMBER bob; GRANT AUTHENTICATE TO boss;",
    found: ['ana -> Store', 'boss -> Store'], // boss owns Shop
  },
  {
    of: 'the same without AUTHENTICATE',
    text: "CREATE LOGIN boss WITH PASSWORD = 'x'; ALTER AUTHORIZATION ON DATABASE::Shop TO boss; ALTER DATABASE Shop SET TRUSTWORTHY ON; GRANT IMPERSONATE ON USER::bob TO ana; USE Store; CREATE USER boss; CREATE USER bob; ALTER ROLE db_owner ADD MEMBER bob;",
    found: [],
  },
  {
    of: 'a job that runs what one may alter',
    text: `${job}GRANT ALTER ON dbo.nightly TO ana;`,
    found: ['ana -> sysadmin', 'low -> sysadmin'],
  },
  {
    of: 'a job that runs what one may execute',
    text: `${job}GRANT EXECUTE ON dbo.nightly TO ana;`,
    found: ['low -> sysadmin'],
  },
  {
    of: 'unsafe code',
    text: `GRANT CREATE ASSEMBLY TO ana; ${trusted}`,
    found: ["ana -> the server's service account"],
  },
  { of: 'unsafe code without trust', text: 'GRANT CREATE ASSEMBLY TO ana;', found: [] },
  {
    of: 'ALTER on the login of somebody who may be sa',
    text: 'USE master; GRANT IMPERSONATE ON LOGIN::sa TO bob; GRANT ALTER ON LOGIN::bob TO ana;',
    found: ['ana -> sysadmin', 'bob -> sysadmin'],
  },
];

describe('escalation paths, by kind of step', () => {
  let parser: Parser;
  before(async () => {
    parser = await testParser();
  });

  const found = (text: string, asked: { from?: string; to?: string; knowledge?: 'open' } = {}) =>
    paths(parser, {
      files: [{ file: 'a.sql', text }],
      catalogs: [],
      login: 'sa',
      database: 'master',
      version: newest,
      knowledge: 'complete',
      ...asked,
    });
  const led = (text: string): readonly string[] =>
    found(text)
      .text.flatMap((line) => {
        const match = /^(?!\s)(.*) -> (.*)$/.exec(line);
        if (!match) return [];
        const from = /'(.*)'/.exec(match[1]!)?.[1];
        return [`${from} -> ${match[2]!.replace('db_owner of ', '')}`];
      })
      .sort();

  for (const { of, text, found: expected } of cases)
    it(of, () => assert.deepEqual(led(`${start}${text}\n`), [...expected].sort()));

  it('says where each step was made so', () => {
    const { text } = found(`${start}${injectable}GRANT EXECUTE ON dbo.run TO ana;\n`);
    assert.match(text.join('\n'), /1\. login 'ana' may execute procedure 'run' in Shop: EXECUTE .* \(a\.sql:11\)/);
    assert.match(text.join('\n'), /2\. procedure 'run' in Shop runs its text as user 'power' in Shop {2}\(a\.sql:9\)/);
  });

  it('names the AUTHENTICATE that lets a frame out', () => {
    const text = `${start}CREATE LOGIN boss WITH PASSWORD = 'x'; ALTER AUTHORIZATION ON DATABASE::Shop TO boss;
ALTER DATABASE Shop SET TRUSTWORTHY ON; GRANT IMPERSONATE ON USER::bob TO ana; ALTER SERVER ROLE sysadmin ADD MEMBER bob;
USE master; GRANT AUTHENTICATE SERVER TO boss;
`;
    const { text: lines } = found(text, { from: 'ana' });
    assert.match(
      lines.join('\n'),
      /2\. user 'bob' in Shop is trusted as login 'bob': AUTHENTICATE SERVER on SERVER is granted/,
    );
    assert.match(lines.join('\n'), /3\. user 'bob' in Shop is trusted as login 'bob': Shop is TRUSTWORTHY/);
  });

  it('knows the logins of linked servers, and puts them on no path', () => {
    const { graph } = found(`${start}EXEC sp_addlinkedserver N'FAR';
EXEC sp_addlinkedsrvlogin @rmtsrvname = N'FAR', @useself = N'FALSE', @locallogin = N'ana', @rmtuser = N'sa', @rmtpassword = N'x';
`).graph;
    assert.deepEqual(
      graph.edges.map(({ kind, properties }) => `${kind} ${properties['certainty']}`),
      ['TSqlCtx_LinkedAs low'],
    );
  });

  it('tells the paths that are asked for', () => {
    const text = `${start}USE master; GRANT CONTROL SERVER TO ana, bob;`;
    assert.equal(found(text, { from: 'ANA' }).text.at(-1), '1 path');
    assert.equal(found(text, { to: 'Shop' }).text.at(-1), '0 paths');
  });

  it('gives nodes and edges in the form of OpenGraph', () => {
    const { graph } = found(`${start}USE master; GRANT CONTROL SERVER TO ana;`).graph;
    const ids = new Set(graph.nodes.map(({ id }) => id));
    for (const { start: from, end: to } of graph.edges) assert.ok(ids.has(from.value) && ids.has(to.value));
    assert.deepEqual(
      graph.edges.map(({ kind }) => kind),
      ['TSqlCtx_MayImpersonate', 'TSqlCtx_Is'],
    );
  });

  it('impersonates a login where it may enter, also in another database than the one in which somebody starts', () => {
    const text = `USE master; GRANT IMPERSONATE ON LOGIN::bob TO public;
CREATE DATABASE Open_; CREATE DATABASE Closed_;
GO
USE Open_; GRANT CONNECT TO guest; CREATE USER bob; ALTER ROLE db_owner ADD MEMBER bob;
GO
USE Closed_; CREATE ROLE tills;
GO
CREATE PROCEDURE dbo.sell AS SELECT 1;
GO
GRANT EXECUTE ON dbo.sell TO tills;
`;
    const told = found(`CREATE LOGIN bob WITH PASSWORD = 'x';\n${text}`, { from: 'tills' }).text;
    assert.equal(told.at(-1), '1 path', told.join('\n'));
    assert.ok(
      told.some((line) => line.includes("EXECUTE AS LOGIN = N'bob'")),
      told.join('\n'),
    );
  });

  it('is silent where the server may hold more than the scripts say', () => {
    assert.equal(
      found('USE Shop; GRANT IMPERSONATE ON USER::dbo TO ana;', { knowledge: 'open' }).text.at(-1),
      '0 paths',
    );
  });
});
