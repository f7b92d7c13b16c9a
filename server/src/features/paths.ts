/** Escalation paths for people, and as a graph. */
import type { Catalog, LinkedServer } from '../catalog/model';
import { nodeWords, stepWords } from '../rules/path-words';
import { lineIndex } from '../text/line-index';
import { fold } from '../text/name';
import type { Node, PlacedPath } from '../workspace/paths/index';

/** A path as lines: who becomes what, its steps with their places, and the script that plays it. */
export function pathText(path: PlacedPath): readonly string[] {
  const steps = path.steps.map((step, index) => {
    const site = path.sites[index];
    const place = site ? `  (${site.script.uri}:${lineIndex(site.script.text).at(site.span.start).line})` : '';
    return `  ${index + 1}. ${stepWords(step)}${place}`;
  });
  const play = path.play.trimEnd().split('\n');
  return [`${nodeWords(path.from)} -> ${nodeWords(path.to)}`, ...steps, ...play.map((line) => `     | ${line}`)];
}

/** What `--format json` prints: BloodHound's OpenGraph form. */
export interface OpenGraph {
  readonly metadata: { readonly source_kind: string };
  readonly graph: { readonly nodes: readonly GraphNode[]; readonly edges: readonly GraphEdge[] };
}
interface GraphNode {
  readonly id: string;
  readonly kinds: readonly string[];
  readonly properties: Readonly<Record<string, string>>;
}
interface GraphEdge {
  readonly kind: string;
  readonly start: { readonly value: string; readonly match_by: 'id' };
  readonly end: { readonly value: string; readonly match_by: 'id' };
  readonly properties: Readonly<Record<string, string | number>>;
}

const source = 'TSqlCtx';

/** The nodes and edges of all paths, and the logins of linked servers, of which little is certain. */
export function openGraph(paths: readonly PlacedPath[], catalogs: readonly Catalog[]): OpenGraph {
  const nodes = new Map<string, GraphNode>();
  const edges = new Map<string, GraphEdge>();
  const add = (from: Node, to: Node, kind: string, properties: GraphEdge['properties']): void => {
    for (const node of [from, to]) nodes.set(node.id, graphNode(node));
    const key = `${from.id}|${kind}|${to.id}`;
    if (from.id !== to.id && !edges.has(key)) edges.set(key, { kind, start: end(from), end: end(to), properties });
  };
  for (const path of paths) {
    path.steps.forEach((step, index) => {
      const site = path.sites[index];
      const place = site && {
        file: site.script.uri,
        line: lineIndex(site.script.text).at(site.span.start).line,
      };
      add(step.from, step.to, kindOf(step.edge), { certainty: 'certain', because: stepWords(step), ...place });
    });
    const last = path.steps.at(-1)?.to ?? path.from;
    if (last.id !== path.to.id) add(last, path.to, `${source}_Is`, { certainty: 'certain' });
  }
  for (const catalog of catalogs)
    for (const server of catalog.server.linkedServers.values())
      for (const { from, to } of linked(catalog, server))
        add(from, to, `${source}_LinkedAs`, { certainty: 'low', because: `a login mapping of ${server.name}` });
  return { metadata: { source_kind: source }, graph: { nodes: [...nodes.values()], edges: [...edges.values()] } };
}

function linked(catalog: Catalog, { name, mappings }: LinkedServer): readonly { from: Node; to: Node }[] {
  return mappings.flatMap(({ local, remote }) => {
    const login = local === undefined ? undefined : catalog.server.principals.get(local);
    if (!login || remote === undefined) return [];
    const from: Node = { id: `login:${fold(login.name)}`, kind: 'login', name: login.name };
    const to: Node = { id: `${fold(name)}/login:${fold(remote)}`, kind: 'login', name: `${remote} at ${name}` };
    return [{ from, to }];
  });
}

function graphNode({ id, kind, name, database }: Node): GraphNode {
  return {
    id,
    kinds: [`${source}_${words(kind)}`, source],
    properties: { name, ...(database !== undefined && { database }) },
  };
}

function end({ id }: Node): GraphEdge['start'] {
  return { value: id, match_by: 'id' };
}

/** 'may impersonate' -> TSqlCtx_MayImpersonate */
function kindOf(edge: string): string {
  return `${source}_${words(edge)}`;
}

function words(text: string): string {
  return text.replace(/(?:^| )(\w)/g, (_, letter: string) => letter.toUpperCase());
}
