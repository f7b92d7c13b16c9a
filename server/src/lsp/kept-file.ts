/** Files that are kept from one start to the next. One that something else has made, or that is damaged, counts as none. */
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** `made`: by what, and from what. */
export function writeKept(file: string, made: string, body: Buffer): void {
  writeFileSync(`${file}.${process.pid}`, Buffer.concat([Buffer.from(`${headOf(made, body)}\n`), body]));
  renameSync(`${file}.${process.pid}`, file);
}

export function readKept(file: string, made: string): Buffer | undefined {
  const bytes = bytesOf(file);
  const end = bytes.indexOf('\n');
  const body = bytes.subarray(end + 1);
  return end >= 0 && bytes.toString('utf8', 0, end) === headOf(made, body) ? body : undefined;
}

/** The bytes of a file; none where it is not there. */
export function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0); // nothing has been kept yet
  }
}

/** What is kept is written as this version of V8 does. */
function headOf(made: string, body: Buffer): string {
  return `tsqlctx ${made} ${process.versions.v8} ${hashOf(body)}`;
}

/** By what a text is known. */
export function hashOf(text: string | Buffer): string {
  return createHash('sha256').update(text).digest('base64url');
}
