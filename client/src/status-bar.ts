/** The status bar item that says who the statement at the cursor runs as. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type ContextAt, type ContextAtParams, contextAt } from '../../server/src/lsp/protocol';
import { addressOf, documentSelector } from './documents';
import { fromPosition } from './positions';

const pause = 120;

/** Follows the cursor. */
export function registerStatusBar(client: BaseLanguageClient): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('tsqlContext.context', vscode.StatusBarAlignment.Right, 90);
  item.name = 'T-SQL Execution Context';
  item.command = 'tsqlContext.simulateAsLogin';
  let waiting: NodeJS.Timeout | undefined;
  let asked = 0;

  const update = async (): Promise<void> => {
    const number = ++asked;
    const editor = vscode.window.activeTextEditor;
    const wanted = vscode.workspace.getConfiguration('tsqlContext').get('statusBar', true);
    if (!wanted || !editor || vscode.languages.match(documentSelector, editor.document) === 0 || !client.isRunning()) {
      item.hide();
      return;
    }
    const params: ContextAtParams = {
      uri: addressOf(client, editor.document.uri),
      position: fromPosition(editor.selection.active),
    };
    const context = await client.sendRequest<ContextAt | null>(contextAt, params).catch(() => null);
    if (number !== asked) return;
    if (!context) {
      item.hide();
      return;
    }
    item.text = `$(account) ${context.text}`;
    item.tooltip = new vscode.MarkdownString(context.tooltip);
    item.show();
  };
  const later = (): void => {
    clearTimeout(waiting);
    waiting = setTimeout(update, pause);
  };
  return vscode.Disposable.from(
    item,
    vscode.window.onDidChangeTextEditorSelection(later),
    vscode.window.onDidChangeActiveTextEditor(later),
    vscode.workspace.onDidChangeConfiguration(later),
    client.onDidChangeState(later),
    { dispose: () => clearTimeout(waiting) },
  );
}
