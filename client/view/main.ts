/** The page of the simulation panel. It shows what the server computed and asks again when something changes. */
import type { KnownPrincipals, RunAnswer, RunDesigns, RunStepAnswer } from '../../server/src/lsp/protocol';
import type { PanelFact, PanelState, TargetChoice } from '../src/panel/messages';
import { ask, keep, listen, type Pending, tell } from './bridge';
import { details } from './details';
import { fill, h } from './dom';
import { l10n } from './l10n';
import { counts, folds, rowOf, type Shown, shownOf, visible } from './model';
import { timeline } from './timeline';
import { toolbar } from './toolbar';
import { choiceList, designList, factList } from './what-if';

let state: PanelState | undefined;
let shown: Shown | undefined;
let running: Pending<unknown> | undefined;
let collapsed = new Set<number>();
let search = '';
let picked = -1;
let round = 0;

const status = h('p', { class: 'status', role: 'status' });
const aside = h('div', { class: 'aside', tabindex: 0, role: 'region', 'aria-label': l10n.t('The step') });
const factsPlace = h('div', {});
const names = h('div', { class: 'names', 'aria-hidden': 'true' });

const lines = timeline({
  picked: (place) => void look(place),
  opened: (place) => open(place, true),
  folded: (place, isOpen) => {
    if (isOpen) collapsed.delete(place);
    else collapsed.add(place);
    draw();
  },
});
const bar = toolbar({
  changed: (next) => {
    const rerun = !state || next.refusalsOnly === state.refusalsOnly;
    if (next.login !== state?.login) tell({ type: 'remember', login: next.login });
    set(next);
    if (rerun) void run('');
    else draw();
  },
  searched: (text) => {
    search = text;
    draw();
  },
  foldedAll: (isOpen) => {
    collapsed = new Set(
      isOpen ? [] : (shown?.lines ?? []).flatMap((_, place) => (folds(shown!, place) ? [place] : [])),
    );
    draw();
  },
  exported: (format) => {
    if (shown) tell({ type: 'export', run: shown.run.run, format });
  },
  again: () => void run(''),
});

fill(
  document.getElementById('panel')!,
  h('h1', { class: 'hidden' }, l10n.t('Simulation')),
  bar.element,
  status,
  names,
  h('div', { class: 'body' }, lines.element, h('div', { class: 'side' }, aside, factsPlace)),
);

listen((message) => {
  switch (message.type) {
    case 'show':
      set(message.state);
      collapsed = new Set();
      void learn();
      return void run('');
    case 'changed':
      return void run(whyAgain(message.what, new Date().toLocaleTimeString()));
    case 'cursor':
      return follow(message.uri, message.line);
  }
});
tell({ type: 'ready' });

function whyAgain(what: 'text' | 'answers', now: string): string {
  if (what === 'text') return l10n.t('run again at {0}, because the text has changed', now);
  return l10n.t('run again at {0}, because other scripts or settings have changed or are read now', now);
}

function set(next: PanelState): void {
  state = next;
  keep(next);
  bar.show(next);
}

/** Who and what can be picked. */
async function learn(): Promise<void> {
  if (!state) return;
  const { uri } = state;
  const [principals, targets] = await Promise.all([
    ask<KnownPrincipals | null>({ ask: 'principals', uri }).answer,
    ask<readonly TargetChoice[]>({ ask: 'targets', uri }).answer,
  ]);
  bar.know(principals, targets);
}

/** Runs it, and beside it what it is compared with. `why`: what is said of it, where nobody asked for it. */
async function run(why: string): Promise<void> {
  if (!state) return;
  const mine = ++round;
  running?.cancel();
  fill(
    status,
    `${l10n.t('Running ...')} `,
    h('button', { class: 'small', onclick: () => running?.cancel() }, l10n.t('Cancel')),
  );
  try {
    const beside = await besideOf(state);
    if (mine !== round) return;
    const answer = await asked({
      ask: 'run',
      state,
      other: state.other !== undefined,
      ...(beside && { beside: beside.run }),
    });
    if (mine !== round) return;
    if (!answer) return void fill(status, l10n.t('There is nothing to simulate here.'));
    const pair =
      state.other === undefined
        ? ([l10n.t('before'), l10n.t('what if')] as const)
        : ([state.login, state.other] as const);
    shown = shownOf(answer, beside, pair);
    say(answer, why);
    await showFacts(answer);
    draw();
    const place = Math.max(0, Math.min(picked, shown.lines.length - 1));
    if (shown.lines.length > 0) await look(place);
  } catch (error) {
    if (mine === round)
      fill(status, error instanceof Error && error.message === 'cancelled' ? l10n.t('Cancelled.') : `${error}`);
  }
}

function asked(question: Parameters<typeof ask>[0]): Promise<RunAnswer | null> {
  const pending = ask<RunAnswer | null>(question);
  running = pending;
  return pending.answer;
}

/** The run on the left: of the first login where there are two, without the facts where some are supposed. */
async function besideOf(now: PanelState): Promise<RunAnswer | undefined> {
  if (now.other !== undefined) return (await asked({ ask: 'run', state: now })) ?? undefined;
  if (!now.facts.some(({ on }) => on)) return undefined;
  return (await asked({ ask: 'run', state: now, plain: true })) ?? undefined;
}

function say(answer: RunAnswer, why: string): void {
  const count = counts(answer);
  const as = answer.as;
  fill(
    status,
    h('span', { class: 's0' }, l10n.t('✓ {0} would run', count['✓'])),
    count['✗'] > 0 && h('span', { class: 's1' }, l10n.t('✗ {0} refused', count['✗'])),
    count['○'] > 0 && h('span', { class: 's2' }, l10n.t('○ {0} without effect', count['○'])),
    count['?'] > 0 && h('span', { class: 's3' }, l10n.t('? {0} unknown', count['?'])),
    h('span', { class: 'dim' }, answer.what),
    as?.undeclared && h('span', { class: 's3' }, l10n.t('{0} is not declared: what it may do is unknown', as.login)),
    as?.inPlaceOf !== undefined && h('span', { class: 'dim' }, l10n.t('in place of {0}', as.inPlaceOf)),
    why !== '' && h('span', { class: 'dim' }, why),
  );
}

function draw(): void {
  if (!shown || !state) return;
  const wanted = { refusalsOnly: state.refusalsOnly === true, search, collapsed };
  names.hidden = !shown.left;
  fill(names, ...(shown.left ? (shown.names ?? []).map((name) => h('span', {}, name)) : []));
  lines.show(shown, visible(shown, wanted), collapsed);
}

async function look(place: number): Promise<void> {
  const line = shown?.lines[place];
  if (!shown || !line) return;
  picked = place;
  lines.pick(place);
  const { of } = rowOf(shown, line);
  const row = line.right ?? line.left ?? 0;
  const step = await ask<RunStepAnswer | null>({ ask: 'step', run: of.run, row }).answer;
  if (picked !== place || !step) return;
  const designs = h('div', {});
  fill(
    aside,
    rowOf(shown, line).row.uri === undefined
      ? undefined
      : h('button', { class: 'link', onclick: () => open(place, true) }, l10n.t('Show in the script')),
    details(step, [
      step.designs
        ? h('button', { onclick: () => void design(designs, of.run, row) }, l10n.t('What would let it through?'))
        : undefined,
      designs,
      choiceList(step.choices, ({ label, script }) => suppose(label, script)),
    ]),
  );
  aside.scrollTop = 0;
}

async function design(place: HTMLElement, of: number, row: number): Promise<void> {
  fill(place, h('p', { class: 'dim', role: 'status' }, l10n.t('Trying three designs ...')));
  const found = await ask<RunDesigns | null>({ ask: 'designs', run: of, row }).answer;
  fill(place, found ? designList(found, suppose) : h('p', {}, l10n.t('There is none: no right is what is missing.')));
}

function suppose(label: string, script: string): void {
  if (!state || state.facts.some((fact) => fact.on && fact.script === script)) return;
  facts([...state.facts.filter((fact) => fact.script !== script), { label, script, on: true }]);
}

function facts(next: readonly PanelFact[]): void {
  if (!state) return;
  set({ ...state, facts: next });
  void run('');
}

async function showFacts(answer: RunAnswer): Promise<void> {
  if (!state) return;
  const opens = state.facts.some(({ on }) => on)
    ? ((await ask<readonly string[] | null>({ ask: 'opens', run: answer.run }).answer) ?? [])
    : [];
  fill(factsPlace, factList(state.facts, { unmade: answer.unmade, opens }, { changed: facts }));
}

function open(place: number, focus: boolean): void {
  const line = shown?.lines[place];
  if (!shown || !line) return;
  const { row } = rowOf(shown, line);
  if (row.uri !== undefined && row.position) tell({ type: 'open', uri: row.uri, position: row.position, focus });
}

/** The step that the cursor stands on. */
function follow(uri: string, line: number): void {
  const place = shown?.lines.findLastIndex((one) => {
    const { row } = rowOf(shown!, one);
    return row.uri === uri && row.position !== undefined && row.position.line <= line;
  });
  const first = shown?.lines.findIndex((one) => {
    const { row } = rowOf(shown!, one);
    return row.uri === uri && row.position?.line === line;
  });
  const at = first !== undefined && first >= 0 ? first : place;
  if (at !== undefined && at >= 0 && at !== picked) void look(at);
  void learn();
}
