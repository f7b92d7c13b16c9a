/**
 * What has been found out about texts, by their content: handed from thread to thread, and kept on disk from one start to the
 * next. A file of another version, or that is damaged, counts as none.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Outside } from '../workspace/store';

/** The hash of a text, and what is written of it. */
export type KnownFacts = readonly (readonly [key: string, written: string])[];

export class FactsCache implements NonNullable<Outside['facts']> {
  readonly #known: Map<string, string>;
  /** Those that were asked for, or are new: the others are of texts that are no longer there. */
  readonly #used = new Map<string, string>();
  #isNew = false;

  constructor(known: KnownFacts = []) {
    this.#known = new Map(known);
  }

  get(text: string): string | undefined {
    const key = hashOf(text);
    const written = this.#known.get(key);
    if (written !== undefined) this.#used.set(key, written);
    return written;
  }

  put(text: string, written: string): void {
    const key = hashOf(text);
    this.#known.set(key, written);
    this.#used.set(key, written);
    this.#isNew = true;
  }

  /** Takes over what others have found out. */
  add(known: KnownFacts): void {
    for (const [key, written] of known) this.#known.set(key, written);
    this.#isNew ||= known.length > 0;
  }

  /** Writes what was used into a folder, where that is not what was read from there. */
  save(folder: string, version: string): void {
    if (!this.#isNew && this.#used.size === this.#known.size) return;
    const body = [...this.#used].map(([key, written]) => `${key}\t${written}\n`).join('');
    const file = path.join(folder, name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${file}.${process.pid}`, `${headOf(version, body)}\n${body}`);
    renameSync(`${file}.${process.pid}`, file);
  }
}

const name = 'facts';

/** What a folder holds of this version of the product; nothing where the file is missing, old or damaged. */
export function cachedFacts(folder: string, version: string): KnownFacts {
  const text = textOf(path.join(folder, name));
  const end = text.indexOf('\n');
  const body = text.slice(end + 1);
  if (end < 0 || text.slice(0, end) !== headOf(version, body)) return [];
  return body
    .split('\n')
    .slice(0, -1)
    .map((line): readonly [string, string] => {
      const tab = line.indexOf('\t');
      return [line.slice(0, tab), line.slice(tab + 1)];
    });
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // nothing has been kept yet
  }
}

function headOf(version: string, body: string): string {
  return `tsqlctx facts ${version} ${hashOf(body)}`;
}

/** By what a text is known. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** What facts are made by: another build may find others. */
export function buildOf(version: string, bundle: string): string {
  return `${version} ${hashOf(textOf(bundle))}`;
}
