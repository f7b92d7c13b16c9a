/** Code lenses. What the lens of a module says is asked for when it comes into sight. */
import { type CodeLens, Disposable } from 'vscode-languageserver';
import { lenses, moduleTitle } from '../features/lenses';
import { type Door, openScript, patienceOf } from './door';
import type { Feature } from './feature';
import { guarded } from './guarded';
import { isCSharp } from './managed';
import { lensesManaged } from './managed-features';
import { type Position, type SimulateCommandArguments, simulateCommand } from './protocol';

export const codeLenses: Feature = {
  capability: { codeLensProvider: { resolveProvider: true } },
  register: (connection, door) => {
    const { console } = connection;
    const asked = connection.onCodeLens(
      guarded(console, 'code lens', ({ textDocument }) => lensesOf(door, textDocument.uri)),
    );
    const resolve = guarded(console, 'code lens', (lens: CodeLens) => resolved(door, lens));
    const resolving = connection.onCodeLensResolve(async (lens, token) => (await resolve(lens, token)) ?? lens);
    return Disposable.create(() => {
      asked.dispose();
      resolving.dispose();
    });
  },
};

/** Where the lens of a module is asked for again. */
interface LensData {
  readonly uri: string;
  readonly position: Position;
}

async function lensesOf(door: Door, uri: string): Promise<CodeLens[]> {
  if (isCSharp(uri)) return lensesManaged(door, uri);
  const script = await openScript(door, uri, patienceOf(door.client.refreshesLenses));
  const places = door.settingsOf(uri).codeLens;
  if (!script || places === 'off') return [];
  return lenses(script.analysed, places).map(({ span, title, simulate }): CodeLens => {
    const { start } = script.range(span);
    const range = { start, end: start };
    if (title === undefined) return { range, data: { uri, position: start } satisfies LensData };
    if (!simulate) return { range, command: { title, command: '' } };
    const request: SimulateCommandArguments = { uri, target: { kind: simulate, position: start } };
    return { range, command: { title, command: simulateCommand, arguments: [request] } };
  });
}

async function resolved(door: Door, lens: CodeLens): Promise<CodeLens> {
  const { uri, position } = lens.data as LensData;
  const script = await openScript(door, uri, patienceOf(door.client.refreshesLenses));
  const title = script && moduleTitle(script.analysed, script.offset(position));
  return { ...lens, command: { title: title ?? '', command: '' } };
}
