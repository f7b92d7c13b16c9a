/**
 * What is said about a module's body on its own holds for every caller: what is known there is never answered otherwise
 * under a call.
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PlacedStep, Step } from '../../server/src/engine/session/model';
import { readGrammarFiles } from '../../server/src/lsp/grammar-files';
import { createParser, type Parser } from '../../server/src/syntax/parser';
import { analysisOf, outcomeOf } from '../support/run-text';

const stage = `CREATE LOGIN la WITH PASSWORD = 'x'; CREATE DATABASE shop; CREATE DATABASE other;
GO
USE other; CREATE USER la; CREATE TABLE dbo.far (a int); GRANT SELECT ON dbo.far TO la;
GO
USE shop; CREATE USER ua FOR LOGIN la; CREATE USER ub WITHOUT LOGIN; CREATE ROLE staff; CREATE TABLE dbo.t (a int, b int);
GRANT IMPERSONATE ON USER::ub TO ua; GRANT SELECT ON dbo.t TO ub; DENY INSERT ON dbo.t TO staff; ALTER ROLE staff ADD MEMBER ua;
GO
CREATE SCHEMA s AUTHORIZATION ub
GO
CREATE TABLE s.u (a int);
GO
`;
const statements = [
  'SELECT a FROM dbo.t;',
  'SELECT a FROM s.u;',
  'INSERT dbo.t (a) VALUES (1);',
  'TRUNCATE TABLE dbo.t;',
  'SELECT a FROM other.dbo.far;',
  "EXEC ('SELECT a FROM s.u');",
  "EXECUTE AS USER = 'ua';",
  "EXECUTE AS USER = 'ub';",
  "EXECUTE AS LOGIN = 'la';",
  'EXECUTE AS CALLER;',
  'REVERT;',
  "EXECUTE AS USER = 'ub' WITH NO REVERT;",
  'SELECT * FROM sys.dm_os_wait_stats;',
  "IF IS_MEMBER('staff') = 1 SELECT a FROM s.u ELSE DELETE s.u;",
  "IF USER_NAME() = 'dbo' EXECUTE AS USER = 'ub';",
  "BEGIN TRY TRUNCATE TABLE dbo.t; REVERT; END TRY BEGIN CATCH EXECUTE AS USER = 'ub'; END CATCH;",
];
const clauses = [
  '',
  'WITH EXECUTE AS SELF',
  'WITH EXECUTE AS OWNER',
  "WITH EXECUTE AS 'ua'",
  "WITH EXECUTE AS 'ub'",
  'WITH EXECUTE AS CALLER',
];
const callers = [
  "EXECUTE AS USER = 'ua';",
  "EXECUTE AS USER = 'ub';",
  "EXECUTE AS LOGIN = 'la';",
  "EXECUTE AS USER = 'dbo';",
  'SELECT 1;',
];

describe('bodies', () => {
  let parser: Parser;
  before(async () => {
    parser = await createParser(readGrammarFiles());
  });

  /** Steps with where they stand in the body, so that both runs can be compared. */
  function* placed(steps: readonly PlacedStep[], base = 0): Generator<readonly [string, Step]> {
    for (const { offset, step } of steps) {
      yield [`${base + offset} ${step.statement.kind}`, step];
      yield* placed(step.children, base + offset);
    }
  }

  /**
   * Where it is not known whether a statement succeeds, or not on every path, what follows is said of the case that it
   * does: up to where it does not.
   */
  const asSupposed = (called: readonly (readonly [string, Step])[], own: ReadonlyMap<string, Step>): typeof called => {
    const end = called.findIndex(
      ([place, step]) => ['unknown', 'mixed'].includes(outcomeOf(own.get(place)!)) && outcomeOf(step) !== 'ok',
    );
    return end < 0 ? called : called.slice(0, end + 1);
  };

  it('what is known without a caller holds for every caller', () => {
    let known = 0;
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...statements), { minLength: 1, maxLength: 7 }),
        fc.constantFrom(...clauses),
        (body, clause) => {
          const module = `GRANT EXECUTE TO public;\nGO\nCREATE PROCEDURE dbo.p ${clause} AS\n${body.join('\n')}\nGO\n`;
          const asked = callers.map((who) => `--# session: login=sa db=shop\n${who}\nGO\nEXEC dbo.p;\nGO\n`).join('');
          const { run, bodies } = analysisOf(parser, `--# session: login=sa db=master\n${stage}${module}${asked}`);
          const batches = run.parts.flatMap((part) => (part.kind === 'batch' ? [part] : []));
          const own = new Map([...bodies.values()].flatMap((body) => [...placed(body.run.steps)]));
          assert.ok(own.size > 0);
          const calls = batches.flatMap(({ run }) => run.steps.flatMap(({ step }) => step.calls));
          for (const [place, step] of calls.flatMap((call) => asSupposed([...placed(call.run.steps)], own))) {
            const alone = own.get(place);
            assert.ok(alone, `${place} has no step of its own`);
            const [without, under] = [outcomeOf(alone), outcomeOf(step)];
            if (
              without === 'unknown' ||
              without === 'mixed' ||
              under === 'unknown' ||
              under === 'mixed' ||
              under === 'unreachable'
            )
              continue;
            known++;
            assert.equal(under, without, `${place} in ${module}`);
          }
        },
      ),
      { numRuns: 40 },
    );
    assert.ok(known > 200, `hardly anything is known: ${known}`);
  }).timeout(20_000);
});
