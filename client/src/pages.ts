/**
 * Read-only documents that the server writes: the texts of packages, and the pages that explain rules, which the editor
 * renders (`workbench.editorAssociations` in package.json).
 */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type PackageTextParams, packageText, type RulePageParams, rulePage } from '../../server/src/lsp/protocol';

export const pageScheme = 'tsql-context';

/** Makes the editor ask the server for the documents of our scheme. */
export function registerPages(client: BaseLanguageClient): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(pageScheme, {
    provideTextDocumentContent: async (uri) => {
      if (uri.path.startsWith('/packages/')) {
        const asked: PackageTextParams = {
          address: `${pageScheme}:${uri.path.split('/').map(encodeURIComponent).join('/')}`,
        };
        return (await client.sendRequest<string | null>(packageText, asked)) ?? 'There is no such package.';
      }
      const rule = /^\/rules\/(.+)\.md$/.exec(uri.path)?.[1];
      const params: RulePageParams = { rule: rule ?? '' };
      return (await client.sendRequest<string | null>(rulePage, params)) ?? 'There is no such page.';
    },
  });
}

/** Shows the first page of the documentation that is packaged with the extension, rendered. */
export async function openDocumentation({ extensionUri }: vscode.ExtensionContext): Promise<void> {
  const first = vscode.Uri.joinPath(extensionUri, 'docs/README.md');
  await vscode.commands.executeCommand('vscode.openWith', first, 'vscode.markdown.preview.editor');
}
