/** What `:r` includes runs in its place, wherever the file is; what is not at hand makes the rest unknown (UNK-19). */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { check } from '../../server/src/cli/check';
import { trace } from '../../server/src/cli/trace';
import { stepAt, stepsAsRun } from '../../server/src/engine/run/steps';
import { explainLine } from '../../server/src/features/explain';
import { rowsOf } from '../../server/src/features/simulation';
import { traceOf } from '../../server/src/features/trace';
import { findings } from '../../server/src/rules/index';
import type { Parser } from '../../server/src/syntax/parser';
import { finish } from '../../server/src/text/finish';
import { placeOf, spelling } from '../../server/src/workspace/places';
import type { Analysed } from '../../server/src/workspace/workspace';
import { testParser } from '../support/parser';
import { workspaceWith } from '../support/stage';
import { requestOf } from '../support/traced';

const create = 'CREATE DATABASE shop;\nGO\nUSE shop;\nGO\n';
const become = "GO\nEXECUTE AS USER = 'amy';\n";

describe('included files', () => {
  let parser: Parser;
  before(async () => {
    parser = await testParser();
  });
  const asked = (files: Readonly<Record<string, string>>, uri = Object.keys(files)[0]!): Analysed =>
    finish(workspaceWith(parser, files).analyse(uri, { run: 'predicted' }))!;
  const outcomes = (files: Readonly<Record<string, string>>): string[] => {
    const { script, analysis } = asked(files);
    return traceOf(script, 'x', analysis.run).statements.map(({ outcome }) => outcome);
  };

  it('run where they are included, in the session that they find there', () => {
    const files = {
      'deploy.sql': `${create}:r users.sql\n${become}`,
      'users.sql': 'CREATE USER amy WITHOUT LOGIN;\nGO\n',
    };
    assert.deepEqual(outcomes(files), ['ok', 'ok', 'ok']);
    const { script, analysis, included, others } = asked(files);
    assert.deepEqual([included.map(({ uri }) => uri), [...others]], [['users.sql'], []]);
    const ran = [...stepsAsRun(analysis.run, script)].map(({ place }) => place?.script.uri);
    assert.deepEqual(ran, ['deploy.sql', 'deploy.sql', 'users.sql', 'deploy.sql']);
    assert.equal(outcomes({ 'deploy.sql': `${create}${become}:r users.sql\n` }).at(-1), 'error');
  });
  it('are found whatever the slashes, the quotes and the capitals, and beside the script that names them', () => {
    const user = 'CREATE USER amy WITHOUT LOGIN;';
    for (const line of [':r .\\sub\\a b.sql', ':r "sub/a b.sql"', ':r SUB\\A B.SQL', '  :R ..\\x\\sub\\a b.sql'])
      assert.equal(outcomes({ 'x/d.sql': `${create}${line}\n${become}`, 'x/sub/a b.sql': user }).at(-1), 'ok', line);
    const nested = { 'd.sql': `${create}:r sub/one.sql\n${become}`, 'sub/one.sql': ':r two.sql', 'sub/two.sql': user };
    assert.equal(outcomes(nested).at(-1), 'ok');
    const uris = { 'file:///p%20q/d.sql': `${create}:r a#b.sql\n${become}`, 'file:///p%20q/a%23b.sql': user };
    assert.equal(outcomes(uris).at(-1), 'ok');
  });
  it('share the variables of the whole run, also in their names', () => {
    const files = {
      'deploy.sql': `:setvar Folder sub\n:r settings.sql\nCREATE DATABASE [$(Db)];\nGO\nUSE $(Db);\nGO\n:r $(Folder)\\users.sql\n${become}`,
      'settings.sql': ':setvar Db shop\n',
      'sub/users.sql': 'USE [$(Db)];\nCREATE USER amy WITHOUT LOGIN;',
    };
    assert.deepEqual(outcomes(files), ['ok', 'ok', 'ok']);
  });
  it('leave nothing certain where they are not at hand, include themselves, or stand inside a statement', () => {
    const certain = { 'd.sql': `${create}GO\n${become}` };
    assert.equal(outcomes(certain).at(-1), 'error');
    assert.equal(outcomes({ 'd.sql': `${create}:r users.sql\n${become}` }).at(-1), 'unknown');
    assert.equal(outcomes({ 'd.sql': `${create}:r d.sql\n${become}` }).at(-1), 'unknown');
    assert.equal(outcomes({ 'd.sql': `${create}REVERT;` }).at(-1), 'noop');
    assert.equal(outcomes({ 'd.sql': `${create}:r users.sql\nREVERT;` }).at(-1), 'unknown');
    const ring = { 'd.sql': `${create}:r a.sql\n${become}`, 'a.sql': ':r b.sql', 'b.sql': ':r a.sql' };
    assert.equal(outcomes(ring).at(-1), 'unknown');
    const inside = {
      'd.sql': `${create}BEGIN\nPRINT 1\n:r a.sql\nEND\n${become}`,
      'a.sql': 'CREATE USER amy WITHOUT LOGIN',
    };
    assert.equal(outcomes(inside).at(-1), 'unknown');
  });
  it('have their findings in their own analysis, and their definitions are known', () => {
    const files = {
      'd.sql': `${create}:r m.sql\nGO\nEXEC dbo.p;\nGO\n`,
      'm.sql': "CREATE PROCEDURE dbo.p AS SELECT 1;\nGO\nEXECUTE AS USER = 'nobody';\nGO\n",
    };
    const deploy = asked(files);
    assert.deepEqual(findings(deploy), []);
    const call = deploy.script.text.indexOf('EXEC dbo.p');
    assert.equal(stepAt(deploy.analysis, call)?.step.calls[0]?.name.includes('dbo.p'), true);
    assert.equal(stepAt(deploy.analysis, deploy.script.text.indexOf(':r')), undefined);
    assert.equal(explainLine(deploy.script, deploy.analysis, 5).length, 0);
    assert.match(explainLine(deploy.script, deploy.analysis, 7).join('\n'), /EXEC dbo\.p/);
  });
  it('are looked at again when they change', () => {
    const workspace = workspaceWith(parser, { 'd.sql': `${create}:r u.sql\n${become}`, 'u.sql': 'PRINT 1' });
    const last = (): string => {
      const { script, analysis } = finish(workspace.analyse('d.sql', { run: 'predicted' }))!;
      return traceOf(script, 'd.sql', analysis.run).statements.at(-1)!.outcome;
    };
    assert.equal(last(), 'error');
    workspace.put('u.sql', 'CREATE USER amy WITHOUT LOGIN');
    assert.equal(last(), 'ok');
    workspace.remove('u.sql');
    assert.equal(last(), 'unknown');
    assert.deepEqual(workspace.missingFiles(), ['u.sql']);
    finish(workspace.load([['u.sql', 'PRINT 2']]));
    assert.equal(last(), 'error');
  });
  it('declare to other scripts what they make where they are included, and not by themselves', () => {
    const files = {
      'deploy.sql': `${create}:r users.sql\n`,
      'users.sql': 'CREATE USER amy WITHOUT LOGIN;\n',
      'use.sql': "USE shop;\nEXECUTE AS USER = 'amy';\nREVERT;\nUSE master;\nEXECUTE AS USER = 'amy';",
    };
    const last = (some: Readonly<Record<string, string>>): readonly string[] => {
      const workspace = workspaceWith(parser, some);
      const told = (): readonly string[] => {
        const { script, analysis } = finish(workspace.analyse('use.sql', { run: 'predicted' }))!;
        return traceOf(script, 'x', analysis.run).statements.map(({ outcome }) => outcome);
      };
      const alone = told();
      workspace.giveUp('use.sql');
      assert.deepEqual(told(), alone);
      return alone;
    };
    assert.deepEqual(last(files), ['ok', 'ok', 'ok', 'ok', 'error']);
    const { 'users.sql': _, ...missing } = files;
    assert.deepEqual(last(missing), ['ok', 'unknown', 'ok', 'ok', 'unknown']);
  });
  it('start wherever they are included: no error rests on where they would start alone', () => {
    const alone = { 'users.sql': "EXECUTE AS USER = 'amy';\n" };
    const last = (files: Readonly<Record<string, string>>): string => {
      const { script, analysis } = asked(files, 'users.sql');
      return traceOf(script, 'x', analysis.run).statements.at(-1)!.outcome;
    };
    assert.equal(last(alone), 'error');
    assert.equal(
      last({ ...alone, 'deploy.sql': `${create}CREATE USER amy WITHOUT LOGIN;\n:r users.sql\n` }),
      'unknown',
    );
  });
  it('stand under their names in a simulation', () => {
    const files = {
      'deploy.sql': `${create}:r sub/users.sql\nPRINT 1;`,
      'sub/users.sql': 'CREATE USER amy WITHOUT LOGIN;',
    };
    const workspace = workspaceWith(parser, files);
    const { script, analysis } = finish(workspace.analyse('deploy.sql', { run: 'predicted' }))!;
    const told = rowsOf(analysis.run, script, []).map(({ heading, text }) => heading ?? text);
    assert.deepEqual(told.slice(2), ['users.sql', 'CREATE USER amy WITHOUT LOGIN', 'deploy.sql', 'PRINT 1']);
  });
  it('are bounded, however often they include each other', () => {
    const files: Record<string, string> = { 'd.sql': ':r f0.sql\n:r ./f0.sql\n' };
    for (let i = 0; i < 30; i++) files[`f${i}.sql`] = `:r f${i + 1}.sql\n:r ./f${i + 1}.sql\nPRINT 1\n`;
    assert.equal(asked(files).included.length, 500);
  });
  it('are read from disk where nobody named them', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'included-'));
    try {
      const file = path.join(folder, 'deploy.sql');
      const text = `${create}:r inc/../users.sql\n${become}:r .\n`;
      writeFileSync(file, text);
      writeFileSync(path.join(folder, 'users.sql'), 'CREATE USER amy WITHOUT LOGIN;\n:r more.sql\n');
      writeFileSync(path.join(folder, 'more.sql'), 'CREATE TABLE dbo.t (a int);\n');
      const traced = trace(parser, requestOf(text, { file }));
      assert.equal(traced.statements.at(-1)!.outcome, 'ok');
      const request = { ...requestOf(text), version: '2025' as const, files: [{ file, text }], catalogs: [] };
      assert.deepEqual(
        (await check(parser, request)).map((one) => one.file),
        [file],
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('places of files', () => {
  it('are those that a script means', () => {
    const cases: readonly (readonly [from: string, name: string, place: string | undefined])[] = [
      ['d.sql', '.\\a.sql', 'a.sql'],
      ['x/d.sql', '../a.sql', 'a.sql'],
      ['d.sql', '../../a.sql', '../../a.sql'],
      ['C:\\x\\d.sql', 'y\\a.sql', 'C:/x/y/a.sql'],
      ['/x/d.sql', 'C:\\y\\a.sql', 'C:/y/a.sql'],
      ['/x/d.sql', '../../../a.sql', '/a.sql'],
      ['file:///c%3A/x/d.sql', 'a b.sql', 'file:///c:/x/a%20b.sql'],
      ['file:///x/d.sql', 'C:\\y\\a.sql', 'file:///C:/y/a.sql'],
      ['vscode-vfs://github/o/r/d.sql', 'a.sql', 'vscode-vfs://github/o/r/a.sql'],
      ['untitled:Untitled-1', 'a.sql', undefined],
      ['/x/d.sql', '\\\\server\\share\\a.sql', undefined],
      ['d.sql', '', undefined],
    ];
    for (const [from, name, place] of cases) assert.equal(placeOf(from, name), place, `${name} in ${from}`);
    assert.equal(spelling('file:///c%3A/x%20y.sql'), spelling('file:///c:/x y.sql'));
  });
});
