/** The call hierarchy in the protocol: an item comes back as it was sent, and is found again by its place. */
import { type CallHierarchyItem, type Connection, type Disposable, SymbolKind } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type CallItem, type CallLink, scriptItem } from '../../features/navigation/call-links';
import { incoming, outgoing, prepareCalls } from '../../features/navigation/calls';
import type { Workspace } from '../../workspace/workspace';
import { type Door, openScript } from '../door';
import type { Feature } from '../feature';
import { guarded } from '../guarded';
import { isCSharp } from '../managed';
import { toOffset } from '../positions';
import { languageSelector } from '../protocol';
import { canonical } from '../uris';
import { inSlices } from '../work';
import { methodsCalled, modulesCalling, prepareManaged } from './managed-calls';
import { never } from './names';
import { Places } from './places';
import { kinds } from './structure';

export const callHierarchy: Feature = {
  // editors ask one provider alone: that of C# in C#; methods of assemblies are reached from T-SQL
  capability: { callHierarchyProvider: { documentSelector: languageSelector } },
  register: (connection, door) => {
    const all = [prepares(connection, door), callers(connection, door), callees(connection, door)];
    return {
      dispose: () => {
        for (const one of all) one.dispose();
      },
    };
  },
};

function prepares(connection: Connection, door: Door): Disposable {
  return connection.languages.callHierarchy.onPrepare(async (params, token) => {
    const answer = guarded(connection.console, 'call hierarchy', async ({ textDocument, position }: typeof params) => {
      if (isCSharp(textDocument.uri))
        return door.settings.navigation ? prepareManaged(door, textDocument.uri, position) : null;
      const script = await openScript(door, textDocument.uri);
      if (!script || !door.settings.navigation) return null;
      const work = prepareCalls(door.workspace, script.analysed.script, script.offset(position));
      const places = new Places(door);
      return (await inSlices(work, never)).map((item) => toItem(places, item));
    });
    return answer(params, token) as Promise<CallHierarchyItem[] | null>;
  });
}

function callers(connection: Connection, door: Door): Disposable {
  return connection.languages.callHierarchy.onIncomingCalls(async (params, token) => {
    const answer = guarded(connection.console, 'incoming calls', async ({ item }: typeof params) => {
      if (isCSharp(item.uri)) return modulesCalling(door, item, toItem);
      const places = new Places(door);
      return (await linked(door, item, incoming)).map(({ item: from, from: spans, script }) => ({
        from: toItem(places, from),
        fromRanges: spans.map((span) => places.of(script, span).range),
      }));
    });
    return answer(params, token) as Promise<{ from: CallHierarchyItem; fromRanges: [] }[]>;
  });
}

function callees(connection: Connection, door: Door): Disposable {
  return connection.languages.callHierarchy.onOutgoingCalls(async (params, token) => {
    const answer = guarded(connection.console, 'outgoing calls', async ({ item }: typeof params) => {
      if (isCSharp(item.uri)) return [];
      const places = new Places(door);
      const calls = (await linked(door, item, outgoing)).map(({ item: to, from: spans, script }) => ({
        to: toItem(places, to),
        fromRanges: spans.map((span) => places.of(script, span).range),
      }));
      return [...calls, ...(await methodsCalled(door, item))];
    });
    return answer(params, token) as Promise<{ to: CallHierarchyItem; fromRanges: [] }[]>;
  });
}

type Direction = (workspace: Workspace, item: CallItem) => Generator<undefined, readonly CallLink[]>;

/** The item is looked for again: the script may have changed since it was sent. */
async function linked(door: Door, item: CallHierarchyItem, direction: Direction): Promise<readonly CallLink[]> {
  const { workspace, documents, settings } = door;
  const script = workspace.script(canonical(item.uri));
  if (!script || !settings.enable || !settings.navigation) return [];
  const document = documents.get(item.uri) ?? TextDocument.create(item.uri, 'sql', 0, script.text);
  const offset = toOffset(document, item.selectionRange.start, documents.encoding);
  const prepared =
    item.kind === SymbolKind.File
      ? [scriptItem(script)]
      : await inSlices(prepareCalls(workspace, script, offset), never);
  const [one] = prepared;
  const found = one ? await inSlices(direction(workspace, one), never) : [];
  const open = new Set(documents.uris().map(canonical));
  for (const { uri } of new Set([script, ...found.map((link) => link.script)]))
    if (!open.has(uri)) workspace.giveUp(uri); // looked at for this answer alone
  return found;
}

function toItem(places: Places, { name, detail, sort, script, span, selection }: CallItem): CallHierarchyItem {
  const { uri, range } = places.of(script, {
    start: Math.min(span.start, selection.start),
    end: Math.max(span.end, selection.end),
  });
  return {
    name,
    detail,
    kind: sort === 'script' ? SymbolKind.File : kinds[sort],
    uri,
    range,
    selectionRange: places.of(script, selection).range,
  };
}
