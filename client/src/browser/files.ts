/** Hands the files of the workspace to a server that can't read them: all when it starts, then each that changes. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type HandedFiles, handFiles } from '../../../server/src/lsp/protocol';
import { addressOf } from '../documents';

type Handed = HandedFiles['files'][number];

/** Larger files are left out, and what is more than so much, in bytes. */
const largest = 1 << 25;
const mostBytes = 1 << 28;
/** So many files are read at once. */
const handful = 32;

/** What is read besides scripts: configurations, projects, packages, snapshots. */
const besides =
  /\.(sqlproj|csproj|projitems|props|targets|dacpac|bacpac|tsqlcontext-snapshot\.json)$|\.publish\.xml$|^tsqlcontext\.json$/i;
const skipped = /^(\.|node_modules$|bin$|obj$)/;

/** Sends all files that count, folder by folder, and says when it is done. */
export async function sendAll(client: BaseLanguageClient): Promise<void> {
  const scripts = vscode.workspace.getConfiguration('tsqlContext').get('workspace.readScripts', true);
  const counts = (name: string): boolean => besides.test(name) || (scripts && /\.(sql|cs)$/i.test(name));
  let bytes = 0;
  for (const { uri } of vscode.workspace.workspaceFolders ?? [])
    for await (const list of filesBelow(uri, counts)) {
      if (bytes > mostBytes) {
        client.warn(`The workspace has more than ${mostBytes >> 20} MB of scripts; the rest is left out.`);
        break;
      }
      const files = await Promise.all(list.map((file) => read(client, file)));
      bytes += files.reduce((sum, file) => sum + (file.bytes?.length ?? 0), 0);
      await hand(client, { files });
    }
  await hand(client, { files: [], last: true });
}

/** Sends what a file is now, or that it is gone. */
export async function sendChanged(client: BaseLanguageClient, uri: vscode.Uri): Promise<void> {
  await hand(client, { files: [await read(client, uri)] });
}

function hand(client: BaseLanguageClient, files: HandedFiles): Promise<void> {
  return client.sendNotification(handFiles, files);
}

async function* filesBelow(
  folder: vscode.Uri,
  counts: (name: string) => boolean,
): AsyncGenerator<readonly vscode.Uri[]> {
  const { Directory, File } = vscode.FileType;
  const entries = await vscode.workspace.fs.readDirectory(folder).then(
    (found) => found,
    () => [], // a folder that can't be read holds nothing for us
  );
  const at = (name: string): vscode.Uri => vscode.Uri.joinPath(folder, name);
  const files = entries.flatMap(([name, type]) => (type === File && counts(name) ? [at(name)] : []));
  for (let start = 0; start < files.length; start += handful) yield files.slice(start, start + handful);
  for (const [name, type] of entries)
    if (type === Directory && !skipped.test(name)) yield* filesBelow(at(name), counts);
}

async function read(client: BaseLanguageClient, file: vscode.Uri): Promise<Handed> {
  const uri = addressOf(client, file);
  try {
    const { size } = await vscode.workspace.fs.stat(file);
    if (size > largest) client.warn(`${file.toString(true)} is larger than ${largest >> 20} MB; it is left out.`);
    // a copy: what is read may be a window on much more, all of which would be sent
    else return { uri, bytes: (await vscode.workspace.fs.readFile(file)).slice() };
  } catch (problem) {
    const isGone = problem instanceof vscode.FileSystemError && problem.code === 'FileNotFound';
    if (!isGone) client.warn(`${file.toString(true)} can't be read and is left out: ${String(problem)}`);
  }
  return { uri };
}
