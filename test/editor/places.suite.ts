/** Scripts that are no files, in a real editor: cells of a notebook and new documents; not what a script was once. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { holds, hoverAt, ours, ruleOf } from './asking';

const script = "CREATE LOGIN placesamy WITH PASSWORD = 'x';\nGO\nEXECUTE AS LOGIN = 'placesamy';\nSELECT 1;\n";
const kind = 'jupyter-notebook';
const serializer: vscode.NotebookSerializer = {
  deserializeNotebook: () => new vscode.NotebookData([]),
  serializeNotebook: () => new Uint8Array(),
};

describe('scripts that are no files', () => {
  it('are cells of a notebook', async () => {
    const shown = new vscode.NotebookData([
      new vscode.NotebookCellData(vscode.NotebookCellKind.Markup, '# Shop', 'markdown'),
      new vscode.NotebookCellData(vscode.NotebookCellKind.Code, script, 'sql'),
    ]);
    const open = (): Thenable<vscode.NotebookDocument> => vscode.workspace.openNotebookDocument(kind, shown);
    const notebook = await open().then(
      (opened) => opened,
      () => {
        // the headless editor has the extension of this kind, and does not start it
        vscode.workspace.registerNotebookSerializer(kind, serializer);
        return open();
      },
    );
    await vscode.window.showNotebookDocument(notebook);
    const { document } = notebook.cellAt(1);
    assert.equal(document.uri.scheme, 'vscode-notebook-cell');
    await answersIn(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('are new documents, in each language that is ours', async () => {
    const there = await vscode.languages.getLanguages();
    for (const language of ['sql', 'tsql', 'mssql'].filter((one) => there.includes(one))) {
      const document = await vscode.workspace.openTextDocument({ language, content: script });
      await vscode.window.showTextDocument(document);
      await answersIn(document);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
  });

  it('say nothing where a script is another state of one', async () => {
    const provider = vscode.workspace.registerTextDocumentContentProvider('once', {
      provideTextDocumentContent: () => script,
    });
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse('once:/a.sql'));
    await vscode.window.showTextDocument(document);
    assert.equal(document.languageId, 'sql');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    assert.deepEqual(ours(document.uri), []);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    provider.dispose();
  });
});

async function answersIn(document: vscode.TextDocument): Promise<void> {
  await holds(() => assert.deepEqual(ours(document.uri).map(ruleOf), ['unreverted-execute-as']));
  await hoverAt(document, new vscode.Position(3, 2), /placesamy/);
}
