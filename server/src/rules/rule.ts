/**
 * A rule turns what the engine found into words. It looks at one path of one step at a time; the runner compares the
 * paths and says whether a finding always holds. Metadata, code, examples and documentation are one object.
 */
import type { Version } from '../catalog/model';
import type { Site } from '../clr/flow/model';
import type { ScriptRun } from '../engine/run/script';
import type { ErrorOutcome, Path, Run, Step, World } from '../engine/session/model';
import type { Batch, Script, Statement, StatementOf } from '../syntax/statement';
import type { Span } from '../text/span';
import type { ManagedEntry, ManagedUnit } from '../workspace/managed/model';
import type { PlacedPath } from '../workspace/paths/index';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

export interface Rule {
  /** Kebab-case noun for the problem; never renamed once released. */
  readonly id: string;
  readonly severity: Severity;
  /** How bad it is in code scanning, from 0.0 to 10.0, where the severity does not say it. */
  readonly securitySeverity?: string;
  /** Message numbers that the server would raise, if any. */
  readonly serverErrors: readonly number[];
  /** Found only where a preset asks for reviews: a habit to look at, which is nothing wrong in itself. */
  readonly review?: true;
  readonly summary: string;
  readonly why: string;
  readonly advice: string;
  /** Each yields this rule on the standing stage (test/stage.sql). */
  readonly bad: readonly string[];
  /** None of these does. */
  readonly good: readonly string[];
  /**
   * What the examples are written in, where not in T-SQL. Behind a line `-- T-SQL` in an example of C# stand the scripts
   * beside it.
   */
  readonly language?: 'csharp';
  /** The version of the server that the examples are for, where not the newest. */
  readonly version?: Version;
  /** Ids of the rulebook that it rests on. */
  readonly rulebook: readonly string[];
  /** The kinds of statements of whose steps and paths it has something to say; of all, where left out. */
  readonly statements?: readonly Statement['kind'][];
  /** The paths for which `path` is called; for all, where left out. It is asked about every path, and costs nothing. */
  readonly concerns?: (path: Path, statement: Statement) => boolean;
  /** Called for each path of each step, at batch level and in module bodies. It must depend on its arguments alone. */
  readonly path?: (path: Path, where: Where) => Iterable<StepFinding>;
  /** The same for each path that the server refuses, or would refuse unless somebody holds what is not known. */
  readonly refusal?: (path: Path, where: Where) => Iterable<StepFinding>;
  /** The same for each path on which the engine notes a fact. */
  readonly noted?: (path: Path, where: Where) => Iterable<StepFinding>;
  /** Called for each path that the server refuses and of which no rule with a server message says anything. */
  readonly unclaimed?: (path: Path, outcome: ErrorOutcome, where: Where) => Iterable<StepFinding>;
  /** Whether a finding that holds on some of the paths only is none. */
  readonly onEveryPath?: true;
  /** Called once for each step, with all its paths: for what shows only in the comparison. */
  readonly step?: (step: Step, where: Where) => Iterable<StepFinding>;
  /** Called at the end of each connection of a script for each world that leaves it. */
  readonly end?: (world: World, last: LastOf) => Iterable<EndFinding>;
  /** Called for a batch that `GO 4` runs again and again, each time leaving frames that it did not find. */
  readonly pilesUp?: (run: Run) => Iterable<EndFinding>;
  /** Called for each world that leaves a module body. */
  readonly bodyEnd?: (world: World) => Iterable<EndFinding>;
  /** Called once for each batch, and for each module body as any caller runs it: for what shows only in its whole. */
  readonly routine?: (routine: Routine) => Iterable<EndFinding>;
  /** Called with the escalation paths in the catalog that the script leaves behind; it places what it finds itself. */
  readonly paths?: (paths: readonly PlacedPath[], script: Script) => Iterable<PathFinding>;
  /** Called for each method that the server may start in an assembly whose C# is at hand. */
  readonly managed?: (entry: ManagedEntry, unit: ManagedUnit) => Iterable<ManagedFinding>;
  /** Ids of rules that say the same about the same statement: where one of them does, this one is silent. */
  readonly yieldsTo?: readonly string[];
  /** Ids of rules that tell the same path at any of its steps. */
  readonly yieldsOnTheWayTo?: readonly string[];
  /** Called for each finding of the rule with the run of the batch or body around it: false takes it back. */
  readonly remains?: (step: Step, run: Run) => boolean;
  /** Called for each finding of the rule with the whole script: false takes it back. */
  readonly stands?: (found: StepFinding, step: Step, script: Script, offset: number, run: ScriptRun) => boolean;
}

/** A finding in C#. */
export interface ManagedFinding {
  readonly site: Site;
  readonly message: string;
  readonly severity?: Severity;
  /** `possible`: in some of the ways that lead there. */
  readonly certainty?: Finding['certainty'];
  /** Whether another way into the code, on which it is not so, makes it less sure. */
  readonly ofWay?: true;
  /** Other places of the code. */
  readonly related?: readonly { readonly site: Site; readonly message: string }[];
  /** Statements of scripts. */
  readonly scripts?: Finding['related'];
}

/** What runs as one: statements that share their variables. */
export type Routine = { readonly run: Run } & (
  | { readonly kind: 'batch'; readonly batch: Batch }
  /** `world`: the world in which the body is judged. */
  | { readonly kind: 'module'; readonly module: StatementOf<'create_module'>; readonly world: World }
);

/** What ends: the script, or a connection that the script replaces by another. */
export type LastOf = 'script' | 'connection';

export interface Where {
  readonly step: Step;
  /** Whether the step belongs to a module body that is analysed on its own. */
  readonly inModule: boolean;
  /** Whether a script calls that body: what it meets is then known, and not only what it may meet. */
  readonly called?: true;
  /** Whether it stands in dynamic SQL. */
  readonly inString: boolean;
}

/** A finding inside the statement of the step; `span` counts from the statement's start. */
export interface StepFinding {
  readonly span: Span;
  readonly message: string;
  /** Statements that explain it, such as the EXECUTE AS that pushed the frame. */
  readonly related?: readonly Related[];
  /** Weaker than the rule's own, where the condition is less sure. */
  readonly severity?: Severity;
}

/**
 * A statement of the script or a part of it (`span`, from its start), or a place in any script, and what it has to do
 * with a finding.
 */
export type Related =
  | { readonly statement: Statement; readonly span?: Span; readonly message: string }
  | { readonly site: { readonly script: Script; readonly span: Span }; readonly message: string };

/** A finding at a place of the script. */
export interface PathFinding {
  readonly span: Span;
  readonly message: string;
  readonly related: Finding['related'];
}

/** A finding at a statement other than the one that the rule was asked about. */
export interface EndFinding extends StepFinding {
  readonly at: Statement;
}

/** What the editor and the command line show. Spans count from the script's start. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly span: Span;
  /** `possible`: on some of the paths that reach the statement. */
  readonly certainty: 'always' | 'possible';
  readonly message: string;
  /** The message that the server refuses with. */
  readonly number?: number;
  /** The page that explains it, where that is not the rule's. */
  readonly page?: string;
  readonly serverErrors: readonly number[];
  readonly related: readonly { readonly uri: string; readonly span: Span; readonly message: string }[];
}

export function rule(definition: Rule): Rule {
  return definition;
}
