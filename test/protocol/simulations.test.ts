/** What the simulation panel asks, over a pipe. */
import assert from 'node:assert/strict';
import type { RunAnswer, RunDesigns, RunStepAnswer, SimulateRunParams } from '../../server/src/lsp/protocol';
import { type Server, startServer } from './server-process';

const uri = 'untitled:one.sql';
const script = `CREATE LOGIN alice WITH PASSWORD = 'x';
CREATE LOGIN [<img src=x onerror=alert(1)>] WITH PASSWORD = 'x';
CREATE DATABASE shop;
GO
USE shop;
CREATE USER alice;
CREATE USER [<img src=x onerror=alert(1)>];
CREATE TABLE dbo.t (i int);
GO
CREATE PROCEDURE dbo.p @id int AS IF @id = 1 SELECT i FROM dbo.t;
GO
EXECUTE AS USER = 'alice';
SELECT i FROM dbo.t;
REVERT;
`;
const lineOf = (text: string): number => script.split('\n').findIndex((line) => line.startsWith(text));

describe('simulations for the panel', function () {
  this.timeout(30_000);
  let server: Server;
  beforeEach(async () => {
    server = await startServer();
    await server.open(uri, script);
  });
  afterEach(() => server.stop());

  const run = (more: Partial<SimulateRunParams> = {}): Promise<RunAnswer | null> =>
    server.connection.sendRequest('tsqlContext/simulateRun', {
      uri,
      login: 'sa',
      database: 'master',
      target: { kind: 'file' },
      ...more,
    } satisfies SimulateRunParams);
  const indexOf = (answer: RunAnswer, text: string): number => answer.rows.findIndex((row) => row.text === text);

  it('answers steps with contexts, places and what the server says', async () => {
    const answer = (await run())!;
    const row = answer.rows[indexOf(answer, 'SELECT i FROM dbo.t')]!;
    assert.equal(row.sign, '✗');
    assert.match(row.says[0] ?? '', /Msg 229/);
    assert.deepEqual(row.position, { line: lineOf('SELECT i'), character: 0 });
    assert.deepEqual(answer.contexts[row.context]?.lanes, ['dbo', 'alice']);
    assert.equal(answer.contexts[row.context]?.sandbox, 'shop');
  });

  it('tells of a step: who, why, frames, tokens, facts', async () => {
    const answer = (await run())!;
    const step: RunStepAnswer = await server.connection.sendRequest('tsqlContext/runStep', {
      run: answer.run,
      row: indexOf(answer, 'SELECT i FROM dbo.t'),
    });
    const [path] = step.paths;
    assert.equal(path?.who, 'alice (login alice) @ shop');
    assert.equal(path?.frames.length, 2);
    assert.match(path?.frames[0]?.setBy ?? '', /EXECUTE AS USER = 'alice', line \d+/);
    assert.ok(path?.userToken?.some(({ name }) => name === 'alice'));
    assert.ok(step.designs);
    assert.ok(step.choices.some(({ label }) => label === 'Grant SELECT on OBJECT::dbo.t to alice'));
  });

  it('supposes facts, says what differs and what they open, and what could not be made', async () => {
    const plain = (await run())!;
    const answer = (await run({ suppose: 'USE shop;\nGRANT SELECT ON dbo.t TO alice;', beside: plain.run }))!;
    const changed = answer.lines?.filter(({ differs }) => differs) ?? [];
    assert.deepEqual(
      changed.map(({ right, differs }) => [answer.rows[right ?? -1]?.text, answer.rows[right ?? -1]?.sign, differs]),
      [['SELECT i FROM dbo.t', '✓', 'answer']],
    );
    const opens: readonly string[] = await server.connection.sendRequest('tsqlContext/runOpens', { run: answer.run });
    assert.ok(
      opens.some((line) => /SELECT on OBJECT::dbo\.t/.test(line)),
      opens.join('\n'),
    );
    const wrong = (await run({ suppose: 'USE shop;\nGRANT SELECT ON dbo.t TO nobody;' }))!;
    assert.match(wrong.unmade.join(), /nobody/);
  });

  it('tries designs', async () => {
    const answer = (await run())!;
    const row = indexOf(answer, 'SELECT i FROM dbo.t');
    const designs: RunDesigns = await server.connection.sendRequest('tsqlContext/runDesigns', { run: answer.run, row });
    assert.deepEqual(
      designs.map(({ kind, answer: tried }) => [kind, tried?.sign]),
      [
        ['ownership chain', '✓'],
        ['execute as', '✓'],
        ['signature', '✓'],
      ],
    );
  });

  it('runs a statement, and a call with arguments', async () => {
    const statement = (await run({
      target: { kind: 'statement', position: { line: lineOf('SELECT i'), character: 2 } },
      login: 'alice',
      database: 'shop',
    }))!;
    assert.deepEqual(
      statement.rows.map(({ text, sign }) => [text, sign]),
      [['SELECT i FROM dbo.t', '✗']],
    );
    const position = { line: lineOf('CREATE PROCEDURE'), character: 30 };
    const texts = async (given: string): Promise<readonly string[]> =>
      (await run({ target: { kind: 'module', position, arguments: given } }))!.rows.map(
        ({ text, sign }) => `${sign} ${text}`,
      );
    assert.ok((await texts('@id = 1')).includes('✓ SELECT i FROM dbo.t'));
    assert.ok((await texts('@id = 2')).includes('· SELECT i FROM dbo.t'));
  });

  it('writes a run as text, Markdown and JSON, in which no name is markup', async () => {
    const answer = (await run({ login: '<img src=x onerror=alert(1)>', database: 'shop' }))!;
    const text = (format: string): Promise<string> =>
      server.connection.sendRequest('tsqlContext/runText', { run: answer.run, format });
    assert.match(await text('text'), /as login <img/);
    const markdown = await text('markdown');
    assert.doesNotMatch(markdown.replace(/`[^`]*`/g, ''), /[^\\]<img/);
    assert.equal(JSON.parse(await text('json')).version, 1);
  });

  it('has no answer for a run that it does not keep any more', async () => {
    assert.equal(await server.connection.sendRequest('tsqlContext/runStep', { run: 999, row: 0 }), null);
  });
});
