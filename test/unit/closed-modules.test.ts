/** A module whose script was open and is closed again stands where it stood, also the one that remembered runs hold. */
import assert from 'node:assert/strict';
import { modulesIn } from '../../server/src/syntax/selected';
import { offsetOf } from '../../server/src/syntax/walk';
import { Workspace } from '../../server/src/workspace/workspace';
import { testParser } from '../support/parser';
import { stage } from '../support/stage';

const text = 'CREATE TABLE dbo.t (i int);\nGO\nCREATE PROCEDURE dbo.p AS SELECT i FROM dbo.t;\nGO\n';
const uri = 'file:///module.sql';

describe('a module of a script that is closed', () => {
  it('has a place in it', async () => {
    const outside = { has: () => true, textOf: () => text, atHand: 10 };
    const workspace = new Workspace(await testParser(), stage, outside);
    for (const _ of workspace.load([[uri, text]]));
    workspace.put(uri, text);
    const open = workspace.script(uri)!.batches.flatMap(({ batch }) => modulesIn(batch.statements));
    workspace.everything();
    workspace.putAway(uri, text);
    const closed = workspace.script(uri)!;
    assert.equal(open.length, 1);
    assert.equal(offsetOf(closed, open[0]!.node, 0), text.indexOf('CREATE PROCEDURE'));
  });
});
