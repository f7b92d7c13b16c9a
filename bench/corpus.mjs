// The corpus: a folder that holds corpus/ and golden/, named by TSQLCTX_CORPUS, else ../shared.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = process.env.TSQLCTX_CORPUS ?? path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../shared');

/** The folder that holds corpus/ and golden/; undefined where there is no corpus. */
export const corpusRoot = existsSync(path.join(root, 'corpus/manifest.tsv')) ? root : undefined;

/** A file of the corpus, decoded; undefined where it is not at hand. */
export function corpusText(file) {
  const whole = corpusRoot && path.join(corpusRoot, 'corpus', file);
  return whole && existsSync(whole) ? decode(readFileSync(whole)) : undefined;
}

/** The rows of the manifest: where a file is, and what is expected of it. */
export function manifest() {
  return readFileSync(path.join(corpusRoot, 'corpus/manifest.tsv'), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .map(([file, , , , expected]) => ({ file, expected, path: path.join(corpusRoot, 'corpus', file) }));
}

/** File -> the reference parser's statements: start, length, depth, type. */
export function goldenStatements() {
  const golden = new Map();
  let current;
  for (const line of readFileSync(path.join(corpusRoot, 'golden/statements.tsv'), 'utf8').split('\n')) {
    if (line.startsWith('= ')) golden.set(line.slice(2).split('\t')[0], (current = []));
    else if (line && !line.startsWith('- ')) {
      const [start, length, depth, type] = line.split('\t');
      current.push({ start: Number(start), length: Number(length), depth: Number(depth), type });
    }
  }
  return golden;
}

function decode(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
