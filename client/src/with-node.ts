/** An editor with Node: the language server is a process of its own. */
import type * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { ServerProcess } from './server-process';

let client: LanguageClient | undefined;

/** Called by the editor when the first SQL script opens, or a command of ours is run. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const server = new ServerProcess(context);
  const [{ createClient }, { start }] = await Promise.all([import('./server'), import('./start')]);
  client = createClient(context, server);
  await start(context, client);
}

/** Called by the editor when it closes or the extension is switched off. */
export async function deactivate(): Promise<void> {
  await client?.stop();
}
