/** The features of the server: each row says what the client is told, and what is done when it asks. */
import { type Connection, LSPErrorCodes, ResponseError, type ServerCapabilities } from 'vscode-languageserver';
import { hover } from '../features/hover';
import { codeActions } from './code-actions';
import { codeLenses } from './code-lenses';
import { completes } from './completion';
import { answerToPull, source } from './diagnostics';
import { type ClientFacts, type Door, openAt } from './door';
import { explorer } from './explorer';
import type { Feature } from './feature';
import { glanceRequests } from './glance-requests';
import { guarded } from './guarded';
import { inlayHints } from './inlay-hints';
import { isCSharp } from './managed';
import { hoverManaged } from './managed-features';
import { navigation } from './navigation/index';
import { requests } from './requests';
import { tokens } from './tokens';
import { hoversInTwins } from './twin-hovers';
import { canonical } from './uris';
import { workspaceDiagnostics } from './workspace-diagnostics';

/** The other scripts decide what is there: an answer without them may be another one. */
const stillReading = '*The other scripts are still being read: this may change.*';

const table: readonly Feature[] = [
  {
    capability: { hoverProvider: true },
    register: (connection, door) =>
      connection.onHover(
        guarded(connection.console, 'hover', async ({ textDocument, position }) => {
          if (isCSharp(textDocument.uri)) return hoverManaged(door, textDocument.uri, position);
          const script = await openAt(door, textDocument.uri, position);
          const { hover: places, enable } = door.settingsOf(textDocument.uri);
          if (places === 'off' || !enable) return null;
          if (!script) {
            const value = door.notices.tooLarge(canonical(textDocument.uri));
            return value === undefined ? null : { contents: { kind: 'markdown', value } };
          }
          const found = hover(script.analysed, script.offset(position), places, door.client);
          if (!found) return null;
          const at = script.written.offset(position);
          if (script.held && at > script.held.start && at < script.held.newEnd) return null;
          const old = script.held && at >= script.held.start;
          const notes = [...(old ? [fromBefore] : []), ...(door.reading ? [stillReading] : [])];
          const asked = { offset: script.offset(position), own: found.markdown, links: door.client };
          const others = await hoversInTwins(door, textDocument.uri, asked);
          const value = [found.markdown, ...others, ...notes].join('\n\n');
          return { contents: { kind: 'markdown', value }, range: script.range(found.span) };
        }),
      ),
  },
  codeLenses,
  codeActions,
  completes,
  ...navigation,
  tokens,
  inlayHints,
  {
    capability: {
      diagnosticProvider: { identifier: source, interFileDependencies: true, workspaceDiagnostics: true },
    },
    register: (connection, door) => {
      connection.languages.diagnostics.onWorkspace(workspaceDiagnostics(door));
      return connection.languages.diagnostics.on(async ({ textDocument, previousResultId }, token) => {
        const answer = await guarded(connection.console, 'diagnostics', () =>
          answerToPull(door, textDocument.uri, previousResultId),
        )(undefined, token);
        // A client that is told that its request came too late asks again by itself.
        return answer instanceof ResponseError
          ? new ResponseError(LSPErrorCodes.ServerCancelled, answer.message, { retriggerRequest: true })
          : (answer ?? { kind: 'full', items: [] });
      });
    },
  },
  ...requests,
  ...glanceRequests,
  ...explorer,
];

/** What stands below a hover while the text is broken by what is being typed. */
const fromBefore = '*What is being typed here is not looked at yet: this is what held before.*';

/** What the client is told that we can do. */
export function capabilities(client: ClientFacts): ServerCapabilities {
  return Object.assign(
    {},
    ...table.map(({ capability }) => (typeof capability === 'function' ? capability(client) : capability)),
  );
}

/** Begins to answer. */
export function registerFeatures(connection: Connection, door: Door): void {
  for (const { register } of table) register(connection, door);
}
