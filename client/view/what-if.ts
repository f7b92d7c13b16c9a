/** Facts that are switched, and what they open; the designs for a refusal. */
import type { RunDesigns, RunStepAnswer } from '../../server/src/lsp/protocol';
import type { PanelFact } from '../src/panel/messages';
import { tell } from './bridge';
import { h } from './dom';
import { l10n } from './l10n';

export interface FactEvents {
  changed(facts: readonly PanelFact[]): void;
}

/** The facts that are supposed, each with a switch, and a field for one of one's own. */
export function factList(
  facts: readonly PanelFact[],
  { unmade, opens }: { readonly unmade: readonly string[]; readonly opens: readonly string[] },
  { changed }: FactEvents,
): HTMLElement {
  const own = h('textarea', {
    rows: 2,
    spellcheck: 'false',
    'aria-label': l10n.t('Statements that an administrator runs'),
    placeholder: 'GRANT SELECT ON dbo.orders TO clerk',
  });
  return h(
    'section',
    { class: 'facts', 'aria-label': l10n.t('What if') },
    h('h2', {}, l10n.t('What if')),
    facts.length === 0
      ? h(
          'p',
          { class: 'dim' },
          l10n.t('Pick a step and switch one of its facts, or write statements that an administrator runs.'),
        )
      : undefined,
    h(
      'ul',
      {},
      facts.map((fact, index) =>
        h(
          'li',
          {},
          h(
            'label',
            {},
            checkbox(fact.on, (on) => changed(facts.with(index, { ...fact, on }))),
            ` ${fact.label}`,
          ),
          h(
            'button',
            {
              class: 'small',
              'aria-label': l10n.t('Remove: {0}', fact.label),
              onclick: () => changed(facts.filter((one) => one !== fact)),
            },
            '×',
          ),
        ),
      ),
    ),
    unmade.map((words) => h('p', { class: 's1' }, l10n.t('Not made: {0}', words))),
    opens.length === 0
      ? undefined
      : h('details', { open: true }, h('summary', {}, l10n.t('What it opens')), h('pre', {}, opens.join('\n'))),
    h(
      'form',
      {
        class: 'own',
        onsubmit: (event) => {
          event.preventDefault();
          const script = own.value.trim();
          if (script !== '') changed([...facts, { label: script.replace(/\s+/g, ' ').slice(0, 80), script, on: true }]);
        },
      },
      own,
      h('button', { type: 'submit' }, l10n.t('Suppose')),
    ),
    facts.length > 0
      ? h(
          'button',
          { onclick: () => tell({ type: 'script', text: `${facts.map(({ script }) => script).join('\nGO\n')}\n` }) },
          l10n.t('Open as a script'),
        )
      : undefined,
  );
}

function checkbox(on: boolean, changed: (on: boolean) => void): HTMLInputElement {
  const box = h('input', { type: 'checkbox', checked: on });
  box.addEventListener('change', () => changed(box.checked));
  return box;
}

/** The facts that are worth switching at a step. */
export function choiceList(
  choices: RunStepAnswer['choices'],
  chosen: (choice: RunStepAnswer['choices'][number]) => void,
): HTMLElement | undefined {
  if (choices.length === 0) return undefined;
  const groups = [...new Set(choices.map(({ group }) => group))];
  return h(
    'details',
    { class: 'choices' },
    h('summary', {}, l10n.t('What if ...')),
    groups.map((group) =>
      h(
        'div',
        { role: 'group', 'aria-label': group },
        h('h3', {}, group),
        choices
          .filter((one) => one.group === group)
          .map((one) => h('button', { class: 'choice', onclick: () => chosen(one) }, one.label)),
      ),
    ),
  );
}

/** The designs side by side. */
export function designList(designs: RunDesigns, suppose: (label: string, script: string) => void): HTMLElement {
  return h(
    'section',
    { class: 'designs', 'aria-label': l10n.t('Designs') },
    h('h2', {}, l10n.t('Three designs')),
    h(
      'div',
      { class: 'columns' },
      designs.map(({ title, about, script, hindered, answer, opens }) =>
        h(
          'article',
          { 'aria-label': title },
          h('h3', {}, title),
          h('p', {}, about),
          hindered === undefined ? undefined : h('p', { class: 's3' }, l10n.t('Not here: {0}', hindered)),
          answer
            ? h('p', { class: `s${[...'✓✗○?·'].indexOf(answer.sign)}` }, `${answer.sign} ${answer.words}`)
            : undefined,
          script === undefined
            ? undefined
            : h('pre', { tabindex: 0, 'aria-label': l10n.t('Script of {0}', title) }, script),
          opens.length === 0 ? undefined : h('h4', {}, l10n.t('What it opens')),
          opens.length === 0 ? undefined : h('pre', { class: 'opens' }, opens.join('\n')),
          script === undefined
            ? undefined
            : h(
                'p',
                { class: 'buttons' },
                h(
                  'button',
                  { onclick: () => tell({ type: 'script', text: `${script}\n` }) },
                  l10n.t('Open as a script'),
                ),
                h('button', { onclick: () => suppose(title, script) }, l10n.t('Suppose it')),
              ),
        ),
      ),
    ),
  );
}
