/**
 * Who the statement at the cursor runs as: in the language status, or in the status bar where that is wanted. What is not
 * known stands there with the one thing that would cure it, and a script that is not analysed says so.
 */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  type ContextAlternative,
  type ContextAt,
  type ContextAtParams,
  contextAt,
} from '../../server/src/lsp/protocol';
import { addressOf, documentSelector, uriOf } from './documents';
import { fromPosition, toPosition } from './positions';

const pause = 120;
const showContexts = 'tsqlContext.showContexts';

/** Follows the cursor. */
export function registerContextStatus(client: BaseLanguageClient, changed: vscode.Event<void>): vscode.Disposable {
  const language = vscode.languages.createLanguageStatusItem('tsqlContext.context', documentSelector);
  language.name = vscode.l10n.t('Execution context');
  language.text = '$(account)';
  const bar = vscode.window.createStatusBarItem('tsqlContext.context', vscode.StatusBarAlignment.Right, 90);
  bar.name = vscode.l10n.t('T-SQL Execution Context');
  bar.command = showContexts;
  let waiting: NodeJS.Timeout | undefined;
  let asked = 0;
  let known: ContextAt | undefined;

  const update = async (): Promise<void> => {
    const number = ++asked;
    const editor = vscode.window.activeTextEditor;
    const ours = editor !== undefined && vscode.languages.match(documentSelector, editor.document) > 0;
    if (!ours || !client.isRunning()) {
      if (number === asked) show(undefined);
      return;
    }
    const params: ContextAtParams = {
      uri: addressOf(client, editor.document.uri),
      position: fromPosition(editor.selection.active),
    };
    const context = await client.sendRequest<ContextAt | null>(contextAt, params).catch(() => null);
    if (number === asked) show(context ?? undefined);
  };
  const show = (context: ContextAt | undefined): void => {
    known = context;
    const place = placeOf(
      vscode.workspace.getConfiguration('tsqlContext', vscode.window.activeTextEditor?.document).get('statusBar'),
    );
    language.text = context && place === 'languageStatus' ? `$(account) ${context.text}` : '$(account)';
    language.detail = context ? detailOf(context) : vscode.l10n.t('Put the cursor on a statement');
    language.severity =
      context?.unknown === undefined
        ? vscode.LanguageStatusSeverity.Information
        : vscode.LanguageStatusSeverity.Warning;
    language.command = context?.unknown === undefined ? contextsCommand(context) : tellCommand();
    if (!context || place !== 'statusBar') bar.hide();
    else {
      bar.text = `$(account) ${context.text}`;
      bar.tooltip = new vscode.MarkdownString(context.tooltip);
      bar.show();
    }
  };
  const later = (): void => {
    clearTimeout(waiting);
    waiting = setTimeout(update, pause);
  };
  later();
  return vscode.Disposable.from(
    language,
    bar,
    vscode.window.onDidChangeTextEditorSelection(later),
    vscode.window.onDidChangeActiveTextEditor(later),
    vscode.workspace.onDidChangeConfiguration(later),
    client.onDidChangeState(later),
    changed(later),
    vscode.commands.registerCommand(showContexts, () => pickContext(client, known)),
    { dispose: () => clearTimeout(waiting) },
  );
}

const tellCommand = (): vscode.Command => ({
  command: 'tsqlContext.tellServer',
  title: vscode.l10n.t('Tell what the server holds'),
});

function contextsCommand(context: ContextAt | undefined): vscode.Command | undefined {
  if (!context || context.silent) return undefined;
  return {
    command: showContexts,
    title: context.alternatives.length > 1 ? vscode.l10n.t('Show all') : vscode.l10n.t('Show where it was set'),
  };
}

function detailOf({ unknown, silent, tooltip, alternatives }: ContextAt): string {
  if (silent) return tooltip.replaceAll('`', '');
  if (unknown !== undefined) return vscode.l10n.t('Not known: {0}', unknown);
  const [only] = alternatives;
  return alternatives.length === 1 && only
    ? only.description
    : alternatives.map(({ text }) => text).join(vscode.l10n.t(', or '));
}

/** It was a switch once. */
function placeOf(setting: unknown): 'languageStatus' | 'statusBar' | 'off' {
  if (typeof setting === 'boolean') return setting ? 'statusBar' : 'off';
  return setting === 'statusBar' || setting === 'off' ? setting : 'languageStatus';
}

/** Lists the contexts that are possible at the cursor; one that is chosen leads to the statement that set it. */
async function pickContext(client: BaseLanguageClient, context: ContextAt | undefined): Promise<void> {
  if (!context || context.alternatives.length === 0) {
    vscode.window.showInformationMessage(
      vscode.l10n.t('Put the cursor on a statement of a T-SQL script to see who runs it.'),
    );
    return;
  }
  const items = context.alternatives.map((one: ContextAlternative) => ({
    label: one.text,
    description: one.description,
    detail: one.setAt
      ? vscode.l10n.t('Go to the statement that set it')
      : vscode.l10n.t('The session, or the module, began so'),
    one,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Who runs the statement at the cursor'),
  });
  if (!picked?.one.setAt) return;
  const { uri, position } = picked.one.setAt;
  const selection = new vscode.Range(toPosition(position), toPosition(position));
  await vscode.window.showTextDocument(uriOf(client, uri), { selection });
}
