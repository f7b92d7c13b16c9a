/** What loops take: those with too many rounds are run abstractly before much is spent on their rounds. */
import assert from 'node:assert/strict';
import type { Parser } from '../../server/src/syntax/parser';
import { testParser } from '../support/parser';
import { analysisOf, deepSteps, outcomeOf } from '../support/run-text';

const stage = 'CREATE TABLE dbo.t (a int); CREATE USER ua WITHOUT LOGIN;\n';
const filling = 'SET @x = @x + 1; INSERT dbo.t (a) VALUES (@x); '.repeat(6);

function nested(outer: number, inner: number): string {
  return `${stage}DECLARE @i int = 0, @j int, @x int;
WHILE @i < ${outer} BEGIN
  SET @j = 0;
  WHILE @j < ${inner} BEGIN ${filling} SET @j = @j + 1; END;
  SET @i = @i + 1;
END;
EXECUTE AS USER = 'ua';
SELECT a FROM dbo.t;
REVERT;`;
}

describe('loops', () => {
  let parser: Parser;
  before(async () => {
    parser = await testParser();
  });

  it('with millions of rounds around others take little, and what stands behind them is known', () => {
    const { run, effort } = analysisOf(parser, nested(3_000_000, 2000));
    assert.ok(effort.runs < 8000, `${effort.runs} statement runs`);
    assert.equal(effort.cut, false);
    const steps = [...deepSteps(run.parts.flatMap((part) => (part.kind === 'batch' ? part.run.steps : [])))];
    assert.deepEqual(steps.slice(-3).map(outcomeOf), ['ok', 'error', 'ok']);
  });

  it('are run round by round where there are few', () => {
    const counted = `${stage}DECLARE @i int = 0, @name sysname = N'u';
WHILE @i < 40 BEGIN SET @i = @i + 1; SET @name = @name + N'a'; END;
IF LEN(@name) = 41 REVERT ELSE EXECUTE AS USER = 'ua';`;
    const { run } = analysisOf(parser, counted);
    const last = run.parts.flatMap((part) => (part.kind === 'batch' ? part.run.steps : [])).at(-1)!.step;
    assert.deepEqual(
      last.children.map(({ step }) => outcomeOf(step)),
      ['noop', 'unreachable'],
    );
  });
});
