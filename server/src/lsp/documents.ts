/** The texts that the client has open, kept up to date by incremental changes in the client's encoding. */
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Span } from '../text/span';
import { type Encoding, toRange, toUtf16 } from './positions';
import type { Range } from './protocol';

export interface Change {
  readonly range?: Range;
  readonly text: string;
}

export class Documents {
  encoding: Encoding = 'utf-16';
  readonly #open = new Map<string, TextDocument>();

  get(uri: string): TextDocument | undefined {
    return this.#open.get(uri);
  }

  uris(): readonly string[] {
    return [...this.#open.keys()];
  }

  open(uri: string, language: string, version: number, text: string): TextDocument {
    const document = TextDocument.create(uri, language, version, text);
    this.#open.set(uri, document);
    return document;
  }

  /** Applies changes in order; each one's range counts in the text that the ones before it made. */
  change(uri: string, version: number, changes: readonly Change[]): TextDocument | undefined {
    let document = this.#open.get(uri);
    if (!document) return undefined;
    for (const change of changes) document = TextDocument.update(document, [this.#inUtf16(document, change)], version);
    this.#open.set(uri, document);
    return document;
  }

  close(uri: string): void {
    this.#open.delete(uri);
  }

  /** A span of a text that may not be open, in the client's units. */
  rangeIn(text: string, span: Span): Range {
    return toRange(TextDocument.create('', '', 0, text), span, this.encoding);
  }

  #inUtf16(document: TextDocument, { range, text }: Change): { text: string; range: Range } | { text: string } {
    if (!range) return { text };
    return {
      text,
      range: { start: toUtf16(document, range.start, this.encoding), end: toUtf16(document, range.end, this.encoding) },
    };
  }
}
