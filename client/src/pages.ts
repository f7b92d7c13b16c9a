/**
 * Read-only documents that the server writes: the texts of packages, and the pages that explain rules, which the editor
 * renders (`workbench.editorAssociations` in package.json).
 */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  type ContextAt,
  type ContextAtParams,
  contextAt,
  type PackageTextParams,
  packageText,
  type RulePageParams,
  rulePage,
} from '../../server/src/lsp/protocol';
import { addressOf } from './documents';
import { fromPosition } from './positions';

export const pageScheme = 'tsql-context';

/** Makes the editor ask the server for the documents of our scheme. */
export function registerPages(client: BaseLanguageClient): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(pageScheme, {
    provideTextDocumentContent: async (uri) => {
      if (uri.path.startsWith('/packages/')) {
        const asked: PackageTextParams = {
          address: `${pageScheme}:${uri.path.split('/').map(encodeURIComponent).join('/')}`,
        };
        return (
          (await client.sendRequest<string | null>(packageText, asked)) ?? vscode.l10n.t('There is no such package.')
        );
      }
      if (uri.path.startsWith('/contexts/')) return contextPage(client, uri);
      const rule = /^\/rules\/(.+)\.md$/.exec(uri.path)?.[1];
      const params: RulePageParams = { rule: rule ?? '' };
      return (await client.sendRequest<string | null>(rulePage, params)) ?? vscode.l10n.t('There is no such page.');
    },
  });
}

/** Shows the frames and tokens at a place of a script, rendered. Without a place: at the cursor. */
export async function showContext(client: BaseLanguageClient, place: unknown): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const here = editor && {
    uri: addressOf(client, editor.document.uri),
    position: fromPosition(editor.selection.active),
  };
  const { uri, position } = (
    typeof place === 'object' && place !== null ? place : (here ?? {})
  ) as Partial<ContextAtParams>;
  if (typeof uri !== 'string' || position === undefined) {
    vscode.window.showInformationMessage(
      vscode.l10n.t('Put the cursor on a statement of a T-SQL script to see its context.'),
    );
    return;
  }
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  const page = vscode.Uri.from({
    scheme: pageScheme,
    path: `/contexts/${vscode.l10n.t('{0} line {1}', decodeURIComponent(name), position.line + 1)}.md`,
    query: JSON.stringify({ uri, position }),
  });
  await vscode.commands.executeCommand(
    'vscode.openWith',
    page,
    'vscode.markdown.preview.editor',
    vscode.ViewColumn.Beside,
  );
}

async function contextPage(client: BaseLanguageClient, { query }: vscode.Uri): Promise<string> {
  const context = await client.sendRequest<ContextAt | null>(contextAt, JSON.parse(query) as ContextAtParams);
  return context?.tooltip ?? vscode.l10n.t('No statement stands there any more.');
}

/** Shows the first page of the documentation that is packaged with the extension, rendered. */
export async function openDocumentation({ extensionUri }: vscode.ExtensionContext): Promise<void> {
  const first = vscode.Uri.joinPath(extensionUri, 'docs/README.md');
  await vscode.commands.executeCommand('vscode.openWith', first, 'vscode.markdown.preview.editor');
}
