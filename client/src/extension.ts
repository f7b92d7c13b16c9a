/**
 * The editor door. It starts the language server, owns the commands and shows the pages that the server writes.
 * It decides nothing: every word about T-SQL comes from the server.
 */
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { registerExplorer } from './explorer';
import { openDocumentation, registerPages } from './pages';
import { panels } from './panel/panels';
import { createClient } from './server';
import { simulateAsLogin } from './simulate';
import { registerStatusBar } from './status-bar';

let client: LanguageClient | undefined;

/** Called by the editor when the first SQL script opens. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const server = createClient(context);
  client = server;
  const shown = panels({ client: server, extension: context.extensionUri, memory: context.workspaceState });
  context.subscriptions.push(
    shown,
    registerPages(server),
    registerExplorer(server, context.extensionUri),
    registerStatusBar(server),
    vscode.commands.registerCommand('tsqlContext.simulateAsLogin', (request?: unknown) =>
      simulateAsLogin(server, shown, context.workspaceState, request),
    ),
    vscode.commands.registerCommand('tsqlContext.restartServer', () => server.restart()),
    vscode.commands.registerCommand('tsqlContext.showOutput', () => server.outputChannel.show()),
    vscode.commands.registerCommand('tsqlContext.openDocumentation', () => openDocumentation(context)),
  );
  await server.start();
}

/** Called by the editor when it closes or the extension is switched off. */
export async function deactivate(): Promise<void> {
  await client?.stop();
}
