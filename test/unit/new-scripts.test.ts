/** Fixes that write a new script: with it in the workspace the finding is gone. */
import assert from 'node:assert/strict';
import { newest } from '../../server/src/catalog/versions';
import { everyAction } from '../../server/src/features/actions';
import { findings } from '../../server/src/rules/index';
import type { Finding } from '../../server/src/rules/rule';
import type { Parser } from '../../server/src/syntax/parser';
import { finish } from '../../server/src/text/finish';
import { type Analysed, Workspace } from '../../server/src/workspace/workspace';
import { testParser } from '../support/parser';

const setup = `--# session: login=sa db=master
CREATE LOGIN amy WITH PASSWORD = 'x';
CREATE LOGIN owner_of_b WITH PASSWORD = 'x';
CREATE DATABASE A;
CREATE DATABASE B;
GO
USE B;
CREATE USER amy FOR LOGIN amy;
CREATE TABLE dbo.Stock (item int);
GRANT SELECT ON dbo.Stock TO amy;
GO
ALTER AUTHORIZATION ON DATABASE::B TO owner_of_b;
GO
USE A;
CREATE USER amy FOR LOGIN amy;
GO
CREATE CERTIFICATE Signing ENCRYPTION BY PASSWORD = 'x' WITH SUBJECT = 'signing';
GO
CREATE PROCEDURE dbo.p WITH EXECUTE AS 'amy' AS SELECT item FROM B.dbo.Stock;
GO
ADD SIGNATURE TO dbo.p BY CERTIFICATE Signing WITH PASSWORD = 'x';
GO
`;

describe('new scripts', () => {
  let parser: Parser;
  before(async () => {
    parser = await testParser();
  });

  function judged(texts: readonly string[]): { readonly subject: Analysed; readonly found: readonly Finding[] } {
    const workspace = new Workspace(parser, {
      login: 'sa',
      database: 'master',
      version: newest,
      knowledge: 'complete',
      guardDialect: false,
    });
    for (const [index, text] of texts.entries()) workspace.put(`file:///${index}.sql`, text);
    const subject = finish(workspace.analyse('file:///0.sql', { run: 'possible' }));
    assert.ok(subject);
    return { subject, found: findings(subject) };
  }

  function madeFor(texts: readonly string[], title: RegExp): void {
    const { subject, found } = judged(texts);
    const all = found.flatMap((one) => everyAction(subject, one));
    const made = all.find((one) => title.test(one.title));
    assert.ok(made?.script, `offered: ${all.map((one) => one.title).join('; ')}`);
    assert.equal(made.rank, 'choice');
    assert.deepEqual(
      judged([...texts, made.script.text]).found.map(({ message }) => message),
      found.filter((one) => one !== made.finding).map(({ message }) => message),
    );
  }

  it('lets a login into a database', () => {
    const text = "EXECUTE AS LOGIN = 'owner_of_b';\nUSE A;\nUSE master;\nREVERT;\n";
    madeFor([text, setup], /^Write a script that lets owner_of_b into A/);
  });

  it('takes a certificate to another database', () =>
    madeFor([setup], /^Write a script that takes the certificate Signing to B/));
});
