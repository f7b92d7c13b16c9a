/**
 * What a deployment starts from is kept while only its own scripts change, and it makes and does the same: after any edits its
 * scripts, and those around it, are what they are when all is read anew.
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PlacedStep } from '../../server/src/engine/session/model';
import { findings } from '../../server/src/rules/index';
import type { Parser } from '../../server/src/syntax/parser';
import { finish } from '../../server/src/text/finish';
import type { Workspace } from '../../server/src/workspace/workspace';
import { testParser } from '../support/parser';
import { workspaceWith } from '../support/stage';

const inShop = { database: 'shop', knowledge: 'open' } as const;
const first = 'CREATE USER anna WITHOUT LOGIN;\nCREATE ROLE till;\nCREATE TABLE dbo.orders (id int);\nGO\n';
const last =
  "EXECUTE AS USER = 'anna';\nSELECT id FROM dbo.orders;\nEXECUTE dbo.take;\nSELECT id FROM dbo.more;\nREVERT;\n";
const pieces = [
  'SELECT 1;',
  'CREATE USER bert WITHOUT LOGIN;',
  'ALTER ROLE till ADD MEMBER anna;',
  'GRANT SELECT ON dbo.orders TO till;',
  'DROP TABLE dbo.orders;\nCREATE TABLE dbo.orders (id int, more int);',
  'GO\nCREATE PROCEDURE dbo.take AS SELECT id FROM dbo.orders;\nGO\nGRANT EXECUTE ON dbo.take TO anna;',
  "GO\nCREATE PROCEDURE dbo.take WITH EXECUTE AS OWNER AS EXEC ('CREATE TABLE dbo.more (id int)');\nGO\nGRANT EXECUTE ON dbo.take TO till;",
  'GO\nCREATE PROCEDURE dbo.made AS EXECUTE dbo.take;',
  'GO\nCREATE PROCEDURE dbo.made @s nvarchar(99) AS EXEC (@s);',
  'EXECUTE dbo.made;',
  'CREATE TABLE dbo.more (id int);',
  'DENY SELECT ON dbo.more TO anna;',
  "DECLARE @s nvarchar(99) = N'GRANT SELECT ON dbo.orders TO anna'; EXEC (@s);",
  'ALTER DATABASE shop SET TRUSTWORTHY ON;',
];
const around = [
  'CREATE DATABASE shop;',
  'USE shop;\nGRANT SELECT ON dbo.orders TO anna;',
  ...pieces.map((one) => `USE shop;\n${one}`),
];

const migration = (index: number): string => `file:///db/migration/V${index}__step.sql`;
const script = (index: number): string => `file:///other/s${index}.sql`;

describe('deployments', () => {
  let parser: Parser;
  before(async () => {
    parser = await testParser();
  });

  it('are after edits what they are when all is read anew', () => {
    const edit = fc.record({
      where: fc.nat({ max: 5 }),
      isAround: fc.boolean(),
      text: fc.constantFrom(...pieces),
      other: fc.constantFrom(...around),
    });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 8 }), fc.subarray(pieces), (edits, own) => {
        const texts = new Map([
          [script(0), around[0]!],
          [migration(1), first],
          [migration(9), last],
        ]);
        for (const [index, text] of own.slice(0, 6).entries()) texts.set(migration(index + 2), text);
        const workspace = workspaceWith(parser, Object.fromEntries(texts), inShop);
        for (const { where, isAround, text, other } of edits) {
          const uri = isAround ? script(where) : migration(where + 2);
          texts.set(uri, isAround ? other : text);
          workspace.put(uri, texts.get(uri)!);
          const now = answersOf(workspace, [uri, migration(9)]);
          const fresh = workspaceWith(parser, Object.fromEntries(texts), inShop);
          assert.deepEqual(now, answersOf(fresh, [uri, migration(9)]));
          for (const one of texts.keys()) fresh.remove(one);
        }
        for (const one of texts.keys()) workspace.remove(one);
      }),
      { numRuns: 60 },
    );
  }).timeout(240_000);

  it('are not declared to anew where only a query in them changes', () => {
    const asking = migration(5);
    const texts = { [script(0)]: around[0]!, [script(1)]: around[1]!, [migration(1)]: first, [asking]: 'SELECT 1;' };
    const workspace = workspaceWith(parser, texts, inShop);
    answersOf(workspace, [asking]);
    const before = workspace.declared;
    workspace.put(asking, 'SELECT 1, 2;');
    answersOf(workspace, [asking]);
    assert.equal(workspace.declared, before);
    workspace.put(script(1), 'USE shop;\nDENY SELECT ON dbo.orders TO anna;');
    answersOf(workspace, [asking]);
    assert.ok(workspace.declared > before);
  });
});

function answersOf(workspace: Workspace, uris: readonly string[]): readonly object[] {
  return uris.map((uri) => {
    const analysed = finish(workspace.analyse(uri, { run: 'possible' }));
    if (!analysed) return {};
    const { run, bodies } = analysed.analysis;
    const steps = run.parts.flatMap((part) => (part.kind === 'batch' ? part.run.steps.flatMap(outcomesOf) : []));
    const inBodies = [...bodies.values()].flatMap((body) => body.run.steps.flatMap(outcomesOf));
    return { found: findings(analysed), steps, inBodies };
  });
}

function outcomesOf({ step }: PlacedStep): readonly object[] {
  return [
    { kind: step.statement.kind, outcomes: step.paths.map(({ outcome }) => outcome) },
    ...step.children.flatMap(outcomesOf),
    ...step.calls.flatMap(({ run }) => run.steps.flatMap(outcomesOf)),
  ];
}
