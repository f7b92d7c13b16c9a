/** The server over a pipe: real messages, no mock. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type {
  CodeAction,
  CodeLens,
  CompletionItem,
  DocumentDiagnosticReport,
  Hover,
  Location,
  SemanticTokens,
} from 'vscode-languageserver/node';
import type { KnownPrincipals, ModuleAt, Page } from '../../server/src/lsp/protocol';
import { hostile } from '../support/hostile';
import { type Server, type StartOptions, startServer } from './server-process';

const shop = [
  "CREATE LOGIN alice WITH PASSWORD = 'x';",
  'GO',
  'CREATE DATABASE shop;',
  'GO',
  'USE shop;',
  'CREATE USER alice FOR LOGIN alice;',
  'GO',
  '',
].join('\n');
const leftOpen = `${shop}EXECUTE AS USER = 'alice';\nSELECT USER_NAME();\n`;
const uri = 'untitled:one.sql';
const at = (line: number, character: number) => ({ textDocument: { uri }, position: { line, character } });

describe('protocol', function () {
  this.timeout(30_000);
  let server: Server | undefined;
  const start = async (options: StartOptions = {}): Promise<Server> => {
    server = await startServer(options);
    return server;
  };
  afterEach(async () => {
    await server?.stop();
    server = undefined;
  });

  it('says what it can do', async () => {
    const { capabilities, serverInfo } = (await start()).initialized;
    assert.equal(serverInfo?.name, 'tsqlctx');
    assert.equal(capabilities.hoverProvider, true);
    assert.equal(capabilities.positionEncoding, 'utf-16');
    assert.equal(capabilities.diagnosticProvider, undefined, 'a client that does not pull is pushed to');
    assert.equal(capabilities.documentFormattingProvider, undefined);
  });

  it('publishes findings, and takes them back after an edit', async () => {
    const { open, change, findings } = await start();
    await open(uri, leftOpen);
    const [found] = await findings(uri, (list) => list.length > 0);
    assert.equal(found?.code, 'unreverted-execute-as');
    assert.equal(found?.source, 'tsql-context');
    assert.equal(found?.range.start.line, 7);
    await change(uri, 2, [
      { range: { start: { line: 9, character: 0 }, end: { line: 9, character: 0 } }, text: 'REVERT;\n' },
    ]);
    assert.deepEqual(await findings(uri, (list) => list.length === 0), []);
  });

  it('says what held before while a quote is open, and what the text says when typing pauses', async () => {
    const { open, change, findings, connection } = await start();
    await open(uri, leftOpen);
    const [before] = await findings(uri, (list) => list.length > 0);
    await change(uri, 2, [
      { range: { start: { line: 7, character: 0 }, end: { line: 7, character: 0 } }, text: "\nPRINT N'\n" },
    ]);
    const hover = await connection.sendRequest<Hover>('textDocument/hover', at(10, 3));
    const { value } = hover.contents as { value: string };
    assert.match(value.split('\n')[0] ?? '', /alice.*shop.*depth 1/);
    assert.match(value, /what held before/);
    const [held] = await findings(uri, ([first]) => first?.range.start.line === 9); // they come behind the hover
    assert.equal(held?.code, before?.code);
    await findings(uri, (list) => list.every(({ code }) => code !== before?.code));
  });

  it('says what held before while an EXECUTE AS is typed above much, and who runs it when typing pauses', async () => {
    const { open, change, connection } = await start();
    const body = Array.from({ length: 1500 }, (_, n) => `    UPDATE dbo.t SET name = N'${n}' WHERE id = ${n};`);
    await open(uri, `CREATE PROCEDURE dbo.p AS\nBEGIN\n${body.join('\n')}\nEND;\n`);
    const hover = async (line: number): Promise<string> => {
      const shown = await connection.sendRequest<Hover>('textDocument/hover', at(line, 6));
      return (shown.contents as { value: string }).value;
    };
    assert.doesNotMatch(await hover(1400), /bob|what held before/);
    const start3 = { line: 3, character: 0 };
    await change(uri, 2, [{ range: { start: start3, end: start3 }, text: "    EXECUTE AS USER = 'bob';\n" }]);
    const held = await hover(1400);
    assert.match(held, /what held before/);
    assert.doesNotMatch(held, /bob/);
    const deadline = Date.now() + 15_000;
    let value = held;
    while (!value.includes('bob') && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      value = await hover(1400);
    }
    assert.match(value, /bob/);
    assert.doesNotMatch(value, /what held before/);
  });

  it('hovers over an impersonated statement', async () => {
    const { open, connection } = await start();
    await open(uri, leftOpen);
    const hover = await connection.sendRequest<Hover>('textDocument/hover', at(8, 3));
    const { value } = hover.contents as { value: string };
    assert.match(value.split('\n')[0] ?? '', /alice.*shop.*depth 1/);
    assert.match(value, /User token/);
    assert.match(value, /GRANT OR DENY/);
    assert.equal(hover.range?.start.line, 8);
  });

  it('answers once the scripts of the workspace are read', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'tsqlctx-folder-'));
    writeFileSync(path.join(folder, 'z-principals.sql'), shop);
    for (let index = 0; index < 200; index++)
      writeFileSync(path.join(folder, `${index}.sql`), 'SELECT 1 FROM dbo.t;\n'.repeat(100));
    const { open, connection } = await start({ folder: pathToFileURL(folder).href });
    await open(uri, "USE shop;\nEXECUTE AS USER = 'alice';\nSELECT 1;\n");
    const hover = await connection.sendRequest<Hover>('textDocument/hover', at(2, 3));
    assert.match((hover.contents as { value: string }).value.split('\n')[0] ?? '', /alice.*shop.*depth 1/);
    rmSync(folder, { recursive: true });
  });

  it('answers a pulling client, and says when nothing has changed', async () => {
    const { open, connection, initialized } = await start({ capabilities: { textDocument: { diagnostic: {} } } });
    assert.ok(initialized.capabilities.diagnosticProvider);
    await open(uri, leftOpen);
    const first = await connection.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', {
      textDocument: { uri },
    });
    assert.ok(first.kind === 'full' && first.items.some(({ code }) => code === 'unreverted-execute-as'));
    const second = await connection.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', {
      textDocument: { uri },
      previousResultId: first.resultId,
    });
    assert.equal(second.kind, 'unchanged');
  });

  it('counts in UTF-16, behind characters outside the basic plane', async () => {
    const { open, change, findings } = await start();
    await open(uri, `${shop}/* 😀😀 */ EXECUTE AS USER = 'alice'; SELECT 1;\n`);
    const [found] = await findings(uri, (list) => list.length > 0);
    assert.deepEqual(found?.range.start, { line: 7, character: 11 });
    await change(uri, 2, [{ range: { start: { line: 7, character: 3 }, end: { line: 7, character: 7 } }, text: '' }]);
    const [moved] = await findings(uri, (list) => list[0]?.range.start.character === 7);
    assert.equal(moved?.code, 'unreverted-execute-as');
  });

  for (const [encoding, column, emoji] of [
    ['utf-8', 15, 4],
    ['utf-32', 9, 1],
  ] as const) {
    it(`counts in ${encoding} where that is agreed on`, async () => {
      const { open, change, findings, initialized } = await start({
        capabilities: { general: { positionEncodings: [encoding, 'utf-16'] } },
      });
      assert.equal(initialized.capabilities.positionEncoding, encoding);
      await open(uri, `${shop}/* 😀😀 */ EXECUTE AS USER = 'alice'; SELECT 1;\n`);
      const [found] = await findings(uri, (list) => list.length > 0);
      assert.deepEqual(found?.range.start, { line: 7, character: column });
      await change(uri, 2, [
        { range: { start: { line: 7, character: 3 }, end: { line: 7, character: 3 + emoji } }, text: '' },
      ]);
      assert.ok(await findings(uri, (list) => list[0]?.range.start.character === column - emoji));
    });
  }

  it('survives what it does not understand', async () => {
    const { open, connection, process: child, findings } = await start();
    await assert.rejects(connection.sendRequest('textDocument/noSuchThing', {}));
    await assert.rejects(connection.sendRequest('tsqlContext/simulate'), /./).catch(() => undefined); // null or an error: both are answers
    assert.equal(
      await connection.sendRequest('textDocument/hover', {
        textDocument: { uri: 'untitled:never-opened.sql' },
        position: { line: 0, character: 0 },
      }),
      null,
    );
    assert.equal(await connection.sendRequest('textDocument/hover', { nonsense: true }), null);
    await connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: 'untitled:never-opened.sql', version: 3 },
      contentChanges: [{ text: 'x' }],
    });
    await connection.sendNotification('$/unheardOf', { a: 1 });
    const body = '{"jsonrpc":"2.0","id":';
    child.stdin?.write(`Content-Length: ${body.length}\r\n\r\n${body}`);
    await open(uri, leftOpen);
    assert.ok(await findings(uri, (list) => list.length > 0));
    const outside = await connection.sendRequest('textDocument/hover', at(9999, 9999));
    assert.equal(outside, null);
  });

  it('gives up what is cancelled', async () => {
    const { open, connection } = await start();
    await open(uri, leftOpen);
    const { CancellationTokenSource } = await import('vscode-languageserver/node');
    const source = new CancellationTokenSource();
    const answer = connection.sendRequest('textDocument/hover', at(8, 3), source.token);
    source.cancel();
    await answer.then(
      () => undefined, // it was answered before the cancellation arrived
      (error: { code: number }) => assert.ok([-32800, -32801].includes(error.code), `${error.code}`),
    );
    assert.ok(await connection.sendRequest('textDocument/hover', at(8, 3)));
  });

  it('keeps up with quick typing', async () => {
    const { open, change, findings } = await start();
    await open(uri, shop);
    const text = "EXECUTE AS USER = 'alice';\n";
    [...text].forEach((character, index) => {
      void change(uri, index + 2, [
        { range: { start: { line: 7, character: index }, end: { line: 7, character: index } }, text: character },
      ]);
    });
    const [found] = await findings(uri, (list) => list.some(({ code }) => code === 'unreverted-execute-as'));
    assert.equal(found?.range.start.line, 7);
  });

  it('completes the rules behind the word that suppresses them', async () => {
    const { open, connection } = await start();
    await open(uri, '-- tsqlctx-disable-next-line use-in-sandbox, un\nREVERT;\n');
    const labels = async (line: number, character: number): Promise<readonly string[]> => {
      const items = await connection.sendRequest<CompletionItem[]>('textDocument/completion', at(line, character));
      return items.map(({ label }) => label);
    };
    assert.ok((await labels(0, 47)).includes('unreverted-execute-as'));
    assert.ok((await labels(0, 40)).includes('suppression-unused'));
    assert.deepEqual(await labels(0, 5), []);
  });

  it('stays silent on a script of another product', async () => {
    const { open, connection } = await start({ capabilities: { textDocument: { diagnostic: {} } } });
    await open(
      uri,
      'CREATE EXTENSION pgcrypto;\nCREATE FUNCTION f() RETURNS int AS $$ BEGIN REVERT; END $$ LANGUAGE plpgsql;\n',
    );
    const report = await connection.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', {
      textDocument: { uri },
    });
    assert.deepEqual(report.kind === 'full' && report.items, []);
    assert.equal(await connection.sendRequest('textDocument/hover', at(1, 50)), null);
  });

  it('offers lenses, a fix, completion, colours and the way to a definition', async () => {
    const { open, connection, findings } = await start();
    await open(uri, leftOpen);
    const [found] = await findings(uri, (list) => list.length > 0);
    assert.ok(found);
    const lenses = await connection.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
    assert.deepEqual(
      lenses.map(({ command }) => command?.title),
      [],
      'lenses are on modules',
    );
    const fixes = await connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range: found.range,
      context: { diagnostics: [found] },
    });
    assert.match(fixes[0]?.edit?.changes?.[uri]?.[0]?.newText ?? '', /REVERT;/);
    const completions = await connection.sendRequest<CompletionItem[]>('textDocument/completion', at(7, 19));
    assert.ok(completions.some(({ label }) => label === 'alice'));
    assert.deepEqual(await connection.sendRequest('textDocument/completion', at(8, 3)), []);
    const { data } = await connection.sendRequest<SemanticTokens>('textDocument/semanticTokens/full', {
      textDocument: { uri },
    });
    assert.equal(data.length % 5, 0);
    assert.ok(data.length >= 10);
    const places = await connection.sendRequest<Location[]>('textDocument/definition', at(7, 21));
    assert.deepEqual(
      places.map(({ range }) => range.start.line),
      [5],
    );
  });

  it('knows what other scripts of the folder declare, and simulates with it', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'tsqlctx protocol é-'));
    try {
      writeFileSync(path.join(folder, 'setup.sql'), shop);
      const script = pathToFileURL(path.join(folder, 'use it.sql')).href;
      const { open, connection, findings } = await start({ folder: pathToFileURL(folder).href });
      await open(
        script,
        "--# session: login=sa db=shop\nEXECUTE AS USER = 'alise';\nGO\nCREATE PROCEDURE dbo.p AS SELECT USER_NAME();\n",
      );
      const [found] = await findings(script, (list) => list.some(({ code }) => code === 'unknown-principal'));
      assert.equal(found?.range.start.line, 1);
      const known = await connection.sendRequest<KnownPrincipals>('tsqlContext/knownPrincipals', { uri: script });
      assert.ok(known.logins.some(({ name }) => name === 'alice'));
      assert.ok(known.databases.includes('shop'));
      const module = await connection.sendRequest<ModuleAt>('tsqlContext/moduleAt', {
        uri: script,
        position: { line: 3, character: 30 },
      });
      assert.equal(module.name, 'dbo.p');
      const page = await connection.sendRequest<Page>('tsqlContext/simulate', {
        uri: script,
        login: 'sa',
        database: 'shop',
        target: { kind: 'module', position: { line: 3, character: 30 } },
      });
      const text = page.lines.map((line) => line.text).join('\n');
      assert.match(text, /dbo \(login sa\) @ shop/);
      assert.match(text, /SELECT USER_NAME\(\)/);
    } finally {
      await server?.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('reads from disk what a script includes', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'tsqlctx included-'));
    try {
      writeFileSync(path.join(folder, 'Users.inc'), `:r more.inc\n${shop}`);
      writeFileSync(path.join(folder, 'more.inc'), 'PRINT 1;\n');
      const script = pathToFileURL(path.join(folder, 'deploy it.sql')).href;
      const { open, connection } = await start();
      await open(script, ":r .\\Users.inc\nGO\nUSE shop;\nEXECUTE AS USER = 'alice';\nSELECT 1;\n:r gone.inc\n");
      const hover = await connection.sendRequest<Hover>('textDocument/hover', {
        textDocument: { uri: script },
        position: { line: 4, character: 3 },
      });
      assert.match((hover.contents as { value: string }).value.split('\n')[0] ?? '', /alice.*shop.*depth 1/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('logs once what it leaves out, and says it at a script that is too large', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'tsqlctx-odd-'));
    try {
      writeFileSync(path.join(folder, 'setup.sql'), `${shop}${'-- as large as can be\n'.repeat(60_000)}`);
      writeFileSync(path.join(folder, 'zero.sql'), 'SELECT 1\0SELECT 2 a, b, c');
      symlinkSync('nowhere', path.join(folder, 'gone.sql'));
      const script = pathToFileURL(path.join(folder, 'use it.sql')).href;
      const large = pathToFileURL(path.join(folder, 'setup.sql')).href;
      const { open, connection, findings, log } = await start({
        folder: pathToFileURL(folder).href,
        settings: { maxScriptSize: 1 },
      });
      await open(script, "--# session: login=sa db=shop\nEXECUTE AS USER = 'alise';\n");
      await findings(script, (list) => list.some(({ code }) => code === 'unknown-principal'));
      const about = (name: string): readonly string[] => log.filter((line) => line.includes(name));
      assert.equal(about('zero.sql').length, 1, log.join('\n'));
      assert.equal(about('setup.sql').length, 1, log.join('\n'));
      assert.match(about('setup.sql')[0]!, /larger than 1 MB: only what it declares is read/);
      await open(large, `${shop}${'-- as large as can be\n'.repeat(60_000)}`);
      const answer = await connection.sendRequest<Hover>('textDocument/hover', {
        textDocument: { uri: large },
        position: { line: 1, character: 1 },
      });
      assert.match(JSON.stringify(answer.contents), /This script is not analysed: it is larger than 1 MB/);
      assert.equal(about('setup.sql').length, 1, log.join('\n'));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('logs once that too many paths lead through a script', async () => {
    const { open, connection, log } = await start();
    await open(uri, hostile['eight procedures, each calling all']!());
    const asked = (): Promise<Hover> => connection.sendRequest<Hover>('textDocument/hover', at(16, 2));
    assert.match(JSON.stringify((await asked()).contents), /too many paths/);
    await asked();
    assert.equal(log.filter((line) => line.includes('too many paths')).length, 1, log.join('\n'));
  });

  it('starts again after it was stopped', async () => {
    const first = await start();
    await first.open(uri, leftOpen);
    await first.findings(uri, (list) => list.length > 0);
    await first.stop();
    assert.equal(first.process.exitCode, 0);
    const second = await start();
    await second.open(uri, leftOpen);
    assert.ok(await second.findings(uri, (list) => list.length > 0));
  });
});
