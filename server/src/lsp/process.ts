/** Starts the server in a process of its own: makes the parser and connects. */
import { setFlagsFromString } from 'node:v8';
import { isMainThread } from 'node:worker_threads';
import {
  createConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { version } from '../../../package.json';
import { createParser } from '../syntax/parser';
import { begun } from './begun';
import { readCSharpGrammarFiles, readGrammarFiles } from './grammar-files';
import { lastOpenIn } from './last-open';
import { serve } from './main';
import { packing } from './packing';
import { readerThreads } from './reader-threads';
import { serveReading } from './reading-thread';
import { readingHere, type ScriptReader } from './script-reader';

/**
 * Serves over the channel that the process's arguments name (`--node-ipc`, `--stdio`, `--pipe=...`, `--socket=...`);
 * standard input and output without one. A thread of the server's reads scripts for it.
 */
export async function start(): Promise<void> {
  if (!isMainThread) return serveReading();
  const parser = await createParser(readGrammarFiles());
  const named = process.argv.some((argument) => /^--(node-ipc|stdio|pipe|socket)/.test(argument));
  const connection = named
    ? createConnection(ProposedFeatures.all)
    : createConnection(
        ProposedFeatures.all,
        new StreamMessageReader(process.stdin),
        new StreamMessageWriter(process.stdout),
      );
  process.on('unhandledRejection', (reason) => {
    connection.console.error(
      `unhandled: ${reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)}`,
    );
  });
  serve(connection, parser, {
    version,
    reader: sparing(isBundle ? readerThreads(__filename, (problem) => connection.console.warn(problem)) : readingHere),
    packing,
    lastOpen: (folder) => lastOpenIn(folder, __filename),
    csharp: async () => readCSharpGrammarFiles(),
    begun: keepCode,
  });
}

/** From the reading on little garbage is left lying about. Before it, collecting would keep the first answers waiting. */
function sparing(reader: ScriptReader): ScriptReader {
  return { read: (paths, how) => sparingly(reader.read(paths, how)) };
}

async function* sparingly<T>(read: AsyncGenerator<T>): AsyncGenerator<T> {
  allowGarbage(garbage);
  yield* read;
}

/** Code that is kept is taken again only by a program that was started as this one was. */
function keepCode(): void {
  const now = allowed;
  allowGarbage(0);
  begun();
  allowGarbage(now);
}

/** In percent, in all threads; 0: as much as V8 thinks right. */
function allowGarbage(percent: number): void {
  setFlagsFromString(`--heap-growing-percent=${percent}`);
  allowed = percent;
}

let allowed = 0;

/** So much garbage may lie beside what is held, in percent: V8 allows for many times as much while a workspace is read. */
const garbage = 40;

/** A thread can be started with one file only. */
const isBundle = __filename.endsWith('.js');
