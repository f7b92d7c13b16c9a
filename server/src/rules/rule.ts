/**
 * A rule turns what the engine found into words. It looks at one path of one step at a time; the runner compares the
 * paths and says whether a finding always holds. Metadata, code, examples and documentation are one object.
 */
import type { Path, Step, World } from '../engine/session/model';
import type { Script, Statement } from '../syntax/statement';
import type { Span } from '../text/span';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

export interface Rule {
  /** Kebab-case noun for the problem; never renamed once released. */
  readonly id: string;
  readonly severity: Severity;
  /** Message numbers that the server would raise, if any. */
  readonly serverErrors: readonly number[];
  readonly summary: string;
  readonly why: string;
  readonly advice: string;
  /** Each yields this rule on the standing stage (test/stage.sql). */
  readonly bad: readonly string[];
  /** None of these does. */
  readonly good: readonly string[];
  /** Ids of the rulebook that it rests on. */
  readonly rulebook: readonly string[];
  /** Called for each path of each step, at batch level and in module bodies. It must depend on its arguments alone. */
  readonly path?: (path: Path, where: Where) => Iterable<StepFinding>;
  /** Called once for each step, with all its paths: for what shows only in the comparison. */
  readonly step?: (step: Step, where: Where) => Iterable<StepFinding>;
  /** Called at the end of a script for each world that leaves it. */
  readonly end?: (world: World) => Iterable<EndFinding>;
  /** Called for each finding of the rule with the whole script: false takes it back. */
  readonly stands?: (found: StepFinding, step: Step, script: Script, offset: number) => boolean;
}

export interface Where {
  readonly step: Step;
  /** Whether the step belongs to a module body that is analysed on its own. */
  readonly inModule: boolean;
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

/** A statement of the script, or a place in any script, and what it has to do with a finding. */
export type Related =
  | { readonly statement: Statement; readonly message: string }
  | { readonly site: { readonly script: Script; readonly span: Span }; readonly message: string };

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
  readonly serverErrors: readonly number[];
  readonly related: readonly { readonly uri: string; readonly span: Span; readonly message: string }[];
}

export function rule(definition: Rule): Rule {
  return definition;
}
