/**
 * Only variables that decide something are followed, and an edit of another one runs nothing but its own statement
 * again.
 */
import assert from 'node:assert/strict';
import { neededIn } from '../../server/src/engine/calls/tracked';
import type { PlacedStep, Step } from '../../server/src/engine/session/model';
import { readGrammarFiles } from '../../server/src/lsp/grammar-files';
import { createParser, type Parser } from '../../server/src/syntax/parser';
import { Workspace } from '../../server/src/workspace/workspace';

const uri = 'file:///a.sql';

describe('tracked variables', () => {
  let parser: Parser;
  before(async () => {
    parser = await createParser(readGrammarFiles());
  });

  const needed = (text: string): string[] => [...neededIn(parser.body(text))].sort();

  it('are those that decide something, and their sources', () => {
    assert.deepEqual(
      needed('DECLARE @a int = 1, @b int = @a, @c int; IF @b = 1 PRINT @c; SELECT @c = 2 FROM dbo.t WHERE x = @c;'),
      ['@a', '@b'],
    );
    assert.deepEqual(needed('EXECUTE AS USER = @u WITH COOKIE INTO @k; REVERT WITH COOKIE = @l;'), ['@k', '@l', '@u']);
    assert.deepEqual(
      needed(
        "DECLARE @s nvarchar(max); SET @s = @p + N'x'; WHILE 1 = 1 BEGIN EXEC (@s); END; EXEC @rc = dbo.p @x, @y = @z OUTPUT;",
      ),
      ['@p', '@rc', '@s', '@x', '@z'],
    );
    assert.deepEqual(needed('CREATE PROCEDURE dbo.p @a int AS IF @a = 1 PRINT 1;'), []);
    assert.deepEqual(needed('SELECT OBJECT_ID(@o); PRINT @a;'), ['@o']);
    assert.deepEqual(needed('FETCH NEXT FROM c INTO @a; UPDATE dbo.t SET x = @b;'), []);
  });

  it('leave the steps of other statements as they were when one that decides nothing is renamed', () => {
    const line = (index: number): string => `UPDATE dbo.t SET x = ${index};`;
    const text = `CREATE PROCEDURE dbo.p AS\nDECLARE @unread int = 1;\nEXECUTE AS CALLER;\n${Array.from({ length: 40 }, (_, n) => line(n)).join('\n')}\nREVERT;`;
    assert.equal(changedSteps(text, text.replace('@unread', '@unreads')), 1);
  });

  function changedSteps(before: string, after: string): number {
    const workspace = new Workspace(parser, {
      login: 'sa',
      database: 'master',
      version: '2025',
      knowledge: 'open',
      guardDialect: false,
    });
    const bodySteps = (text: string): ReadonlySet<Step> => {
      workspace.put(uri, text);
      const running = workspace.analyse(uri, { run: 'possible' });
      for (;;) {
        const { done, value } = running.next();
        if (done)
          return new Set([...(value?.analysis.bodies.values() ?? [])].flatMap(({ run }) => [...all(run.steps)]));
      }
    };
    const old = bodySteps(before);
    const found = [...bodySteps(after)].filter((step) => !old.has(step)).length;
    workspace.remove(uri);
    return found;
  }
});

function* all(steps: readonly PlacedStep[]): Generator<Step> {
  for (const { step } of steps) {
    yield step;
    yield* all(step.children);
  }
}
