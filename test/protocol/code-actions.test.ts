/** Code actions over a pipe: their kinds, what is resolved when it is chosen, and all sure fixes at once. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type CodeAction, CreateFile, type Diagnostic, type InitializeResult } from 'vscode-languageserver/node';
import { type Server, type StartOptions, startServer } from './server-process';

const uri = 'untitled:one.sql';
const text = [
  '--# session: login=sa db=master',
  "CREATE LOGIN anna WITH PASSWORD = 'x';",
  'CREATE DATABASE shop;',
  'GO',
  'USE shop;',
  'CREATE USER anna FOR LOGIN anna;',
  'GO',
  'REVERT;',
  'ALTER DATABASE shop SET TRUSTWORTHY ON;',
  'GO',
  "EXECUTE AS USER = 'ana';",
  'REVERT;',
  'GO',
  "EXECUTE AS USER = 'anna';",
  'SELECT 1;',
  'GO',
  'CREATE PROCEDURE dbo.p WITH EXECUTE AS CALLER AS SELECT 1;',
  'GO',
  '',
].join('\n');

const lazy: StartOptions = {
  capabilities: {
    textDocument: {
      codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] } },
    },
    workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ['create'] } },
  },
};

describe('code actions', function () {
  this.timeout(30_000);
  let server: Server | undefined;
  afterEach(async () => {
    await server?.stop();
    server = undefined;
  });

  async function opened(options: StartOptions, at = uri, written = text): Promise<readonly Diagnostic[]> {
    server = await startServer(options);
    await server.open(at, written);
    return server.findings(at, (list) => list.length > 0);
  }

  const ask = async (at: string, range: Diagnostic['range'], diagnostics: readonly Diagnostic[], only?: string[]) =>
    (await server?.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: at },
      range,
      context: { diagnostics, ...(only && { only }) },
    })) ?? [];
  const resolve = async (action: CodeAction | undefined): Promise<CodeAction | undefined> =>
    action && (await server?.connection.sendRequest<CodeAction>('codeAction/resolve', action));
  const whole = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
  const byRule = (found: readonly Diagnostic[], rule: string): Diagnostic => {
    const one = found.find(({ code }) => code === rule);
    assert.ok(one, `${rule} is not among ${found.map(({ code }) => code).join()}`);
    return one;
  };

  it('has three kinds, and resolves', async () => {
    await opened(lazy);
    const { capabilities }: InitializeResult = server!.initialized;
    assert.deepEqual(capabilities.codeActionProvider, {
      codeActionKinds: ['quickfix', 'refactor.rewrite', 'source.fixAll.tsqlContext'],
      resolveProvider: true,
    });
  });

  it('offers the nearest name, and works its edit out when it is chosen', async () => {
    const found = byRule(await opened(lazy), 'unknown-principal');
    const actions = await ask(uri, found.range, [found], ['quickfix']);
    const [nearest, ...others] = actions;
    assert.equal(nearest?.title, "Change to 'anna'");
    assert.equal(nearest.kind, 'quickfix');
    assert.equal(nearest.isPreferred, true);
    assert.equal(nearest.edit, undefined);
    assert.deepEqual(
      nearest.diagnostics?.map(({ code }) => code),
      ['unknown-principal'],
    );
    assert.ok(others.every(({ isPreferred }) => !isPreferred));
    assert.ok(others.some(({ title }) => title.startsWith('Suppress unknown-principal')));
    const resolved = await resolve(nearest);
    assert.deepEqual(resolved?.edit?.changes?.[uri], [{ range: found.range, newText: "'anna'" }]);
  });

  it('gives the edit at once to a client that does not ask again', async () => {
    const found = byRule(await opened({}), 'unknown-principal');
    const [nearest] = await ask(uri, found.range, [found]);
    assert.equal(nearest?.edit?.changes?.[uri]?.[0]?.newText, "'anna'");
  });

  it('resolves nothing for a text that has changed', async () => {
    const found = byRule(await opened(lazy), 'unknown-principal');
    const [nearest] = await ask(uri, found.range, [found]);
    const start = { line: 0, character: 0 };
    await server?.change(uri, 2, [{ range: { start, end: start }, text: '-- new\n' }]);
    assert.equal((await resolve(nearest))?.edit, undefined);
  });

  it('suppresses with a place for the reason', async () => {
    const found = byRule(await opened(lazy), 'trustworthy-on');
    const actions = await ask(uri, found.range, [found]);
    const comment = await resolve(actions.find(({ title }) => title.startsWith('Suppress')));
    assert.equal(
      comment?.edit?.changes?.[uri]?.[0]?.newText,
      '-- tsqlctx-disable-next-line trustworthy-on: <reason>\n',
    );
  });

  it('fixes all that is sure, and nothing else', async () => {
    await opened(lazy);
    for (const only of ['source.fixAll.tsqlContext', 'source.fixAll', 'source']) {
      const actions = await ask(uri, whole, [], [only]);
      assert.deepEqual(
        actions.map(({ kind }) => kind),
        ['source.fixAll.tsqlContext'],
      );
      const edits = (await resolve(actions[0]))?.edit?.changes?.[uri] ?? [];
      assert.deepEqual(
        edits.map(({ range, newText }) => [range.start.line, newText]),
        [
          [7, ''],
          [16, ''],
          [17, '\nREVERT;\nGO\n'],
        ],
      );
    }
  });

  it('offers a cookie for an impersonation as a rewrite', async () => {
    await opened(lazy);
    const at = { start: { line: 13, character: 2 }, end: { line: 13, character: 2 } };
    assert.deepEqual(await ask(uri, at, [], ['refactor']), [], 'its REVERT is missing');
    const other = 'untitled:two.sql';
    await server?.open(other, "CREATE USER zoe WITHOUT LOGIN;\nEXECUTE AS USER = 'zoe';\nREVERT;\n");
    const range = { start: { line: 1, character: 2 }, end: { line: 1, character: 2 } };
    const [rewrite] = await ask(other, range, [], ['refactor.rewrite']);
    assert.equal(rewrite?.kind, 'refactor.rewrite');
    assert.deepEqual(
      (await resolve(rewrite))?.edit?.changes?.[other]?.map(({ newText }) => newText),
      ['DECLARE @cookie varbinary(8000);\n', ' WITH COOKIE INTO @cookie', ' WITH COOKIE = @cookie'],
    );
  });

  it('writes a script beside the one with the finding', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'tsqlctx actions '));
    try {
      const script = pathToFileURL(path.join(folder, 'one.sql')).href;
      const lockedOut = `${text.replace("EXECUTE AS USER = 'ana';", "EXECUTE AS LOGIN = 'anna'; USE model;")}`;
      const found = byRule(await opened(lazy, script, lockedOut), 'no-user-in-target');
      const actions = await ask(script, found.range, [found]);
      const resolved = await resolve(actions.find(({ title }) => title.startsWith('Write a script')));
      const [create, edit] = resolved?.edit?.documentChanges ?? [];
      assert.ok(create && CreateFile.is(create));
      assert.match(create.uri, /\/anna%20in%20model\.sql$/);
      assert.match(JSON.stringify(edit), /CREATE USER \[anna\]/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
