/** What is asked again behind an edit inside one script: counted, not timed. */
import assert from 'node:assert/strict';
import type { PlacedStep } from '../../server/src/engine/session/model';
import { readGrammarFiles } from '../../server/src/lsp/grammar-files';
import { stepFinder } from '../../server/src/rules/routine';
import { createParser, type Parser } from '../../server/src/syntax/parser';
import { modulesIn, selected } from '../../server/src/syntax/selected';
import type { Script } from '../../server/src/syntax/statement';
import { readyTexts, textsInModule } from '../../server/src/syntax/taint/sinks';
import { finish } from '../../server/src/text/finish';
import { Workspace } from '../../server/src/workspace/workspace';

const stage = { login: 'sa', database: 'master', version: '2025', knowledge: 'open', guardDialect: false } as const;
const uri = 'file:///edited.sql';
const blocks = 40;
const inEach = 40;

/** A procedure of many blocks, each of which runs a text that the caller has chosen. */
const text = ((): string => {
  const lines = (block: number): string =>
    Array.from({ length: inEach }, (_, line) => `        PRINT ${block * 100 + line};`).join('\n');
  const list = Array.from(
    { length: blocks },
    (_, block) => `    IF @n = ${block}\n    BEGIN\n${lines(block)}\n        EXEC (@x);\n    END;`,
  );
  return `CREATE PROCEDURE dbo.p @n int, @x nvarchar(max) AS\nBEGIN\n${list.join('\n')}\nEND;\n`;
})();
const edited = text.replace('PRINT 2010;', 'PRINT 2011;');

describe('behind an edit', () => {
  let parser: Parser;
  before(async () => {
    parser = await createParser(readGrammarFiles());
  });
  afterEach(() => parser.forget(uri));

  /** Far fewer than there are, and as many as stand around the edit. */
  const around = 2 * (blocks + inEach);

  it('statements are looked at that stand around it', () => {
    let asked = 0;
    const strings = selected((one) => {
      asked++;
      return one.kind === 'execute_string';
    });
    const first = parser.parse(uri, text);
    assert.equal(strings(first).length, blocks);
    assert.ok(asked > blocks * inEach, `${asked}`);
    asked = 0;
    assert.equal(strings(parser.parse(uri, edited, first)).length, blocks);
    assert.ok(asked <= around, `${asked}`);
  });

  it('steps are looked at that stand around it', () => {
    const workspace = new Workspace(parser, stage);
    let asked = 0;
    const strings = stepFinder(({ statement }) => {
      asked++;
      return statement.kind === 'execute_string';
    });
    const found = (sql: string): number => {
      workspace.put(uri, sql);
      return strings(stepsOf(workspace)).length;
    };
    assert.equal(found(text), blocks);
    assert.ok(asked > blocks * inEach, `${asked}`);
    asked = 0;
    assert.equal(found(edited), blocks);
    assert.ok(asked <= around, `${asked}`);
  });

  it('texts of others that are run are those that were found before', () => {
    const first = parser.parse(uri, text);
    const before = sinksOf(first);
    const after = sinksOf(parser.parse(uri, edited, first));
    assert.equal(before.length, blocks);
    const again = after.filter((one, index) => one === before[index]);
    assert.equal(again.length, blocks - 1); // the block around the edit is gone through again
  });

  it('texts are followed with pauses through statements that hold many', () => {
    const many = Array.from({ length: 400 }, (_, n) => `SET @x += N'${n}';`).join('\n');
    for (const held of [
      `IF @n = 1 BEGIN ${many} END;`,
      `WHILE @n < 3 BEGIN ${many} IF @n = 2 BREAK; END;`,
      `BEGIN TRY ${many} END TRY BEGIN CATCH RETURN; END CATCH;`,
    ]) {
      const sql = `CREATE PROCEDURE dbo.q @n int, @x nvarchar(max) AS BEGIN ${held} EXEC (@x); END;`;
      const [module] = modulesIn(parser.parse(uri, sql).batches[0]!.batch.statements);
      let pauses = 0;
      for (const work = readyTexts(module!.node); !work.next().done; ) pauses++;
      assert.ok(pauses >= 400 / 16, `${pauses}`);
      assert.equal(textsInModule(module!.node).sinks.length, 1);
    }
  });

  it('a text that is read can be given up half-way', () => {
    for (let round = 0; round < 3; round++) {
      const reading = parser.parsing(uri, text.repeat(20));
      assert.equal(reading.next().done, false);
      reading.return(undefined as unknown as Script);
      assert.equal(parser.parse(uri, text).batches[0]?.batch.errors.length, 0);
    }
  });
});

function stepsOf(workspace: Workspace): readonly PlacedStep[] {
  const [body] = finish(workspace.analyse(uri, { run: 'possible' }))!.analysis.bodies.values();
  return body!.run.steps;
}

function sinksOf({ batches }: Script): ReturnType<typeof textsInModule>['sinks'] {
  const [module] = modulesIn(batches[0]!.batch.statements);
  return textsInModule(module!.node).sinks;
}
