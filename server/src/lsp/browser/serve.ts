/** Serves in a web worker. The files of the workspace come from the client, as nothing here can read them. */
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createConnection,
  ProposedFeatures,
} from 'vscode-languageserver/browser';
import { version } from '../../../../package.json';
import { createParser } from '../../syntax/parser';
import { unpacked } from '../../text/zstandard';
import { serve } from '../main';
import { csharpGrammar, type HandedFiles, handFiles, type WorkerStart } from '../protocol';
import { readingHere } from '../script-reader';
import { pathOf } from '../uris';
import { dropFile, keepFile } from './fs';

export async function serveOver(port: MessagePort, { runtime, language }: WorkerStart): Promise<void> {
  const parser = await createParser({ runtime, language });
  const connection = createConnection(
    ProposedFeatures.all,
    new BrowserMessageReader(port),
    new BrowserMessageWriter(port),
  );
  let allAreHere: () => void = () => undefined;
  const all = new Promise<void>((resolve) => {
    allAreHere = resolve;
  });
  connection.onNotification(handFiles, ({ files, last }: HandedFiles) => {
    for (const { uri, bytes } of files) take(uri, bytes);
    if (last) allAreHere();
  });
  addEventListener('unhandledrejection', ({ reason }) => {
    connection.console.error(
      `unhandled: ${reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)}`,
    );
  });
  serve(connection, parser, {
    version,
    reader: readingHere,
    csharp: async () => ({ runtime, language: unpacked(await connection.sendRequest<Uint8Array>(csharpGrammar)) }),
    filesAtHand: () => all,
  });
}

function take(uri: string, bytes: Uint8Array | undefined): void {
  const file = pathOf(uri);
  if (file === undefined) return;
  if (bytes) keepFile(file, bytes);
  else dropFile(file);
}
