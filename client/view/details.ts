/** What is told of the step that is picked: the answer and why, what could be done about it, the frames, both tokens. */
import type { RunStepAnswer, RunToken } from '../../server/src/lsp/protocol';
import { h } from './dom';

export function details(
  { title, paths, inside }: RunStepAnswer,
  remedies: readonly (HTMLElement | undefined)[],
): readonly HTMLElement[] {
  return [
    h('h2', {}, title),
    ...inside.map((words) => h('p', { class: 's1' }, `✗ It ${words}`)),
    ...paths.flatMap((path, index) => [
      ...(paths.length > 1 ? [h('h3', {}, `Path ${index + 1} of ${paths.length}`)] : []),
      h(
        'p',
        { class: 'who' },
        h('strong', {}, path.who),
        path.sandbox === undefined ? '' : ` sandboxed in ${path.sandbox}`,
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
        'Frames',
        ['#', 'Set by', 'Login', 'User', 'Counts', 'Ends with'],
        path.frames.map(({ depth, setBy, login, user, reach, ends }) => [
          String(depth),
          setBy,
          login,
          user,
          reach,
          ends,
        ]),
      ),
      token('Login token', path.loginToken),
      token('User token', path.userToken),
      h('p', { class: 'dim' }, `Original login: ${path.originalLogin}`),
    ]),
  ].filter((one) => one !== undefined);
}

function token(name: string, rows: RunToken): HTMLElement {
  if (rows === null) return h('p', {}, h('strong', {}, name), ': not known');
  return table(
    name,
    ['Name', 'Type', 'Usage'],
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
