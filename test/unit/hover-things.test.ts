/** What the hover says of the thing under the mouse, and that no name in it is more than text. */
import assert from 'node:assert/strict';
import { hover } from '../../server/src/features/hover';
import { bold, code, inLabel, link, plainly } from '../../server/src/features/markdown';
import type { Parser } from '../../server/src/syntax/parser';
import { finish } from '../../server/src/text/finish';
import { type Analysed, Workspace } from '../../server/src/workspace/workspace';
import { testParser } from '../support/parser';

const server = `CREATE LOGIN amy WITH PASSWORD = 'x'; CREATE LOGIN boss WITH PASSWORD = 'x'; CREATE DATABASE shop; CREATE DATABASE store
GO
ALTER SERVER ROLE dbcreator ADD MEMBER amy; GRANT IMPERSONATE ON LOGIN::amy TO boss
ALTER AUTHORIZATION ON DATABASE::shop TO boss; ALTER DATABASE shop SET TRUSTWORTHY ON
GO
USE store; CREATE USER boss; GRANT AUTHENTICATE TO boss
GO
USE shop; CREATE USER amy; CREATE USER bob WITHOUT LOGIN; CREATE ROLE staff; ALTER ROLE staff ADD MEMBER amy
GRANT IMPERSONATE ON USER::bob TO staff
GO
CREATE SCHEMA own AUTHORIZATION bob
GO
CREATE TABLE own.t (a int); CREATE TABLE dbo.u (a int); CREATE SYNONYM dbo.s FOR own.t
CREATE CERTIFICATE c ENCRYPTION BY PASSWORD = 'x' WITH SUBJECT = 'y'; CREATE USER cu FROM CERTIFICATE c
GRANT SELECT ON own.t TO cu; GRANT SELECT ON dbo.u TO staff; DENY SELECT ON dbo.u TO bob
GO
CREATE PROCEDURE dbo.mixed AS SELECT a FROM dbo.u; SELECT a FROM own.t
GO
ADD SIGNATURE TO dbo.mixed BY CERTIFICATE c WITH PASSWORD = 'x'; GRANT EXECUTE ON dbo.mixed TO staff
`;
const script = `--# session: login=amy db=shop
EXECUTE AS USER = 'bob'
SELECT a FROM own.t JOIN dbo.u ON 1 = 1
EXEC dbo.mixed
`;

describe('hover over a name', () => {
  let parser: Parser;
  before(async () => {
    parser = await testParser();
  });
  const analysed = (uri: string): Analysed => {
    const workspace = new Workspace(parser, {
      login: 'sa',
      database: 'master',
      version: '2025',
      knowledge: 'open',
      guardDialect: true,
    });
    workspace.put('file:///w/server.sql', server);
    workspace.put('file:///w/use.sql', script);
    return finish(workspace.analyse(uri, { run: 'possible' }))!;
  };
  /** Over the first place of a text; the sign `^` in it is where the mouse is. */
  const says = (file: 'server' | 'use', pointed: string, ...parts: readonly (string | RegExp)[]): void => {
    const one = analysed(`file:///w/${file}.sql`);
    const at = one.script.text.indexOf(pointed.replace('^', '')) + Math.max(0, pointed.indexOf('^'));
    const text = (hover(one, at, 'whereItMatters')?.markdown ?? '').replaceAll('\\', '');
    for (const part of parts)
      assert.ok(typeof part === 'string' ? text.includes(part) : part.test(text), `${pointed} lacks ${part}:\n${text}`);
  };

  it('login', () =>
    says(
      'server',
      'LOGIN::^amy',
      '**amy**: login',
      'Member of: `dbcreator`',
      'Its users: `amy` in `shop`',
      'May be impersonated by: `login boss`',
      /Made at: \[server\.sql:1\]\(file:\/\/\/w\/server\.sql#L1,1\)/,
    ));
  it('login that owns a database', () =>
    says(
      'server',
      'DATABASE::shop TO ^boss',
      'Owns the databases: `shop`',
      '`dbo` in `shop`',
      'May impersonate: `amy`',
    ));
  it('user', () =>
    says(
      'use',
      "'^bob'",
      '**bob**: user in **shop**, without login',
      'Owns: `schema own`',
      'impersonated by: `staff`',
    ));
  it('role', () =>
    says('server', 'USER::bob TO ^staff', 'role in **shop**', 'Members: `amy`', 'May impersonate: `bob`'));
  it('database', () =>
    says(
      'server',
      'DATABASE::^shop',
      'Owner: login `boss`',
      'TRUSTWORTHY ON, DB_CHAINING OFF',
      'Its users are trusted in: `store`',
    ));
  it('certificate', () =>
    says('server', 'BY CERTIFICATE ^c', 'Private key: here', 'Signs: `dbo.mixed`', 'user `cu` in `shop`'));
  it('schema', () => says('server', 'CREATE SCHEMA ^own', '**own**: schema in **shop**, owned by `bob`'));
  it('module, with who gets through', () =>
    says(
      'use',
      '^dbo.mixed',
      'Runs as: its caller',
      'Signed by: `c`',
      'May EXECUTE: `staff`',
      /Called at: \[use\.sql:4\]/,
      /Made at: \[server\.sql:17\]/,
    ));
  it('module of this script: what it touches', () =>
    says('server', 'PROCEDURE ^dbo.mixed', '`SELECT on dbo.u`: ✓ Ownership chain', '`SELECT on own.t`: ✓ `staff`'));
  it('table: whether this statement may, and who else', () => {
    says(
      'use',
      '^own.t',
      'owned by `bob`, as the owner of schema `own`',
      'SELECT here: ✓',
      "'bob' owns",
      'May SELECT: `cu`',
    );
    says('use', '^dbo.u', 'SELECT here: ✗ Msg 229', 'May SELECT: `staff`');
  });
  it('synonym', () => says('server', 'SYNONYM ^dbo.s', 'synonym in **shop**', 'Stands for: `own.t`'));
  it('says nothing between names that an administrator writes', () => {
    const one = analysed('file:///w/server.sql');
    assert.equal(hover(one, one.script.text.indexOf('CREATE TABLE') + 1, 'whereItMatters'), undefined);
  });
});

describe('names in Markdown', () => {
  it('are no links, pictures, HTML or addresses', () => {
    for (const name of ['[x](command:y)', '<img onerror=1>', '![a](b)', '&#91;x&#93;', '# head', '| a |']) {
      assert.doesNotMatch(plainly(name), /(?<!\\)[[\]<>&#|!](?=\[)|(?<!\\)[[\]<>&#|]/, name);
    }
    assert.equal(plainly('https://a.b www.c d@e'), 'https\\://a.b www\\.c d\\@e');
  });
  it('show the signs that nobody sees', () => {
    for (const make of [plainly, code, bold, inLabel])
      assert.doesNotMatch(make('a\u202eb\u2066c\u200fd\u0000e\nf'), /[\u202e\u2066\u200f\u0000\n]/);
    assert.match(plainly('a\u202eb'), /a\(U\+202E\)b/);
  });
  it('are cut where they are too long', () => {
    const long = 'x'.repeat(4000);
    assert.ok(
      code(long).length < 140 && bold(long).length < 140 && plainly(long).length < 1300 && inLabel(long).length < 300,
    );
  });
  it('end no code and show no picture', () => {
    assert.equal(code('a ``` b'), '```` a ``` b ````');
    assert.equal(inLabel('$(alert) x'), '\\$(alert) x');
    assert.equal(link('a]b', 'command:x?("y")'), '[a\\]b](command:x?%28"y"%29)');
  });
});
