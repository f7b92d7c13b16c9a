/** The command `T-SQL: Report a Wrong Answer`: what is needed to see it again, without names, goes to the clipboard. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type ReportParams, reportOf } from '../../server/src/lsp/protocol';
import { addressOf, documentSelector } from './documents';
import { fromPosition } from './positions';

export async function reportWrongAnswer(client: BaseLanguageClient): Promise<string | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (!editor || vscode.languages.match(documentSelector, editor.document) === 0) {
    vscode.window.showInformationMessage(
      vscode.l10n.t('Put the cursor on the statement of a T-SQL script whose answer is wrong.'),
    );
    return undefined;
  }
  const params: ReportParams = {
    uri: addressOf(client, editor.document.uri),
    position: fromPosition(editor.selection.active),
  };
  const report = await client.sendRequest<string | null>(reportOf, params);
  if (report === null) {
    vscode.window.showInformationMessage(vscode.l10n.t('No statement stands at the cursor.'));
    return undefined;
  }
  await vscode.env.clipboard.writeText(report);
  void offer(report);
  return report;
}

async function offer(report: string): Promise<void> {
  const look = vscode.l10n.t('Look at it');
  const said = vscode.l10n.t(
    'The report is on the clipboard. Names, values and comments are taken out of it; look at it before you send it.',
  );
  if ((await vscode.window.showInformationMessage(said, look)) !== look) return;
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content: report });
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside });
}
