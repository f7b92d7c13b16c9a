/** The features of the server: each row says what the client is told, and what is done when it asks. */
import { type Connection, LSPErrorCodes, ResponseError, type ServerCapabilities } from 'vscode-languageserver';
import { hover } from '../features/hover';
import { lenses } from '../features/lenses';
import { semanticTokens, tokenTypes } from '../features/semantic-tokens';
import { changesIn } from '../text/difference';
import { codeActions } from './code-actions';
import { completes } from './completion';
import { pulled, source } from './diagnostics';
import { type ClientFacts, type Door, openScript, shortPatience } from './door';
import { explorer } from './explorer';
import type { Feature } from './feature';
import { guarded } from './guarded';
import { navigation } from './navigation/index';
import { type SimulateCommandArguments, simulateCommand } from './protocol';
import { requests } from './requests';
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
          const script = await openScript(door, textDocument.uri, shortPatience);
          if (door.settings.hover === 'off' || !door.settings.enable) return null;
          if (!script) {
            const value = door.notices.tooLarge(canonical(textDocument.uri));
            return value === undefined ? null : { contents: { kind: 'markdown', value } };
          }
          const found = hover(script.analysed, script.offset(position), door.settings.hover);
          if (!found) return null;
          const at = script.written.offset(position);
          if (script.held && at > script.held.start && at < script.held.newEnd) return null;
          const old = script.held && at >= script.held.start;
          const notes = [...(old ? [fromBefore] : []), ...(door.reading ? [stillReading] : [])];
          const value = [found.markdown, ...notes].join('\n\n');
          return { contents: { kind: 'markdown', value }, range: script.range(found.span) };
        }),
      ),
  },
  {
    capability: { codeLensProvider: {} },
    register: (connection, door) =>
      connection.onCodeLens(
        guarded(connection.console, 'code lens', async ({ textDocument }) => {
          const script = await openScript(door, textDocument.uri);
          if (!script || !door.settings.codeLens) return [];
          return lenses(script.analysed).map(({ span, title, simulate }) => {
            const { start } = script.range(span);
            const range = { start, end: start };
            if (!simulate) return { range, command: { title, command: '' } };
            const request: SimulateCommandArguments = {
              uri: textDocument.uri,
              target: { kind: simulate, position: start },
            };
            return { range, command: { title, command: simulateCommand, arguments: [request] } };
          });
        }),
      ),
  },
  codeActions,
  completes,
  ...navigation,
  {
    capability: { semanticTokensProvider: { legend: { tokenTypes: [...tokenTypes], tokenModifiers: [] }, full: true } },
    register: (connection, door) => connection.languages.semanticTokens.on(guardedTokens(connection, door)),
  },
  {
    capability: {
      diagnosticProvider: { identifier: source, interFileDependencies: true, workspaceDiagnostics: true },
    },
    register: (connection, door) => {
      connection.languages.diagnostics.onWorkspace(workspaceDiagnostics(door));
      return connection.languages.diagnostics.on(async ({ textDocument, previousResultId }, token) => {
        const answer = await guarded(connection.console, 'diagnostics', () =>
          pulled(door, textDocument.uri, previousResultId),
        )(undefined, token);
        // A client that is told that its request came too late asks again by itself.
        return answer instanceof ResponseError
          ? new ResponseError(LSPErrorCodes.ServerCancelled, answer.message, { retriggerRequest: true })
          : (answer ?? { kind: 'full', items: [] });
      });
    },
  },
  ...requests,
  ...explorer,
];

/** What stands below a hover while the text is broken by what is being typed. */
const fromBefore = '*What is being typed here is not complete: this is what held before.*';

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

function guardedTokens(
  connection: Connection,
  door: Door,
): Parameters<Connection['languages']['semanticTokens']['on']>[0] {
  const answer = guarded(
    connection.console,
    'semantic tokens',
    async ({ textDocument }: { textDocument: { uri: string } }) => {
      const script = await openScript(door, textDocument.uri);
      if (!script || !door.settings.semanticTokens) return { data: [] };
      const data: number[] = [];
      let before = { line: 0, character: 0 };
      for (const { span, type } of semanticTokens(script.analysed.script)) {
        if (script.held && changesIn(script.held, span)) continue;
        const { start, end } = script.range(span);
        const character = start.line === before.line ? start.character - before.character : start.character;
        data.push(
          start.line - before.line,
          character,
          end.character - start.character, // no token spans lines
          tokenTypes.indexOf(type),
          0,
        );
        before = start;
      }
      return { data };
    },
  );
  return async (params, token) => (await answer(params, token)) ?? { data: [] };
}
