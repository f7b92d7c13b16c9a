/** How the language server is started and which documents it is told about. */
import * as vscode from 'vscode';
import {
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
  TransportKind,
} from 'vscode-languageclient/node';
import { type InitializationOptions, scriptLanguages } from '../../server/src/lsp/protocol';
import { pageScheme } from './pages';
import { ServerLife } from './server-life';

/**
 * Where scripts lie: in files, new documents and cells of notebooks, and in the file systems of the folders. Elsewhere is,
 * for instance, what a script was once: it would count as one more script.
 */
const schemes = [
  ...new Set([
    ...['file', 'untitled', 'vscode-notebook-cell', 'vscode-vfs'],
    ...(vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme),
  ]),
];

/** The scripts that are ours. */
export const documentSelector = scriptLanguages.flatMap((language) => schemes.map((scheme) => ({ language, scheme })));

/** Of C# the server looks at what belongs to assemblies, and says nothing of the rest. */
const told = [...documentSelector, { language: 'csharp', scheme: 'file' }];

/** The commands that hovers may link to; no other runs from a hover. */
const linked = ['tsqlContext.simulateAsLogin', 'tsqlContext.showContext', 'tsqlContext.tellServer'];

/** A client that is not started yet. */
export function createClient(context: vscode.ExtensionContext): LanguageClient {
  const module = context.asAbsolutePath('dist/server.js');
  const serverOptions: ServerOptions = {
    run: { module, transport: TransportKind.ipc },
    debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6037'] } },
  };
  const storage = context.storageUri ?? context.globalStorageUri;
  const initializationOptions: InitializationOptions = {
    rulePages: `${pageScheme}:/rules/{rule}.md`,
    followsAnswers: true,
    commands: linked,
    ...(storage.scheme === 'file' && { storage: storage.fsPath }),
  };
  const outputChannel = vscode.window.createOutputChannel('T-SQL Execution Context', { log: true });
  const clientOptions: LanguageClientOptions = {
    documentSelector: told,
    initializationOptions,
    outputChannel,
    errorHandler: new ServerLife(outputChannel, () => void client.start()),
    markdown: { isTrusted: { enabledCommands: linked }, supportHtml: false },
    synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher('**/*.{sql,cs}') },
  };
  const client = new LanguageClient('tsqlContext', 'T-SQL Execution Context', serverOptions, clientOptions);
  context.subscriptions.push(outputChannel);
  return client;
}
