/** Renaming in all scripts: prepared where the client asks for that, refused with a reason where it can't be complete. */
import {
  type Connection,
  type Disposable,
  LSPErrorCodes,
  type Position,
  type Range,
  ResponseError,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { type MayWrite, prepareRename, type Renamed, rename } from '../../features/navigation/rename';
import { symbolAt } from '../../features/navigation/symbol';
import { twinOf } from '../../projects/twins';
import { type Door, type OpenScript, openScript } from '../door';
import type { Feature } from '../feature';
import { guarded } from '../guarded';
import { inSlices } from '../work';
import { never } from './names';
import { Places } from './places';

export const renames: Feature = {
  capability: ({ preparesRename }) => ({ renameProvider: preparesRename ? { prepareProvider: true } : true }),
  register: (connection, door) => {
    const both = [prepares(connection, door), edits(connection, door)];
    return {
      dispose: () => {
        for (const one of both) one.dispose();
      },
    };
  },
};

interface Prepared {
  readonly range: Range;
  readonly placeholder: string;
}

/** Where no name of ours stands the answer is none, so that others who rename are asked. */
function prepares(connection: Connection, door: Door): Disposable {
  return connection.onPrepareRename(
    guarded(connection.console, 'rename', async (at): Promise<Prepared | ResponseError<void> | null> => {
      const script = await scriptAt(door, at.textDocument.uri);
      if (!script || script instanceof ResponseError) return script;
      const offset = script.offset(at.position);
      if (!(await inSlices(symbolAt(door.workspace, script.analysed, offset), never))) return null;
      const work = prepareRename(door.workspace, script.analysed, offset, mayWrite(door));
      const found = await inSlices(work, never);
      if ('refused' in found) return refusal(found.refused);
      return { range: script.range(found.span), placeholder: found.name };
    }),
  );
}

interface RenameParams {
  readonly textDocument: { readonly uri: string };
  readonly position: Position;
  readonly newName: string;
}

function edits(connection: Connection, door: Door): Disposable {
  return connection.onRenameRequest(
    guarded(
      connection.console,
      'rename',
      async ({
        textDocument,
        position,
        newName,
      }: RenameParams): Promise<WorkspaceEdit | ResponseError<void> | null> => {
        const script = await scriptAt(door, textDocument.uri);
        if (!script || script instanceof ResponseError) return script;
        const how = { to: newName, mayWrite: mayWrite(door) };
        const work = rename(door.workspace, script.analysed, script.offset(position), how);
        const found = await inSlices(work, never);
        return 'refused' in found ? refusal(found.refused) : toEdit(door, found);
      },
    ),
  );
}

/** The script, where positions in it are certain and all scripts are read. */
async function scriptAt(door: Door, uri: string): Promise<OpenScript | ResponseError<void> | null> {
  const script = await openScript(door, uri);
  if (!script || !door.settings.navigation) return null;
  if (door.reading) return refusal('The scripts of the workspace are still being read.');
  if (!door.settings.workspace.readScripts)
    return refusal('The other scripts of the workspace are not read, so not all places are known.');
  return isBeingTyped(door) ? refusal('A script is being typed and not understood at the moment.') : script;
}

function isBeingTyped({ documents, workspace }: Door): boolean {
  return documents.uris().some((uri) => workspace.typing.heldBack(uri) !== undefined);
}

function refusal(because: string): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestFailed, because);
}

function mayWrite({ workspace }: Door): MayWrite {
  const twins = new Set(workspace.scripts().flatMap(({ uri }) => twinOf(uri)?.uri ?? []));
  return (uri) => {
    if (twins.has(uri) || twinOf(uri)) return 'part of several projects';
    return /^(?:tsql-context|git):/.test(uri) ? 'not a file of the workspace' : 'yes';
  };
}

function toEdit(door: Door, { edits: made }: Renamed): WorkspaceEdit {
  const places = new Places(door);
  const byUri = new Map<string, TextEdit[]>();
  for (const { script, span, text } of made) {
    const { uri, range } = places.of(script, span);
    byUri.set(uri, [...(byUri.get(uri) ?? []), { range, newText: text }]);
  }
  if (!door.client.takesVersions) return { changes: Object.fromEntries(byUri) };
  return {
    documentChanges: [...byUri].map(([uri, list]) => ({
      textDocument: { uri, version: places.version(uri) },
      edits: list,
    })),
  };
}
