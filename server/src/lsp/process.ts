/** Starts the server in a process of its own: makes the parser and connects. */
import {
  createConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { version } from '../../../package.json';
import { createParser } from '../syntax/parser';
import { readCSharpGrammarFiles, readGrammarFiles } from './grammar-files';
import { KeptFacts } from './kept-facts';
import { serve } from './main';
import { packing } from './packing';

/**
 * Serves over the channel that the process's arguments name (`--node-ipc`, `--stdio`, `--pipe=...`, `--socket=...`);
 * standard input and output without one.
 */
export async function start(): Promise<void> {
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
    kept: new KeptFacts(version),
    packing,
    csharp: async () => readCSharpGrammarFiles(),
  });
}
