/** Which documents the server is told about, and the addresses that it knows them by. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';

const languages = ['sql', 'tsql', 'mssql'];
const schemes = ['file', 'untitled', 'vscode-notebook-cell', 'vscode-vfs'];

/** The documents that are ours: those on disk and without a file, and those where the workspace is. */
export const documentSelector = languages.flatMap((language) =>
  [...new Set([...schemes, ...(vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme)])].map(
    (scheme) => ({ language, scheme }),
  ),
);

/** How the server calls a document. */
export function addressOf(client: BaseLanguageClient, uri: vscode.Uri): string {
  return client.code2ProtocolConverter.asUri(uri);
}

/** The document that the server calls so. */
export function uriOf(client: BaseLanguageClient, address: string): vscode.Uri {
  return client.protocol2CodeConverter.asUri(address);
}
