/**
 * The addresses that the server in a worker knows. To it all files lie on one disk, below a folder for each scheme and
 * authority: `memfs://shop/a.sql` is `file:///memfs@shop/a.sql`.
 */
import * as vscode from 'vscode';

/** Documents that are no files. */
const others = new Set(['untitled', 'vscode-notebook-cell', 'tsql-context', 'http', 'https']);

export function toAddress(uri: vscode.Uri): string {
  const { scheme, authority, path } = uri;
  if (others.has(scheme) || !path.startsWith('/')) return uri.toString();
  const disk = authority === '' ? scheme : `${scheme}@${encodeURIComponent(authority)}`;
  return uri.with({ scheme: 'file', authority: '', path: `/${disk}${path}` }).toString();
}

export function fromAddress(address: string): vscode.Uri {
  const uri = vscode.Uri.parse(address);
  const [, scheme, , authority = '', path] = /^\/([^/@]+)(@([^/]*))?(\/.*)$/s.exec(uri.path) ?? [];
  if (uri.scheme !== 'file' || scheme === undefined || path === undefined) return uri;
  return uri.with({ scheme, authority: decodeURIComponent(authority), path });
}
