/** How the language server is started where there is Node. */
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type * as vscode from 'vscode';
import { LanguageClient, type ServerOptions, TransportKind } from 'vscode-languageclient/node';
import { clientId, clientName, clientOptions } from './start';

/** A client that is not started yet. */
export function createClient(context: vscode.ExtensionContext): LanguageClient {
  const module = context.asAbsolutePath('dist/server.js');
  const serverOptions: ServerOptions = {
    run: { module, transport: TransportKind.ipc, options: { env: { TSQLCTX_COMPILED: compiledIn(context) } } },
    debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6037'] } },
  };
  const storage = context.storageUri ?? context.globalStorageUri;
  const own = storage.scheme === 'file' ? { storage: storage.fsPath } : {};
  const options = clientOptions(context, () => void client.start(), own);
  const client = new LanguageClient(clientId, clientName, serverOptions, options);
  return client;
}

/** Where the server keeps its code as it is compiled: the next start takes it from there. That of other versions goes. */
function compiledIn({ globalStorageUri, extension }: vscode.ExtensionContext): string {
  const folder = path.join(globalStorageUri.fsPath, 'compiled');
  const own = String(extension.packageJSON.version);
  void readdir(folder)
    .then((found) => found.filter((one) => one !== own))
    .then((others) => Promise.all(others.map((one) => rm(path.join(folder, one), { recursive: true, force: true }))))
    .catch(() => undefined); // there is nothing yet
  return path.join(folder, own);
}
