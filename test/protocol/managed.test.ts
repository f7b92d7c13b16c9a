/** C# of assemblies in the editor: a real server, real files. */
import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Server, startServer } from './server-process';

const code = `using System.IO;
using System.Data.SqlClient;
public class Files
{
    [SqlProcedure]
    public static void Save(string path)
    {
        using (SqlContext.WindowsIdentity.Impersonate())
        {
            using (var connection = new SqlConnection("context connection=true")) connection.Open();
        }
        Helper.Clear(path);
    }
}
`;
const helper = `using System.IO;
public class Helper { public static void Clear(string path) { File.Delete(path); } }
`;
const scripts = `CREATE DATABASE shop;
GO
USE shop;
GO
CREATE ASSEMBLY files FROM 0x4D WITH PERMISSION_SET = EXTERNAL_ACCESS;
GO
CREATE PROCEDURE dbo.Save @path nvarchar(260) AS EXTERNAL NAME files.Files.Save;
GO
EXEC dbo.Save 'x';
`;

describe('C# of assemblies in the editor', function () {
  this.timeout(60_000);
  let folder = '';
  let server: Server | undefined;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'tsqlctx-clr-')));
  });
  afterEach(async () => {
    await server?.stop();
    server = undefined;
    rmSync(folder, { recursive: true, force: true });
  });
  const uriOf = (name: string): string => pathToFileURL(path.join(folder, name)).href;
  const write = (name: string, text: string): void => writeFileSync(path.join(folder, name), text);
  const ask = async (request: string, name: string, line = 0, character = 0): Promise<string> =>
    JSON.stringify(
      await server?.connection.sendRequest(`textDocument/${request}`, {
        textDocument: { uri: uriOf(name) },
        position: { line, character },
      }),
    );

  it('has findings, hovers, lenses and definitions, and joins them with the scripts', async () => {
    write('Files.cs', code);
    write('Helper.cs', helper);
    write('deploy.sql', scripts);
    server = await startServer({ folder: pathToFileURL(folder).href });
    await server.open(uriOf('Files.cs'), code, 'csharp');
    const found = await server.findings(uriOf('Files.cs'), (list) => list.length > 1);
    assert.deepEqual(found.map((one) => one.code).sort(), [
      'clr-data-access-while-impersonated',
      'clr-windows-identity-may-be-null',
    ]);
    assert.match(await ask('hover', 'Files.cs', 9, 83), /refused while the thread is the user impersonated on line 8/);
    assert.match(await ask('hover', 'Files.cs', 5, 25), /T-SQL knows it as procedure dbo.Save in shop/);
    assert.match(await ask('codeLens', 'Files.cs'), /called as shop: dbo.Save from 1 script"/);
    assert.match(await ask('definition', 'Files.cs', 5, 25), /deploy\.sql.*"line":6/);
    await server.open(uriOf('deploy.sql'), scripts, 'sql');
    assert.match(await ask('definition', 'deploy.sql', 6, 75), /Files\.cs.*"line":5/);
    assert.match(await ask('hover', 'deploy.sql', 8, 2), /PERMISSION.*_SET = EXTERNAL.*_ACCESS/);
    const [method] = JSON.parse(await ask('prepareCallHierarchy', 'Files.cs', 5, 25)) as object[];
    const incoming = await server.connection.sendRequest('callHierarchy/incomingCalls', { item: method });
    assert.match(JSON.stringify(incoming), /dbo\.Save.*deploy\.sql/);
    const [module] = JSON.parse(await ask('prepareCallHierarchy', 'deploy.sql', 6, 22)) as object[];
    const outgoing = await server.connection.sendRequest('callHierarchy/outgoingCalls', { item: module });
    assert.match(JSON.stringify(outgoing), /Files\.Save.*Files\.cs/);
    await server.open(uriOf('Helper.cs'), helper, 'csharp');
    const other = await server.findings(uriOf('Helper.cs'), (list) => list.length > 0);
    assert.deepEqual(
      other.map((one) => one.code),
      ['clr-external-access-as-service-account'],
    );
  });

  it('says nothing of other C#', async () => {
    write('Client.cs', code.replace('[SqlProcedure]', ''));
    server = await startServer({ folder: pathToFileURL(folder).href });
    await server.open(uriOf('Client.cs'), code.replace('[SqlProcedure]', ''), 'csharp');
    assert.equal(await ask('hover', 'Client.cs', 9, 83), 'null');
    assert.equal(await ask('codeLens', 'Client.cs'), '[]');
    assert.equal(await ask('completion', 'Client.cs', 9, 83), '[]');
  });
});
