/** Preparing all scripts together changes nothing but the time: each starts from what the others declare. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PlacedStep } from '../../server/src/engine/session/model';
import { readGrammarFiles } from '../../server/src/lsp/grammar-files';
import { findings } from '../../server/src/rules/index';
import { createParser, type Parser } from '../../server/src/syntax/parser';
import { Workspace } from '../../server/src/workspace/workspace';

const pieces = [
  "CREATE LOGIN anna WITH PASSWORD = 'x';",
  'CREATE DATABASE shop;',
  'USE shop;\nCREATE USER anna WITHOUT LOGIN;\nCREATE ROLE till;\nALTER ROLE till ADD MEMBER anna;',
  'USE shop;\nGO\nCREATE SCHEMA sales;',
  'USE shop;\nCREATE TABLE dbo.orders (id int);',
  'USE shop;\nCREATE TABLE dbo.orders (id int);\nGRANT SELECT ON dbo.orders TO anna;',
  'USE shop;\nCREATE TABLE sales.stock (id int);\nDENY SELECT ON sales.stock TO till;',
  'USE shop;\nGRANT SELECT ON sales.stock TO anna;',
  'USE shop;\nGO\nCREATE PROCEDURE dbo.take AS SELECT id FROM dbo.orders;\nGO\nGRANT EXECUTE ON dbo.take TO till;',
  'USE shop;\nGO\nCREATE PROCEDURE dbo.take WITH EXECUTE AS OWNER AS SELECT id FROM sales.stock;',
  'USE shop;\nGO\nALTER PROCEDURE dbo.take AS SELECT 1;',
  'USE shop;\nCREATE SYNONYM dbo.s FOR dbo.orders;',
  'USE shop;\nGO\nCREATE TRIGGER dbo.tr ON dbo.orders AFTER INSERT AS SELECT id FROM sales.stock;',
  "USE shop;\nEXECUTE AS USER = 'anna';\nSELECT id FROM dbo.orders;\nSELECT id FROM sales.stock;\nEXECUTE dbo.take;\nINSERT INTO dbo.orders VALUES (1);\nSELECT id FROM dbo.s;\nREVERT;",
];

describe('elsewhere', () => {
  let parser: Parser;
  before(async () => {
    parser = await createParser(readGrammarFiles());
  });

  it('is the same for all scripts at once and for each alone', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(pieces, { minLength: 3 }),
        fc.constantFrom('open', 'complete'),
        (texts, knowledge) => {
          // A script that declares what another one declares too starts without it when all are prepared together.
          const once = texts.filter(
            (text) =>
              !texts.some(
                (other) => other !== text && texts.indexOf(other) < texts.indexOf(text) && sameName(other, text),
              ),
          );
          const results = [false, true].map((together) => {
            const workspace = new Workspace(parser, {
              login: 'sa',
              database: 'master',
              version: '2025',
              knowledge,
              guardDialect: false,
            });
            once.forEach((text, index) => {
              workspace.put(`file:///${index}.sql`, text);
            });
            if (together) workspace.prepareAll();
            const found = once.map((_, index) => outcomesOf(workspace, `file:///${index}.sql`));
            once.forEach((_, index) => {
              workspace.remove(`file:///${index}.sql`);
            });
            return found;
          });
          assert.deepEqual(results[1], results[0]);
        },
      ),
      { numRuns: 80 },
    );
  });
});

function sameName(a: string, b: string): boolean {
  const made = (text: string): string | undefined => /CREATE (?:TABLE|PROCEDURE) (\S+)/.exec(text)?.[1];
  return made(a) !== undefined && made(a) === made(b);
}

function outcomesOf(workspace: Workspace, uri: string): object {
  const running = workspace.analysis(uri);
  for (;;) {
    const { done, value } = running.next();
    if (!done) continue;
    if (!value) return {};
    const steps = value.analysis.run.parts.flatMap((part) =>
      part.kind === 'batch' ? part.run.steps.flatMap(all) : [],
    );
    return { findings: findings(value), outcomes: steps };
  }
}

function all({ step }: PlacedStep): object[] {
  return [
    {
      kind: step.statement.kind,
      outcomes: step.paths.map(({ outcome }) => ({
        kind: outcome.kind,
        ...(outcome.kind === 'error' && { number: outcome.number }),
      })),
    },
    ...step.children.flatMap(all),
    ...step.calls.flatMap(({ run }) => run.steps.flatMap(all)),
  ];
}
