// The packaged extension in a browser alone: no server of VS Code and no Node behind it, scripts on a virtual file system.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { launchChromium, startServer } from '../../tools/vscode-host/host.mjs';
import { unzip } from '../support/zip.ts';
import { root, testsOf, userAt } from './driver.mjs';
import { serveWorkbench } from './web-host.mjs';

const here = path.join(root, 'test/editor');

const scripts = {
  'shop/tsqlcontext.json': JSON.stringify({ session: { login: 'clerk', database: 'Till' } }),
  'shop/server/setup.sql': `--# session: login=sa db=master
CREATE LOGIN clerk WITH PASSWORD = 'x';
CREATE LOGIN boss WITH PASSWORD = 'x';
CREATE DATABASE Till;
GO
USE Till;
CREATE USER clerk;
CREATE USER boss;
GO
CREATE TABLE dbo.Cash (amount money);
GRANT SELECT ON dbo.Cash TO boss;
GO
CREATE PROCEDURE dbo.CountCash WITH EXECUTE AS 'boss' AS SELECT COUNT(*) FROM dbo.Cash;
GO
GRANT EXECUTE TO clerk;
`,
  'shop/day.sql': `EXECUTE dbo.CountCash;
SELECT amount FROM dbo.Cash AS refused_rows;
`,
  'shop/managed/Files.cs': `using System.Data.SqlClient;
public class Files
{
    [SqlProcedure]
    public static void Save(string path)
    {
        using (SqlContext.WindowsIdentity.Impersonate())
        {
            using (var connection = new SqlConnection("context connection=true")) connection.Open();
        }
    }
}
`,
  'shop/managed/deploy.sql': `--# session: login=sa db=master
CREATE DATABASE Archive;
GO
USE Archive;
GO
CREATE ASSEMBLY files FROM 0x4D WITH PERMISSION_SET = EXTERNAL_ACCESS;
GO
CREATE PROCEDURE dbo.Save @path nvarchar(260) AS EXTERNAL NAME files.Files.Save;
`,
};

const dataDir = mkdtempSync(path.join(os.tmpdir(), 'tsqlctx-web-'));
const extension = path.join(dataDir, 'extension');
const memory = path.join(dataDir, 'memory-files');
cpSync(path.join(here, 'memory-files'), memory, { recursive: true });
writeFileSync(path.join(memory, 'scripts.json'), JSON.stringify(scripts));
await unpack(path.join(root, 'tsql-execution-context.vsix'), dataDir);

const server = await startServer({ dataDir });
const folders = { tsqlctx: extension, 'memory-files': memory };
const web = await serveWorkbench(server.url, folders, {
  'chat.disableAIFeatures': true,
  'git.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.colorTheme': 'Default Dark Modern',
  'editor.minimap.enabled': false,
  'files.autoSave': 'off',
});
const browser = await launchChromium();
const page = await (await browser.newContext({ viewport: { width: 1440, height: 1000 } })).newPage();
const user = userAt(page, [900, 860]);
const { editor, openFile, hoverOver, inWebview, closePages, shoot, away, simulate } = user;
const { test, report } = testsOf(user, 'web');
/** Through them the workbench would speak to a server, and to an extension host in Node. */
const sockets = [];
page.on('websocket', (socket) => sockets.push(socket.url()));

try {
  await page.goto(`${web.url}/?folder=memfs:/shop`);

  await test('problems come from scripts and settings on a virtual file system', async () => {
    await openFile('day.sql');
    await page.keyboard.press('Control+Shift+M');
    const problem = page.locator('.markers-panel .monaco-list-row', { hasText: 'clerk' });
    await problem.first().waitFor();
    assert.match(await problem.first().innerText(), /SELECT/);
    await shoot('web-problems');
    await page.keyboard.press('Control+Shift+M');
  });

  await test('a hover says who and where', async () => {
    await openFile('day.sql');
    const hover = await hoverOver('refused_rows', 'Msg 229');
    assert.match(await hover.innerText(), /clerk.*in.Till.*Msg.229/s);
    await shoot('web-hover');
    await away();
    const module = await hoverOver('CountCash', 'setup.sql:');
    const links = await module.locator('a[data-href]').evaluateAll((all) => all.map((one) => one.dataset.href));
    // none to the disk of the server; the editor itself shows no links to schemes that it does not know
    assert.deepEqual(
      links.filter((link) => link.startsWith('file:')),
      [],
    );
    await away();
  });

  await test('a script is simulated, and a click leads to its source', async () => {
    await openFile('day.sql');
    await simulate('clerk', 'Till');
    await inWebview('.line .says', 'Msg 229');
    const called = await inWebview('.line', 'SELECT COUNT(*)');
    await called.click();
    await (await inWebview('button', 'Show in the script')).click();
    await page.locator('.tab', { hasText: 'setup.sql' }).first().waitFor();
    await shoot('web-simulate');
    await closePages();
  });

  await test('a lens says what a module runs as', async () => {
    await openFile('setup.sql'); // its folder was opened when it was shown
    const lens = page.locator('.codelens-decoration', { hasText: 'Runs as boss' });
    await lens.first().waitFor();
    await shoot('web-lens');
    await lens.first().locator('a', { hasText: 'Simulate call as' }).click();
    await page.locator('.quick-input-widget').getByText('clerk', { exact: true }).first().waitFor();
    await page.keyboard.type('clerk');
    await page.keyboard.press('Enter');
    await (await inWebview('.line', 'SELECT COUNT(*)')).click();
    await inWebview('.who', 'boss');
    await closePages();
  });

  await test('what is written into another script counts', async () => {
    await openFile('setup.sql');
    await editor.locator('.view-line').first().click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('GRANT SELECT ON dbo.Cash TO clerk;');
    await page.keyboard.press('Control+s');
    await page.locator('.tab.dirty').waitFor({ state: 'detached' });
    await closePages();
    await openFile('day.sql');
    const hover = await hoverOver('refused_rows', 'would run');
    assert.match(await hover.innerText(), /clerk/);
  });

  await test('the C# of an assembly is read with the grammar that comes packed', async () => {
    await page.locator('.explorer-folders-view').getByText('managed').click();
    await openFile('Files.cs');
    await page.keyboard.press('Control+Shift+M');
    const problem = page.locator('.markers-panel .monaco-list-row', { hasText: 'clr-data-access-while-impersonated' });
    await problem.first().waitFor();
    await shoot('web-managed');
    await page.keyboard.press('Control+Shift+M');
  });

  await test('no server is asked', () => {
    assert.deepEqual(sockets, []);
  });
} finally {
  await browser.close().catch(() => {});
  web.close();
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
report();

/** Writes the files of a package below a folder. */
async function unpack(vsix, folder) {
  for (const [name, content] of await unzip(vsix)) {
    if (name.endsWith('/')) continue;
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
}
