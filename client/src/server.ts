/** How the language server is started where there is Node. */
import type * as vscode from 'vscode';
import { LanguageClient, type ServerOptions, TransportKind } from 'vscode-languageclient/node';
import { clientId, clientName, clientOptions } from './start';

/** A client that is not started yet. */
export function createClient(context: vscode.ExtensionContext): LanguageClient {
  const module = context.asAbsolutePath('dist/server.js');
  const serverOptions: ServerOptions = {
    run: { module, transport: TransportKind.ipc },
    debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6037'] } },
  };
  const storage = context.storageUri ?? context.globalStorageUri;
  const own = storage.scheme === 'file' ? { storage: storage.fsPath } : {};
  const options = clientOptions(context, () => void client.start(), own);
  const client = new LanguageClient(clientId, clientName, serverOptions, options);
  return client;
}
