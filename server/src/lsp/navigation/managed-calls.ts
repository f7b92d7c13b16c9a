/** The call hierarchy between T-SQL and the methods of assemblies. */
import {
  type CallHierarchyIncomingCall,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  type Position,
  SymbolKind,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { entryAt } from '../../features/managed/hover';
import type { CallItem } from '../../features/navigation/call-links';
import { prepareCalls } from '../../features/navigation/calls';
import { holds, shift } from '../../text/span';
import type { Door } from '../door';
import { locateAnywhere, openManaged } from '../managed-script';
import { toOffset } from '../positions';
import { canonical } from '../uris';
import { inSlices } from '../work';
import { never } from './names';
import { Places } from './places';

/** The method of which the name stands at a position. */
export async function prepareManaged(door: Door, uri: string, position: Position): Promise<CallHierarchyItem[] | null> {
  const file = await openManaged(door, uri);
  const found = file && entryAt(file.known, file.offset(position));
  const [entry] = found?.entries ?? [];
  if (!file || !found || !entry) return null;
  return [methodItem(door, entry.entry.type, found.member, { uri: file.known.file.file, offset: found.offset })];
}

/** The modules of T-SQL that the method is. */
export async function modulesCalling(
  door: Door,
  item: CallHierarchyItem,
  toItem: (places: Places, item: CallItem) => CallHierarchyItem,
): Promise<CallHierarchyIncomingCall[]> {
  const answer = await door.managed.ask(item.uri);
  const text = door.managed.text(item.uri);
  if (!answer || text === undefined) return [];
  const document = TextDocument.create(item.uri, 'csharp', 0, text);
  const at = toOffset(document, item.selectionRange.start, door.documents.encoding);
  const places = new Places(door);
  const calls: CallHierarchyIncomingCall[] = [];
  for (const { modules } of entryAt(answer.known, at)?.entries ?? []) {
    for (const { analysed, statement, offset } of modules) {
      const { script } = analysed;
      const [from] = await inSlices(prepareCalls(door.workspace, script, offset + statement.name.span.start), never);
      if (!from || !statement.external) continue;
      const { range } = places.of(script, shift(statement.external.span, offset));
      calls.push({ from: toItem(places, from), fromRanges: [range] });
    }
  }
  return calls;
}

/** The method that a module of T-SQL is; none, where it is none of an assembly at hand. */
export async function methodsCalled(door: Door, item: CallHierarchyItem): Promise<CallHierarchyOutgoingCall[]> {
  const { changes } = door.analyses;
  const units = await door.managed.units(() => door.analyses.changes !== changes);
  const calls: CallHierarchyOutgoingCall[] = [];
  const places = new Places(door);
  for (const { entries, sources } of units)
    for (const { modules, entry } of entries)
      for (const { analysed, statement, offset } of modules) {
        const { script } = analysed;
        if (script.uri !== canonical(item.uri) || !statement.external) continue;
        const document = TextDocument.create(item.uri, 'sql', 0, script.text);
        const at = toOffset(document, item.selectionRange.start, door.documents.encoding);
        const place = sources.places.get(entry.method);
        if (!place || !holds(shift(statement.name.span, offset), at)) continue;
        const to = methodItem(door, entry.type, entry.method, { uri: place.file.file, offset: place.offset });
        calls.push({ to, fromRanges: [places.of(script, shift(statement.external.span, offset)).range] });
      }
  return calls;
}

function methodItem(
  door: Door,
  type: string,
  { name, span, nameSpan }: { readonly name: string } & Record<'span' | 'nameSpan', { start: number; end: number }>,
  { uri, offset }: { readonly uri: string; readonly offset: number },
): CallHierarchyItem {
  const whole = locateAnywhere(door, uri, shift(span, offset));
  const own = locateAnywhere(door, uri, shift(nameSpan, offset));
  return { name: `${type}.${name}`, kind: SymbolKind.Method, uri, range: whole.range, selectionRange: own.range };
}
