/** A module whose script was open and is closed again stands where it stood: its statements have their texts. */
import assert from 'node:assert/strict';
import { simulatedRows } from '../../server/src/features/simulate';
import { finish } from '../../server/src/text/finish';
import { Workspace } from '../../server/src/workspace/workspace';
import { testParser } from '../support/parser';
import { stage } from '../support/stage';

const module = 'CREATE TABLE dbo.t (i int);\nGO\nCREATE PROCEDURE dbo.p AS SELECT i FROM dbo.t;\nGO\n';

describe('a module of a script that is closed', () => {
  it('has the texts and places of its statements', async () => {
    const texts = new Map([
      ['file:///module.sql', module],
      ['file:///call.sql', 'EXECUTE dbo.p;\n'],
    ]);
    const outside = { has: () => true, textOf: (uri: string) => texts.get(uri), atHand: 10 };
    const workspace = new Workspace(await testParser(), stage, outside);
    for (const _ of workspace.load(texts));
    const rows = (): readonly string[] => {
      workspace.put('file:///call.sql', texts.get('file:///call.sql')!);
      const run = finish(workspace.analyse('file:///call.sql', { run: 'predicted' }))!;
      return simulatedRows(run, run, { kind: 'file' }).map(
        ({ text, place }) => `${text} at ${place?.offset ?? 'nowhere'}`,
      );
    };
    const wanted = ['EXECUTE dbo.p at 0', ` at ${module.indexOf('CREATE PROCEDURE')}`];
    workspace.put('file:///module.sql', module);
    const open = rows();
    workspace.putAway('file:///module.sql', module);
    const closed = rows();
    assert.deepEqual(closed, open);
    assert.equal(open[0], wanted[0]);
    assert.ok(
      open.some((row) => row.startsWith('SELECT i FROM dbo.t at ')),
      open.join('; '),
    );
  });
});
