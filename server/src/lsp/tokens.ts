/** Coloured words, in the protocol's numbers. */
import type { SemanticTokens } from 'vscode-languageserver';
import { semanticTokens, tokenModifiers, tokenTypes } from '../features/semantic-tokens';
import { changesIn } from '../text/difference';
import { type Door, openScript, patienceOf } from './door';
import type { Feature } from './feature';
import { guarded } from './guarded';
import { languageSelector } from './protocol';

export const tokens: Feature = {
  capability: {
    semanticTokensProvider: {
      documentSelector: languageSelector, // C# has its own
      legend: { tokenTypes: [...tokenTypes], tokenModifiers: [...tokenModifiers] },
      full: true,
    },
  },
  register: (connection, door) => {
    const answer = guarded(connection.console, 'semantic tokens', (params: { textDocument: { uri: string } }) =>
      tokensOf(door, params.textDocument.uri),
    );
    return connection.languages.semanticTokens.on(
      async (params, token) => (await answer(params, token)) ?? { data: [] },
    );
  },
};

async function tokensOf(door: Door, uri: string): Promise<SemanticTokens> {
  const script = await openScript(door, uri, patienceOf(door.client.refreshesTokens));
  if (!script || !door.settingsOf(uri).semanticTokens) return { data: [] };
  const data: number[] = [];
  let before = { line: 0, character: 0 };
  for (const { span, type, modifiers } of semanticTokens(script.analysed)) {
    if (script.held && changesIn(script.held, span)) continue;
    const { start, end } = script.range(span);
    const character = start.line === before.line ? start.character - before.character : start.character;
    data.push(
      start.line - before.line,
      character,
      end.character - start.character, // no token spans lines
      tokenTypes.indexOf(type),
      modifiers.reduce((bits, one) => bits | (1 << tokenModifiers.indexOf(one)), 0),
    );
    before = start;
  }
  return { data };
}
