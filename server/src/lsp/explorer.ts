/** The security explorer's questions. */
import type { Explored, Item } from '../explorer/model';
import { reachOf } from '../explorer/reach';
import { childrenOf } from '../explorer/tree';
import { lineIndex } from '../text/line-index';
import type { Door } from './door';
import type { Feature } from './feature';
import {
  type ExplorerChildrenParams,
  type ExplorerItem,
  type ExplorerReachParams,
  explorerChildren,
  explorerReach,
  type ReachAnswer,
} from './protocol';
import { request } from './request';

export const explorer: readonly Feature[] = [
  request(explorerChildren, async (door, { id }: ExplorerChildrenParams): Promise<readonly ExplorerItem[]> => {
    await door.reading?.ended;
    const explored = exploredBy(door);
    return childrenOf(explored, id).map((item) => shown(door, explored, item));
  }),
  request(explorerReach, async (door, { id, question }: ExplorerReachParams): Promise<ReachAnswer | null> => {
    await door.reading?.ended;
    return reachOf(exploredBy(door), id, question) ?? null;
  }),
];

const last = new WeakMap<Door, Explored>();

/** The same object for as long as scripts say the same: what was worked out about it is remembered. */
function exploredBy(door: Door): Explored {
  const { catalog, definitions, scripts } = door.workspace.everything();
  const { database } = door.workspace.stage;
  const known = last.get(door);
  if (known?.catalog === catalog && known.definitions === definitions && known.database === database) return known;
  const made = { catalog, definitions, scripts, database };
  last.set(door, made);
  return made;
}

function shown(door: Door, { scripts }: Explored, { place, ...item }: Item): ExplorerItem {
  const script = place && scripts.find(({ uri }) => uri === place.uri);
  if (!place || !script) return item;
  const open = door.documents.get(place.uri);
  const text = open?.getText() ?? script.text;
  if (door.documents.encoding !== 'utf-16')
    return {
      ...item,
      target: {
        uri: place.uri,
        position: door.documents.rangeIn(text, { start: place.offset, end: place.offset }).start,
      },
    };
  const { line, column } = lineIndex(text).at(place.offset);
  return { ...item, target: { uri: place.uri, position: { line: line - 1, character: column - 1 } } };
}
