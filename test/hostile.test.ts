/** Every hostile input gets an answer from every door, within a bound on statement runs (not on time). */
import assert from 'node:assert/strict';
import { forget } from '../server/src/engine/session/memory';
import { explainLine } from '../server/src/features/explain';
import { hover } from '../server/src/features/hover';
import { lenses, moduleTitle } from '../server/src/features/lenses';
import { simulatedRows, simulationOf } from '../server/src/features/simulate';
import { traceOf } from '../server/src/features/trace';
import { findings } from '../server/src/rules/index';
import type { Parser } from '../server/src/syntax/parser';
import { finish } from '../server/src/text/finish';
import type { How } from '../server/src/workspace/request';
import { hostile } from './support/hostile';
import { testParser } from './support/parser';
import { workspaceWith } from './support/stage';

/** A tenth more than the most that one of them takes today. */
const mostRuns = 60_000;

describe('hostile inputs', function () {
  this.timeout(20_000);
  let parser: Parser;
  before(async () => {
    parser = await testParser();
  });
  for (const [name, make] of Object.entries(hostile)) {
    it(name, () => {
      const workspace = workspaceWith(parser, { 'a.sql': make() });
      const ask = (how: How) => finish(workspace.analyse('a.sql', how))!;
      forget();
      const possible = ask({ run: 'possible' });
      forget();
      const predicted = ask({ run: 'predicted' });
      for (const { analysis } of [possible, predicted])
        assert.ok(analysis.effort.runs <= mostRuns, `${analysis.effort.runs} statement runs`);
      findings(possible);
      assert.equal(traceOf(predicted.script, 'a.sql', predicted.analysis.run).version, 1);
      explainLine(predicted.script, predicted.analysis, 1);
      hover(possible, possible.script.text.length - 2, 'everywhere');
      for (const { title, span } of lenses(possible, 'everywhere')) title ?? moduleTitle(possible, span.start);
      simulatedRows(ask(simulationOf('sa', 'master', { kind: 'file' })), possible, { kind: 'file' });
      assert.equal(
        workspace.notices('a.sql').some(({ about }) => about === 'paths'),
        possible.analysis.effort.cut || predicted.analysis.effort.cut,
      );
      workspace.remove('a.sql');
    });
  }

  it('that is cut says so at the call, and everything else is answered', () => {
    const text = `${hostile['eight procedures, each calling all']!()}\nGO\nCREATE DATABASE d;\nGO\nUSE d;\nCREATE USER u WITHOUT LOGIN;\nEXECUTE AS USER = 'u';\nCREATE LOGIN l WITH PASSWORD = 'x';`;
    const workspace = workspaceWith(parser, { 'a.sql': text });
    const analysed = finish(workspace.analyse('a.sql', { run: 'possible' }))!;
    assert.match(hover(analysed, text.indexOf('EXEC dbo.m0;\nGO') + 1, 'everywhere')!.markdown, /too many paths/);
    assert.match(hover(analysed, text.indexOf('CREATE LOGIN') + 1, 'everywhere')!.markdown, /Msg 15247/);
    assert.ok(workspace.notices('a.sql').some(({ about }) => about === 'paths'));
  });
});
