/** The commands of the walkthrough: a script that shows everything, in a window that need hold nothing else. */
import * as vscode from 'vscode';

/** Opens the script as a new document, with the cursor on a statement that is refused. */
export async function openFirstLook({ extensionUri }: vscode.ExtensionContext): Promise<void> {
  const file = vscode.Uri.joinPath(extensionUri, 'docs/first-look.sql');
  const content = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  const open = vscode.workspace.textDocuments.find((one) => one.isUntitled && one.getText() === content);
  const document = open ?? (await vscode.workspace.openTextDocument({ language: 'sql', content }));
  const editor = await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One });
  const place = document.positionAt(document.getText().lastIndexOf('dbo.Orders;'));
  editor.selection = new vscode.Selection(place, place);
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** Opens the walkthrough. */
export async function openWalkthrough(): Promise<void> {
  await vscode.commands.executeCommand(
    'workbench.action.openWalkthrough',
    'tsqlctx.tsql-execution-context#tsqlContext.start',
  );
}
