/**
 * What the extension does in an editor, on a desktop as in a browser: it starts the language server, owns the commands
 * and shows the pages that the server writes. It decides nothing: every word about T-SQL comes from the server.
 */
import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import type { InitializationOptions } from '../../server/src/lsp/protocol';
import { documentSelector } from './documents';
import { registerExplorer } from './explorer';
import { openDocumentation, pageScheme, registerPages } from './pages';
import { panels } from './panel/panels';
import { simulateAsLogin } from './simulate';
import { registerStatusBar } from './status-bar';

export const clientId = 'tsqlContext';
export const clientName = 'T-SQL Execution Context';

/** What every client says of itself; `own` is what the server is told besides. */
export function clientOptions(own: InitializationOptions = {}): LanguageClientOptions {
  const initializationOptions: InitializationOptions = { rulePages: `${pageScheme}:/rules/{rule}.md`, ...own };
  return {
    documentSelector,
    initializationOptions,
    outputChannelName: clientName,
    markdown: { isTrusted: { enabledCommands: [] }, supportHtml: false },
    synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher('**/*.sql') },
  };
}

/** Starts the server of a client, with all that asks it. */
export async function start(context: vscode.ExtensionContext, client: BaseLanguageClient): Promise<void> {
  const shown = panels({ client, extension: context.extensionUri, memory: context.workspaceState });
  context.subscriptions.push(
    shown,
    registerPages(client),
    registerExplorer(client, context.extensionUri),
    registerStatusBar(client),
    vscode.commands.registerCommand('tsqlContext.simulateAsLogin', (request?: unknown) =>
      simulateAsLogin(client, shown, context.workspaceState, request),
    ),
    vscode.commands.registerCommand('tsqlContext.restartServer', () => restart(client)),
    vscode.commands.registerCommand('tsqlContext.showOutput', () => client.outputChannel.show()),
    vscode.commands.registerCommand('tsqlContext.openDocumentation', () => openDocumentation(context)),
  );
  await client.start();
}

async function restart(client: BaseLanguageClient): Promise<void> {
  await client.stop();
  await client.start();
}
