/** The steps of a run as lines; only those that can be seen are elements, so that long runs scroll. */
import type { RunLine, RunRowShown } from '../../server/src/lsp/protocol';
import { fill, h } from './dom';
import { l10n } from './l10n';
import { colours, contextOf, folds, rowOf, type Shown, signWords } from './model';

export interface Timeline {
  readonly element: HTMLElement;
  show(shown: Shown, places: readonly number[], collapsed: ReadonlySet<number>): void;
  /** Picks a line by its place. */
  pick(place: number): void;
}

export interface TimelineEvents {
  picked(place: number): void;
  opened(place: number): void;
  folded(place: number, open: boolean): void;
}

/** Lines that are made above and below what is seen. */
const around = 12;

export function timeline(events: TimelineEvents): Timeline {
  const inner = h('div', { class: 'lines', role: 'presentation' });
  const element = h('div', {
    class: 'timeline',
    role: 'tree',
    tabindex: 0,
    'aria-label': l10n.t('Steps of the run'),
    onkeydown: (event) => key(event as KeyboardEvent),
    onscroll: () => draw(),
  });
  element.append(inner);
  let shown: Shown | undefined;
  let places: readonly number[] = [];
  let collapsed: ReadonlySet<number> = new Set();
  let picked = -1;
  let colourOf: (who: string) => number = () => 0;
  let drawn = '';

  const height = (): number => Number.parseFloat(getComputedStyle(element).lineHeight) * 1.35 || 24;

  function draw(force = false): void {
    if (!shown) return;
    const tall = height();
    const first = Math.max(0, Math.floor(element.scrollTop / tall) - around);
    const last = Math.min(places.length, Math.ceil((element.scrollTop + element.clientHeight) / tall) + around);
    const key = `${first}|${last}|${picked}|${tall}`;
    if (!force && key === drawn) return;
    drawn = key;
    inner.style.height = `${places.length * tall}px`;
    const lines: HTMLElement[] = [];
    for (let index = first; index < last; index++) lines.push(lineAt(index, tall));
    fill(inner, lines);
    const active = lines.find((line) => line.getAttribute('aria-selected') === 'true');
    if (active) element.setAttribute('aria-activedescendant', active.id);
    else element.removeAttribute('aria-activedescendant');
  }

  function lineAt(index: number, tall: number): HTMLElement {
    const place = places[index]!;
    const line = shown!.lines[place]!;
    const { row, of } = rowOf(shown!, line);
    const context = contextOf(of, row);
    const foldable = folds(shown!, place);
    const isOpen = foldable ? !collapsed.has(place) : undefined;
    const element = h(
      'div',
      {
        id: `line-${place}`,
        class: `line${row.heading ? ' heading' : ''}${line.differs ? ` differs ${line.differs}` : ''}`,
        role: 'treeitem',
        'aria-level': row.level + 1,
        'aria-posinset': index + 1,
        'aria-setsize': places.length,
        'aria-selected': place === picked ? 'true' : 'false',
        'aria-expanded': isOpen === undefined ? undefined : String(isOpen),
        'aria-label': labelOf(shown!, line),
        onclick: () => choose(index),
        ondblclick: () => events.opened(place),
      },
      lanes(context?.lanes ?? [], context?.sandbox, colourOf),
      h('span', { class: 'number' }, row.position ? String(row.position.line + 1) : ''),
      answerOf(shown!, line),
      h(
        'span',
        {
          class: `twist${foldable ? ' folds' : ''}`,
          onclick: (event) => {
            if (!foldable) return;
            event.stopPropagation();
            events.folded(place, collapsed.has(place));
          },
        },
        foldGlyph(isOpen),
      ),
      h('span', { class: 'text' }, row.text),
      h('span', { class: 'says' }, saysOf(shown!, line)),
    );
    element.style.top = `${index * tall}px`;
    element.style.height = `${tall}px`;
    const text = element.querySelector<HTMLElement>('.text');
    if (text) text.style.paddingInlineStart = `${row.level * 1.4 + row.indent * 0.9}em`;
    return element;
  }

  function choose(index: number, scroll = false): void {
    const place = places[Math.max(0, Math.min(index, places.length - 1))];
    if (place === undefined) return;
    picked = place;
    if (scroll) reveal(places.indexOf(place));
    draw(true);
    events.picked(place);
  }

  function reveal(index: number): void {
    const tall = height();
    const top = index * tall;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + tall > element.scrollTop + element.clientHeight)
      element.scrollTop = top + tall - element.clientHeight;
  }

  function key(event: KeyboardEvent): void {
    const at = Math.max(0, places.indexOf(picked));
    const page = Math.max(1, Math.floor(element.clientHeight / height()) - 1);
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: places.length - 1,
    };
    const to = moves[event.key];
    if (to !== undefined) choose(to, true);
    else if (event.key === 'Enter' && picked >= 0) events.opened(picked);
    else if (event.key === 'ArrowRight' && collapsed.has(picked)) events.folded(picked, true);
    else if (event.key === 'ArrowLeft' && shown && folds(shown, picked)) events.folded(picked, false);
    else return;
    event.preventDefault();
  }

  new ResizeObserver(() => draw(true)).observe(element);
  return {
    element,
    show: (next, list, folded) => {
      if (shown !== next) colourOf = colours(next.left ? [next.left, next.run] : [next.run]);
      shown = next;
      places = list;
      collapsed = folded;
      element.classList.toggle('two', next.left !== undefined);
      draw(true);
    },
    pick: (place) => {
      picked = place;
      const index = places.indexOf(place);
      if (index >= 0) reveal(index);
      draw(true);
    },
  };
}

function foldGlyph(isOpen: boolean | undefined): string {
  if (isOpen === undefined) return '';
  return isOpen ? '▾' : '▸';
}

/** A bar for each frame, the session's own first. */
function lanes(list: readonly string[], sandbox: string | undefined, colourOf: (who: string) => number): HTMLElement {
  return h(
    'span',
    { class: 'lanes', title: list.join(' > '), 'aria-hidden': 'true' },
    list.slice(0, 8).map((who, index) => {
      const top = index === list.length - 1;
      return h('span', { class: `lane c${colourOf(who)}${top ? ' top' : ''}${top && sandbox ? ' sandboxed' : ''}` });
    }),
  );
}

function answerOf(shown: Shown, line: RunLine): HTMLElement {
  const { row } = rowOf(shown, line);
  if (!shown.left) return signOf(row);
  const left = line.left === undefined ? undefined : shown.left.rows[line.left];
  const right = line.right === undefined ? undefined : shown.run.rows[line.right];
  return h('span', { class: 'signs' }, signOf(left), signOf(right));
}

function signOf(row: RunRowShown | undefined): HTMLElement {
  const sign = row?.sign ?? '';
  return h('span', { class: `sign s${[...'✓✗○?·'].indexOf(sign)}`, title: signWords[sign] ?? '' }, sign);
}

function saysOf(shown: Shown, line: RunLine): string {
  const { row } = rowOf(shown, line);
  const now = row.says.join(' ');
  if (!shown.left || line.differs !== 'answer') return now;
  const left = shown.left.rows[line.left ?? -1]?.says.join(' ') ?? '';
  return now === '' && left !== '' ? `${shown.names?.[0] ?? l10n.t('before')}: ${left}` : now;
}

function labelOf(shown: Shown, line: RunLine): string {
  const { row, of } = rowOf(shown, line);
  if (row.heading) return l10n.t('{0} runs', row.text);
  const context = contextOf(of, row);
  const parts = [
    row.position ? l10n.t('line {0}', row.position.line + 1) : '',
    row.text,
    signWords[row.sign ?? ''] ?? '',
    l10n.t('as {0}', context?.words.join(l10n.t(', or ')) ?? '?'),
    context?.sandbox ? l10n.t('sandboxed in {0}', context.sandbox) : '',
    ...row.says,
    line.differs ? differences[line.differs] : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

const differences = {
  only: l10n.t('runs only here'),
  answer: l10n.t('answered otherwise'),
  context: l10n.t('run by somebody else'),
} as const;
