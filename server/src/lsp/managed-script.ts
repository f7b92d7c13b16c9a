/** A C# file that a request is about, with its places in the client's units. */
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Span } from '../text/span';
import type { Shown } from './diagnostics';
import { type Door, type Measures, waitFor } from './door';
import type { ManagedAnswer } from './managed';
import { toOffset, toRange } from './positions';
import type { Range } from './protocol';
import { canonical } from './uris';

export interface OpenManaged extends ManagedAnswer, Measures, Shown {}

/** Undefined: it is not open, switched off, or no code of an assembly. Throws `Outdated`. */
export async function openManaged(door: Door, uri: string): Promise<OpenManaged | undefined> {
  await waitFor(door, 'short');
  const document = door.documents.get(uri);
  if (!document || !door.settings.enable) return undefined;
  const answer = await door.managed.ask(uri, () => door.documents.get(uri)?.version !== document.version);
  return answer && opened(door, document, answer);
}

/** The same of a file that is not open. */
export async function closedManaged(
  door: Door,
  uri: string,
  outdated: () => boolean,
): Promise<OpenManaged | undefined> {
  const answer = await door.managed.ask(uri, outdated);
  return answer && opened(door, TextDocument.create(uri, 'csharp', 0, answer.known.file.text), answer);
}

function opened(door: Door, document: TextDocument, answer: ManagedAnswer): OpenManaged {
  const { encoding } = door.documents;
  const range = (span: Span): Range => toRange(document, span, encoding);
  return {
    ...answer,
    uri: document.uri,
    offset: (position) => toOffset(document, position, encoding),
    range,
    locate: (uri, span) =>
      uri === answer.known.file.file ? { uri: document.uri, range: range(span) } : locateAnywhere(door, uri, span),
  };
}

/** A place in a script or a C# file of the workspace. */
export function locateAnywhere(door: Door, uri: string, span: Span): { readonly uri: string; readonly range: Range } {
  const text = door.managed.text(uri) ?? door.workspace.script(canonical(uri))?.text ?? '';
  return { uri, range: door.documents.rangeIn(text, span) };
}
