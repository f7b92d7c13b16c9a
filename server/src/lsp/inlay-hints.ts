/** Hints behind the statements that change the context. */
import type { InlayHint } from 'vscode-languageserver';
import { contextHints } from '../features/glance/hints';
import { changesIn } from '../text/difference';
import { type Door, openScript, patienceOf } from './door';
import type { Feature } from './feature';
import { guarded } from './guarded';
import type { Range } from './protocol';

export const inlayHints: Feature = {
  capability: { inlayHintProvider: { resolveProvider: false } },
  register: (connection, door) =>
    connection.languages.inlayHint.on(
      guarded(connection.console, 'inlay hint', ({ textDocument, range }) => hintsOf(door, textDocument.uri, range)),
    ),
};

async function hintsOf(door: Door, uri: string, { start, end }: Range): Promise<InlayHint[]> {
  const script = await openScript(door, uri, patienceOf(door.client.refreshesHints));
  if (!script || !door.settingsOf(uri).inlayHints) return [];
  const within = { start: script.offset(start), end: script.offset(end) };
  return contextHints(script.analysed, within)
    .map((hint) => ({ ...hint, span: { start: hint.offset, end: hint.offset } }))
    .filter(({ span }) => !(script.held && changesIn(script.held, span)))
    .map(({ span, label, tooltip }) => ({ position: script.range(span).start, label, tooltip, paddingLeft: true }));
}
