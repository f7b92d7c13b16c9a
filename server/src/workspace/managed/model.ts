/** The managed side as rules and features see it: C# files of assemblies, and what T-SQL says of them. */
import type { Verdict } from '../../catalog/decide/verdict';
import type { Assembly, Database, DefinitionId, Module } from '../../catalog/model';
import type { EntryPoint } from '../../clr/entries';
import type { EntryRun } from '../../clr/flow/model';
import type { CSharpFile } from '../../clr/model';
import type { Sources } from '../../clr/sources';
import type { ErrorOutcome, State, World } from '../../engine/session/model';
import type { Script, StatementOf } from '../../syntax/statement';
import type { Name } from '../../text/name';
import type { Span } from '../../text/span';
import type { Analysed } from '../workspace';

/** What a project file says of an assembly. */
export interface AssemblyProject {
  readonly file: string;
  readonly assembly: string;
  readonly permissionSet: Assembly['permissionSet'] | undefined;
  /** Whether all of its source is among the files at hand. */
  readonly complete: boolean;
}

export interface AssemblyFacts {
  readonly name: Name;
  /** Undefined: nothing at hand says it. */
  readonly permissionSet: Assembly['permissionSet'] | undefined;
  /** Whether strict security is on; undefined: that is not known. */
  readonly strict: boolean | undefined;
  /** Whether a script decides `strict`, or the version of the server: not only a default. */
  readonly strictIsSaid: boolean;
  /** Whether it may be loaded; undefined: no script creates it. */
  readonly trust: Verdict | undefined;
}

/** A module of T-SQL whose code is in C#. */
export interface ManagedModule {
  readonly analysed: Analysed;
  readonly statement: StatementOf<'create_module'>;
  readonly id: DefinitionId;
  /** Where the statement starts. */
  readonly offset: number;
  readonly module: Module | undefined;
  readonly database: Database | undefined;
  readonly assembly: AssemblyFacts;
  /** The state at its first statement, for a caller who may be anybody. */
  readonly entry: State;
}

/** A statement that calls such a module, in one world. */
export interface ManagedCall {
  readonly script: Script;
  readonly span: Span;
  readonly before: World;
  readonly entered: World | ErrorOutcome;
  /** Of the module. */
  readonly id: DefinitionId | undefined;
}

export interface ManagedEntry {
  readonly entry: EntryPoint;
  readonly run: EntryRun;
  readonly modules: readonly ManagedModule[];
  readonly calls: readonly ManagedCall[];
  /** Undefined: neither T-SQL nor a project says to which assembly it belongs. */
  readonly assembly: AssemblyFacts | undefined;
}

/** The files that make up one assembly. */
export interface ManagedUnit {
  readonly sources: Sources;
  readonly project: AssemblyProject | undefined;
  readonly entries: readonly ManagedEntry[];
}

/** A file with what is known of the assembly around it. */
export interface ManagedFile {
  readonly file: CSharpFile;
  readonly unit: ManagedUnit;
}
