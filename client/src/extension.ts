/**
 * The editor door. It starts the language server, owns the commands and shows the pages that the server writes.
 * It decides nothing: every word about T-SQL comes from the server.
 */
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { answersChanged } from '../../server/src/lsp/protocol';
import { registerContextStatus } from './context-status';
import { registerExplorer } from './explorer';
import { openFirstLook, openWalkthrough } from './first-look';
import { openDocumentation, registerPages, showContext } from './pages';
import { panels } from './panel/panels';
import { reportWrongAnswer } from './report';
import { registerRibbon } from './ribbon';
import { createClient } from './server';
import { simulateAsLogin } from './simulate';
import { tellServer } from './tell-server';

let client: LanguageClient | undefined;

/** Called by the editor when the first SQL script opens, or a command of ours is run. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const server = createClient(context);
  client = server;
  const shown = panels({ client: server, extension: context.extensionUri, memory: context.workspaceState });
  const changed = new vscode.EventEmitter<void>();
  server.onNotification(answersChanged, () => changed.fire());
  context.subscriptions.push(
    changed,
    shown,
    registerPages(server),
    registerExplorer(server, context.extensionUri),
    registerContextStatus(server, changed.event),
    registerRibbon(server, changed.event),
    vscode.commands.registerCommand('tsqlContext.simulateAsLogin', (request?: unknown) =>
      simulateAsLogin(server, shown, context.workspaceState, request),
    ),
    vscode.commands.registerCommand('tsqlContext.showContext', (place?: unknown) => showContext(place)),
    vscode.commands.registerCommand('tsqlContext.openFirstLook', () => openFirstLook(context)),
    vscode.commands.registerCommand('tsqlContext.openWalkthrough', openWalkthrough),
    vscode.commands.registerCommand('tsqlContext.tellServer', () => tellServer(context)),
    vscode.commands.registerCommand('tsqlContext.reportWrongAnswer', () => reportWrongAnswer(server)),
    vscode.commands.registerCommand('tsqlContext.restartServer', async () => {
      await server.restart();
      vscode.window.setStatusBarMessage(`$(check) ${vscode.l10n.t('T-SQL: the server was started again')}`, 5_000);
    }),
    vscode.commands.registerCommand('tsqlContext.showOutput', () => server.outputChannel.show()),
    vscode.commands.registerCommand('tsqlContext.openDocumentation', () => openDocumentation(context)),
  );
  await server.start();
}

/** Called by the editor when it closes or the extension is switched off. */
export async function deactivate(): Promise<void> {
  await client?.stop();
}
