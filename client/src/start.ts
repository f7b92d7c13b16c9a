/**
 * What the extension does in an editor, on a desktop as in a browser: it starts the language server, owns the commands
 * and shows the pages that the server writes. It decides nothing: every word about T-SQL comes from the server.
 */
import * as vscode from 'vscode';
import { type BaseLanguageClient, type LanguageClientOptions, RevealOutputChannelOn } from 'vscode-languageclient';
import { answersChanged, type InitializationOptions } from '../../server/src/lsp/protocol';
import { registerContextStatus } from './context-status';
import { documentSelector } from './documents';
import { registerExplorer } from './explorer';
import { openFirstLook, openWalkthrough } from './first-look';
import { openDocumentation, pageScheme, registerPages, showContext } from './pages';
import { panels } from './panel/panels';
import { reportWrongAnswer } from './report';
import { registerRibbon } from './ribbon';
import { ServerLife } from './server-life';
import { simulateAsLogin } from './simulate';
import { tellServer } from './tell-server';

export const clientId = 'tsqlContext';
export const clientName = 'T-SQL Execution Context';

/** Of C# the server looks at what belongs to assemblies, and says nothing of the rest. */
const csharp = [...new Set(documentSelector.map(({ scheme }) => scheme))]
  .filter((scheme) => scheme !== 'untitled' && scheme !== 'vscode-notebook-cell')
  .map((scheme) => ({ language: 'csharp', scheme }));

/** The commands that hovers may link to; no other runs from a hover. */
const linked = ['tsqlContext.simulateAsLogin', 'tsqlContext.showContext', 'tsqlContext.tellServer'];

/** What every client says of itself; `own` is what the server is told besides, at each start. */
export function clientOptions(
  context: vscode.ExtensionContext,
  startAgain: () => void,
  own: () => InitializationOptions = () => ({}),
): LanguageClientOptions {
  const outputChannel = vscode.window.createOutputChannel(clientName, { log: true });
  context.subscriptions.push(outputChannel);
  const initializationOptions = (): InitializationOptions => ({
    rulePages: `${pageScheme}:/rules/{rule}.md`,
    followsAnswers: true,
    takesFindings: true,
    commands: linked,
    ...own(),
  });
  return {
    documentSelector: [...documentSelector, ...csharp],
    initializationOptions,
    diagnosticPullOptions: { onChange: false }, // findings of what is typed come by themselves
    outputChannel,
    errorHandler: new ServerLife(outputChannel, startAgain),
    // a request that a server's end cut short is asked again; what fails is in the log
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    markdown: { isTrusted: { enabledCommands: linked }, supportHtml: false },
    synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher('**/*.{sql,cs}') },
  };
}

/** Starts the server of a client, with all that asks it. */
export async function start(context: vscode.ExtensionContext, client: BaseLanguageClient): Promise<void> {
  const changed = new vscode.EventEmitter<void>();
  const shown = panels({
    client,
    extension: context.extensionUri,
    memory: context.workspaceState,
    changed: changed.event,
  });
  client.onNotification(answersChanged, () => changed.fire());
  const started = client.start(); // the server works meanwhile
  context.subscriptions.push(
    changed,
    shown,
    registerPages(client),
    registerExplorer(client, context.extensionUri),
    registerContextStatus(client, changed.event),
    registerRibbon(client, changed.event),
    vscode.commands.registerCommand('tsqlContext.simulateAsLogin', (request?: unknown) =>
      simulateAsLogin(client, shown, context.workspaceState, request),
    ),
    vscode.commands.registerCommand('tsqlContext.showContext', (place?: unknown) => showContext(client, place)),
    vscode.commands.registerCommand('tsqlContext.openFirstLook', () => openFirstLook(context)),
    vscode.commands.registerCommand('tsqlContext.openWalkthrough', openWalkthrough),
    vscode.commands.registerCommand('tsqlContext.tellServer', () => tellServer(context)),
    vscode.commands.registerCommand('tsqlContext.reportWrongAnswer', () => reportWrongAnswer(client)),
    vscode.commands.registerCommand('tsqlContext.restartServer', () => restart(client)),
    vscode.commands.registerCommand('tsqlContext.showOutput', () => client.outputChannel.show()),
    vscode.commands.registerCommand('tsqlContext.openDocumentation', () => openDocumentation(context)),
  );
  await started;
}

async function restart(client: BaseLanguageClient): Promise<void> {
  await client.stop();
  await client.start();
  vscode.window.setStatusBarMessage(`$(check) ${vscode.l10n.t('T-SQL: the server was started again')}`, 5_000);
}
