/** Calls that come out the same for anybody: a procedure is looked into once, and again when its script is another. */
import assert from 'node:assert/strict';
import type { DefinitionId } from '../../server/src/catalog/model';
import { granteeRuns } from '../../server/src/engine/run/grantees';
import type { Definitions, PlacedStep } from '../../server/src/engine/session/model';
import { newWork } from '../../server/src/engine/session/work';
import { granteesOf } from '../../server/src/engine/start/analysis';
import type { Parser } from '../../server/src/syntax/parser';
import { finish } from '../../server/src/text/finish';
import type { Workspace } from '../../server/src/workspace/workspace';
import { testParser } from '../support/parser';
import { workspaceWith } from '../support/stage';

const base = `CREATE DATABASE Shop;
GO
USE Shop;
CREATE USER till WITHOUT LOGIN;
CREATE USER owner_of_more WITHOUT LOGIN;
CREATE TABLE dbo.Sales (id int);
GO
CREATE SCHEMA more AUTHORIZATION owner_of_more;
GO
CREATE TABLE more.Secrets (id int);
`;
const called = 'USE Shop;\nGO\nCREATE PROCEDURE dbo.Inside AS SELECT id FROM dbo.Sales;\n';
const calling = (name: string): string =>
  `USE Shop;\nGO\nCREATE PROCEDURE dbo.${name} AS EXECUTE dbo.Inside;\nGO\nGRANT EXECUTE ON dbo.${name} TO till;\n`;

function refusals(steps: readonly PlacedStep[]): readonly string[] {
  return steps.flatMap(({ step }) => [
    ...step.paths.flatMap(({ outcome }) => (outcome.kind === 'error' ? [outcome.message] : [])),
    ...step.calls.flatMap(({ run }) => refusals(run.steps)),
    ...refusals(step.children),
  ]);
}

describe('calls that come out the same for anybody', () => {
  let parser: Parser;
  let workspace: Workspace;
  before(async () => {
    parser = await testParser();
  });
  beforeEach(() => {
    workspace = workspaceWith(parser, {
      'base.sql': base,
      'called.sql': called,
      'one.sql': calling('One'),
      'two.sql': calling('Two'),
    });
  });

  /** How often the procedure that is called was asked for its text, for those who may start the one that calls it. */
  const readFor = (uri: string): number => {
    const { analysis } = finish(workspace.analyse(uri, { run: 'possible' }))!;
    const { context } = analysis;
    let read = 0;
    const definition = (id: DefinitionId): ReturnType<Definitions['definition']> => {
      if (id.startsWith('called.sql')) read++;
      return context.definitions.definition(id);
    };
    const counting = { ...context, work: newWork(), definitions: { ...context.definitions, definition } };
    const [body] = analysis.bodies.values();
    assert.equal(finish(granteeRuns(counting, body!)).length, 1);
    return read;
  };
  /** What is refused to the one who may start the procedure of a script, in what it calls. */
  const refusedIn = (uri: string): readonly string[] => {
    const { analysis } = finish(workspace.analyse(uri, { run: 'possible' }))!;
    const [body] = analysis.bodies.values();
    const [one] = finish(granteesOf(analysis, body!));
    return refusals(one!.run.steps);
  };

  it('are known for the next caller', () => {
    assert.ok(readFor('one.sql') > 0);
    assert.equal(readFor('two.sql'), 0);
  });

  it('are looked at again where the procedure says something else, also in a script that stays as it is', () => {
    assert.deepEqual(refusedIn('one.sql'), []);
    assert.deepEqual(refusedIn('one.sql'), []);
    workspace.put('called.sql', called.replace('dbo.Sales', 'more.Secrets'));
    const [refusal, ...others] = refusedIn('one.sql');
    assert.match(refusal!, /SELECT permission was denied on the object 'Secrets'/);
    assert.deepEqual(others, []);
    workspace.put('called.sql', called);
    assert.deepEqual(refusedIn('one.sql'), []);
  });

  it('stay known while somebody types in another module of the same script', () => {
    const text = (typed: string): string =>
      [called, calling('One'), `CREATE PROCEDURE dbo.Typed AS SELECT ${typed} FROM dbo.Sales;`].join('GO\n');
    const runs = (typed: string): readonly unknown[] => {
      workspace.put('one.sql', text(typed));
      const { analysis } = finish(workspace.analyse('one.sql', { run: 'possible' }))!;
      const body = [...analysis.bodies.values()].find(({ statement }) => statement.name.name === 'One');
      return finish(granteesOf(analysis, body!));
    };
    workspace.put('called.sql', '');
    const before = runs('1');
    assert.equal(before.length, 1);
    assert.equal(runs('12'), before);
  });

  it('are looked at again where a procedure further in says something else', () => {
    const between = 'USE Shop;\nGO\nCREATE PROCEDURE dbo.Between AS EXECUTE dbo.Inside;\n';
    workspace.put('between.sql', between);
    workspace.put('one.sql', calling('One').replace('EXECUTE dbo.Inside', 'EXECUTE dbo.Between'));
    assert.deepEqual(refusedIn('one.sql'), []);
    workspace.put('called.sql', called.replace('dbo.Sales', 'more.Secrets'));
    assert.equal(refusedIn('one.sql').length, 1);
  });
});
