/**
 * The context stack: EXECUTE AS and REVERT undo each other, a module leaves its caller's frames alone, states join in
 * any order.
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { join } from '../../server/src/engine/session/join';
import type { State, Step } from '../../server/src/engine/session/model';
import { readGrammarFiles } from '../../server/src/lsp/grammar-files';
import { createParser, type Parser } from '../../server/src/syntax/parser';
import { deepSteps, outcomeOf, runText } from '../support/run-text';

const stage = `CREATE LOGIN la WITH PASSWORD = 'x'; CREATE LOGIN lb WITH PASSWORD = 'x'; CREATE DATABASE shop; CREATE DATABASE other;
GO
USE other; CREATE USER la; GRANT CONNECT TO guest;
GO
USE shop; CREATE USER ua FOR LOGIN la; CREATE USER ub FOR LOGIN lb; CREATE USER ghost WITHOUT LOGIN; CREATE ROLE staff;
CREATE TABLE dbo.t (a int); GRANT IMPERSONATE ON USER::ub TO ua; GRANT IMPERSONATE ON USER::ghost TO ub;
GO
`;

const switches = [
  "EXECUTE AS USER = 'ua';",
  "EXECUTE AS USER = 'ub';",
  "EXECUTE AS USER = 'ghost';",
  "EXECUTE AS USER = 'dbo';",
  "EXECUTE AS LOGIN = 'la';",
  "EXECUTE AS LOGIN = 'lb';",
  'EXECUTE AS CALLER;',
];
const others = [
  'REVERT;',
  'SELECT a FROM dbo.t;',
  'USE other;',
  'USE shop;',
  "EXEC ('REVERT; EXECUTE AS USER = ''ub''');",
  "EXEC ('SELECT a FROM dbo.t') AS USER = 'ghost';",
  "THROW 50000, N'x', 1;",
  'RETURN;',
  'BEGIN TRAN;',
  'ROLLBACK;',
  "SETUSER 'ub';",
  'SETUSER;',
];
const simple = fc.oneof(fc.constantFrom(...switches), fc.constantFrom(...others));
const branching = fc.tuple(simple, simple).map(([a, b]) => `IF @x = 1 BEGIN ${a} END ELSE BEGIN ${b} END;`);
const looping = simple.map((one) => `WHILE @x < 3 BEGIN ${one} SET @x = @x + 1; END;`);
const trying = fc
  .tuple(simple, simple)
  .map(([a, b]) => `BEGIN TRY ${a} SELECT 1 / 0; END TRY BEGIN CATCH ${b} END CATCH;`);
const statement = fc.oneof({ weight: 5, arbitrary: simple }, branching, looping, trying);
const body = fc.array(statement, { maxLength: 6 });

const clauses = [
  '',
  'WITH EXECUTE AS CALLER',
  'WITH EXECUTE AS SELF',
  'WITH EXECUTE AS OWNER',
  "WITH EXECUTE AS 'ua'",
  "WITH EXECUTE AS 'ghost'",
];
const moduleText = (name: string, clause: string, statements: readonly string[]): string =>
  `CREATE PROCEDURE dbo.${name} @x int ${clause} AS\n${['SELECT 1;', ...statements].join('\n')}\nGO\nGRANT EXECUTE ON dbo.${name} TO public;\nGO\n`;

describe('contexts', () => {
  let parser: Parser;
  before(async () => {
    parser = await createParser(readGrammarFiles());
  });
  const stacks = (state: State): unknown =>
    state.kind === 'anything'
      ? 'anything'
      : new Set(state.worlds.map((world) => `${world.database}|${idOf(world.stack)}`));
  const ids = new Map<object, number>();
  const idOf = (object: object): number => {
    if (!ids.has(object)) ids.set(object, ids.size);
    return ids.get(object)!;
  };

  it('REVERT restores the state before EXECUTE AS, wherever both are allowed', () => {
    let checked = 0;
    fc.assert(
      fc.property(body, fc.constantFrom(...switches.slice(0, -1)), (lead, switching) => {
        const steps = runText(
          parser,
          `${stage}DECLARE @x int = (SELECT COUNT(*) FROM dbo.t);\n${lead.join('\n')}\nGO\n${switching}\nREVERT;\nGO\n`,
        );
        const [pushed, popped] = steps.slice(-2) as [Step, Step];
        if (outcomeOf(pushed) !== 'ok' || outcomeOf(popped) !== 'ok') return;
        checked++;
        assert.equal(popped.after, pushed.before);
      }),
      { numRuns: 40 },
    );
    assert.ok(checked > 10, 'hardly ever were both allowed');
  }).timeout(20_000);

  it("a module call leaves the caller's frames and database alone", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...switches, 'USE other;', 'USE shop;'), { maxLength: 2 }),
        body,
        body,
        fc.constantFrom(...clauses),
        fc.constantFrom(...clauses),
        (lead, inner, outer, a, b) => {
          const modules =
            moduleText('inside', a, inner) + moduleText('outside', b, [...outer, 'EXEC dbo.inside @x;', ...outer]);
          const steps = runText(
            parser,
            `${stage}${modules}${lead.join('\nGO\n')}\nGO\nEXEC shop.dbo.outside @@SPID;\nGO\nSELECT 1;\n`,
          );
          const [call, behind] = steps.slice(-2) as [Step, Step];
          if (call.before.kind === 'anything' || behind.before.kind === 'anything') return;
          assert.deepEqual(stacks(behind.before), stacks(call.before));
        },
      ),
      { numRuns: 25 },
    );
  }).timeout(20_000);

  it('states join in any order and any number of times', () => {
    fc.assert(
      fc.property(body, (statements) => {
        const steps = runText(
          parser,
          `${stage}DECLARE @x int = (SELECT COUNT(*) FROM dbo.t);\n${statements.join('\n')}\nGO\nSELECT 1;\n`,
        );
        const states = [...new Set([...deepSteps(steps)].flatMap(({ before: entry, after }) => [entry, after]))].slice(
          -6,
        );
        for (const a of states) {
          assert.equal(join(a, a), a);
          for (const b of states) {
            const ab = join(a, b);
            assert.equal(ab, join(b, a));
            assert.equal(join(ab, a), ab);
            for (const c of states.slice(0, 3)) assert.deepEqual(join(ab, c), join(a, join(b, c)));
          }
        }
      }),
      { numRuns: 20 },
    );
  }).timeout(20_000);
});
