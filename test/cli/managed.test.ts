/** C# of assemblies on the built command. */
import assert from 'node:assert/strict';
import { Folder, isBuilt } from './command';

const code = `public class Files
{
    [SqlProcedure]
    public static void Save(string path)
    {
        WindowsIdentity caller = SqlContext.WindowsIdentity;
        if (caller == null) return;
        using (caller.Impersonate())
        using (var connection = new SqlConnection("context connection=true"))
        {
            connection.Open();
        }
        Helper.Clear(path);
    }
}
`;
const helper = 'public class Helper { public static void Clear(string path) { System.IO.File.Delete(path); } }\n';
const client = 'public class Client { void Send() { SqlContext.WindowsIdentity.Impersonate(); } }\n';
const deploy = `CREATE DATABASE shop;
GO
USE shop;
GO
CREATE PROCEDURE dbo.Save @path nvarchar(260) AS EXTERNAL NAME files.Files.Save;
GO
EXEC dbo.Save N'x';
`;

describe('C# of assemblies', function () {
  this.timeout(60_000);
  let folder: Folder;
  before(function () {
    if (!isBuilt) this.skip();
  });
  beforeEach(() => {
    folder = new Folder().write({ 'Files.cs': code, 'Helper.cs': helper, 'Client.cs': client, 'deploy.sql': deploy });
  });
  afterEach(() => folder.remove());

  it('is checked with the scripts, in every format and with threads', () => {
    const text = folder.run('check', '.');
    assert.equal(text.status, 1);
    assert.match(text.stdout, /Files\.cs:11:13 error\[clr-data-access-while-impersonated\]/);
    assert.match(text.stdout, /Helper\.cs:1:63 information\[clr-external-access-as-service-account\]/);
    assert.doesNotMatch(text.stdout, /Client\.cs/);
    assert.equal(folder.run('check', '.', '--jobs', '2').stdout, text.stdout);
    assert.match(folder.run('check', '.', '--format', 'json').stdout, /"Files\.cs"/);
    const sarif = JSON.parse(folder.run('check', '.', '--format', 'sarif').stdout) as {
      runs: { results: { ruleId: string }[]; artifacts: { sourceLanguage?: string; location: { uri: string } }[] }[];
    };
    assert.ok(sarif.runs[0]?.results.some(({ ruleId }) => ruleId === 'clr-data-access-while-impersonated'));
    const artifact = sarif.runs[0]?.artifacts.find(({ location }) => location.uri === 'Files.cs');
    assert.equal(artifact?.sourceLanguage, 'csharp');
  });

  it('is checked by itself, and suppressed by its own comments', () => {
    const reason = '            // tsqlctx-disable-next-line clr-data-access-while-impersonated: a demonstration\n';
    folder.write({ 'Files.cs': code.replace('            connection.Open', `${reason}            connection.Open`) });
    const { status, stdout } = folder.run('check', 'Files.cs', 'Helper.cs');
    assert.equal(status, 0);
    assert.doesNotMatch(stdout, /clr-data-access-while-impersonated/);
    assert.match(stdout, /Helper\.cs/);
  });

  it('is explained and traced', () => {
    const told = folder.run('explain', 'Files.cs:11', '--catalog', 'deploy.sql').stdout;
    assert.match(told, /^line 11:\n {2}to the operating system: the user impersonated on line 8/);
    assert.match(told, /T-SQL knows it as procedure dbo\.Save in shop/);
    assert.match(told, /Called on line 7 of deploy\.sql by dbo/);
    assert.match(folder.run('explain', 'Helper.cs:1').stdout, /Reaches files as SQL Server's service account/);
    const traced = JSON.parse(folder.run('trace', 'Files.cs').stdout) as { statements: { line: number }[] };
    assert.deepEqual([...new Set(traced.statements.map(({ line }) => line))], [6, 7, 8, 9, 11, 13]);
    assert.match(folder.run('trace', 'Files.cs', '--format', 'text').stdout, /^11: the user impersonated on line 8$/m);
  });

  it('says where nothing is started', () => {
    const { status, stderr } = folder.run('explain', 'Client.cs:1');
    assert.equal(status, 2);
    assert.match(stderr, /SQL Server starts nothing in it/);
  });
});
