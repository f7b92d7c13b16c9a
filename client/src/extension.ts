/** The door of every editor: what is loaded behind it depends on where it runs, and one bundle holds both. */
import type * as vscode from 'vscode';

interface Door {
  activate(context: vscode.ExtensionContext): Promise<void>;
  deactivate(): Promise<void>;
}

const door: Promise<Door> = 'WorkerGlobalScope' in globalThis ? import('./browser/extension') : import('./with-node');

/** Called by the editor when the first SQL script opens, or a command of ours is run. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  await (await door).activate(context);
}

/** Called by the editor when it closes or the extension is switched off. */
export async function deactivate(): Promise<void> {
  await (await door).deactivate();
}
