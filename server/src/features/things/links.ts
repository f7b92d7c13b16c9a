/** Links of hovers: to places in scripts, and to commands of the client where it has them. */
import type { Script } from '../../syntax/statement';
import { lineIndex } from '../../text/line-index';
import { link, plainly } from '../markdown';

/** What a client can follow. */
export interface Links {
  readonly commands: ReadonlySet<string>;
}

export const noLinks: Links = { commands: new Set() };

/** `2-shop.sql:12`, a link where the script is a file. */
export function placeLink({ uri, text }: Script, offset: number): string {
  const { line, column } = lineIndex(text).at(offset);
  const name = decoded(uri.slice(uri.lastIndexOf('/') + 1));
  const shown = `${name}:${line}`;
  return /^(?:file|vscode-vfs):/.test(uri)
    ? link(shown, `${uri.replaceAll('#', '%23')}#L${line},${column}`)
    : plainly(shown);
}

/** A link that runs a command of ours; undefined: the client has none of that name. */
export function commandLink(
  { commands }: Links,
  command: string,
  title: string,
  argument?: object,
): string | undefined {
  if (!commands.has(command)) return undefined;
  const query = argument ? `?${encodeURIComponent(JSON.stringify([argument]))}` : '';
  return link(title, `command:${command}${query}`);
}

/** Where a position is, as the client's commands take it. */
export function positionOf({ text }: Script, offset: number): { readonly line: number; readonly character: number } {
  const { line, column } = lineIndex(text).zeroBasedAt(offset);
  return { line, character: column };
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
