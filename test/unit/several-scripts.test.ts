/** Several scripts at once: what each starts from, and which definition of a module counts where. */
import assert from 'node:assert/strict';
import { hover } from '../../server/src/features/hover';
import { simulatedRows, simulationOf } from '../../server/src/features/simulate';
import { findings } from '../../server/src/rules/index';
import type { Parser } from '../../server/src/syntax/parser';
import { finish } from '../../server/src/text/finish';
import { type Analysed, Workspace } from '../../server/src/workspace/workspace';
import { testParser } from '../support/parser';

const stage = {
  login: 'sa',
  database: 'master',
  version: '2025',
  knowledge: 'complete',
  guardDialect: true,
} as const;

describe('several scripts', () => {
  let parser: Parser;
  before(async () => {
    parser = await testParser();
  });

  function workspaceOf(files: Readonly<Record<string, string>>, order = Object.keys(files)): Workspace {
    const workspace = new Workspace(parser, stage);
    for (const name of order) workspace.put(name, files[name]!);
    return workspace;
  }
  const analysed = (workspace: Workspace, uri: string): Analysed =>
    finish(workspace.analyse(uri, { run: 'predicted' }))!;
  /** What comes of the last statement of a script: its error, or why it is not known. */
  function lastOf(workspace: Workspace, uri: string): string {
    const part = analysed(workspace, uri).analysis.run.parts.at(-1)!;
    const outcome = part.kind === 'batch' ? part.run.steps.at(-1)!.step.paths[0]?.outcome : undefined;
    if (outcome?.kind === 'error') return String(outcome.number);
    return outcome?.kind === 'unknown' ? outcome.because.text : (outcome?.kind ?? 'unreachable');
  }

  const module = {
    'base.sql': 'CREATE DATABASE shop;',
    'a-module.sql': 'USE shop\nGO\nCREATE PROCEDURE sales.take AS SELECT 1',
    'z-schema.sql': 'USE shop\nGO\nCREATE SCHEMA sales',
    'use.sql': 'USE shop; EXEC sales.take',
  };
  it('a module in a schema that a later script creates is there, in any order', () => {
    const names = Object.keys(module);
    for (const order of [names, names.toReversed()]) assert.equal(lastOf(workspaceOf(module, order), 'use.sql'), 'ok');
  });

  const versions = {
    'base.sql':
      "CREATE LOGIN amy WITH PASSWORD = 'x'; CREATE DATABASE shop; CREATE DATABASE store\nGO\nUSE shop; CREATE USER amy",
    'v1.sql': "USE shop\nGO\nCREATE PROCEDURE dbo.p WITH EXECUTE AS 'amy' AS SELECT a FROM store.dbo.t\nGO\nEXEC dbo.p",
    'v2.sql': 'USE shop\nGO\nCREATE PROCEDURE dbo.p AS SELECT 2\nGO\nEXEC dbo.p',
    'use.sql': 'USE shop; EXEC dbo.p',
  };
  it('two scripts that create the same name: each runs its own', () => {
    const workspace = workspaceOf(versions);
    const inside = (uri: string): readonly (number | null)[] =>
      analysed(workspace, uri).analysis.run.parts.flatMap((part) =>
        part.kind === 'batch'
          ? part.run.steps.flatMap(({ step }) =>
              step.calls.flatMap(({ run }) =>
                run.steps.flatMap((one) =>
                  one.step.paths.flatMap(({ outcome }) => (outcome.kind === 'error' ? [outcome.number] : [])),
                ),
              ),
            )
          : [],
      );
    assert.deepEqual(inside('v1.sql'), [916]);
    assert.deepEqual(inside('v2.sql'), []);
    assert.equal(lastOf(workspace, 'v2.sql'), 'ok');
    const found = findings(finish(workspace.analyse('v1.sql', { run: 'possible' }))!);
    assert.deepEqual(
      found.map(({ rule, severity }) => `${severity} ${rule}`),
      ['error cross-db-in-sandbox'],
    );
  });
  it('for other scripts the name has several definitions, and both are named', () => {
    assert.match(lastOf(workspaceOf(versions), 'use.sql'), /v1\.sql and v2\.sql define dbo\.p/);
  });
  it('a simulated call runs the definition that stands where it was asked for', () => {
    const workspace = workspaceOf(versions);
    for (const [uri, wanted] of [
      ['v1.sql', 'SELECT a FROM store.dbo.t'],
      ['v2.sql', 'SELECT 2'],
    ] as const) {
      const offset = versions[uri].indexOf('CREATE PROCEDURE');
      const target = { kind: 'module', offset } as const;
      const run = finish(workspace.analyse(uri, simulationOf('sa', 'shop', target)))!;
      const rows = simulatedRows(run, analysed(workspace, uri), target);
      assert.ok(
        rows.some(({ text }) => text === wanted),
        `${uri}: ${rows.map(({ text }) => text).join(' / ')}`,
      );
    }
  });

  it('a table that a loop of another script makes and grants on is there', () => {
    const workspace = workspaceOf({
      'base.sql': 'CREATE DATABASE shop\nGO\nUSE shop; CREATE USER amy WITHOUT LOGIN',
      'loop.sql':
        'USE shop; DECLARE @i int = 0; WHILE @i < 1 BEGIN CREATE TABLE dbo.t (a int); GRANT SELECT ON dbo.t TO amy; SET @i += 1 END',
      'use.sql': "USE shop; EXECUTE AS USER = 'amy'; SELECT a FROM dbo.t",
    });
    assert.equal(lastOf(workspace, 'use.sql'), 'ok');
  });

  it('what a script says of its server and its connection counts for whoever asks', () => {
    const text = "--# server: azure-sql-database\n--# session: login=admin db=shop\nEXECUTE AS LOGIN = 'x'";
    const workspace = workspaceOf({ 'base.sql': 'CREATE DATABASE shop', 'cloud.sql': text });
    const whole = finish(workspace.analyse('cloud.sql', { run: 'possible' }))!;
    assert.ok(findings(whole).some(({ rule }) => rule === 'azure-execute-as-login'));
    assert.match(hover(whole, text.indexOf('EXECUTE'), 'everywhere')!.markdown, /EXECUTE AS LOGIN is not available/);
    assert.match(hover(whole, text.indexOf('EXECUTE'), 'everywhere')!.markdown, /login \*\*admin\*\*/);
  });
});
