/** Which documents the server is told about, and the addresses that it knows them by. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { languages, scriptSelector } from '../../server/src/lsp/protocol';

/** The scripts that are ours: those on disk and without a file, and those where the workspace is. */
export const documentSelector = [
  ...scriptSelector,
  ...(vscode.workspace.workspaceFolders ?? [])
    .map(({ uri }) => uri.scheme)
    .filter((scheme) => !scriptSelector.some((one) => one.scheme === scheme))
    .flatMap((scheme) => languages.map((language) => ({ language, scheme }))),
];

/** How the server calls a document. */
export function addressOf(client: BaseLanguageClient, uri: vscode.Uri): string {
  return client.code2ProtocolConverter.asUri(uri);
}

/** The document that the server calls so. */
export function uriOf(client: BaseLanguageClient, address: string): vscode.Uri {
  return client.protocol2CodeConverter.asUri(address);
}
