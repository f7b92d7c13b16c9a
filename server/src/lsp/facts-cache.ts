/**
 * What has been found out about texts, by their content: handed from thread to thread, and kept on disk from one start to the
 * next. A file of another version, or that is damaged, counts as none.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Known, Outside } from '../workspace/outside';
import { bytesOf, hashOf, readKept, writeKept } from './kept-file';

export { hashOf };

/** The hash of a text, and what is known of it. */
export type KnownTexts = readonly (readonly [key: string, known: Known])[];

export class FactsCache implements NonNullable<Outside['known']> {
  readonly #known: Map<string, Known>;
  /** Those that were asked for, or are new: the others are of texts that are no longer there. */
  readonly #used = new Map<string, Known>();
  #isNew = false;

  constructor(known: KnownTexts = []) {
    this.#known = new Map(known);
  }

  get(text: string): Known | undefined {
    const key = hashOf(text);
    const known = this.#known.get(key);
    if (known) this.#used.set(key, known);
    return known;
  }

  put(text: string, known: Known): void {
    const key = hashOf(text);
    this.#known.set(key, known);
    this.#used.set(key, known);
    this.#isNew = true;
  }

  /** Takes over what others have found out. */
  add(known: KnownTexts): void {
    for (const [key, one] of known) this.#known.set(key, one);
    this.#isNew ||= known.length > 0;
  }

  /** Holds nothing any more: all texts are read. */
  empty(): void {
    this.#known.clear();
    this.#used.clear();
  }

  /** Writes what was used into a folder, where that is not what was read from there. `part`: of those who share the folder. */
  save(folder: string, version: string, part?: number | string): void {
    if (!this.#isNew && this.#used.size === this.#known.size) return;
    const list = [...this.#used];
    const files = filesOf(part);
    mkdirSync(folder, { recursive: true });
    const kept = list.map(([, one]) => one.statements ?? none);
    const lines = list.map(([key, { facts }], index) => `${key}\t${kept[index]!.length}\t${facts ?? ''}\n`);
    const statements = Buffer.concat(kept);
    writeKept(path.join(folder, files.statements), version, statements);
    writeKept(path.join(folder, files.facts), beside(version, statements), Buffer.from(lines.join('')));
  }
}

function filesOf(part: number | string | undefined): { readonly facts: string; readonly statements: string } {
  const suffix = part === undefined ? '' : `-${part}`;
  return { facts: `facts${suffix}`, statements: `statements${suffix}` };
}

const none = new Uint8Array();

/** What a folder holds of this version of the product; nothing where a file is missing, old or damaged. */
export function cachedFacts(folder: string, version: string, part?: number | string): KnownTexts {
  const files = filesOf(part);
  const statements = readKept(path.join(folder, files.statements), version);
  const facts = statements && readKept(path.join(folder, files.facts), beside(version, statements));
  if (!facts) return [];
  const lines = facts.toString('utf8').split('\n').slice(0, -1);
  let at = 0;
  return lines.map((line): readonly [string, Known] => {
    const first = line.indexOf('\t');
    const second = line.indexOf('\t', first + 1);
    const from = at;
    at += Number(line.slice(first + 1, second));
    const own = at > from ? { statements: statements.subarray(from, at) } : {};
    return [line.slice(0, first), { facts: line.slice(second + 1) || undefined, ...own }];
  });
}

/** Facts belong to the statements that were written with them. */
function beside(version: string, statements: Buffer): string {
  return `${version} ${hashOf(statements)}`;
}

/** What facts are made by: another build may find others. */
export function buildOf(version: string, bundle: string): string {
  return `${version} ${hashOf(bytesOf(bundle))}`;
}
