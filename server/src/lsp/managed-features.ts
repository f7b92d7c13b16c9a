/** What is answered in C# of assemblies. */
import type { CodeLens, Hover, Location, Position } from 'vscode-languageserver';
import { methodDefinition, moduleDefinitions } from '../features/managed/definition';
import { managedHover } from '../features/managed/hover';
import { managedLenses } from '../features/managed/lenses';
import type { Analysed } from '../workspace/workspace';
import type { Door } from './door';
import { locateAnywhere, openManaged } from './managed-script';

export async function hoverManaged(door: Door, uri: string, position: Position): Promise<Hover | null> {
  if (door.settingsOf(uri).hover === 'off') return null;
  const file = await openManaged(door, uri);
  const found = file && managedHover(file.known, file.offset(position));
  return found ? { contents: { kind: 'markdown', value: found.markdown }, range: file.range(found.span) } : null;
}

export async function lensesManaged(door: Door, uri: string): Promise<CodeLens[]> {
  if (door.settingsOf(uri).codeLens === 'off') return [];
  const file = await openManaged(door, uri);
  return (file ? managedLenses(file.known) : []).map(({ span, title }) => {
    const { start } = file!.range(span);
    return { range: { start, end: start }, command: { title: title ?? '', command: '' } };
  });
}

export async function definitionManaged(door: Door, uri: string, position: Position): Promise<Location[] | null> {
  const file = await openManaged(door, uri);
  if (!file) return null;
  return moduleDefinitions(file.known, file.offset(position)).map((one) => file.locate(one.uri, one.span));
}

/** The methods that EXTERNAL NAME in a script means. */
export async function methodsNamed(door: Door, analysed: Analysed, offset: number): Promise<Location[]> {
  const { changes } = door.analyses;
  const units = await door.managed.units(() => door.analyses.changes !== changes);
  return methodDefinition(analysed, offset, units).map(({ uri, span }) => locateAnywhere(door, uri, span));
}
