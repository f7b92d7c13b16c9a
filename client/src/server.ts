/** How the client speaks to the language server where there is Node. */
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import type * as vscode from 'vscode';
import {
  IPCMessageReader,
  IPCMessageWriter,
  LanguageClient,
  type MessageTransports,
  State,
} from 'vscode-languageclient/node';
import type { ServerProcess } from './server-process';
import { clientId, clientName, clientOptions } from './start';

/** A client that is not started yet. */
export function createClient(context: vscode.ExtensionContext, server: ServerProcess): LanguageClient {
  const storage = context.storageUri ?? context.globalStorageUri;
  const kept = storage.scheme === 'file' ? { storage: storage.fsPath } : {};
  const options = clientOptions(
    context,
    () => void client.start(),
    () => ({ ...kept, opening: isOpening() }),
  );
  const connect = async (): Promise<MessageTransports> => {
    const child = server.take();
    const log = client.outputChannel;
    if (child.stdout) createInterface({ input: child.stdout }).on('line', (line) => log.info(line));
    if (child.stderr) createInterface({ input: child.stderr }).on('line', (line) => log.error(line));
    return { reader: new IPCMessageReader(child), writer: new IPCMessageWriter(child) };
  };
  const client = new LanguageClient(clientId, clientName, connect, options);
  client.onDidChangeState(({ newState }) => newState === State.Stopped && server.ends());
  return client;
}

/** Whether a window is being drawn, which needs all cores of the machine itself where they are few. */
function isOpening(): boolean {
  return availableParallelism() <= few && process.uptime() < drawing;
}

const few = 2;
/** In seconds. */
const drawing = 5;
