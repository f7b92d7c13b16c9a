/**
 * Every capability that the server announces, used over a pipe by a client that can do all that we look at, and by one that
 * can do nothing of it. A capability without a line here fails.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type {
  CallHierarchyIncomingCall,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  ClientCapabilities,
  CodeAction,
  CodeLens,
  CompletionItem,
  DocumentDiagnosticReport,
  DocumentHighlight,
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  Hover,
  InlayHint,
  Location,
  SelectionRange,
  SemanticTokens,
  ServerCapabilities,
  SymbolInformation,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import { type Server, startServer } from './server-process';

const people =
  "CREATE LOGIN amy WITH PASSWORD = 'x';\nCREATE DATABASE shop;\nGO\nUSE shop;\nCREATE USER amy; GRANT EXECUTE TO amy;\n";
const script = `:r people.sql
GO
USE shop;
GO
CREATE PROCEDURE dbo.p AS
  SELECT 1;
GO
EXECUTE AS USER = 'amy';
EXEC dbo.p;
-- one
-- two
`;

const able: ClientCapabilities = {
  general: { positionEncodings: ['utf-8', 'utf-16'] },
  workspace: {
    configuration: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceEdit: { documentChanges: true, resourceOperations: ['create'] },
    workspaceFolders: true,
    symbol: {},
    diagnostics: { refreshSupport: true },
  },
  textDocument: {
    callHierarchy: {},
    codeAction: {
      dataSupport: true,
      resolveSupport: { properties: ['edit'] },
      codeActionLiteralSupport: { codeActionKind: { valueSet: [] } },
    },
    declaration: { linkSupport: true },
    definition: { linkSupport: true },
    diagnostic: {},
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    foldingRange: { lineFoldingOnly: true, rangeLimit: 2 },
    rename: { prepareSupport: true },
    selectionRange: {},
  },
};

type Client = 'able' | 'bare';

interface Used {
  readonly server: Server;
  readonly client: Client;
  readonly uri: string;
  readonly peopleUri: string;
  /** Asks about the open script. */
  ask<T>(method: string, more?: object): Promise<T>;
}

const at = (line: number, character: number) => ({ position: { line, character } });
const inAmy = at(7, 20);

/** What each capability is used for; by its name in the answer to `initialize`. */
const uses: { readonly [K in keyof ServerCapabilities]?: (used: Used) => Promise<void> } = {
  positionEncoding: async ({ server, client }) => {
    assert.equal(server.initialized.capabilities.positionEncoding, client === 'able' ? 'utf-8' : 'utf-16');
  },
  textDocumentSync: async ({ server, uri, ask }) => {
    const insert = (version: number, text: string, end: number): Promise<void> =>
      server.change(uri, version, [
        { range: { start: { line: 0, character: 0 }, end: { line: 0, character: end } }, text },
      ]);
    await insert(2, '/* x */ ', 0);
    await insert(3, '', 8);
    assert.ok(await ask<Hover>('textDocument/hover', inAmy));
  },
  workspace: async ({ server }) => {
    await server.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: { added: [], removed: [] },
    });
  },
  hoverProvider: async ({ ask }) => {
    assert.match(JSON.stringify(await ask<Hover>('textDocument/hover', inAmy)), /amy/);
  },
  codeLensProvider: async ({ ask }) => {
    assert.ok((await ask<CodeLens[]>('textDocument/codeLens')).length > 0);
  },
  codeActionProvider: async ({ ask, client }) => {
    const range = { start: { line: 7, character: 0 }, end: { line: 7, character: 10 } };
    const context = { diagnostics: [] };
    const [first] = await ask<CodeAction[]>('textDocument/codeAction', { range, context });
    assert.ok(first);
    assert.equal(
      first.edit === undefined,
      client === 'able',
      'edits are worked out when they are chosen, where that can be',
    );
  },
  completionProvider: async ({ ask }) => {
    const items = await ask<CompletionItem[]>('textDocument/completion', inAmy);
    assert.ok(items.some(({ label }) => label === 'amy'));
  },
  definitionProvider: async ({ ask, peopleUri }) => {
    const found = await ask<Location[]>('textDocument/definition', inAmy);
    assert.deepEqual(
      found.map(({ uri, range }) => [uri, range.start.line]),
      [[peopleUri, 4]],
    );
  },
  declarationProvider: async ({ ask, peopleUri }) => {
    const found = await ask<Location[]>('textDocument/declaration', inAmy);
    assert.deepEqual(
      found.map(({ uri, range }) => [uri, range.start.line]),
      [[peopleUri, 0]],
    );
  },
  referencesProvider: async ({ ask }) => {
    const count = async (includeDeclaration: boolean): Promise<number> =>
      (await ask<Location[]>('textDocument/references', { ...inAmy, context: { includeDeclaration } })).length;
    assert.deepEqual([await count(true), await count(false)], [3, 2]);
  },
  documentHighlightProvider: async ({ ask }) => {
    const found = await ask<DocumentHighlight[]>('textDocument/documentHighlight', at(8, 10));
    assert.deepEqual(
      found.map(({ range, kind }) => [range.start.line, kind]),
      [
        [4, 3],
        [8, 2],
      ],
    );
  },
  renameProvider: async ({ ask, client, server, uri, peopleUri }) => {
    const { renameProvider } = server.initialized.capabilities;
    assert.deepEqual(renameProvider, client === 'able' ? { prepareProvider: true } : true);
    if (client === 'able') {
      const prepared = await ask<{ placeholder: string }>('textDocument/prepareRename', inAmy);
      assert.equal(prepared.placeholder, 'amy');
      assert.equal(await ask('textDocument/prepareRename', at(8, 1)), null, 'others may know what stands there');
      await assert.rejects(ask('textDocument/prepareRename', at(2, 5)), /shop is none of them/);
    }
    const edit = await ask<WorkspaceEdit>('textDocument/rename', { ...inAmy, newName: 'eve' });
    if (client === 'able') {
      const versions = edit.documentChanges?.map(
        (one) => 'textDocument' in one && [one.textDocument.uri, one.textDocument.version],
      );
      assert.deepEqual(
        versions?.toSorted(),
        [
          [peopleUri, null],
          [uri, 3],
        ].toSorted(),
      );
    } else assert.deepEqual(Object.keys(edit.changes ?? {}).toSorted(), [peopleUri, uri].toSorted());
    await assert.rejects(ask('textDocument/rename', { ...at(2, 5), newName: 'x' }), /shop is none of them/);
  },
  documentSymbolProvider: async ({ ask, client }) => {
    const found = await ask<(DocumentSymbol | SymbolInformation)[]>('textDocument/documentSymbol');
    assert.ok(found.some(({ name }) => name === 'dbo.p'));
    assert.ok(found.every((one) => 'children' in one === (client === 'able')));
  },
  workspaceSymbolProvider: async ({ server, peopleUri }) => {
    const found = await server.connection.sendRequest<SymbolInformation[]>('workspace/symbol', { query: 'am' });
    assert.deepEqual(
      found.map(({ name, location }) => [name, location.uri]),
      [
        ['amy', peopleUri],
        ['amy', peopleUri],
      ],
    );
  },
  foldingRangeProvider: async ({ ask, client }) => {
    const found = await ask<FoldingRange[]>('textDocument/foldingRange');
    assert.equal(found.length, client === 'able' ? 2 : 3);
    assert.ok(found.every((one) => (one.startCharacter === undefined) === (client === 'able')));
  },
  selectionRangeProvider: async ({ ask }) => {
    const [found] = await ask<SelectionRange[]>('textDocument/selectionRange', { positions: [at(8, 10).position] });
    assert.deepEqual(found?.range, { start: { line: 8, character: 9 }, end: { line: 8, character: 10 } });
    assert.equal(found?.parent?.range.start.character, 5);
  },
  documentLinkProvider: async ({ ask, peopleUri }) => {
    const found = await ask<DocumentLink[]>('textDocument/documentLink');
    assert.deepEqual(
      found.map(({ target }) => target),
      [peopleUri],
    );
  },
  callHierarchyProvider: async ({ ask, server, uri }) => {
    const [item] = await ask<CallHierarchyItem[]>('textDocument/prepareCallHierarchy', at(8, 10));
    assert.equal(item?.name, 'dbo.p');
    const calls = await server.connection.sendRequest<CallHierarchyIncomingCall[]>('callHierarchy/incomingCalls', {
      item,
    });
    assert.deepEqual(
      calls.map(({ from }) => [from.uri, from.detail]),
      [[uri, 'runs as amy (login amy) @ shop, depth 1, sandboxed']],
    );
    const [whole] = await ask<CallHierarchyItem[]>('textDocument/prepareCallHierarchy', at(0, 0));
    const made = await server.connection.sendRequest<CallHierarchyOutgoingCall[]>('callHierarchy/outgoingCalls', {
      item: whole,
    });
    assert.deepEqual(
      made.map(({ to }) => to.name),
      ['dbo.p'],
    );
  },
  inlayHintProvider: async ({ ask }) => {
    const range = { start: { line: 0, character: 0 }, end: { line: 11, character: 0 } };
    assert.ok((await ask<InlayHint[]>('textDocument/inlayHint', { range })).length > 0);
  },
  semanticTokensProvider: async ({ ask }) => {
    assert.ok((await ask<SemanticTokens>('textDocument/semanticTokens/full')).data.length > 0);
  },
  diagnosticProvider: async ({ ask, client }) => {
    assert.equal(client, 'able', 'who does not pull is pushed to');
    const report = await ask<DocumentDiagnosticReport>('textDocument/diagnostic');
    assert.ok(report.kind === 'full' && report.items.length > 0);
  },
};

/** What is announced to clients only that do something with it, or by some versions. */
const onlyForSome: ReadonlySet<string> = new Set(['diagnosticProvider', 'inlayHintProvider']);

for (const client of ['able', 'bare'] as const)
  describe(`capabilities, with a client that is ${client}`, function () {
    this.timeout(60_000);
    let folder = '';
    let server: Server;
    let used: Used;
    before(async () => {
      folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'tsqlctx-capable-')));
      writeFileSync(path.join(folder, 'people.sql'), people);
      const uri = pathToFileURL(path.join(folder, 'use.sql')).href;
      const peopleUri = pathToFileURL(path.join(folder, 'people.sql')).href;
      server = await startServer({ folder: pathToFileURL(folder).href, capabilities: client === 'able' ? able : {} });
      await server.open(uri, script);
      const ask = <T>(method: string, more: object = {}): Promise<T> =>
        server.connection.sendRequest<T>(method, { textDocument: { uri }, ...more });
      used = { server, client, uri, peopleUri, ask };
    });
    after(async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    it('are all used here', () => {
      const announced = Object.keys(server.initialized.capabilities);
      assert.deepEqual(
        announced.filter((name) => !(name in uses)),
        [],
      );
    });

    for (const name of Object.keys(uses) as (keyof ServerCapabilities)[])
      it(name, async function () {
        if (name in server.initialized.capabilities) await uses[name]!(used);
        else {
          assert.ok(onlyForSome.has(name), 'it is no longer announced');
          this.skip();
        }
      });

    it('logs no failure', () => {
      assert.deepEqual(
        server.log.filter((line) => line.includes('failed')),
        [],
      );
    });
  });
