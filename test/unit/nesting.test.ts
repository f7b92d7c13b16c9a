/** Calls that lead back to themselves end as the server ends them (217), and the run stays small. */
import assert from 'node:assert/strict';
import type { Step } from '../../server/src/engine/session/model';
import type { Parser } from '../../server/src/syntax/parser';
import { testParser } from '../support/parser';
import { deepSteps, outcomeOf, runText } from '../support/run-text';

const stage =
  'CREATE DATABASE deep\nGO\nUSE deep\nGO\nCREATE USER u WITHOUT LOGIN; CREATE TABLE dbo.t (a int); GRANT EXECUTE TO u; GRANT INSERT ON dbo.t TO u\nGO\n';

describe('nesting', () => {
  let parser: Parser;
  before(async () => {
    parser = await testParser();
  });
  const run = (text: string): readonly Step[] => [...deepSteps(runText(parser, stage + text))];
  const errors = (steps: readonly Step[]): readonly (number | null)[] =>
    steps.flatMap(({ paths }) => paths.flatMap(({ outcome }) => (outcome.kind === 'error' ? [outcome.number] : [])));
  const deepest = (steps: readonly Step[]): number =>
    Math.max(
      ...steps.flatMap(({ before }) =>
        before.kind === 'worlds' ? before.worlds.map(({ scope }) => scope.depth) : [0],
      ),
    );

  it('two procedures that call each other', () => {
    const steps = run(
      "CREATE PROCEDURE dbo.ping AS EXEC dbo.pong\nGO\nCREATE PROCEDURE dbo.pong WITH EXECUTE AS 'u' AS EXEC dbo.ping\nGO\nEXEC dbo.ping\nGO\nSELECT 1\n",
    );
    assert.deepEqual(errors(steps), [217]);
    assert.ok(deepest(steps) <= 4, 'a body that is being run is not run again');
    const last = steps.at(-1)!;
    assert.equal(
      last.before.kind === 'worlds' && last.before.worlds[0]?.stack.depth,
      0,
      'the frames of the modules are gone behind the error',
    );
  });

  it('a chain of 32 runs, one of 33 does not', () => {
    const chain = Array.from(
      { length: 33 },
      (_, index) => `CREATE PROCEDURE dbo.c${index + 1} AS ${index < 32 ? `EXEC dbo.c${index + 2}` : 'SELECT 1'}\nGO\n`,
    )
      .reverse()
      .join('');
    assert.deepEqual(errors(run(`${chain}EXEC dbo.c2\n`)), []);
    assert.deepEqual(errors(run(`${chain}EXEC dbo.c1\n`)), [217]);
  });

  it('recursion that ends by its parameter', () => {
    const steps = run(
      'CREATE PROCEDURE dbo.down @n int AS IF @n > 0 BEGIN SET @n = @n - 1; EXEC dbo.down @n END\nGO\nEXEC dbo.down 20\n',
    );
    assert.deepEqual(errors(steps), []);
    assert.equal(deepest(steps), 21);
  });

  it('recursion about which nothing is known may end anywhere', () => {
    const steps = run(
      'CREATE PROCEDURE dbo.walk @n int AS IF EXISTS (SELECT 1 FROM dbo.t WHERE a = @n) EXEC dbo.walk @n\nGO\nEXEC dbo.walk 1\nGO\nSELECT 1\n',
    );
    assert.ok(deepest(steps) <= 32);
    assert.equal(outcomeOf(steps.at(-1)!), 'ok');
  });

  it('two calls of itself, which would be four thousand million', () => {
    const steps = run('CREATE PROCEDURE dbo.twice AS EXEC dbo.twice; EXEC dbo.twice\nGO\nEXEC dbo.twice\n');
    assert.ok(steps.length < 5000, `${steps.length} steps`);
    assert.ok(deepest(steps) <= 32);
  });

  it('dynamic SQL that calls its caller', () => {
    const steps = run("CREATE PROCEDURE dbo.dyn AS EXEC ('EXEC dbo.dyn')\nGO\nEXEC dbo.dyn\n");
    assert.ok(errors(steps).includes(217));
    assert.ok(deepest(steps) <= 3);
  });

  it('triggers: not by themselves unless the database says so, and each other', () => {
    const own = "CREATE TRIGGER dbo.tr ON dbo.t WITH EXECUTE AS 'u' AFTER INSERT AS INSERT dbo.t VALUES (1)\nGO\n";
    assert.deepEqual(errors(run(`${own}INSERT dbo.t VALUES (2)\n`)), []);
    assert.deepEqual(
      errors(run(`${own}ALTER DATABASE deep SET RECURSIVE_TRIGGERS ON\nGO\nINSERT dbo.t VALUES (2)\n`)),
      [217],
    );
    const other =
      'CREATE TABLE dbo.s (a int)\nGO\nCREATE TRIGGER dbo.a ON dbo.t AFTER INSERT AS INSERT dbo.s VALUES (1)\nGO\nCREATE TRIGGER dbo.b ON dbo.s AFTER INSERT AS INSERT dbo.t VALUES (1)\nGO\n';
    assert.deepEqual(errors(run(`${other}INSERT dbo.t VALUES (2)\n`)), [217]);
  });

  it('a body on its own has a caller who may be anybody, and calls nobody', () => {
    const steps = run("CREATE PROCEDURE dbo.ping WITH EXECUTE AS 'u' AS EXEC dbo.ping; SELECT a FROM dbo.t\nGO\n");
    assert.ok(steps.length > 0);
    assert.deepEqual(errors(steps), []);
  });
});
