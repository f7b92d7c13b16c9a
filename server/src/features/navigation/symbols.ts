/** What a script holds, as a tree: its batches, modules and frames, and what it makes; and what all scripts make, by name. */
import { inOneLine } from '../../syntax/walk';
import { fold } from '../../text/name';
import { shownName } from '../../text/shown-name';
import type { Span } from '../../text/span';
import { symbolsOf } from '../../workspace/symbols/index';
import type { Sort } from '../../workspace/symbols/mention';
import type { PlacedMention } from '../../workspace/symbols/placed';
import type { Workspace } from '../../workspace/workspace';
import { framesIn } from './frames';
import { type Asked, isDeclaring, type Location, locationOf } from './symbol';

export type SymbolSort = Sort | 'batch' | 'frame';

export interface SymbolNode {
  readonly name: string;
  readonly detail: string;
  readonly sort: SymbolSort;
  /** All of it, and the part that is selected when one goes there. */
  readonly span: Span;
  readonly selection: Span;
  readonly children: readonly SymbolNode[];
}

/** The tree of a script, in the order of its text. */
export function documentSymbols(workspace: Workspace, asked: Asked): readonly SymbolNode[] {
  const { script } = asked;
  const made = symbolsOf(workspace)
    .mentionsIn(script)
    .filter((one) => isDeclaring(one) && one.depth === 0)
    .map((one): Flat => ({ ...labelled(one), span: one.whole, selection: one.span }));
  const frames = framesIn(asked).map(
    ({ by, ended, start, end }): Flat => ({
      name: shownName(inOneLine(script.text.slice(by.start, by.end), longest)),
      detail: ended ? '' : 'not reverted where it is written',
      sort: 'frame',
      span: { start, end },
      selection: by,
    }),
  );
  return nested([...batches(asked), ...frames, ...made]);
}

type Flat = Omit<SymbolNode, 'children'>;
const longest = 80;

/** Batches are told apart where there are several; one that is a module is that module. */
function batches({ script }: Asked): readonly Flat[] {
  if (script.batches.length < 2) return [];
  return script.batches.flatMap(({ offset, batch }, index): readonly Flat[] => {
    const [first] = batch.statements;
    const last = batch.statements.at(-1);
    if (!first || !last || first.node.kind === 'create_module') return [];
    const span = { start: offset + first.offset, end: offset + last.offset + last.node.span.end };
    const start = { start: span.start, end: offset + first.offset + first.node.span.end };
    return [{ name: `Batch ${index + 1}`, detail: '', sort: 'batch', span, selection: start }];
  });
}

/** By what holds what. Frames may reach over batches: what does not lie in another as a whole stands beside it. */
function nested(flat: readonly Flat[]): readonly SymbolNode[] {
  const sorted = flat.toSorted((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
  const roots: Growing[] = [];
  const open: Growing[] = [];
  for (const one of sorted) {
    while (open.length > 0 && open.at(-1)!.span.end < one.span.end) open.pop();
    const node: Growing = { ...one, children: [] };
    (open.at(-1)?.children ?? roots).push(node);
    open.push(node);
  }
  return roots.filter(({ sort, children }) => sort !== 'batch' || children.length > 0);
}

interface Growing extends Flat {
  readonly children: Growing[];
}

export interface WorkspaceSymbol extends Location {
  readonly name: string;
  readonly sort: Sort;
  /** The database that holds it. */
  readonly container: string;
}

/** So many are listed. */
const most = 500;

/** What the scripts make whose names hold the letters of the query in their order; the nearest first. */
export function* workspaceSymbols(
  workspace: Workspace,
  query: string,
): Generator<undefined, readonly WorkspaceSymbol[]> {
  const symbols = symbolsOf(workspace);
  const found: { readonly symbol: WorkspaceSymbol; readonly rank: number }[] = [];
  for (const script of symbols.scripts()) {
    yield;
    for (const one of symbols.declaredIn(script)) {
      if (!isDeclaring(one)) continue;
      const { name, sort } = labelled(one);
      const rank = rankOf(fold(name), fold(query.trim()));
      if (rank === undefined) continue;
      found.push({ rank, symbol: { ...locationOf(one), name, sort, container: one.database ?? '' } });
    }
  }
  return found
    .sort((a, b) => a.rank - b.rank || compare(a.symbol.name, b.symbol.name) || compare(a.symbol.uri, b.symbol.uri))
    .slice(0, most)
    .map(({ symbol }) => symbol);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** How near a name is to what is looked for; undefined: it does not hold its letters. */
function rankOf(name: string, query: string): number | undefined {
  if (name.startsWith(query)) return 0;
  if (name.includes(query)) return 1;
  let at = 0;
  for (const letter of query) {
    const next = name.indexOf(letter, at);
    if (next < 0) return undefined;
    at = next + letter.length;
  }
  return 2;
}

/** Objects are named with their schemas. A name that is too long for a list is cut. */
function labelled({ name, schema, space, sort, database }: PlacedMention): {
  readonly name: string;
  readonly detail: string;
  readonly sort: Sort;
} {
  const whole = space === 'object' || space === 'type' ? `${schema ?? 'dbo'}.${name}` : name;
  const kind = sort ?? 'table';
  return {
    name: shownName(whole),
    detail: database === undefined ? kind : `${kind} in ${shownName(database)}`,
    sort: kind,
  };
}
