/** The extension in a real editor, through the editor's own commands. The workspace is samples/. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { PanelState } from '../../client/src/panel/messages';
import { folder, holds, hoverAt, open, ours, ruleOf, until } from './asking';

const id = 'tsqlctx.tsql-execution-context';

describe('the extension in the editor', () => {
  it('is activated by a SQL script', async () => {
    const extension = vscode.extensions.getExtension(id);
    assert.ok(extension, 'the extension is there');
    await open('5-mistakes.sql');
    await until('activation', () => extension.isActive || undefined);
  });

  it('has a text for each key of its manifest', () => {
    const { contributes } = vscode.extensions.getExtension(id)!.packageJSON as { contributes: object };
    assert.deepEqual(JSON.stringify(contributes).match(/"%[^"%]+%"/g), null);
    assert.match(JSON.stringify(contributes), /"Simulate as Login\.\.\."/);
  });

  it('lists problems of scripts that are not open', async () => {
    const uri = vscode.Uri.joinPath(folder(), '4-a-day-in-the-shop.sql');
    await until('a problem in it', () => (ours(uri).length > 0 ? true : undefined));
    assert.ok(vscode.workspace.textDocuments.every((document) => document.uri.toString() !== uri.toString()));
  });

  it('lists a problem for each deliberate mistake', async () => {
    const document = await open('5-mistakes.sql');
    const expected = [...document.getText().matchAll(/^-- ([a-z]+(?:-[a-z]+)*):/gm)].map((match) => match[1] ?? '');
    assert.ok(expected.length >= 13, `${expected.length} mistakes are announced`);
    // The other scripts of the workspace are read after the first look at this one, so its findings come in two steps.
    await holds(() => assert.deepEqual([...new Set(ours(document.uri).map(ruleOf))].sort(), [...expected].sort()));
  });

  it('links a problem to its page and to the statement that explains it', async () => {
    const document = await open('5-mistakes.sql');
    const found = await until('the problem', () =>
      ours(document.uri).find((one) => ruleOf(one) === 'unreverted-execute-as'),
    );
    const { target } = found.code as { target: vscode.Uri };
    const page = await vscode.workspace.openTextDocument(target);
    assert.match(page.getText(), /^# unreverted-execute-as/);
    await until('related information', () => {
      const wrong = ours(document.uri).find((one) => ruleOf(one) === 'revert-wrong-database');
      return wrong?.relatedInformation?.length ? true : undefined;
    });
  });

  it('opens the page of a problem rendered, not as Markdown source', async () => {
    const document = await open('5-mistakes.sql');
    const found = await until('the problem', () =>
      ours(document.uri).find((one) => ruleOf(one) === 'unreverted-execute-as'),
    );
    await vscode.commands.executeCommand('vscode.open', (found.code as { target: vscode.Uri }).target);
    const page = await until('the page', () => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return input instanceof vscode.TabInputCustom ? input : undefined;
    });
    assert.equal(page.viewType, 'vscode.markdown.preview.editor');
    assert.equal(page.uri.path, '/rules/unreverted-execute-as.md');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('opens its documentation rendered', async () => {
    await vscode.commands.executeCommand('tsqlContext.openDocumentation');
    const page = await until('the documentation', () => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return input instanceof vscode.TabInputCustom ? input : undefined;
    });
    assert.equal(page.viewType, 'vscode.markdown.preview.editor');
    assert.match(page.uri.path, /\/docs\/README\.md$/);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('finds nothing wrong with a good script, and who may start a module but not finish it', async () => {
    const shop = await open('2-shop.sql');
    await holds(() => assert.deepEqual(ours(shop.uri).map(ruleOf), ['grantee-cannot-finish']));
    const document = await open('3-warehouse.sql');
    await hoverAt(document, 'dbo.Stock', /./);
    await holds(() =>
      assert.deepEqual(
        ours(document.uri)
          .filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning)
          .map((one) => `${ruleOf(one)}: ${one.message}`),
        [],
      ),
    );
  });

  it('hovers with who and where first, frames and tokens a click away', async () => {
    const document = await open('4-a-day-in-the-shop.sql');
    const text = await hoverAt(document, 'SELECT Customer, Total', /^[^\n]*omar.*Shop.*depth 1/);
    assert.match(text, /\[Frames and tokens\]\(command:tsqlContext\.showContext\?/);
  });

  it('shows lenses on modules', async () => {
    const document = await open('2-shop.sql');
    const titles = await until('lenses', async () => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
        100,
      );
      const shown = lenses.map(({ command }) => command?.title);
      return shown.includes("Runs as order_writer (EXECUTE AS 'order_writer') · tills may run it") ? shown : undefined;
    });
    assert.ok(titles.includes('Runs as its caller · tills may run it'));
    assert.ok(titles.includes('Simulate call as ...'));
  });

  it('simulates a script as a login', async () => {
    const document = await open('4-a-day-in-the-shop.sql');
    const request = { uri: document.uri.toString(), target: { kind: 'file' }, login: 'shop_app', database: 'Shop' };
    const shown = await vscode.commands.executeCommand<PanelState>('tsqlContext.simulateAsLogin', request);
    assert.equal(shown.login, 'shop_app');
    const tab = await until('the panel', async () =>
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ label }) => label.startsWith('Simulation: ')),
    );
    assert.match(tab.label, /4-a-day-in-the-shop\.sql/);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('follows an edit', async () => {
    const document = await open('4-a-day-in-the-shop.sql');
    const leftOpen = (): true | undefined =>
      ours(document.uri).some((one) => ruleOf(one) === 'unreverted-execute-as') || undefined;
    await hoverAt(document, 'SELECT Customer, Total', /omar/);
    assert.equal(leftOpen(), undefined);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(
      document.uri,
      document.lineAt(document.lineCount - 1).range.end,
      "\nREVERT;\nEXECUTE AS USER = 'omar';\n",
    );
    assert.ok(await vscode.workspace.applyEdit(edit));
    await until('the new problem', leftOpen);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await until('the old problems', () => !leftOpen() || undefined);
  });

  it('obeys tsqlcontext.json at once when it changes, and says what is wrong in it', async () => {
    const document = await open('5-mistakes.sql');
    const file = vscode.Uri.joinPath(folder(), 'tsqlcontext.json');
    const before = await vscode.workspace.fs.readFile(file);
    const found = (rule: string) => ours(document.uri).some((one) => ruleOf(one) === rule) || undefined;
    await until('the problem', () => found('unreverted-execute-as'));
    try {
      const changed = '{ "preset": "all", "rules": { "unreverted-execute-as": "off" }, "colour": 1 }';
      await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(changed));
      await until('problems without the rule', () => !found('unreverted-execute-as') || undefined);
      await until('the mistake', () => ours(file).some((one) => ruleOf(one) === 'configuration') || undefined);
    } finally {
      await vscode.workspace.fs.writeFile(file, before);
    }
    await until('the problem again', () => found('unreverted-execute-as'));
    await until('no mistake', () => ours(file).length === 0 || undefined);
  });

  it('works again after a restart of the server', async () => {
    const document = await open('4-a-day-in-the-shop.sql');
    await vscode.commands.executeCommand('tsqlContext.restartServer');
    await hoverAt(document, 'SELECT Customer, Total', /omar/);
  });
});
