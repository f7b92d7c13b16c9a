/**
 * The ribbon: a bar at the left of the lines that run in another context than the one the script began with, and a mark
 * in the overview ruler. Its colour says who it is, its width how deep; it is closed where the context can't leave its
 * database, and dashed where it can.
 * The server says which lines; here they are only painted.
 */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type Ribbon, type RibbonParams, type RibbonStretch, ribbonOf } from '../../server/src/lsp/protocol';
import { addressOf, documentSelector } from './documents';

const pause = 150;
const deepest = 3;

/** Paints the ribbon of every visible script, again whenever its answers may have changed. */
export function registerRibbon(client: BaseLanguageClient, changed: vscode.Event<void>): vscode.Disposable {
  const styles = new Map<string, vscode.TextEditorDecorationType>();
  const painted = new WeakMap<vscode.TextEditor, string>();
  let waiting: NodeJS.Timeout | undefined;

  const update = async (): Promise<void> => {
    if (!client.isRunning()) return;
    await Promise.all(vscode.window.visibleTextEditors.map(ask));
  };
  const ask = async (editor: vscode.TextEditor): Promise<void> => {
    const { document } = editor;
    if (vscode.languages.match(documentSelector, document) === 0) return;
    const { version } = document;
    const params: RibbonParams = { uri: addressOf(client, document.uri) };
    const ribbon = await client.sendRequest<Ribbon | null>(ribbonOf, params).catch(() => null);
    if (ribbon && document.version === version) paint(editor, ribbon.stretches);
  };
  const paint = (editor: vscode.TextEditor, stretches: readonly RibbonStretch[]): void => {
    const text = JSON.stringify([editor.document.version, stretches]);
    if (painted.get(editor) === text) return; // what is there stays as it is
    painted.set(editor, text);
    const ranges = new Map<string, vscode.Range[]>();
    for (const stretch of stretches) {
      const key = keyOf(stretch);
      if (!styles.has(key)) styles.set(key, makeStyle(stretch));
      const range = new vscode.Range(stretch.firstLine, 0, stretch.lastLine, Number.MAX_SAFE_INTEGER);
      ranges.set(key, [...(ranges.get(key) ?? []), editor.document.validateRange(range)]);
    }
    for (const [key, style] of styles) editor.setDecorations(style, ranges.get(key) ?? []);
  };
  const later = (): void => {
    clearTimeout(waiting);
    waiting = setTimeout(update, pause);
  };
  return vscode.Disposable.from(
    vscode.window.onDidChangeVisibleTextEditors(later),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0 && vscode.languages.match(documentSelector, document) > 0) later();
    }),
    vscode.workspace.onDidChangeConfiguration(later),
    client.onDidChangeState(later),
    changed(later),
    { dispose: () => clearTimeout(waiting) },
    {
      dispose: () => {
        for (const style of styles.values()) style.dispose();
      },
    },
  );
}

function keyOf({ colour, depth, sandboxed }: RibbonStretch): string {
  return `${colour ?? 'unknown'} ${Math.min(depth, deepest)} ${sandboxed}`;
}

function makeStyle({ colour, depth, sandboxed }: RibbonStretch): vscode.TextEditorDecorationType {
  const theme = new vscode.ThemeColor(
    colour === undefined ? 'tsqlContext.ribbonUnknown' : `tsqlContext.ribbon${colour + 1}`,
  );
  return vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    borderColor: theme,
    borderStyle: sandboxed ? 'solid' : 'dashed',
    borderWidth: `0 0 0 ${2 * Math.min(depth, deepest)}px`,
    overviewRulerColor: theme,
    overviewRulerLane: vscode.OverviewRulerLane.Left,
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
}
