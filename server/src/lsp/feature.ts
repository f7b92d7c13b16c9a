/** A row of the table of features. */
import type { Connection, Disposable, ServerCapabilities } from 'vscode-languageserver';
import type { ClientFacts, Door } from './door';

export interface Feature {
  /** What the client is told; of some things only where it can do them, too. */
  readonly capability: ServerCapabilities | ((client: ClientFacts) => ServerCapabilities);
  /** Begins to answer. */
  readonly register: (connection: Connection, door: Door) => Disposable;
}
