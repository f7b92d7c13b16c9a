/** Scripts that are no files: cells of a notebook, new documents, read-only and virtual ones. */
import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Hover, Location } from 'vscode-languageserver/node';
import type { ContextAt, Ribbon } from '../../server/src/lsp/protocol';
import { type Server, startServer } from './server-process';

const script = "CREATE LOGIN amy WITH PASSWORD = 'x';\nGO\nEXECUTE AS LOGIN = 'amy';\nSELECT 1;\n";
const places = [
  'vscode-notebook-cell:/c%3A/books/a%20b.ipynb#W0sZmlsZQ%3D%3D',
  'vscode-notebook-cell://wsl%2Bubuntu/books/a.ipynb#ch0000001',
  'vscode-vfs://github/owner/repository/a.sql',
  'git:/c%3A/shop/a.sql?%7B%22path%22%3A%22c%3A%5C%5Cshop%5C%5Ca.sql%22%2C%22ref%22%3A%22HEAD%22%7D',
  'mssql-object:Procedure%20dbo.p.sql',
  'untitled:Untitled-1',
  'memfs:/a.sql',
];

describe('protocol: scripts that are no files', function () {
  this.timeout(60_000);
  let server: Server | undefined;
  afterEach(async () => {
    await server?.stop();
    server = undefined;
  });
  const hover = async (uri: string, line: number, character: number): Promise<string> => {
    const found = await server!.connection.sendRequest<Hover | null>('textDocument/hover', {
      textDocument: { uri },
      position: { line, character },
    });
    return (found?.contents as { value: string } | undefined)?.value ?? '';
  };

  for (const uri of places)
    it(`have findings, hovers and a ribbon: ${uri.slice(0, uri.indexOf(':'))} ${places.indexOf(uri)}`, async () => {
      server = await startServer();
      await server.open(uri, script);
      const [found] = await server.findings(uri, (list) => list.length > 0);
      assert.equal(found?.code, 'unreverted-execute-as');
      assert.match(await hover(uri, 3, 2), /amy/);
      const { stretches } = await server.connection.sendRequest<Ribbon>('tsqlContext/ribbon', { uri });
      assert.deepEqual(
        stretches.map(({ firstLine }) => firstLine),
        [3],
      );
      const position = { line: 3, character: 2 };
      const context = await server.connection.sendRequest<ContextAt>('tsqlContext/contextAt', { uri, position });
      assert.equal(context.alternatives[0]?.setAt?.uri, uri);
      await server.change(uri, 2, [
        { range: { start: { line: 3, character: 9 }, end: { line: 3, character: 9 } }, text: '\nREVERT;' },
      ]);
      await server.findings(uri, (list) => list.length === 0);
    });

  it('see what the files of the workspace declare, and other cells of their notebook', async () => {
    const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'tsqlctx-places-')));
    try {
      writeFileSync(path.join(folder, 'people.sql'), "CREATE LOGIN amy WITH PASSWORD = 'x';\n");
      server = await startServer({ folder: pathToFileURL(folder).href, settings: { knowledge: 'complete' } });
      const first = 'vscode-notebook-cell:/books/a.ipynb#W0';
      const second = 'vscode-notebook-cell:/books/a.ipynb#W1';
      await server.open(first, "CREATE LOGIN bea WITH PASSWORD = 'x';\n");
      await server.open(second, "EXECUTE AS LOGIN = 'amy';\nREVERT;\nEXECUTE AS LOGIN = 'bea';\nSELECT 1;\n");
      await server.findings(second, ([one]) => one?.code === 'unreverted-execute-as');
      const definition = (line: number): Promise<Location[]> =>
        server!.connection.sendRequest('textDocument/definition', {
          textDocument: { uri: second },
          position: { line, character: 21 },
        });
      assert.deepEqual(
        [...(await definition(0)), ...(await definition(2))].map(({ uri }) => uri),
        [pathToFileURL(path.join(folder, 'people.sql')).href, first],
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
