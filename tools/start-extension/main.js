// What `npm start` shows first: a script worth seeing, and the walkthrough beside it. No part of the extension.
const vscode = require('vscode');

exports.activate = async () => {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder || vscode.window.visibleTextEditors.length > 0) return;
  const script = vscode.Uri.joinPath(folder.uri, '4-a-day-in-the-shop.sql');
  await vscode.window.showTextDocument(script, { viewColumn: vscode.ViewColumn.One, preview: false });
  const walkthrough = 'tsqlctx.tsql-execution-context#tsqlContext.start';
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', walkthrough, true);
};
