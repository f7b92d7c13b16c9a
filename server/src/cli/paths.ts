/** `tsqlctx paths`: who can become an administrator, or db_owner of what is not his, by what scripts leave behind. */
import type { Catalog } from '../catalog/model';
import { type OpenGraph, openGraph, pathText } from '../features/paths';
import { cutWords } from '../rules/path-words';
import type { Parser } from '../syntax/parser';
import { finish } from '../text/finish';
import { fold } from '../text/name';
import { type Cut, type PlacedPath, searchIn } from '../workspace/paths/index';
import { loadWorkspace, type WorkspaceRequest } from './check';

export interface PathsRequest extends WorkspaceRequest {
  /** The name of whoever the paths start from, and of what they lead to; all where left out. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface FoundPaths {
  readonly text: readonly string[];
  readonly graph: OpenGraph;
  /** Where not all was looked at, in words. */
  readonly cut?: string;
}

/** The paths in the catalogs in which scripts end, each told once. */
export function paths(parser: Parser, request: PathsRequest): FoundPaths {
  const { workspace, files } = loadWorkspace(parser, request);
  const found = new Map<string, PlacedPath>();
  const catalogs: Catalog[] = [];
  const cuts: Cut[] = [];
  for (const file of files) {
    const analysed = finish(workspace.analyse(file, { run: 'predicted' }));
    if (!analysed) continue;
    const catalog = analysed.analysis.end();
    if (catalog) catalogs.push(catalog);
    const search = finish(searchIn(analysed));
    if (search.cut) cuts.push(search.cut);
    for (const path of search.paths) {
      const key = `${path.from.id}|${path.to.id}|${path.play}`;
      if (isAsked(path, request) && !found.has(key)) found.set(key, path);
    }
    workspace.giveUp(file);
  }
  const all = [...found.values()];
  const cut = cutOf(cuts, request);
  return { text: textOf(all), graph: openGraph(all, catalogs), ...(cut && { cut: cutWords(cut) }) };
}

/** Where searches together were cut, as far as it is asked about; undefined: nowhere. */
function cutOf(cuts: readonly Cut[], { from: asked }: PathsRequest): Cut | undefined {
  const nodes = new Map(cuts.flatMap(({ from }) => from).map((node) => [node.id, node]));
  const from = [...nodes.values()].filter(({ name }) => asked === undefined || fold(name) === fold(asked));
  const others = cuts.some((one) => one.others);
  return from.length > 0 || others ? { from, others } : undefined;
}

function isAsked({ from, to }: PlacedPath, request: PathsRequest): boolean {
  return (
    (request.from === undefined || fold(from.name) === fold(request.from)) &&
    (request.to === undefined || fold(to.name) === fold(request.to))
  );
}

function textOf(all: readonly PlacedPath[]): readonly string[] {
  const count = `${all.length} path${all.length === 1 ? '' : 's'}`;
  return [...all.flatMap((path) => [...pathText(path), '']), count];
}
