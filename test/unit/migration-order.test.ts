/** Scripts of a migration folder, through the workspace: each starts from what the ones before it leave. */
import assert from 'node:assert/strict';
import { hover } from '../../server/src/features/hover';
import { findings } from '../../server/src/rules/index';
import type { Parser } from '../../server/src/syntax/parser';
import { finish } from '../../server/src/text/finish';
import { type Analysed, Workspace } from '../../server/src/workspace/workspace';
import { testParser } from '../support/parser';

const stage = { login: 'sa', database: 'shop', version: '2025', knowledge: 'complete', guardDialect: true } as const;

type Files = Readonly<Record<string, string>>;

const files: Files = {
  'base.sql': 'CREATE DATABASE shop;',
  'db/V1__a.sql': 'CREATE USER amy WITHOUT LOGIN; CREATE TABLE dbo.T (id int);',
  'db/V2__b.sql': 'GRANT SELECT ON dbo.T TO amy;',
  'db/V10__c.sql': 'REVOKE SELECT ON dbo.T FROM amy;',
  'db/U2__b.sql': "DENY SELECT ON dbo.T TO amy;\nGO\nEXECUTE AS USER = 'amy'; SELECT id FROM dbo.T;",
  'db/R__p.sql': "EXECUTE AS USER = 'amy'; SELECT id FROM dbo.T; REVERT;",
  'loose.sql': "EXECUTE AS USER = 'amy'; SELECT id FROM dbo.T; REVERT;",
};

describe('the order of migrations', () => {
  let parser: Parser;
  before(async () => {
    parser = await testParser();
  });

  function workspaceOf(texts: Files, names = Object.keys(texts)): Workspace {
    const workspace = new Workspace(parser, stage);
    for (const name of names) workspace.put(name, texts[name]!);
    return workspace;
  }
  const analysed = (workspace: Workspace, uri: string): Analysed =>
    finish(workspace.analyse(uri, { run: 'possible' }))!;
  const numbers = (workspace: Workspace, uri: string): readonly (number | undefined)[] =>
    findings(analysed(workspace, uri)).flatMap((one) => (one.severity === 'error' ? [one.number] : []));
  const all = (workspace: Workspace): Readonly<Record<string, readonly (number | undefined)[]>> =>
    Object.fromEntries(
      workspace
        .scripts()
        .map(({ uri }) => [uri, numbers(workspace, uri)] as const)
        .sort(),
    );

  it('is that of the tool, whatever the order in which scripts are given', () => {
    const names = Object.keys(files);
    for (const order of [names, names.toReversed(), names.toSorted()])
      assert.deepEqual(all(workspaceOf(files, order)), {
        'base.sql': [],
        'db/R__p.sql': [229],
        'db/U2__b.sql': [229],
        'db/V10__c.sql': [],
        'db/V1__a.sql': [],
        'db/V2__b.sql': [],
        'loose.sql': [229],
      });
  });

  it('is followed by every edit', () => {
    const workspace = workspaceOf(files);
    const now: Record<string, string> = { ...files };
    all(workspace);
    const edits: readonly (readonly [string, string])[] = [
      ['db/V10__c.sql', 'SELECT 1;'],
      ['db/V2__b.sql', ''],
      ['db/V3__d.sql', 'CREATE ROLE r; ALTER ROLE r ADD MEMBER amy; GRANT CONTROL TO r;'],
      ['db/V3__d.sql', '--liquibase formatted sql\n--changeset a:1\nGRANT SELECT TO amy;'],
      ['base.sql', "CREATE DATABASE shop;\nGO\nUSE shop; EXEC('GRANT SELECT TO amy');"],
    ];
    for (const [name, text] of edits) {
      workspace.put(name, text);
      now[name] = text;
      assert.deepEqual(all(workspace), all(workspaceOf(now)), `${name}: ${text}`);
    }
    workspace.remove('db/V3__d.sql');
    delete now['db/V3__d.sql'];
    assert.deepEqual(all(workspace), all(workspaceOf(now)));
  });

  it('knows addresses as it knows paths', () => {
    const addressed = Object.fromEntries(
      Object.entries(files).map(([name, text]) => [`file:///c%3A/my%20work/${name}`, text]),
    );
    assert.deepEqual(Object.values(all(workspaceOf(addressed))), Object.values(all(workspaceOf(files))));
  });

  it('is said in the hover', () => {
    const workspace = workspaceOf(files);
    const told = (uri: string): string => hover(analysed(workspace, uri), 2, 'everywhere')?.markdown ?? '';
    assert.match(
      told('db/V10__c.sql'),
      /This script: it is run as number 3 of 4 migrations \(Flyway\), behind V2__b.sql\./,
    );
    assert.match(
      told('db/U2__b.sql'),
      /it is not run with the 4 migrations \(Flyway\); it is looked at behind V2__b.sql/,
    );
    assert.doesNotMatch(told('loose.sql'), /This script/);
  });

  it('is none where a user says so', () => {
    const workspace = new Workspace(parser, { ...stage, startsOf: () => ({ migration: 'none' }) });
    for (const [name, text] of Object.entries(files)) workspace.put(name, text);
    assert.deepEqual(workspace.sequences(), []);
  });

  it('runs what a constant string makes, and shows it to other scripts', () => {
    const step = "IF NOT EXISTS (SELECT * FROM [__EFMigrationsHistory] WHERE [MigrationId] = N'1_A')\n";
    const text = `${step}BEGIN\n EXEC(N'CREATE USER amy WITHOUT LOGIN');\nEND;
INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion]) VALUES (N'1_A', N'9');`;
    const texts = { ...files, 'db/V1__a.sql': '', 'ef/all.sql': text, 'loose.sql': "EXECUTE AS USER = 'amy'; REVERT;" };
    assert.deepEqual(numbers(workspaceOf(texts), 'loose.sql'), []);
    const without = { ...texts, 'ef/all.sql': text.replace('CREATE USER amy', 'CREATE USER bob') };
    assert.deepEqual(numbers(workspaceOf(without), 'loose.sql'), [15517]);
  });

  it('judges a replaced version in its own time', () => {
    const texts = {
      ...files,
      'db/V1__a.sql':
        "CREATE USER amy WITHOUT LOGIN;\nGO\nCREATE PROCEDURE dbo.P WITH EXECUTE AS 'amy' AS SELECT * FROM master.dbo.t;",
      'db/V2__b.sql': 'ALTER PROCEDURE dbo.P WITH EXECUTE AS OWNER AS SELECT 1;',
    };
    const found = findings(analysed(workspaceOf(texts), 'db/V1__a.sql'));
    for (const { severity, message } of found) {
      assert.ok(severity === 'information' || severity === 'hint', message);
      assert.match(message, /V2__b.sql, which is run later, replaces or drops this version/);
    }
  });
});
