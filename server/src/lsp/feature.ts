/** A row of the table of features. */
import type { Connection, Disposable, ServerCapabilities } from 'vscode-languageserver';
import type { Door } from './door';

export interface Feature {
  /** What the client is told. */
  readonly capability: ServerCapabilities;
  /** Begins to answer. */
  readonly register: (connection: Connection, door: Door) => Disposable;
}
