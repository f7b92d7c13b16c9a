/** What is seen at a glance, over a pipe: with a client that has all of it, and with one that has nothing. */
import assert from 'node:assert/strict';
import type { CodeLens, Hover, InlayHint, SemanticTokens } from 'vscode-languageserver/node';
import type { ContextAt, Ribbon } from '../../server/src/lsp/protocol';
import { type Server, type StartOptions, startServer } from './server-process';

const uri = 'untitled:glance.sql';
const script = `--# session: login=sa db=master
CREATE LOGIN web WITH PASSWORD = 'x';
CREATE DATABASE Shop;
GO
USE Shop;
CREATE USER clerk WITHOUT LOGIN; CREATE USER web;
CREATE TABLE dbo.Orders (a int);
GO
CREATE PROCEDURE dbo.Look WITH EXECUTE AS 'clerk' AS SELECT a FROM dbo.Orders;
GO
GRANT EXECUTE ON dbo.Look TO clerk;
EXECUTE AS USER = 'clerk';
SELECT a FROM dbo.Orders;
SELECT a FROM Other.dbo.T;
REVERT;
EXECUTE AS LOGIN = 'web';
REVERT;
`;

describe('protocol: at a glance', function () {
  this.timeout(30_000);
  let server: Server | undefined;
  const start = async (options: StartOptions = {}): Promise<Server> => {
    server = await startServer(options);
    await server.open(uri, script);
    return server;
  };
  afterEach(async () => {
    await server?.stop();
    server = undefined;
  });
  const ask = <T>(method: string, params: object = {}): Promise<T> =>
    server!.connection.sendRequest<T>(method, { textDocument: { uri }, ...params });
  const whole = { range: { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } } };
  const hoverAt = async (line: number, character: number): Promise<string | undefined> => {
    const hover = await ask<Hover | null>('textDocument/hover', { position: { line, character } });
    return (hover?.contents as { value: string } | undefined)?.value;
  };

  it('says behind statements who runs what follows, and nothing where the base context is back', async () => {
    const { initialized } = await start();
    assert.ok(initialized.capabilities.inlayHintProvider);
    const hints = await ask<InlayHint[]>('textDocument/inlayHint', whole);
    assert.deepEqual(
      hints.map(({ label, position }) => `${position.line}:${position.character} ${label as string}`),
      ['11:26 → clerk @ Shop, sandboxed', '15:25 → web @ Shop'],
    );
  });

  it('keeps the ribbon while a quote is being typed in one of its lines', async () => {
    await start();
    const ask = () => server!.connection.sendRequest<Ribbon>('tsqlContext/ribbon', { uri });
    const { stretches: before } = await ask();
    const at = { line: 12, character: 0 };
    await server!.change(uri, 2, [{ range: { start: at, end: at }, text: "PRINT '" }]);
    assert.deepEqual((await ask()).stretches, before);
  });

  it('says which lines run in another context', async () => {
    await start();
    const { stretches } = await server!.connection.sendRequest<Ribbon>('tsqlContext/ribbon', { uri });
    assert.deepEqual(
      stretches.map(({ firstLine, lastLine, text, depth, sandboxed }) => [firstLine, lastLine, text, depth, sandboxed]),
      [
        [8, 8, 'clerk @ Shop, sandboxed', 1, true],
        [12, 14, 'clerk @ Shop, sandboxed', 1, true],
        [16, 16, 'web @ Shop', 1, false],
      ],
    );
    assert.notEqual(stretches[1]?.colour, stretches[2]?.colour);
  });

  it('has the line of a module as a lens that is worked out when it is looked at', async () => {
    const { initialized } = await start();
    assert.deepEqual(initialized.capabilities.codeLensProvider, { resolveProvider: true });
    const [lens, simulate] = await ask<CodeLens[]>('textDocument/codeLens');
    assert.equal(lens?.command, undefined);
    const resolved = await server!.connection.sendRequest<CodeLens>('codeLens/resolve', lens);
    assert.equal(resolved.command?.title, "Runs as clerk (EXECUTE AS 'clerk') · clerk may run it");
    assert.equal(simulate?.command?.title, 'Simulate call as ...');
  });

  it('marks words of impersonated, sandboxed and refused statements', async () => {
    const { initialized } = await start();
    const { tokenTypes, tokenModifiers } = initialized.capabilities.semanticTokensProvider!.legend;
    const { data } = await ask<SemanticTokens>('textDocument/semanticTokens/full');
    const found: string[] = [];
    let line = 0;
    for (let index = 0; index < data.length; index += 5) {
      line += data[index]!;
      const modifiers = tokenModifiers.filter((_, bit) => data[index + 4]! & (1 << bit));
      found.push([line, tokenTypes[data[index + 3]!], ...modifiers].join(' '));
    }
    assert.ok(found.includes('13 elsewhere impersonated sandboxed'), found.join('\n'));
    assert.ok(found.includes('14 contextKeyword impersonated sandboxed'), found.join('\n'));
    assert.ok(found.includes('11 contextKeyword'), found.join('\n'));
  });

  it('lists the contexts at the cursor with the statements that set them', async () => {
    await start();
    const at = (line: number): Promise<ContextAt | null> =>
      server!.connection.sendRequest('tsqlContext/contextAt', { uri, position: { line, character: 3 } });
    const context = await at(12);
    assert.equal(context?.text, 'clerk (without login) @ Shop');
    assert.deepEqual(
      context?.alternatives.map(({ setAt, description }) => [setAt?.position.line, description]),
      [[11, 'depth 1, sandboxed']],
    );
    assert.equal((await at(16))?.alternatives[0]?.setAt?.position.line, 15);
  });

  it('says why it says nothing', async () => {
    await start({ settings: { enable: false } });
    const off = await server!.connection.sendRequest<ContextAt>('tsqlContext/contextAt', {
      uri,
      position: { line: 1, character: 0 },
    });
    assert.equal(off.silent, true);
    assert.match(off.tooltip, /switched off/);
    await server!.stop();
    await start();
    const other = 'untitled:other.sql';
    await server!.open(other, 'CREATE EXTENSION pgcrypto;\nCREATE FUNCTION f() RETURNS int AS $$ 1 $$ LANGUAGE sql;\n');
    const dialect = await server!.connection.sendRequest<ContextAt>('tsqlContext/contextAt', {
      uri: other,
      position: { line: 1, character: 0 },
    });
    assert.match(dialect.tooltip, /not analysed: it is written for /);
  });

  it('links to the commands that the client has, and to no other', async () => {
    await start();
    assert.doesNotMatch((await hoverAt(12, 3)) ?? '', /command:/);
    assert.match((await hoverAt(12, 3)) ?? '', /User token/);
    await server!.stop();
    await start({ initializationOptions: { commands: ['tsqlContext.showContext'] } });
    const linked = (await hoverAt(12, 3)) ?? '';
    assert.match(linked, /\[Frames and tokens\]\(command:tsqlContext\.showContext\?/);
    assert.doesNotMatch(linked, /User token/);
  });

  it('is silent where there is nothing to say, and says it all where that is wanted', async () => {
    await start();
    assert.equal(await hoverAt(6, 2), undefined);
    await server!.stop();
    await start({ settings: { hover: 'everywhere' } });
    assert.match((await hoverAt(6, 2)) ?? '', /dbo.*login \*\*sa\*\*/);
  });

  it('is switched off by its settings', async () => {
    await start({ settings: { inlayHints: false, ribbon: false, codeLens: 'off', semanticTokens: false } });
    assert.deepEqual(await ask('textDocument/inlayHint', whole), []);
    assert.deepEqual(await server!.connection.sendRequest('tsqlContext/ribbon', { uri }), { stretches: [] });
    assert.deepEqual(await ask('textDocument/codeLens'), []);
    assert.deepEqual(await ask('textDocument/semanticTokens/full'), { data: [] });
  });

  it('tells a client that follows when answers may have changed', async () => {
    const { connection } = await start({ initializationOptions: { followsAnswers: true } });
    const told = new Promise((resolve) => connection.onNotification('tsqlContext/answersChanged', resolve));
    await server!.connection.sendNotification('workspace/didChangeConfiguration', {
      settings: { tsqlContext: { serverVersion: '2019' } },
    });
    await told;
  });
});
