/**
 * The C# files at hand. They are read only where one of them may belong to an assembly: until then nobody needs the grammar of
 * C#. A file counts where the server may start a method in it, or where such a method leads to it.
 */

import { freshCatalog } from '../../catalog/fresh/catalog';
import type { EntryPoint } from '../../clr/entries';
import { type ExternalName, entryPoints, mayHoldEntry, routinesNamed } from '../../clr/entries';
import type { EntryRun } from '../../clr/flow/model';
import { follow } from '../../clr/flow/run';
import type { CSharpFile, Method } from '../../clr/model';
import { type Sources, shapeOf, sourcesOf } from '../../clr/sources';
import type { CSharpReader } from '../../clr/syntax/reader';
import { fold } from '../../text/name';
import type { Workspace } from '../workspace';
import type { AssemblyFacts, AssemblyProject, ManagedEntry, ManagedFile, ManagedModule, ManagedUnit } from './model';
import { callsOf, externalNameOf, externalNames, managedModules, strictness } from './t-sql';

/** Which files make up an assembly. */
export interface Grouping {
  /** A name for the assembly of a file, which its other files share. */
  unitOf(file: string): string;
  projectOf(file: string): AssemblyProject | undefined;
}

interface KnownText {
  readonly text: string;
  /** Whether the server may start something in it, by its text alone. */
  readonly holdsEntry: boolean;
}

interface Remembered {
  readonly shape: string;
  readonly run: EntryRun;
}

export class ManagedCode {
  readonly #workspace: Workspace;
  readonly #texts = new Map<string, KnownText>();
  readonly #runs = new WeakMap<Method, Remembered>();
  #grouping: Grouping;
  #reader: CSharpReader | undefined;
  #units: { readonly key: string; readonly files: readonly CSharpFile[]; readonly sources: Sources }[] = [];

  constructor(workspace: Workspace, grouping: Grouping) {
    this.#workspace = workspace;
    this.#grouping = grouping;
  }

  group(grouping: Grouping): void {
    this.#grouping = grouping;
    this.#units = [];
  }

  put(file: string, text: string): void {
    this.#texts.set(file, { text, holdsEntry: mayHoldEntry(text) });
  }

  remove(file: string): void {
    this.#texts.delete(file);
    this.#reader?.forget(file);
  }

  text(file: string): string | undefined {
    return this.#texts.get(file)?.text;
  }

  files(): readonly string[] {
    return [...this.#texts.keys()];
  }

  /** Whether a file is there that the grammar of C# is needed for. */
  isWanted(): boolean {
    if (this.#reader || this.#texts.size === 0) return this.#texts.size > 0;
    return this.#holdsEntry([...this.#texts.values()]);
  }

  get isReady(): boolean {
    return this.#reader !== undefined;
  }

  /** From now on files can be read. */
  use(reader: CSharpReader): void {
    this.#reader = reader;
  }

  /** What is known of a file; undefined: it does not belong to the code that the server may start. Yields now and then. */
  *analyse(file: string): Generator<undefined, ManagedFile | undefined> {
    if (!this.#texts.has(file) || !this.#reader || !this.mayMatter(file)) return undefined;
    const unit = yield* this.#unit(file);
    const found = unit.sources.files.find((one) => one.file === file);
    return found && isReached(found, unit) ? { file: found, unit } : undefined;
  }

  /** All assemblies that the server may start something in. Yields now and then. */
  *units(): Generator<undefined, readonly ManagedUnit[]> {
    if (!this.#reader) return [];
    const firsts = new Map([...this.#texts.keys()].map((file) => [this.#grouping.unitOf(file), file] as const));
    const found: ManagedUnit[] = [];
    for (const file of firsts.values()) if (this.mayMatter(file)) found.push(yield* this.#unit(file));
    return found;
  }

  /** The methods that scripts name. */
  namedMethods(): readonly string[] {
    return this.#namedMethods().map(({ method }) => method);
  }

  /** The assembly that a file belongs to. */
  *#unit(file: string): Generator<undefined, ManagedUnit> {
    const sources = this.#sourcesAround(file);
    yield;
    const modules = yield* managedModules(this.#workspace);
    const named = modules.flatMap(({ statement }) => externalNameOf(statement));
    const entries = entryPoints(sources, named);
    const own = modules.filter((one) => entries.some((entry) => isOf(sources, one, entry)));
    const calls = yield* callsOf(this.#workspace, own);
    const project = this.#grouping.projectOf(file);
    const made: ManagedEntry[] = [];
    for (const entry of entries) {
      yield;
      const ofEntry = own.filter((one) => isOf(sources, one, entry));
      const ids = new Set(ofEntry.map(({ id }) => id));
      made.push({
        entry,
        run: this.#follow(sources, entry),
        modules: ofEntry,
        calls: calls.filter(({ id }) => id !== undefined && ids.has(id)),
        assembly: ofEntry[0]?.assembly ?? this.#byProject(project, own),
      });
    }
    return { sources, project, entries: made };
  }

  /** Whether the server may start something in the assembly of a file. */
  mayMatter(file: string): boolean {
    const key = this.#grouping.unitOf(file);
    return this.#holdsEntry(
      [...this.#texts].flatMap(([name, one]) => (this.#grouping.unitOf(name) === key ? [one] : [])),
    );
  }

  #holdsEntry(texts: readonly KnownText[]): boolean {
    if (texts.some(({ holdsEntry }) => holdsEntry)) return true;
    return this.#namedMethods().some(({ method }) => texts.some(({ text }) => text.includes(method)));
  }

  #namedMethods(): readonly ExternalName[] {
    return this.#workspace.scripts().flatMap(externalNames);
  }

  #sourcesAround(file: string): Sources {
    const key = this.#grouping.unitOf(file);
    const reader = this.#reader!;
    const files = [...this.#texts].flatMap(([name, { text }]) =>
      this.#grouping.unitOf(name) === key ? [reader.read(name, text)] : [],
    );
    const known = this.#units.find((one) => one.key === key);
    if (known && known.files.length === files.length && known.files.every((one, index) => one === files[index]))
      return known.sources;
    const sources = sourcesOf(files);
    this.#units = [...this.#units.filter((one) => one.key !== key), { key, files, sources }];
    return sources;
  }

  #follow(sources: Sources, entry: EntryPoint): EntryRun {
    const shape = shapeOf(sources);
    const known = this.#runs.get(entry.method);
    if (known?.shape === shape && known.run.entered.every(({ method }) => sources.places.has(method))) return known.run;
    const run = follow(sources, entry);
    this.#runs.set(entry.method, { shape, run });
    return run;
  }

  #byProject(project: AssemblyProject | undefined, modules: readonly ManagedModule[]): AssemblyFacts | undefined {
    if (!project) return undefined;
    const named = modules.find(({ assembly }) => fold(assembly.name) === fold(project.assembly))?.assembly;
    if (named) return named;
    const { permissionSet, assembly: name } = project;
    return {
      name,
      permissionSet,
      ...strictness(freshCatalog(this.#workspace.stage.version, { knowledge: 'open' })),
      trust: undefined,
    };
  }
}

function isOf(sources: Sources, { statement }: ManagedModule, entry: EntryPoint): boolean {
  const [name] = externalNameOf(statement);
  return (
    name !== undefined && routinesNamed(sources, name.type, name.method).some(({ method }) => method === entry.method)
  );
}

/** Whether code that the server starts stands in a file. */
function isReached({ file }: CSharpFile, { sources, entries }: ManagedUnit): boolean {
  return entries.some(({ run }) => run.entered.some(({ method }) => sources.places.get(method)?.file.file === file));
}
