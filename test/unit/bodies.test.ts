/** What is refused inside a module reaches whoever calls it, looks at it or simulates it. */
import assert from 'node:assert/strict';
import { explainLine } from '../../server/src/features/explain';
import { hover } from '../../server/src/features/hover';
import { lenses } from '../../server/src/features/lenses';
import { pageOf } from '../../server/src/features/page';
import { connects, simulatedRows, simulationOf } from '../../server/src/features/simulate';
import { traceOf } from '../../server/src/features/trace';
import type { Parser } from '../../server/src/syntax/parser';
import { finish } from '../../server/src/text/finish';
import { lineIndex } from '../../server/src/text/line-index';
import type { Target } from '../../server/src/workspace/request';
import { testParser } from '../support/parser';
import { workspaceWith } from '../support/stage';

const shop = `--# session: login=sa db=master
CREATE LOGIN app WITH PASSWORD = 'x';
CREATE DATABASE Shop;
GO
USE Shop;
GO
CREATE USER app FOR LOGIN app;
CREATE USER clerk WITHOUT LOGIN;
CREATE ROLE readers;
ALTER ROLE readers ADD MEMBER clerk;
CREATE TABLE dbo.Sales (id int);
GO
CREATE PROCEDURE dbo.Report
AS
SET XACT_ABORT ON;
EXEC ('SELECT id FROM dbo.Sales');
PRINT 'done';
GO
GRANT EXECUTE ON dbo.Report TO readers;
GRANT EXECUTE ON dbo.Report TO app;
GO
EXECUTE AS USER = 'clerk';
EXEC dbo.Report;
PRINT 'after';
GO
REVERT;
EXEC dbo.Report;
`;

describe('refusals inside modules', () => {
  let parser: Parser;
  before(async () => {
    parser = await testParser();
  });

  const setUp = (text = shop) => {
    const workspace = workspaceWith(parser, { 'a.sql': text });
    const possible = finish(workspace.analyse('a.sql', { run: 'possible' }))!;
    const predicted = finish(workspace.analyse('a.sql', { run: 'predicted' }))!;
    const at = (line: number, column = 1): number => lineIndex(text).offsetAt(line, column);
    const hovered = (line: number): string => hover(possible, at(line, 2), 'everywhere')?.markdown ?? '';
    const explained = (line: number): string => explainLine(predicted.script, predicted.analysis, line).join('\n');
    const simulated = (login: string, target: Target): string => {
      const run = finish(workspace.analyse('a.sql', simulationOf(login, 'master', target)))!;
      const rows = simulatedRows(run, possible, target);
      const options = { title: '', what: '', as: connects(run, possible, { login, target }), width: 100 };
      return pageOf(rows, options)
        .lines.map((line) => line.text)
        .join('\n');
    };
    return { possible, predicted, at, hovered, explained, simulated };
  };

  it('the call says so in hover, lens, explanation, page and trace', () => {
    const { possible, predicted, hovered, explained, simulated } = setUp();
    const words = /runs, but line 16 inside is refused: Msg 229/;
    assert.match(hovered(23).replaceAll('\\', ''), words);
    assert.match(explained(23), words);
    assert.match(simulated('sa', { kind: 'file' }), words);
    const titles = lenses(possible, 'everywhere').map(({ title }) => title);
    assert.deepEqual(
      titles.filter((title) => title?.includes('inside')),
      ['✗ runs, but line 16 inside is refused: Msg 229'],
    );
    const { statements } = traceOf(predicted.script, 'a.sql', predicted.analysis.run);
    const inside = statements.filter(({ line }) => line === 23 || line === 27).map((one) => one.inside);
    assert.deepEqual(inside, [
      [
        {
          line: 16,
          number: 229,
          message: "The SELECT permission was denied on the object 'Sales', database 'Shop', schema 'dbo'.",
        },
      ],
      undefined,
    ]);
  });
  it('what never runs behind it says why', () => {
    const { hovered, explained } = setUp();
    const words = /line 23 ends the batch. It runs, but line 16 inside is refused: Msg 229/;
    assert.match(explained(24), words);
    assert.match(hovered(24).replaceAll('\\', ''), words);
    assert.match(explained(17), /line 16 is refused \(Msg 229\), and nothing behind it runs/);
  });
  it('a body is shown for any caller, and then for those that are known', () => {
    const { hovered } = setUp();
    const text = hovered(16).replaceAll('\\', '');
    assert.match(text, /for any caller/);
    assert.match(text, /- line 23 by \*\*clerk\*\* .*Msg 229/);
    assert.match(text, /- line 27 by \*\*dbo\*\* .*would run/);
  });
  it('a simulated call runs in the database of the module, with what the script granted behind it', () => {
    const { simulated, at } = setUp();
    const page = simulated('app', { kind: 'module', offset: at(13) });
    assert.match(page, /as login app, starting in Shop/);
    assert.match(page, /✓ EXECUTE \[dbo\]\.\[Report\]/);
    assert.match(page, /Msg 229/);
  });
  it('the frame of an EXECUTE AS is shown as the script runs it', () => {
    const { simulated, at, possible } = setUp();
    const page = simulated('', { kind: 'frame', offset: at(22) });
    assert.match(page, /22 ✓ EXECUTE AS USER = 'clerk'/);
    assert.match(page, /26 ✓ REVERT/);
    assert.doesNotMatch(page, /27 ✓/);
    assert.ok(lenses(possible, 'everywhere').some(({ simulate }) => simulate === 'frame'));
  });
  it('nothing offers to call what no statement calls', () => {
    const { possible } = setUp('CREATE TRIGGER t ON DATABASE FOR CREATE_TABLE AS PRINT 1;');
    assert.deepEqual(
      lenses(possible, 'everywhere').map(({ simulate }) => simulate),
      [undefined],
    );
  });
});
