/** The command line: files in, text or JSON out, an exit code. It decides nothing about SQL. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Command } from 'commander';
import { createParser, type Parser } from '../syntax/parser';
import { parseFiles, type ParseOptions } from './parse';

const program = new Command('tsqlctx').description('Execution contexts and permissions of T-SQL scripts, without a server.').showHelpAfterError();

program
  .command('parse')
  .description('print where the batches, statements and errors of scripts are: one line of JSON a file')
  .argument('[paths...]', 'scripts')
  .option('--files-from <list>', 'read further paths from this file, one a line')
  .option('--code-page <name>', 'the encoding of files that are not Unicode')
  .option('--format <format>', 'json', 'json')
  .action(async (paths: string[], options: ParseOptions) => {
    process.exitCode = await parseFiles(await loadParser(), paths, options);
  });

program.parseAsync().catch((problem: unknown) => {
  process.stderr.write(`tsqlctx: ${problem instanceof Error ? problem.message : String(problem)}\n`);
  process.exitCode = 2;
});

/** The wasm files lie beside the bundle. */
async function loadParser(): Promise<Parser> {
  const [runtime, language] = await Promise.all(['web-tree-sitter.wasm', 'tree-sitter-tsql.wasm'].map((name) => readFile(path.join(__dirname, name))));
  return createParser({ runtime: runtime!, language: language! });
}
