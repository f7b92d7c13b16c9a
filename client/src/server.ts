/** How the language server is started and which documents it is told about. */
import * as vscode from 'vscode';
import {
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
  TransportKind,
} from 'vscode-languageclient/node';
import type { InitializationOptions } from '../../server/src/lsp/protocol';
import { pageScheme } from './pages';

const languages = ['sql', 'tsql', 'mssql'];
const schemes = ['file', 'untitled', 'vscode-notebook-cell', 'vscode-vfs'];

/** The documents that are ours. */
export const documentSelector = languages.flatMap((language) => schemes.map((scheme) => ({ language, scheme })));

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
    ...(storage.scheme === 'file' && { storage: storage.fsPath }),
  };
  const clientOptions: LanguageClientOptions = {
    documentSelector,
    initializationOptions,
    outputChannelName: 'T-SQL Execution Context',
    markdown: { isTrusted: { enabledCommands: [] }, supportHtml: false },
    synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher('**/*.sql') },
  };
  return new LanguageClient('tsqlContext', 'T-SQL Execution Context', serverOptions, clientOptions);
}
