/** A body that is fine for a caller who may be anybody is not run for those who may start it: nothing is refused to them. */
import assert from 'node:assert/strict';
import { granteesOf, refusableOf } from '../../server/src/engine/start/analysis';
import { refusedIn } from '../../server/src/rules/refused-steps';
import type { Parser } from '../../server/src/syntax/parser';
import { finish } from '../../server/src/text/finish';
import { fixtureNames, fixtureText } from '../support/fixtures';
import { testParser } from '../support/parser';
import { workspaceWith } from '../support/stage';

const stage = `CREATE DATABASE shop;
GO
USE shop; CREATE USER ua WITHOUT LOGIN; CREATE USER ub WITHOUT LOGIN; CREATE ROLE staff; CREATE TABLE dbo.t (a int);
GO
CREATE SCHEMA s AUTHORIZATION ub
GO
CREATE TABLE s.u (a int);
GO
CREATE PROCEDURE dbo.inner_one AS BEGIN DELETE dbo.t; IF @@ROWCOUNT > 0 INSERT dbo.t (a) VALUES (1); END;
GO
`;

const bodies = {
  fine: [
    'SELECT a FROM dbo.t; UPDATE dbo.t SET a = 1;',
    'EXEC dbo.inner_one;',
    "IF IS_MEMBER('staff') = 1 DELETE dbo.t ELSE INSERT dbo.t (a) VALUES (1);",
    'BEGIN TRY SELECT a FROM dbo.t; END TRY BEGIN CATCH THROW; END CATCH;',
  ],
  open: ['SELECT a FROM s.u;', "EXEC ('SELECT a FROM dbo.t');", 'TRUNCATE TABLE dbo.t;', "EXECUTE AS USER = 'ub';"],
};

describe('those who may start a module', function () {
  this.timeout(120_000);
  let parser: Parser;
  before(async () => {
    parser = await testParser();
  });

  const analysisOf = (text: string) =>
    finish(workspaceWith(parser, { 'a.sql': text }).analyse('a.sql', { run: 'predicted' }))?.analysis;

  for (const [kind, texts] of Object.entries(bodies))
    for (const text of texts)
      it(`are ${kind === 'fine' ? 'not asked about' : 'each looked at'} where a body says ${text}`, () => {
        const made = `${stage}CREATE PROCEDURE dbo.p AS ${text}\nGO\nGRANT EXECUTE ON dbo.p TO staff; GRANT EXECUTE ON dbo.p TO ua;`;
        const analysis = analysisOf(made)!;
        const body = [...analysis.bodies.values()].at(-1)!;
        assert.equal(finish(refusableOf(analysis, body)).length, kind === 'fine' ? 0 : 2);
        assert.equal(finish(granteesOf(analysis, body)).length, 2);
      });

  it('are refused nothing where they are not asked about, in the fixtures', () => {
    let count = 0;
    for (const name of fixtureNames) {
      const analysis = analysisOf(fixtureText(name));
      for (const body of analysis?.bodies.values() ?? []) {
        const all = finish(granteesOf(analysis!, body));
        if (finish(refusableOf(analysis!, body)).length > 0) continue;
        for (const { grantee, run } of all) {
          count++;
          assert.deepEqual(
            [...refusedIn(run.steps, 0, 'tried, too')],
            [],
            `${name}: ${body.statement.name.text} for ${grantee.name}`,
          );
        }
      }
    }
    assert.ok(count > 10, `only ${count} runs`);
  });
});
