/** From a name to where its thing is made and spoken of. */
import { type Connection, type Disposable, DocumentHighlightKind, type Position } from 'vscode-languageserver';
import { declaration, definition } from '../../features/navigation/definition';
import { highlights, references } from '../../features/navigation/references';
import type { Asked, Location } from '../../features/navigation/symbol';
import type { Workspace } from '../../workspace/workspace';
import { type Door, openScript } from '../door';
import type { Feature } from '../feature';
import { guarded } from '../guarded';
import { isCSharp } from '../managed';
import { definitionManaged, methodsNamed } from '../managed-features';
import { inSlices } from '../work';
import { type ClientPlace, Places } from './places';

interface At {
  readonly textDocument: { readonly uri: string };
  readonly position: Position;
}

type Find = (workspace: Workspace, asked: Asked, offset: number) => Generator<undefined, readonly Location[]>;

export const names: readonly Feature[] = [
  {
    capability: { definitionProvider: true },
    register: (connection, door) =>
      connection.onDefinition(guarded(connection.console, 'definition', (at) => defined(door, at))),
  },
  {
    capability: { declarationProvider: true },
    register: (connection, door) =>
      connection.onDeclaration(guarded(connection.console, 'declaration', (at) => found(door, at, declaration))),
  },
  {
    capability: { referencesProvider: true },
    register: (connection, door) =>
      connection.onReferences(
        guarded(connection.console, 'references', ({ context, ...at }) => {
          const declarations = context.includeDeclaration ? 'with' : 'without';
          return found(door, at, (workspace, asked, offset) => references(workspace, asked, offset, { declarations }));
        }),
      ),
  },
  { capability: { documentHighlightProvider: true }, register: highlighting },
];

/** EXTERNAL NAME leads to a method, and the method back. */
async function defined(door: Door, at: At): Promise<ClientPlace[] | null> {
  const { uri } = at.textDocument;
  if (isCSharp(uri)) return door.settings.navigation ? definitionManaged(door, uri, at.position) : null;
  const own = await found(door, at, definition);
  if (own === null || own.length > 0) return own;
  const script = await openScript(door, uri);
  return script ? methodsNamed(door, script.analysed, script.offset(at.position)) : own;
}

async function found(door: Door, { textDocument, position }: At, find: Find): Promise<ClientPlace[] | null> {
  const script = await openScript(door, textDocument.uri);
  if (!script || !door.settings.navigation) return null;
  const work = find(door.workspace, script.analysed, script.offset(position));
  return [...new Places(door).all(await inSlices(work, never))];
}

function highlighting(connection: Connection, door: Door): Disposable {
  return connection.onDocumentHighlight(
    guarded(connection.console, 'highlights', async ({ textDocument, position }) => {
      const script = await openScript(door, textDocument.uri, 'short');
      if (!script || !door.settings.navigation) return null;
      const work = highlights(door.workspace, script.analysed, script.offset(position));
      const list = await inSlices(work, never);
      if (list.length === 0) return null; // the editor looks for the word itself
      return list.map(({ span, kind }) => ({
        range: script.range(span),
        kind: kind === 'write' ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
      }));
    }),
  );
}

/** What is asked of the scripts as they were when it was asked. */
export const never = (): boolean => false;
