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
  | { readonly kind: 'module'; readonly position: Position; readonly arguments?: string }
  | { readonly kind: 'statement'; readonly position: Position }
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
  /** With @; those that are handed back say OUTPUT behind it. */
  readonly parameters: readonly string[];
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
  /** Whether findings of open scripts are sent when they are there, also to a client that pulls those of the others. */
  readonly takesFindings?: boolean;
  /** The commands of ours that the client has, which hovers may link to. */
  readonly commands?: readonly string[];
  /** A folder in which it may be kept what scripts say to each other, so that the next start reads only what has changed. */
  readonly storage?: string;
  /** Whether a window is being drawn that needs the cores of the machine itself: what nobody asks for is put off a little. */
  readonly opening?: boolean;
}

/** Arguments of the command that our code lenses name. */
export const simulateCommand = 'tsqlContext.simulateAsLogin';
export interface SimulateCommandArguments {
  readonly uri: string;
  readonly target: SimulationTarget;
}

/** Languages and places of the scripts that are ours. */
export const languages = ['sql', 'tsql', 'mssql'];
const schemes = ['file', 'untitled', 'vscode-notebook-cell', 'vscode-vfs'];

/** Wherever they lie. */
export const languageSelector = languages.map((language) => ({ language }));
export const scriptSelector = languages.flatMap((language) => schemes.map((scheme) => ({ language, scheme })));
/** A simulation for the panel: the run as steps, kept by the server under a number for what is asked about it next. */
export const simulateRun = 'tsqlContext/simulateRun';
export interface SimulateRunParams extends SimulateParams {
  /** Statements that an administrator is supposed to have run. */
  readonly suppose?: string;
  /** A run with which this one is to be compared. */
  readonly beside?: number;
}
export interface RunAnswer {
  readonly run: number;
  readonly title: string;
  readonly what: string;
  readonly as?: RunLogin;
  readonly contexts: readonly RunContextShown[];
  readonly rows: readonly RunRowShown[];
  /** Places of rows of the other run and of this one, and what differs. */
  readonly lines?: readonly RunLine[];
  /** Why something that is supposed never came to be. */
  readonly unmade: readonly string[];
}
export interface RunLogin {
  readonly login: string;
  readonly database: string;
  readonly undeclared: boolean;
  readonly inPlaceOf?: string;
}
export interface RunContextShown {
  readonly words: readonly string[];
  readonly who: string;
  readonly depth: number;
  readonly sandbox?: string;
  readonly lanes: readonly string[];
  readonly known: 'one' | 'several' | 'none' | 'unknown';
}
export interface RunRowShown {
  readonly level: number;
  readonly indent: number;
  readonly text: string;
  readonly heading?: true;
  readonly sign?: string;
  readonly context: number;
  readonly says: readonly string[];
  readonly uri?: string;
  readonly position?: Position;
}
export interface RunLine {
  readonly left?: number;
  readonly right?: number;
  readonly differs?: 'only' | 'answer' | 'context';
}

/** What is told of a step of a run; which facts are worth switching there. */
export const runStep = 'tsqlContext/runStep';
export interface RunStepParams {
  readonly run: number;
  readonly row: number;
}
export interface RunStepAnswer {
  readonly title: string;
  readonly paths: readonly {
    readonly who: string;
    readonly originalLogin: string;
    readonly sandbox?: string;
    readonly sign: string;
    readonly answer: string;
    readonly because: readonly string[];
    readonly frames: readonly {
      readonly depth: number;
      readonly setBy: string;
      readonly login: string;
      readonly user: string;
      readonly reach: string;
      readonly ends: string;
    }[];
    readonly loginToken: RunToken;
    readonly userToken: RunToken;
  }[];
  readonly inside: readonly string[];
  readonly choices: readonly { readonly group: string; readonly label: string; readonly script: string }[];
  /** Whether there is a refusal that a right would lift. */
  readonly designs: boolean;
}
/** Null: not known. */
export type RunToken = readonly { readonly name: string; readonly type: string; readonly usage: string }[] | null;

/** The designs that would let a refused step through, each tried by the engine. */
export const runDesigns = 'tsqlContext/runDesigns';
export type RunDesigns = readonly {
  readonly kind: string;
  readonly title: string;
  readonly about: string;
  readonly script?: string;
  readonly hindered?: string;
  readonly answer?: { readonly sign: string; readonly words: string };
  readonly opens: readonly string[];
}[];

/** Who can do what, with the facts that a run supposes, that could not without them, in lines. */
export const runOpens = 'tsqlContext/runOpens';

/** A run as a text to keep. */
export const runText = 'tsqlContext/runText';
export interface RunTextParams {
  readonly run: number;
  readonly format: 'text' | 'markdown' | 'json';
}

/** What stands below an item of the security explorer; the tree itself where none is named. */
export const explorerChildren = 'tsqlContext/explorerChildren';
export interface ExplorerChildrenParams {
  readonly id?: string;
}
export interface ExplorerItem {
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly tooltip?: string;
  readonly icon: string;
  readonly expandable: boolean;
  readonly asks?: readonly ('who' | 'what')[];
  readonly target?: { readonly uri: string; readonly position: Position };
}

/** Who can reach an item, or what it can reach. */
export const explorerReach = 'tsqlContext/explorerReach';
export interface ExplorerReachParams {
  readonly id: string;
  readonly question: 'who' | 'what';
}
export interface ReachAnswer {
  readonly title: string;
  readonly list: readonly {
    readonly who: string;
    readonly what: string;
    readonly permissions: readonly string[];
    readonly by?: string;
  }[];
  readonly doubts: readonly string[];
}

/** Sent to a server without a disk: files of the workspace, those without bytes are gone. `last`: all are sent. */
export const handFiles = 'tsqlContext/files';
export interface HandedFiles {
  readonly files: readonly { readonly uri: string; readonly bytes?: Uint8Array }[];
  readonly last?: true;
}

/** The first message to a worker, with the port over which it serves. */
export interface WorkerStart {
  /** The address of core.js. */
  readonly core: string;
  /** The bytes of the two wasm files. */
  readonly runtime: Uint8Array;
  readonly language: Uint8Array;
}

/** Asked by a server without a disk: the grammar of C#, packed as it is in the bundle. */
export const csharpGrammar = 'tsqlContext/csharpGrammar';
