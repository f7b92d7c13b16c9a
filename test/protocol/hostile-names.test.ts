/** Names that mean harm, through every answer about names: nothing fails, and no list shows what it would act on. */
import assert from 'node:assert/strict';
import type { CallHierarchyItem, CompletionItem, DocumentSymbol, WorkspaceEdit } from 'vscode-languageserver/node';
import { type Server, startServer } from './server-process';

const names = [
  '[x](command:workbench.action.quit)',
  '<img src=x onerror=alert(1)>',
  '\u202Etxt.exe\u2066',
  'x'.repeat(4000),
  'o\'b]c"d`e',
];

describe('hostile names', function () {
  this.timeout(60_000);
  let server: Server;
  before(async () => {
    server = await startServer({
      capabilities: { textDocument: { documentSymbol: { hierarchicalDocumentSymbolSupport: true } } },
    });
  });
  after(() => server.stop());

  for (const [index, name] of names.entries())
    it(`${name.slice(0, 20)}`, async () => {
      const uri = `untitled:${index}.sql`;
      const code = `[${name.replaceAll(']', ']]')}]`;
      const text = `CREATE USER ${code} WITHOUT LOGIN;
GO
CREATE PROCEDURE dbo.${code} WITH EXECUTE AS N'${name.replaceAll("'", "''")}' AS SELECT 1
GO
EXEC dbo.${code};
GRANT CONTROL ON USER::${code} TO public;
EXECUTE AS USER = N'';
`;
      await server.open(uri, text);
      const ask = <T>(method: string, line: number, character: number, more: object = {}): Promise<T> =>
        server.connection.sendRequest<T>(method, { textDocument: { uri }, position: { line, character }, ...more });
      const lists: string[] = [];
      assert.equal((await ask<unknown[]>('textDocument/definition', 5, 26)).length, 1);
      assert.equal(
        (await ask<unknown[]>('textDocument/references', 5, 26, { context: { includeDeclaration: true } })).length,
        3,
      );
      await ask('textDocument/hover', 5, 26);
      await ask('textDocument/codeLens', 0, 0);
      const items = await ask<CompletionItem[]>('textDocument/completion', 6, 21);
      lists.push(...items.map(({ label }) => label));
      const symbols = await ask<DocumentSymbol[]>('textDocument/documentSymbol', 0, 0);
      lists.push(...symbols.flatMap((one) => [one.name, one.detail ?? '']));
      assert.equal(symbols.length, 3);
      const [item] = await ask<CallHierarchyItem[]>('textDocument/prepareCallHierarchy', 4, 12);
      lists.push(item!.name, item!.detail!);
      await server.connection.sendRequest('callHierarchy/incomingCalls', { item });
      const edit = await ask<WorkspaceEdit>('textDocument/rename', 5, 26, { newName: 'plain' });
      assert.equal(edit.changes?.[uri]?.length, 3);
      for (const one of lists) {
        assert.ok(one.length < 200, one);
        assert.doesNotMatch(one, /[\u202A-\u202E\u2066-\u2069]/);
      }
      assert.deepEqual(
        server.log.filter((line) => line.includes('failed')),
        [],
      );
    });
});
