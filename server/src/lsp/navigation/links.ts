/** Links to the files that a script names, where they are in the workspace. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { DocumentLink } from 'vscode-languageserver';
import { fileLinks } from '../../features/navigation/links';
import type { Door } from '../door';
import type { Feature } from '../feature';
import { guarded } from '../guarded';
import { canonical, pathOf } from '../uris';
import { asked } from './structure';

export const links: Feature = {
  capability: { documentLinkProvider: {} },
  register: (connection, door) =>
    connection.onDocumentLinks(
      guarded(connection.console, 'links', async ({ textDocument }) => {
        const script = await asked(door, textDocument.uri);
        if (!script) return null;
        const found = fileLinks(script.analysed.script).map(async ({ span, place }): Promise<DocumentLink[]> => {
          const target = canonical(place);
          return (await isThere(door, target)) ? [{ range: script.range(span), target }] : [];
        });
        return (await Promise.all(found)).flat();
      }),
    ),
};

/** Only files of the workspace are looked for on the disk: a script is no way to find out what else is there. */
async function isThere(door: Door, uri: string): Promise<boolean> {
  if (door.workspace.has(uri)) return true;
  const file = pathOf(uri);
  const folders = door.configured.folders.flatMap((folder) => pathOf(folder) ?? []);
  if (file === undefined || !folders.some((folder) => isBelow(folder, file))) return false;
  return stat(file).then(
    (one) => one.isFile(),
    () => false,
  );
}

function isBelow(folder: string, file: string): boolean {
  const between = path.relative(folder, file);
  return between !== '' && !between.startsWith('..') && !path.isAbsolute(between);
}
