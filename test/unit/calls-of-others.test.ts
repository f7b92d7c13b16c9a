/** What other scripts call may make what no script shows: as far as the procedures may, and those that they call. */
import assert from 'node:assert/strict';
import { traceOf } from '../../server/src/features/trace';
import type { Parser } from '../../server/src/syntax/parser';
import { finish } from '../../server/src/text/finish';
import { testParser } from '../support/parser';
import { workspaceWith } from '../support/stage';

const setup = `CREATE LOGIN clerk WITH PASSWORD = 'x';
CREATE DATABASE Till;
GO
USE Till;
CREATE USER clerk;
CREATE TABLE dbo.Notes (serial int);
GO
`;
const asked = '--# session: login=clerk db=Till\nSELECT serial FROM dbo.Notes;\n';

describe('procedures that other scripts call', () => {
  let parser: Parser;
  before(async () => {
    parser = await testParser();
  });
  const outcome = (procedures: string, calls: string): string => {
    const texts = { 'setup.sql': setup + procedures, 'calls.sql': `USE Till;\n${calls}\n`, 'asked.sql': asked };
    const workspace = workspaceWith(parser, texts, { knowledge: 'open' });
    const { script, analysis } = finish(workspace.analyse('asked.sql', { run: 'predicted' }))!;
    return traceOf(script, 'asked.sql', analysis.run).statements.at(-1)!.outcome;
  };
  const inner = 'CREATE PROCEDURE dbo.inside AS SELECT serial FROM dbo.Notes;\nGO\n';
  const outer = 'CREATE PROCEDURE dbo.around AS EXECUTE dbo.inside;\nGO\n';

  it('hide nothing where they, and those that they call, only read', () => {
    assert.equal(outcome(inner + outer, 'EXECUTE dbo.around;'), 'error');
    assert.equal(outcome(`CREATE PROCEDURE dbo.again AS EXECUTE dbo.again;\nGO\n`, 'EXECUTE dbo.again;'), 'error');
  });

  it('may hide something where one that they call makes something, or is not at hand', () => {
    const making = 'CREATE PROCEDURE dbo.inside AS SELECT serial INTO dbo.Copy FROM dbo.Notes;\nGO\n';
    assert.equal(outcome(making + outer, 'EXECUTE dbo.around;'), 'unknown');
    assert.equal(outcome(outer, 'EXECUTE dbo.around;'), 'unknown');
  });
});
