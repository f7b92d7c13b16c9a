/** Completion in the protocol. Whether there is anything to complete is seen by the text, before anything is worked out. */
import { CompletionItemKind } from 'vscode-languageserver';
import { completion, isCompleted } from '../features/completion/index';
import { shownName } from '../text/shown-name';
import { openScript } from './door';
import type { Feature } from './feature';
import { guarded } from './guarded';
import { toOffset } from './positions';

export const completes: Feature = {
  capability: { completionProvider: { triggerCharacters: ["'", ':', '[', '='] } },
  register: (connection, door) =>
    connection.onCompletion(
      guarded(connection.console, 'completion', async ({ textDocument, position }) => {
        const document = door.documents.get(textDocument.uri);
        if (!document || !isCompleted(document.getText(), toOffset(document, position, door.documents.encoding)))
          return [];
        const script = await openScript(door, textDocument.uri);
        const found =
          script &&
          completion(script.analysed, {
            text: script.document.getText(),
            offset: script.written.offset(position),
            analysedOffset: script.offset(position),
          });
        if (!found) return [];
        const range = script.written.range(found.span);
        return found.items.map(({ name, type, text }) => ({
          label: shownName(name),
          kind: CompletionItemKind.Constant,
          detail: type,
          sortText: `~${name}`,
          filterText: text,
          textEdit: { range, newText: text },
        }));
      }),
    ),
};
