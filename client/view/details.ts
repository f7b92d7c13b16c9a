/** What is told of the step that is picked: the answer and why, what could be done about it, the frames, both tokens. */
import type { RunStepAnswer, RunToken } from '../../server/src/lsp/protocol';
import { h } from './dom';
import { l10n } from './l10n';

export function details(
  { title, paths, inside }: RunStepAnswer,
  remedies: readonly (HTMLElement | undefined)[],
): readonly HTMLElement[] {
  return [
    h('h2', {}, title),
    ...inside.map((words) => h('p', { class: 's1' }, l10n.t('✗ It {0}', words))),
    ...paths.flatMap((path, index) => [
      ...(paths.length > 1 ? [h('h3', {}, l10n.t('Path {0} of {1}', index + 1, paths.length))] : []),
      h(
        'p',
        { class: 'who' },
        h('strong', {}, path.who),
        path.sandbox === undefined ? '' : ` ${l10n.t('sandboxed in {0}', path.sandbox)}`,
      ),
      path.answer === '' ? undefined : h('p', { class: 'answer' }, `${path.sign} ${path.answer}`),
      path.because.length === 0
        ? undefined
        : h(
            'ul',
            { class: 'because' },
            path.because.map((one) => h('li', {}, one)),
          ),
      ...(index === paths.length - 1 ? remedies : []),
      table(
        l10n.t('Frames'),
        ['#', l10n.t('Set by'), l10n.t('Login'), l10n.t('User'), l10n.t('Counts'), l10n.t('Ends with')],
        path.frames.map(({ depth, setBy, login, user, reach, ends }) => [
          String(depth),
          setBy,
          login,
          user,
          reach,
          ends,
        ]),
      ),
      token(l10n.t('Login token'), path.loginToken),
      token(l10n.t('User token'), path.userToken),
      h('p', { class: 'dim' }, l10n.t('Original login: {0}', path.originalLogin)),
    ]),
  ].filter((one) => one !== undefined);
}

function token(name: string, rows: RunToken): HTMLElement {
  if (rows === null) return h('p', {}, h('strong', {}, name), `: ${l10n.t('not known')}`);
  return table(
    name,
    [l10n.t('Name'), l10n.t('Type'), l10n.t('Usage')],
    rows.map((row) => [row.name, row.type, row.usage]),
  );
}

function table(caption: string, head: readonly string[], rows: readonly (readonly string[])[]): HTMLElement {
  return h(
    'table',
    {},
    h('caption', {}, caption),
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        head.map((one) => h('th', { scope: 'col' }, one)),
      ),
    ),
    h(
      'tbody',
      {},
      rows.map((cells) =>
        h(
          'tr',
          {},
          cells.map((cell) => h('td', {}, cell)),
        ),
      ),
    ),
  );
}
