/** Who reaches what, as a picture and as a table that says the same. */
import { Graph, layout } from '@dagrejs/dagre';
import type { ReachAnswer } from '../../server/src/lsp/protocol';
import { fill, h } from './dom';
import { l10n } from './l10n';

declare function acquireVsCodeApi(): { postMessage(message: unknown): void };

/** More than these lines make no picture. */
const most = 60;
const svg = 'http://www.w3.org/2000/svg';

window.addEventListener('message', ({ data }: MessageEvent<ReachAnswer>) => {
  const { title, list, doubts } = data;
  document.title = title;
  fill(
    document.getElementById('panel')!,
    h(
      'div',
      { class: 'reach' },
      h('h1', {}, title),
      list.length === 0 ? h('p', {}, l10n.t('Nobody, as far as is known.')) : undefined,
      list.length > 0 && list.length <= most ? picture(data) : undefined,
      list.length > most
        ? h('p', { class: 'dim' }, l10n.t('A picture of {0} lines would say nothing.', list.length))
        : undefined,
      list.length > 0 ? table(data) : undefined,
      doubts.length > 0 ? h('h2', {}, l10n.t('Besides')) : undefined,
      h(
        'ul',
        {},
        doubts.map((one) => h('li', {}, one)),
      ),
    ),
  );
});
acquireVsCodeApi().postMessage({ type: 'ready' });

function table({ list }: ReachAnswer): HTMLElement {
  const row = (cells: readonly string[], tag: 'td' | 'th'): HTMLElement =>
    h(
      'tr',
      {},
      cells.map((cell) => h(tag, tag === 'th' ? { scope: 'col' } : {}, cell)),
    );
  return h(
    'table',
    {},
    h('thead', {}, row([l10n.t('Who'), l10n.t('May'), l10n.t('On'), l10n.t('By way of')], 'th')),
    h(
      'tbody',
      {},
      list.map(({ who, what, permissions, by }) => row([who, permissions.join(', '), what, by ?? ''], 'td')),
    ),
  );
}

interface Box {
  readonly label: string;
  readonly kind: 'who' | 'by' | 'what';
}

/** From left to right: who, by what, what; permissions stand on the arrows. */
function picture({ title, list }: ReachAnswer): Element {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 14, ranksep: 90, marginx: 8, marginy: 8 });
  graph.setDefaultEdgeLabel(() => ({}));
  const boxes = new Map<string, Box>();
  const node = (kind: Box['kind'], label: string): string => {
    const id = `${kind} ${label}`;
    if (!boxes.has(id)) graph.setNode(id, { width: Math.min(label.length, 40) * 7.4 + 20, height: 26 });
    boxes.set(id, { label, kind });
    return id;
  };
  const labels = new Map<string, string>();
  const edge = (from: string, to: string, label: string): void => {
    const key = `${from}\n${to}`;
    labels.set(key, [...new Set([labels.get(key) ?? '', label])].filter((one) => one !== '').join(', '));
    graph.setEdge(from, to, { width: label.length * 5.5, height: 12, labelpos: 'c' });
  };
  for (const { who, what, permissions, by } of list) {
    const [from, to] = [node('who', who), node('what', what)];
    if (by === undefined) edge(from, to, permissions.join(', '));
    else {
      const middle = node('by', by);
      edge(from, middle, '');
      edge(middle, to, permissions.join(', '));
    }
  }
  layout(graph);
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  const root = element('svg', {
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: 'img',
    'aria-label': l10n.t('{0}; the table below says the same', title),
  });
  for (const { v, w } of graph.edges()) root.append(...arrow(graph, v, w, labels.get(`${v}\n${w}`) ?? ''));
  for (const [id, box] of boxes) root.append(...boxOf(graph, id, box));
  return h('div', { class: 'picture' }, root);
}

function boxOf(graph: Graph, id: string, { label, kind }: Box): readonly Element[] {
  const {
    x = 0,
    y = 0,
    width = 0,
    height = 0,
  } = graph.node(id) as { x?: number; y?: number; width?: number; height?: number };
  const text = element('text', { x, y: y + 4, 'text-anchor': 'middle' });
  text.textContent = label.length > 40 ? `${label.slice(0, 39)}…` : label;
  return [element('rect', { x: x - width / 2, y: y - height / 2, width, height, rx: 4, class: `box ${kind}` }), text];
}

function arrow(graph: Graph, from: string, to: string, label: string): readonly Element[] {
  const { points = [] } = graph.edge(from, to) as { points?: readonly { x: number; y: number }[] };
  const [first, ...rest] = points;
  if (!first) return [];
  const path = `M${first.x},${first.y} ${rest.map(({ x, y }) => `L${x},${y}`).join(' ')}`;
  const middle = points[Math.floor(points.length / 2)] ?? first;
  const text = element('text', { x: middle.x, y: middle.y - 3, 'text-anchor': 'middle', class: 'label' });
  text.textContent = label;
  return [element('path', { d: path, class: 'arrow' }), text];
}

function element(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = document.createElementNS(svg, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}
