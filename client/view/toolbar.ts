/** Who runs what, where; the filter and the search; what can be done with the run. */
import type { KnownPrincipals } from '../../server/src/lsp/protocol';
import type { PanelState, TargetChoice } from '../src/panel/messages';
import { fill, h } from './dom';
import { l10n } from './l10n';

export interface ToolbarEvents {
  changed(state: PanelState): void;
  searched(text: string): void;
  foldedAll(open: boolean): void;
  exported(format: 'text' | 'markdown' | 'json'): void;
  again(): void;
}

export interface Toolbar {
  readonly element: HTMLElement;
  show(state: PanelState): void;
  know(principals: KnownPrincipals | null, targets: readonly TargetChoice[]): void;
}

export function toolbar(events: ToolbarEvents): Toolbar {
  let state: PanelState | undefined;
  let targets: readonly TargetChoice[] = [];
  const logins = h('datalist', { id: 'logins' });
  const databases = h('datalist', { id: 'databases' });
  const set = (change: Partial<PanelState>): void => {
    if (state) events.changed({ ...state, ...change });
  };
  const login = h('input', {
    list: 'logins',
    id: 'login',
    size: 14,
    onchange: () => set({ login: login.value.trim() }),
  });
  const database = h('input', {
    list: 'databases',
    id: 'database',
    size: 12,
    onchange: () => set({ database: database.value.trim() }),
  });
  const other = h('input', {
    list: 'logins',
    id: 'other',
    size: 14,
    placeholder: l10n.t('nobody'),
    onchange: () => {
      const { other: _, ...rest } = state ?? ({} as PanelState);
      const name = other.value.trim();
      events.changed(name === '' ? rest : { ...rest, other: name });
    },
  });
  const what = h('select', { id: 'what', onchange: () => picked() });
  const given = h('input', {
    id: 'arguments',
    size: 18,
    placeholder: '@id = 1',
    'aria-label': l10n.t('Arguments of the call'),
    onchange: () => argued(),
  });
  const filter = h('select', {
    id: 'filter',
    onchange: () => set({ refusalsOnly: filter.value === 'refusals' }),
  });
  fill(
    filter,
    h('option', { value: 'all' }, l10n.t('All steps')),
    h('option', { value: 'refusals' }, l10n.t('Refusals')),
  );
  const search = h('input', { type: 'search', id: 'search', size: 14, oninput: () => events.searched(search.value) });

  function picked(): void {
    const choice = targets.find(({ name }) => name === what.value);
    if (choice) set({ target: choice.target, targetName: choice.name });
  }
  function argued(): void {
    if (state?.target.kind !== 'module') return;
    const { arguments: _, ...target } = state.target;
    set({ target: given.value.trim() === '' ? target : { ...target, arguments: given.value.trim() } });
  }
  const field = (label: string, input: HTMLElement): HTMLElement =>
    h('span', { class: 'field' }, h('label', { for: input.id }, label), input);
  const argument = field(l10n.t('with'), given);
  const element = h(
    'div',
    { class: 'toolbar', role: 'toolbar', 'aria-label': l10n.t('Simulation') },
    logins,
    databases,
    field(l10n.t('Run'), what),
    argument,
    field(l10n.t('as'), login),
    field(l10n.t('in'), database),
    field(l10n.t('beside'), other),
    field(l10n.t('Show'), filter),
    field(l10n.t('Search'), search),
    h('button', { title: l10n.t('Fold all calls'), onclick: () => events.foldedAll(false) }, l10n.t('Fold')),
    h('button', { title: l10n.t('Unfold all calls'), onclick: () => events.foldedAll(true) }, l10n.t('Unfold')),
    h('button', { title: l10n.t('Run again'), onclick: () => events.again() }, l10n.t('Run')),
    exports(events),
  );
  return {
    element,
    show: (next) => {
      state = next;
      login.value = next.login;
      database.value = next.database;
      other.value = next.other ?? '';
      filter.value = next.refusalsOnly ? 'refusals' : 'all';
      const isFrame = next.target.kind === 'frame';
      login.disabled = isFrame;
      database.disabled = isFrame;
      argument.hidden = next.target.kind !== 'module';
      if (next.target.kind === 'module') given.value = next.target.arguments ?? '';
      offer(what, next, targets);
    },
    know: (principals, list) => {
      targets = list;
      fill(
        logins,
        (principals?.logins ?? []).map(({ name, type }) => h('option', { value: name }, type)),
      );
      fill(
        databases,
        (principals?.databases ?? []).map((name) => h('option', { value: name })),
      );
      if (state) offer(what, state, targets);
      const module = list.find(({ target }) => target.kind === 'module');
      given.placeholder = module?.parameters?.map((name) => `${name.replace(' OUTPUT', '')} = ...`).join(', ') ?? '';
    },
  };
}

function offer(what: HTMLSelectElement, state: PanelState, targets: readonly TargetChoice[]): void {
  const names = [...new Set([state.targetName, ...targets.map(({ name }) => name)])];
  fill(
    what,
    names.map((name) => h('option', { value: name, selected: name === state.targetName }, name)),
  );
  what.value = state.targetName;
}

function exports(events: ToolbarEvents): HTMLElement {
  const formats = ['markdown', 'text', 'json'] as const;
  const pick = h('select', {
    'aria-label': l10n.t('Export'),
    onchange: () => {
      const format = formats.find((one) => one === pick.value);
      pick.value = '';
      if (format) events.exported(format);
    },
  });
  fill(
    pick,
    h('option', { value: '' }, l10n.t('Export ...')),
    h('option', { value: 'markdown' }, l10n.t('as Markdown')),
    h('option', { value: 'text' }, l10n.t('as text')),
    h('option', { value: 'json' }, l10n.t('as JSON')),
  );
  return pick;
}
