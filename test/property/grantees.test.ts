/** Of a body only what asks who runs it is run for each of those who may start it: what is refused to them is the same. */
import assert from 'node:assert/strict';
import path from 'node:path';
import fc from 'fast-check';
import { readScripts } from '../../server/src/cli/files';
import { granteeRuns } from '../../server/src/engine/run/grantees';
import type { PlacedStep } from '../../server/src/engine/session/model';
import { newWork } from '../../server/src/engine/session/work';
import type { Analysis } from '../../server/src/engine/start/analysis';
import { touchesInWords } from '../../server/src/features/things/touches';
import type { Parser } from '../../server/src/syntax/parser';
import { finish } from '../../server/src/text/finish';
import { fixtureNames, fixtureText } from '../support/fixtures';
import { testParser } from '../support/parser';
import { analysisOf } from '../support/run-text';
import { workspaceWith } from '../support/stage';

const people = `CREATE LOGIN la WITH PASSWORD = 'x'; CREATE DATABASE shop; CREATE DATABASE other;
GO
USE other; CREATE USER la; CREATE TABLE dbo.far (a int); GRANT SELECT ON dbo.far TO la;
GO
USE shop; CREATE USER ua FOR LOGIN la; CREATE USER ub WITHOUT LOGIN; CREATE ROLE staff; CREATE TABLE dbo.t (a int, b int);
CREATE TABLE dbo.watched (a int); CREATE TABLE dbo.open_to_all (a int); CREATE USER uc WITHOUT LOGIN;
GRANT SELECT ON dbo.t TO ub; DENY INSERT ON dbo.t TO staff; ALTER ROLE staff ADD MEMBER ua;
GO
CREATE SCHEMA s AUTHORIZATION ub
GO
CREATE TABLE s.u (a int); CREATE TABLE s.given (a int); GRANT SELECT ON s.given TO public; DENY SELECT ON s.given TO uc;
GO
CREATE TRIGGER dbo.watching ON dbo.watched AFTER INSERT AS DELETE s.u;
GO
CREATE FUNCTION dbo.f() RETURNS int AS BEGIN RETURN (SELECT COUNT(*) FROM s.u); END;
GO
CREATE PROCEDURE dbo.inner_one AS SELECT a FROM dbo.t; SELECT a FROM s.u;
GO
CREATE PROCEDURE dbo.finest @n int AS SET NOCOUNT ON; DECLARE @m int = @n; SELECT @m = a FROM dbo.t; IF @m > 1 DELETE dbo.t; RETURN 1;
GO
CREATE PROCEDURE dbo.fine @n int = 1, @out int = 1 OUTPUT AS UPDATE dbo.t SET a = @n; SET @out = 2; IF @n = 2 BEGIN EXEC dbo.finest @n; END;
GO
CREATE PROCEDURE dbo.not_fine AS EXEC dbo.fine; EXEC dbo.inner_one;
GO
CREATE PROCEDURE dbo.nested AS IF @@NESTLEVEL > 1 SELECT a FROM s.u ELSE SELECT a FROM dbo.t;
GO
CREATE PROCEDURE dbo.in_transaction AS IF @@TRANCOUNT > 0 SELECT a FROM s.u; SELECT a FROM dbo.t;
GO
CREATE PROCEDURE dbo.again @n int = 1 AS SELECT a FROM dbo.t; IF @n < 5 EXEC dbo.again @n;
GO
CREATE PROCEDURE dbo.endless AS SELECT a FROM dbo.t; EXEC dbo.endless;
GO
CREATE PROCEDURE dbo.inserting AS INSERT dbo.watched (a) VALUES (1);
GO
CREATE PROCEDURE dbo.numbered AS SELECT a FROM dbo.t;
GO
CREATE PROCEDURE dbo.numbered;2 AS SELECT a FROM s.u;
GO
CREATE PROCEDURE dbo.leaving AS BEGIN TRANSACTION; SELECT a FROM dbo.t;
GO
CREATE PROCEDURE dbo.asking AS IF IS_MEMBER('staff') = 1 SELECT a FROM s.u; SELECT a FROM dbo.t;
GO
`;
const statements = [
  'SELECT a FROM dbo.t;',
  'SELECT a FROM s.u;',
  'SELECT a FROM s.given;',
  'SELECT x.a FROM dbo.t AS x JOIN s.given AS y ON x.a = y.a;',
  'INSERT dbo.t (a) VALUES (1);',
  'INSERT dbo.t (a) SELECT a FROM s.u;',
  'INSERT dbo.watched (a) VALUES (1);',
  'UPDATE dbo.watched SET a = dbo.f();',
  'SELECT dbo.f();',
  'MERGE dbo.t AS x USING dbo.watched AS y ON x.a = y.a WHEN MATCHED THEN DELETE;',
  'TRUNCATE TABLE dbo.t;',
  'SELECT a FROM other.dbo.far;',
  "EXEC ('SELECT a FROM dbo.t');",
  "DECLARE @q nvarchar(99) = N'SELECT a FROM s.u'; IF EXISTS (SELECT 1 FROM dbo.t) SET @q = N'SELECT 1'; EXEC (@q);",
  "EXECUTE AS USER = 'ua';",
  'REVERT;',
  'EXEC dbo.inner_one;',
  'EXEC dbo.fine 2;',
  'IF EXISTS (SELECT 1 FROM dbo.t) EXEC dbo.fine;',
  'DECLARE @got int; EXEC dbo.fine 1, @got OUTPUT; IF @got = 2 SELECT a FROM s.u;',
  'DECLARE @code int; EXEC @code = dbo.finest 1; IF @code = 1 SELECT a FROM s.u;',
  'EXEC dbo.not_fine;',
  'EXEC dbo.nested;',
  'EXEC dbo.in_transaction;',
  'BEGIN TRANSACTION; EXEC dbo.in_transaction; COMMIT;',
  'EXEC dbo.again;',
  'EXEC dbo.endless;',
  'EXEC dbo.inserting;',
  'EXEC dbo.leaving;',
  'EXEC dbo.numbered;',
  'EXEC dbo.numbered;2;',
  'EXEC dbo.asking;',
  'BEGIN TRY EXEC dbo.fine; END TRY BEGIN CATCH SELECT a FROM s.u; END CATCH;',
  "IF IS_MEMBER('staff') = 1 SELECT a FROM dbo.t ELSE DELETE dbo.t;",
  "IF IS_MEMBER('staff') = 1 SELECT a FROM s.u ELSE DELETE dbo.t;",
  "IF IS_MEMBER('staff') = 1 DELETE dbo.t ELSE SELECT a FROM s.u;",
  'WHILE EXISTS (SELECT 1 FROM dbo.t) BEGIN DELETE dbo.t; UPDATE dbo.t SET a = 1; END;',
  'BEGIN SELECT a FROM dbo.t; SELECT a FROM s.u; BEGIN DELETE dbo.t; END; END;',
  'BEGIN TRY SELECT a FROM dbo.t; END TRY BEGIN CATCH SELECT a FROM s.u; END CATCH;',
  'IF @@ROWCOUNT = 0 RETURN;',
  'IF @@ROWCOUNT = 0 GOTO behind;',
  "THROW 50000, 'no', 1;",
];
/** So many procedures, each but the last of which calls the next one. */
function chain(length: number): string {
  const texts = Array.from({ length }, (_, index) => {
    const next = index + 1 < length ? `EXEC dbo.c${index + 2}` : 'SELECT a FROM dbo.t';
    return `CREATE PROCEDURE dbo.c${index + 1} AS ${next};\nGO\n`;
  });
  return texts.reverse().join('');
}

const grantees = ['ua', 'ub', 'uc', 'staff', 'public'];

/** What is refused in a run, inside of calls, too. */
function refusals(steps: readonly PlacedStep[], base: string): readonly string[] {
  return steps.flatMap(({ offset, step }) => {
    const at = `${base} ${offset}`;
    const own = step.paths.flatMap(({ outcome }) => (outcome.kind === 'error' ? [`${at} ${outcome.message}`] : []));
    const called = step.calls.flatMap(({ run, name }) => refusals(run.steps, `${at} ${name}`));
    return [...new Set([...own, ...called, ...refusals(step.children, at)])];
  });
}

const count = (steps: readonly PlacedStep[]): number =>
  steps.reduce((sum, { step }) => sum + 1 + count(step.children), 0);

/** How many statements are refused to grantees, and left out for them. */
function compared({ bodies, context }: Analysis): { readonly refused: number; readonly leftOut: number } {
  let [refused, leftOut] = [0, 0];
  for (const body of bodies.values()) {
    const fresh = { ...context, work: newWork() };
    const all = finish(granteeRuns(fresh, body, (whole) => whole));
    const some = finish(granteeRuns(fresh, body));
    assert.deepEqual(
      some.map(({ grantee, starts, run }) => [grantee.name, starts, refusals(run.steps, '')]),
      all.map(({ grantee, starts, run }) => [grantee.name, starts, refusals(run.steps, '')]),
    );
    assert.deepEqual(touchesInWords(body.run, some), touchesInWords(body.run, all)); // what a hover says of them
    for (const [index, { run }] of all.entries()) {
      refused += refusals(run.steps, '').length;
      leftOut += count(run.steps) - count(some[index]!.run.steps);
    }
  }
  return { refused, leftOut };
}

describe('those who may start a module', () => {
  let parser: Parser;
  before(async () => {
    parser = await testParser();
  });

  it('are refused the same where what any caller may do is left out', () => {
    let [refused, leftOut] = [0, 0];
    const body = fc.array(fc.constantFrom(...statements), { minLength: 1, maxLength: 6 });
    const granted = fc.uniqueArray(fc.constantFrom(...grantees), { minLength: 1 });
    fc.assert(
      fc.property(body, granted, (list, to) => {
        const made = `CREATE PROCEDURE dbo.p AS BEGIN ${list.join(' ')} END; behind: SELECT a FROM s.u;`;
        const analysis = analysisOf(parser, `${people}${made}\nGO\nGRANT EXECUTE ON dbo.p TO ${to.join(', ')};\n`);
        const found = compared(analysis);
        refused += found.refused;
        leftOut += found.leftOut;
      }),
      { numRuns: 300 },
    );
    assert.ok(refused > 100, `${refused} refused`);
    assert.ok(leftOut > 100, `${leftOut} left out`);
  }).timeout(120_000);

  it('meet only the calls that may come out otherwise for them', () => {
    const left = (call: string, more = ''): boolean => {
      const made = `${more}CREATE PROCEDURE dbo.p AS ${call};\nGO\nGRANT EXECUTE ON dbo.p TO ub;\n`;
      const { bodies, context } = analysisOf(parser, people + made);
      const body = [...bodies.values()].find(({ statement }) => statement.name.name === 'p')!;
      const [one] = finish(granteeRuns({ ...context, work: newWork() }, body));
      return one!.run.steps.every(({ step }) => step.statement.kind !== 'execute');
    };
    for (const call of ['EXEC dbo.fine 2', 'EXEC dbo.finest 1', 'EXEC dbo.fine @n = 1'])
      assert.ok(left(call), `${call} is run again`);
    const others = [
      'inner_one',
      'not_fine',
      'nested',
      'in_transaction',
      'again',
      'endless',
      'inserting',
      'leaving',
      'asking',
    ];
    for (const name of others) assert.ok(!left(`EXEC dbo.${name}`), `${name} is not run`);
    assert.ok(left('EXEC dbo.numbered') && !left('EXEC dbo.numbered;2'));
    assert.ok(left('EXEC dbo.c1', chain(31)));
    assert.ok(!left('EXEC dbo.c1', chain(32)), 'the server refuses the last of them');
    assert.ok(!left('DECLARE @got int; EXEC dbo.fine 1, @got OUTPUT'));
    assert.ok(!left('DECLARE @code int; EXEC @code = dbo.finest 1'));
  });

  it('are so in real scripts', () => {
    const projects = path.resolve(__dirname, '../projects');
    const scripts = [...readScripts([projects], { codePage: undefined, problem: () => undefined })];
    const texts = [
      ...scripts.map(({ file, text }) => [file, text] as const),
      ...fixtureNames.map((name) => [`${name}.sql`, fixtureText(name)] as const),
    ];
    let leftOut = 0;
    for (const [uri, text] of texts) {
      const workspace = workspaceWith(parser, { [uri]: text }, { knowledge: 'open' });
      const analysed = finish(workspace.analyse(uri, { run: 'possible' }));
      if (analysed) leftOut += compared(analysed.analysis).leftOut;
      workspace.remove(uri);
    }
    assert.ok(leftOut > 0, `${leftOut} left out`);
  }).timeout(120_000);
});
