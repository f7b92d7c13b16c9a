/** The three designs for a refusal: the script of each is run, and what it opens is compared. */
import assert from 'node:assert/strict';
import { refusedIn } from '../../server/src/designs/carrier';
import { choicesAt } from '../../server/src/designs/choices';
import { designsFor } from '../../server/src/designs/index';
import type { TriedDesign } from '../../server/src/designs/model';
import { tried } from '../../server/src/designs/tried';
import { simulatedRows } from '../../server/src/features/simulate';
import type { Parser } from '../../server/src/syntax/parser';
import { finish } from '../../server/src/text/finish';
import { testParser } from '../support/parser';
import { workspaceWith } from '../support/stage';

const shop = `CREATE LOGIN alice WITH PASSWORD = 'x';
CREATE DATABASE Shop;
GO
USE Shop;
GO
CREATE USER bob WITHOUT LOGIN;
GO
CREATE SCHEMA b AUTHORIZATION bob;
GO
CREATE TABLE b.T (i int);
CREATE USER alice;
GO
CREATE PROCEDURE dbo.report AS SELECT * FROM b.T;
GO
CREATE PROCEDURE dbo.asText AS EXECUTE ('SELECT * FROM b.T');
GO
GRANT EXECUTE TO public;
GO
EXECUTE AS USER = 'alice';
`;

describe('designs for a refusal', () => {
  let parser: Parser;
  before(async () => {
    parser = await testParser();
  });

  it('lets a module through by owner, clause or signature, and says what each opens', async () => {
    const [chain, clause, signed] = await designsOf(`${shop}EXECUTE dbo.report;\n`, 'SELECT * FROM b.T');
    for (const one of [chain, clause, signed]) assert.equal(one?.answer?.sign, '✓', one?.title);
    assert.match(chain?.script ?? '', /ALTER AUTHORIZATION ON OBJECT::\[dbo\]\.\[report\] TO \[bob\]/);
    assert.match(clause?.script ?? '', /ALTER PROCEDURE dbo\.report WITH EXECUTE AS 'report_runs_as' AS/);
    assert.match(signed?.script ?? '', /ADD SIGNATURE TO OBJECT::\[dbo\]\.\[report\]/);
    assert.ok(
      chain?.opens.some((line) => /user 'bob'/.test(line)),
      'the new owner may do anything with it',
    );
    for (const one of [chain, clause, signed])
      assert.ok(one?.opens.some((line) => /SELECT on OBJECT::b\.T \(by way of dbo\.report\)/.test(line)));
    assert.ok(!signed?.opens.some((line) => /bob|runs_as/.test(line)), 'a signature opens nothing else');
  });

  it('makes a procedure around a statement of a batch', async () => {
    const designs = await designsOf(`${shop}DELETE FROM b.T;\n`, 'DELETE FROM b.T');
    for (const { answer, script } of designs) {
      assert.equal(answer?.sign, '✓');
      assert.match(script ?? '', /CREATE PROCEDURE \[b\]\.\[delete_for_alice\]/);
    }
  });

  it('knows that dynamic SQL is outside the chain', async () => {
    const [chain, clause] = await designsOf(`${shop}EXECUTE dbo.asText;\n`, 'SELECT');
    assert.match(chain?.hindered ?? '', /dynamic SQL/);
    assert.equal(chain?.script, undefined);
    assert.equal(clause?.answer?.sign, '✓');
  });

  it('signs for what is asked at the server, where no user counts', async () => {
    const text = `${shop.replace('AS SELECT * FROM b.T', 'AS ALTER LOGIN alice WITH DEFAULT_DATABASE = Shop')}EXECUTE dbo.report;\n`;
    const refused = `${text.replace('EXECUTE AS USER', "CREATE LOGIN carl WITH PASSWORD = 'y';\nCREATE USER carl;\nEXECUTE AS LOGIN").replace("= 'alice';\nEXECUTE", "= 'carl';\nEXECUTE")}`;
    const [chain, clause, signed] = await designsOf(refused, 'ALTER LOGIN alice WITH DEFAULT_DATABASE = Shop');
    assert.match(chain?.hindered ?? '', /A chain covers/);
    assert.match(clause?.hindered ?? '', /TRUSTWORTHY/);
    assert.match(signed?.script ?? '', /CREATE LOGIN \[report_signer\] FROM CERTIFICATE/);
    assert.equal(signed?.answer?.sign, '✓', signed?.answer?.words);
  });

  it('offers the facts that decide a step', async () => {
    const workspace = workspaceWith(parser, { 'a.sql': `${shop}EXECUTE dbo.report;\n` });
    const whole = finish(workspace.analyse('a.sql', { run: 'predicted' }))!;
    const rows = simulatedRows(whole, whole, { kind: 'file' });
    const row = rows.find(({ text }) => text === 'SELECT * FROM b.T');
    const labels = choicesAt(row!, { scripts: [whole.script], definitions: whole.definitions }).map(
      ({ label }) => label,
    );
    for (const wanted of [
      'Grant SELECT on OBJECT::b.T to alice',
      'Add alice to db_datareader',
      'TRUSTWORTHY on in Shop',
      'report runs as OWNER',
      'report belongs to bob',
    ])
      assert.ok(labels.includes(wanted), `${wanted}: ${labels.join('; ')}`);
  });

  async function designsOf(text: string, statement: string): Promise<readonly TriedDesign[]> {
    const workspace = workspaceWith(parser, { 'a.sql': text });
    const target = { kind: 'file' } as const;
    const whole = finish(workspace.analyse('a.sql', { run: 'predicted' }))!;
    const rows = simulatedRows(whole, whole, target);
    const ground = { parser, definitions: whole.definitions, scripts: [whole.script], database: 'master' };
    const row = rows.find((one) => one.text === statement && refusedIn(one, ground));
    const refused = row && refusedIn(row, ground);
    assert.ok(row && refused, `${statement} is refused`);
    const designs: TriedDesign[] = [];
    for (const design of designsFor(refused))
      designs.push(
        await tried(design, { refused, row, rows }, ground, async (suppose) => {
          const again = finish(workspace.analyse('a.sql', { run: 'predicted', suppose }));
          return again && simulatedRows(again, again, target);
        }),
      );
    return designs;
  }
});
