/**
 * Our own requests between client and server, and their plain types. This file imports nothing: both sides share it.
 * Positions and ranges are those of the protocol, in the encoding that was negotiated.
 */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** What a script's server knows: what can be picked for a simulation. */
export const knownPrincipals = 'tsqlContext/knownPrincipals';
export interface KnownPrincipalsParams {
  readonly uri: string;
  /** Where the database is wanted that the script is in; without it, where it starts. */
  readonly position?: Position;
}
export interface KnownPrincipals {
  readonly logins: readonly { readonly name: string; readonly type: string }[];
  readonly databases: readonly string[];
  /** What the script itself starts as. */
  readonly login: string;
  readonly database: string;
}

/** Runs a script, a selection, or the module under the cursor as a login, and answers a readable page. */
export const simulate = 'tsqlContext/simulate';
export interface SimulateParams {
  readonly uri: string;
  readonly login: string;
  readonly database: string;
  readonly target: SimulationTarget;
}
export type SimulationTarget =
  | { readonly kind: 'file' }
  | { readonly kind: 'selection'; readonly range: Range }
  | { readonly kind: 'module'; readonly position: Position }
  /** What runs in the frame of the EXECUTE AS here, as the script runs it: no login is asked for. */
  | { readonly kind: 'frame'; readonly position: Position };

/** A page of plain text with coloured stretches and links into scripts. */
export interface Page {
  readonly title: string;
  readonly lines: readonly PageLine[];
}
export interface PageLine {
  readonly text: string;
  readonly marks: readonly PageMark[];
  /** Where the line's statement stands. */
  readonly target?: { readonly uri: string; readonly position: Position };
}
/** Counted in UTF-16 code units of the line. */
export interface PageMark {
  readonly start: number;
  readonly end: number;
  readonly style: PageStyle;
}
export type PageStyle = 'heading' | 'dim' | 'context' | 'sandboxed' | 'ok' | 'error' | 'noop' | 'unknown';

/** The module whose definition holds a position, if there is one. */
export const moduleAt = 'tsqlContext/moduleAt';
export interface ModuleAtParams {
  readonly uri: string;
  readonly position: Position;
}
export interface ModuleAt {
  readonly name: string;
}

/** The context at a position in one line, with all that are possible there. */
export const contextAt = 'tsqlContext/contextAt';
export interface ContextAtParams {
  readonly uri: string;
  readonly position: Position;
}
export interface ContextAt {
  readonly text: string;
  /** Markdown. */
  readonly tooltip: string;
  /** What of the statement is not known, and could be told. */
  readonly unknown?: string;
  /** The script is not analysed; the tooltip says why. */
  readonly silent?: true;
  readonly alternatives: readonly ContextAlternative[];
}
export interface ContextAlternative {
  readonly text: string;
  readonly description: string;
  readonly setAt?: { readonly uri: string; readonly position: Position };
}

/** Which lines of a script run in another context than the one it began with. */
export const ribbonOf = 'tsqlContext/ribbon';
export interface RibbonParams {
  readonly uri: string;
}
export interface Ribbon {
  /** In the order of the lines; no line is in two of them. */
  readonly stretches: readonly RibbonStretch[];
}
export interface RibbonStretch {
  readonly firstLine: number;
  readonly lastLine: number;
  readonly text: string;
  /** How many frames lie on the session's own. */
  readonly depth: number;
  readonly sandboxed: boolean;
  /** 0 to 5, one for each principal; left out where it is not known who it is. */
  readonly colour?: number;
}

/** Sent to a client that follows: what was answered about open scripts may be another answer now. */
export const answersChanged = 'tsqlContext/answersChanged';

/** What is needed to see an answer again, without names, as Markdown; null: no statement stands there. */
export const reportOf = 'tsqlContext/report';
export interface ReportParams {
  readonly uri: string;
  readonly position: Position;
}

/** The page that explains a rule, as Markdown. */
export const rulePage = 'tsqlContext/rulePage';
export interface RulePageParams {
  readonly rule: string;
}

/** The script that stands for a package, by its address; null: there is none. */
export const packageText = 'tsqlContext/packageText';
export interface PackageTextParams {
  readonly address: string;
}

/** What a client may send as `initializationOptions`. */
export interface InitializationOptions {
  /** The settings, where the client does not answer `workspace/configuration`. */
  readonly settings?: unknown;
  /** Where rule pages are, with `{rule}` for the rule's id; findings link there. */
  readonly rulePages?: string;
  /** Whether `tsqlContext/answersChanged` is wanted. */
  readonly followsAnswers?: boolean;
  /** The commands of ours that the client has, which hovers may link to. */
  readonly commands?: readonly string[];
}

/** Arguments of the command that our code lenses name. */
export const simulateCommand = 'tsqlContext.simulateAsLogin';
export interface SimulateCommandArguments {
  readonly uri: string;
  readonly target: SimulationTarget;
}
