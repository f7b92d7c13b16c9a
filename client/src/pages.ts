/**
 * Read-only documents that the server writes: simulations, with colours and links, and the pages that explain rules,
 * which the editor renders (`workbench.editorAssociations` in package.json).
 */
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import {
  type ContextAt,
  type ContextAtParams,
  contextAt,
  type PackageTextParams,
  type Page,
  type PageStyle,
  packageText,
  type RulePageParams,
  rulePage,
} from '../../server/src/lsp/protocol';
import { fromPosition, toPosition } from './positions';

export const pageScheme = 'tsql-context';

export interface Pages extends vscode.Disposable {
  /** Shows a page beside the script; a page of the same title is replaced. */
  show(page: Page): Promise<void>;
  readonly providers: vscode.Disposable;
}

/** The documents of our scheme. */
export function pages(client: LanguageClient): Pages {
  const known = new Map<string, Page>();
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const styles = makeStyles();

  const content = async (uri: vscode.Uri): Promise<string> => {
    const page = known.get(uri.path);
    if (page) return page.lines.map((line) => line.text).join('\n');
    if (uri.path.startsWith('/packages/')) {
      const asked: PackageTextParams = {
        address: `${pageScheme}:${uri.path.split('/').map(encodeURIComponent).join('/')}`,
      };
      return (await client.sendRequest<string | null>(packageText, asked)) ?? 'There is no such package.';
    }
    if (uri.path.startsWith('/contexts/')) return contextPage(client, uri);
    const rule = /^\/rules\/(.+)\.md$/.exec(uri.path)?.[1];
    const params: RulePageParams = { rule: rule ?? '' };
    return (await client.sendRequest<string | null>(rulePage, params)) ?? 'There is no such page.';
  };
  const paint = (editor: vscode.TextEditor): void => {
    const page = known.get(editor.document.uri.path);
    if (!page || editor.document.uri.scheme !== pageScheme) return;
    for (const [style, decoration] of styles) editor.setDecorations(decoration, stretches(page, style));
  };
  const links = (document: vscode.TextDocument): vscode.DocumentLink[] => {
    const page = known.get(document.uri.path);
    return (page?.lines ?? []).flatMap(({ text, target }, line) => {
      const place = /\d+/.exec(text);
      if (!target || !place) return [];
      const { line: row, character } = target.position;
      const uri = vscode.Uri.parse(target.uri).with({ fragment: `L${row + 1},${character + 1}` });
      return [new vscode.DocumentLink(new vscode.Range(line, place.index, line, place.index + place[0].length), uri)];
    });
  };
  const providers = vscode.Disposable.from(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(pageScheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: content,
    }),
    vscode.languages.registerDocumentLinkProvider({ scheme: pageScheme }, { provideDocumentLinks: links }),
    vscode.window.onDidChangeVisibleTextEditors((editors) => editors.forEach(paint)),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      for (const editor of vscode.window.visibleTextEditors) if (editor.document === document) paint(editor);
    }),
    ...styles.values(),
  );
  return {
    providers,
    dispose: () => providers.dispose(),
    show: async (page) => {
      const uri = vscode.Uri.from({ scheme: pageScheme, path: `/${page.title.replaceAll('/', '\u2215')}` });
      known.set(uri.path, page);
      changed.fire(uri);
      const document = await vscode.workspace.openTextDocument(uri);
      const editor = await vscode.window.showTextDocument(document, {
        viewColumn: vscode.ViewColumn.Beside,
        preview: true,
      });
      // the numbers of the page are those of the script
      editor.options = { lineNumbers: vscode.TextEditorLineNumbersStyle.Off };
      paint(editor);
    },
  };
}

/** Makes the editor ask us for the documents of our scheme. */
export function registerPages(shown: Pages): vscode.Disposable {
  return shown.providers;
}

/** Shows the frames and tokens at a place of a script, rendered. Without a place: at the cursor. */
export async function showContext(place: unknown): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const here = editor && { uri: editor.document.uri.toString(), position: fromPosition(editor.selection.active) };
  const { uri, position } = (
    typeof place === 'object' && place !== null ? place : (here ?? {})
  ) as Partial<ContextAtParams>;
  if (typeof uri !== 'string' || position === undefined) {
    vscode.window.showInformationMessage('Put the cursor on a statement of a T-SQL script to see its context.');
    return;
  }
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  const page = vscode.Uri.from({
    scheme: pageScheme,
    path: `/contexts/${decodeURIComponent(name)} line ${position.line + 1}.md`,
    query: JSON.stringify({ uri, position }),
  });
  await vscode.commands.executeCommand(
    'vscode.openWith',
    page,
    'vscode.markdown.preview.editor',
    vscode.ViewColumn.Beside,
  );
}

async function contextPage(client: LanguageClient, { query }: vscode.Uri): Promise<string> {
  const context = await client.sendRequest<ContextAt | null>(contextAt, JSON.parse(query) as ContextAtParams);
  return context?.tooltip ?? 'No statement stands there any more.';
}

/** Shows the first page of the documentation that is packaged with the extension, rendered. */
export async function openDocumentation({ extensionUri }: vscode.ExtensionContext): Promise<void> {
  const first = vscode.Uri.joinPath(extensionUri, 'docs/README.md');
  await vscode.commands.executeCommand('vscode.openWith', first, 'vscode.markdown.preview.editor');
}

function stretches(page: Page, style: PageStyle): vscode.Range[] {
  return page.lines.flatMap(({ marks }, line) =>
    marks
      .filter((mark) => mark.style === style)
      .map(
        (mark) =>
          new vscode.Range(toPosition({ line, character: mark.start }), toPosition({ line, character: mark.end })),
      ),
  );
}

function makeStyles(): ReadonlyMap<PageStyle, vscode.TextEditorDecorationType> {
  const colour = (id: string, more: vscode.DecorationRenderOptions = {}): vscode.TextEditorDecorationType =>
    vscode.window.createTextEditorDecorationType({ color: new vscode.ThemeColor(id), ...more });
  return new Map<PageStyle, vscode.TextEditorDecorationType>([
    ['heading', vscode.window.createTextEditorDecorationType({ fontWeight: 'bold' })],
    ['dim', colour('descriptionForeground')],
    ['context', colour('charts.blue')],
    ['sandboxed', colour('charts.purple')],
    ['ok', colour('charts.green')],
    ['error', colour('charts.red', { fontWeight: 'bold' })],
    ['noop', colour('charts.yellow')],
    ['unknown', colour('charts.orange')],
  ]);
}
