/** `tsqlctx parse`: where the batches, statements and errors of scripts are, one line of JSON for each file. */
import { readFile } from 'node:fs/promises';
import type { Parser } from '../syntax/parser';
import { decodeText } from '../text/decode';

export interface ParseOptions {
  readonly filesFrom?: string;
  readonly codePage?: string;
}

/** Prints the outline of each file; answers the exit code. */
export async function parseFiles(parser: Parser, paths: readonly string[], options: ParseOptions): Promise<number> {
  let code = 0;
  for (const file of [...paths, ...(await listed(options.filesFrom))]) {
    const text = await readText(file, options);
    if (text === undefined) code = 2;
    else process.stdout.write(`${JSON.stringify(outlined(parser, file, text))}\n`);
  }
  return code;
}

async function listed(list: string | undefined): Promise<readonly string[]> {
  if (list === undefined) return [];
  return (await readFile(list, 'utf8')).split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
}

function outlined(parser: Parser, file: string, text: string): object {
  const before = performance.now();
  const { batches, statements, errors } = parser.outline(text);
  const milliseconds = Math.round((performance.now() - before) * 1000) / 1000;
  return { file, length: text.length, milliseconds, batches, statements, errors };
}

/** The text of a file; where it has none, a line on standard error says why. */
async function readText(file: string, { codePage }: ParseOptions): Promise<string | undefined> {
  try {
    const decoded = decodeText(await readFile(file), codePage === undefined ? {} : { codePage });
    if (decoded.kind === 'text') return decoded.text;
    process.stderr.write(`tsqlctx: ${file}: not text: ${decoded.because}\n`);
  } catch (problem) {
    process.stderr.write(`tsqlctx: ${file}: ${problem instanceof Error ? problem.message : String(problem)}\n`);
  }
  return undefined;
}
