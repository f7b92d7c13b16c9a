/** What the suites inside the editor ask it, and how they wait for an answer: the workspace is samples/. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const patience = 60_000;

/** Asks until there is an answer; one that fails is asked again. Nothing that may still change is asserted without it. */
export async function until<T>(what: string, probe: () => T | undefined | Thenable<T | undefined>): Promise<T> {
  const end = Date.now() + patience;
  let failed: unknown;
  while (Date.now() < end) {
    try {
      const value = await probe();
      if (value !== undefined) return value;
    } catch (error) {
      failed = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`no ${what} after ${patience / 1000} seconds`, { cause: failed });
}

/** Waits until an assertion holds; if it never does, its own words are the error. */
export async function holds(assertion: () => void | Promise<void>): Promise<void> {
  const held = await until('end of what fails', async () => {
    await assertion();
    return true;
  }).catch(({ cause }: Error) => cause);
  if (held !== true) throw held;
}

export function folder(): vscode.Uri {
  const first = vscode.workspace.workspaceFolders?.[0];
  assert.ok(first, 'a folder is open');
  return first.uri;
}

export async function open(name: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder(), name));
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

/** Our problems of a document. */
export function ours(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'tsql-context');
}

export function ruleOf({ code }: vscode.Diagnostic): string {
  return typeof code === 'object' ? String(code.value) : String(code);
}

/** The hover at a place, or on the first occurrence of a text, when it says what is wanted. */
export async function hoverAt(document: vscode.TextDocument, at: string | vscode.Position, wanted: RegExp) {
  const position = typeof at === 'string' ? document.positionAt(document.getText().indexOf(at) + 1) : at;
  return until(`hover with ${wanted}`, async () => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      position,
    );
    const parts = hovers.flatMap(({ contents }) => contents);
    const found = parts.map((one) => (typeof one === 'string' ? one : one.value)).join('\n');
    return wanted.test(found) ? found : undefined;
  });
}
