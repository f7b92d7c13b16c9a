/** C# of assemblies in the editor: read from disk and kept as it is typed. Its grammar is loaded when such a file is met. */
import { pathToFileURL } from 'node:url';
import { mayHoldEntry } from '../clr/entries';
import { type CSharpGrammarFiles, createCSharpReader } from '../clr/syntax/reader';
import { judgeManaged } from '../rules/managed';
import type { Finding } from '../rules/rule';
import { ManagedCode } from '../workspace/managed/managed';
import type { ManagedFile, ManagedUnit } from '../workspace/managed/model';
import type { Workspace } from '../workspace/workspace';
import { assembliesOnDisk } from './assemblies';
import { findCSharp, readScript } from './files';
import { canonical, pathOf } from './uris';
import { inSlices } from './work';

/** What is known of a file, and what is to be said of it. */
export interface ManagedAnswer {
  readonly known: ManagedFile;
  readonly findings: readonly Finding[];
}

/** Whether a document is C#. */
export function isCSharp(uri: string): boolean {
  return /\.cs$/i.test(uri);
}

export class Managed {
  readonly #code: ManagedCode;
  readonly #open = new Set<string>();
  readonly #today: () => string;
  readonly #grammar: () => Promise<CSharpGrammarFiles>;
  #loading: Promise<void> | undefined;

  constructor(workspace: Workspace, today: () => string, grammar: () => Promise<CSharpGrammarFiles>) {
    this.#grammar = grammar;
    this.#code = new ManagedCode(workspace, assembliesOnDisk(pathOf));
    this.#today = today;
  }

  text(uri: string): string | undefined {
    return this.#code.text(canonical(uri));
  }

  /** The files at hand, as addresses. */
  files(): readonly string[] {
    return this.#code.files();
  }

  /** Reads the C# files below some folders that belong to assemblies; the rest is left alone. */
  async read(folders: readonly string[], exclude: readonly string[]): Promise<void> {
    const grouping = assembliesOnDisk(pathOf);
    this.#code.group(grouping);
    for (const uri of this.#code.files()) if (!this.#open.has(uri)) this.#code.remove(uri);
    const found = await findCSharp(folders, exclude);
    const units = new Map<string, string[]>();
    const wanted = new Set<string>();
    const names = this.#code.namedMethods();
    for (const path of found) {
      const uri = pathToFileURL(path).href;
      const unit = grouping.unitOf(uri);
      units.set(unit, [...(units.get(unit) ?? []), path]);
      if (wanted.has(unit)) continue;
      const read = await readScript(path);
      if (read.kind !== 'text') continue;
      if (mayHoldEntry(read.text) || names.some((name) => read.text.includes(name))) wanted.add(unit);
    }
    for (const path of [...wanted].flatMap((unit) => units.get(unit) ?? [])) await this.#load(path);
  }

  async #load(path: string): Promise<void> {
    const uri = canonical(pathToFileURL(path).href);
    if (this.#open.has(uri)) return;
    const read = await readScript(path);
    if (read.kind === 'text') this.#code.put(uri, read.text);
    else this.#code.remove(uri);
  }

  /** The editor has a file open, with this text. */
  put(uri: string, text: string): void {
    this.#open.add(canonical(uri));
    this.#code.put(canonical(uri), text);
  }

  /** Whether a file is one of an assembly that SQL Server may start something in. */
  matters(uri: string): boolean {
    return this.#code.text(canonical(uri)) !== undefined && this.#code.mayMatter(canonical(uri));
  }

  /** A file was closed, or was made, changed or deleted on disk. */
  async onDisk(uri: string): Promise<void> {
    this.#open.delete(canonical(uri));
    const path = pathOf(uri);
    if (path === undefined) this.#code.remove(canonical(uri));
    else await this.#load(path);
    if (!this.#code.mayMatter(canonical(uri))) this.#code.remove(canonical(uri));
  }

  isOpen(uri: string): boolean {
    return this.#open.has(canonical(uri));
  }

  /** What is known of a file; undefined: SQL Server starts nothing in it. Throws `Outdated`. */
  async ask(uri: string, outdated: () => boolean = () => false): Promise<ManagedAnswer | undefined> {
    await this.#ready();
    const known = await inSlices(this.#code.analyse(canonical(uri)), outdated);
    return known && { known, findings: judgeManaged(known, this.#today()).findings };
  }

  /** The assemblies at hand. Throws `Outdated`. */
  async units(outdated: () => boolean): Promise<readonly ManagedUnit[]> {
    await this.#ready();
    return inSlices(this.#code.units(), outdated);
  }

  async #ready(): Promise<void> {
    if (this.#code.isReady || !this.#code.isWanted()) return;
    this.#loading ??= this.#grammar()
      .then(createCSharpReader)
      .then((reader) => this.#code.use(reader));
    await this.#loading;
  }
}
