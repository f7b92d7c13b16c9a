/** What a script holds and how its text hangs together, in the protocol. */
import {
  type DocumentSymbol,
  FoldingRangeKind,
  type SelectionRange,
  type SymbolInformation,
  SymbolKind,
} from 'vscode-languageserver';
import { folds } from '../../features/navigation/folding';
import { documentSymbols, type SymbolNode, type SymbolSort, workspaceSymbols } from '../../features/navigation/symbols';
import type { Span } from '../../text/span';
import { type Door, type OpenScript, openScript, type Patience } from '../door';
import type { Feature } from '../feature';
import { guarded } from '../guarded';
import { canonical } from '../uris';
import { inSlices } from '../work';
import { never } from './names';
import { Places } from './places';

export const kinds: Readonly<Record<SymbolSort, SymbolKind>> = {
  batch: SymbolKind.Namespace,
  frame: SymbolKind.Event,
  login: SymbolKind.Key,
  'server role': SymbolKind.Interface,
  user: SymbolKind.Key,
  role: SymbolKind.Interface,
  'application role': SymbolKind.Interface,
  schema: SymbolKind.Namespace,
  database: SymbolKind.Package,
  table: SymbolKind.Struct,
  view: SymbolKind.Class,
  synonym: SymbolKind.Variable,
  sequence: SymbolKind.Variable,
  type: SymbolKind.TypeParameter,
  queue: SymbolKind.Array,
  service: SymbolKind.Object,
  certificate: SymbolKind.Constant,
  'asymmetric key': SymbolKind.Constant,
  'symmetric key': SymbolKind.Constant,
  assembly: SymbolKind.Module,
  procedure: SymbolKind.Method,
  function: SymbolKind.Function,
  trigger: SymbolKind.Event,
  job: SymbolKind.Event,
};

export const structure: readonly Feature[] = [
  {
    capability: { documentSymbolProvider: true },
    register: (connection, door) =>
      connection.onDocumentSymbol(
        guarded(connection.console, 'symbols', async ({ textDocument }) => {
          const script = await asked(door, textDocument.uri);
          if (!script) return null;
          const tree = documentSymbols(door.workspace, script.analysed);
          return door.client.nestsSymbols
            ? tree.map((one) => nodeOf(script, one))
            : flattened(script, textDocument.uri, tree);
        }),
      ),
  },
  {
    capability: { workspaceSymbolProvider: true },
    register: (connection, door) =>
      connection.onWorkspaceSymbol(
        guarded(connection.console, 'workspace symbols', async ({ query }) => {
          if (!door.settings.enable || !door.settings.navigation) return null;
          const places = new Places(door);
          const found = await inSlices(workspaceSymbols(door.workspace, query), never);
          return found.map(
            ({ name, sort, container, script, span }): SymbolInformation => ({
              name,
              kind: kinds[sort],
              containerName: container,
              location: places.of(script, span),
            }),
          );
        }),
      ),
  },
  {
    capability: { foldingRangeProvider: true },
    register: (connection, door) =>
      connection.onFoldingRanges(
        guarded(connection.console, 'folding', async ({ textDocument }) => {
          const script = await asked(door, textDocument.uri);
          if (!script || script.held) return null;
          const { foldsLines, foldingLimit } = door.client;
          const found = folds(script.analysed);
          return largest(found, foldingLimit).map(({ start, end, kind }) => ({
            startLine: start,
            endLine: end,
            ...(!foldsLines && { startCharacter: endOf(script, start), endCharacter: endOf(script, end) }),
            ...(kind !== 'code' && { kind: kind === 'comment' ? FoldingRangeKind.Comment : FoldingRangeKind.Region }),
          }));
        }),
      ),
  },
  {
    capability: { selectionRangeProvider: true },
    register: (connection, door) =>
      connection.onSelectionRanges(
        guarded(connection.console, 'selection', async ({ textDocument, positions }) => {
          const script = await asked(door, textDocument.uri);
          if (!script) return null;
          return positions.map((position): SelectionRange => {
            const around = door.workspace.around(canonical(textDocument.uri), script.offset(position));
            return around.reduceRight<SelectionRange | undefined>(
              (parent, span) => ({ range: script.range(span), ...(parent && { parent }) }),
              { range: script.range({ start: 0, end: script.analysed.script.text.length }) },
            )!;
          });
        }),
      ),
  },
];

/** What stands in a script is told before the others are read. */
export async function asked(door: Door, uri: string, waits: Patience = 'painted'): Promise<OpenScript | undefined> {
  const script = await openScript(door, uri, waits);
  return door.settings.navigation ? script : undefined;
}

function nodeOf(script: OpenScript, { name, detail, sort, span, selection, children }: SymbolNode): DocumentSymbol {
  return {
    name,
    detail,
    kind: kinds[sort],
    range: script.range(hull(span, selection)),
    selectionRange: script.range(selection),
    children: children.map((one) => nodeOf(script, one)),
  };
}

/** The selection has to lie in the range. */
function hull(a: Span, b: Span): Span {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}

function flattened(
  script: OpenScript,
  uri: string,
  tree: readonly SymbolNode[],
  containerName?: string,
): SymbolInformation[] {
  return tree.flatMap(({ name, sort, span, children }) => [
    {
      name,
      kind: kinds[sort],
      location: { uri, range: script.range(span) },
      ...(containerName !== undefined && { containerName }),
    },
    ...flattened(script, uri, children, name),
  ]);
}

/** Where the client takes only so many, the longest; in the order of the text. */
function largest<T extends { readonly start: number; readonly end: number }>(
  list: readonly T[],
  limit: number | undefined,
): readonly T[] {
  if (limit === undefined || list.length <= limit) return list;
  const kept = new Set(list.toSorted((a, b) => b.end - b.start - (a.end - a.start)).slice(0, limit));
  return list.filter((one) => kept.has(one));
}

/** The length of a line. */
function endOf({ document, written }: OpenScript, line: number): number {
  const start = document.offsetAt({ line, character: 0 });
  const text = document.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } });
  const end = start + text.replace(/[\r\n]+$/, '').length;
  return written.range({ start: end, end }).start.character;
}
