/**
 * The session side of the virtual server: frames, worlds, states, and what running a statement gives.
 * A world is one way things can be; a state is the set of worlds in which a statement may run.
 * Everything here is interned (session/make.ts): equal values are the same object.
 */

import type { Map } from 'immutable';
import type { Proof, Question } from '../../catalog/decide/verdict';
import type { Catalog, DefinitionId, Id, Sid, Thumbprint } from '../../catalog/model';
import type { Reason } from '../../catalog/reason';
import type { Body, Statement } from '../../syntax/statement';
import type { Folded, Name } from '../../text/name';
import type { Span } from '../../text/span';
import type { Work } from './work';

/**
 * Who a frame is at server scope, by identity: its names and memberships are read from the catalog when asked (MDL-8).
 */
export type LoginRef =
  | { readonly kind: 'login'; readonly id: Id }
  | { readonly kind: 'sid'; readonly sid: Sid | undefined; readonly name: Name } // no login: a user without login (name S-1-9-3-...), a contained user, an orphan
  | { readonly kind: 'caller' } // a module body on its own, before anybody calls it
  | { readonly kind: 'holder' } // a member of a role: somebody who holds nothing at the server, as far as is known
  | { readonly kind: 'unknown'; readonly because: Reason };

/** Who a frame is at database scope. */
export type UserRef =
  | { readonly kind: 'mapped' } // a server-scoped frame: in each database whatever its login maps to (TOK-10)
  | { readonly kind: 'user'; readonly id: Id } // in the frame's home database
  | { readonly kind: 'caller' }
  | { readonly kind: 'holder'; readonly id: Id; readonly in: Folded } // somebody of whom only this role of the database is known
  | { readonly kind: 'unknown'; readonly because: Reason };

/**
 * One entry of the context stack (MDL-2). A database-scoped frame counts in `home` only, unless an authenticator
 * vouches for it.
 */
export interface Frame {
  readonly origin: 'session' | 'login' | 'user' | 'caller' | 'module' | 'activation' | 'setuser' | 'app_role';
  readonly scope: 'server' | 'database';
  readonly login: LoginRef;
  readonly user: UserRef;
  readonly home: Folded | undefined; // of a database-scoped frame
  /** Keys that vouch for it: the signatures of the module whose clause made it (XDB-10b). */
  readonly vouchers: readonly Thumbprint[];
  readonly guard: Guard;
  /** The frame that SETUSER or an application role stands in for. */
  readonly replaced?: Frame;
}

/** What it takes to leave a frame (MDL-5). */
export interface Guard {
  /** The database where EXECUTE AS ran. */
  readonly database: Folded;
  readonly revert: 'plain' | 'no_revert' | 'cookie' | 'never'; // never: the session's own frame, a module's own frame
  /** The cookie's identity: where a variable holds it, its value is { kind: 'cookie', of: cookie }. */
  readonly cookie?: string;
  /** The statement that pushed it; undefined for the session's own frame. */
  readonly by?: Statement;
}

/** The context stack; the top is in effect. */
export interface Stack {
  readonly frame: Frame;
  readonly below: Stack | undefined;
  /** Frames above the session's own. */
  readonly depth: number;
}

/** What runs: the batch, or inside it a module, a dynamic batch. Frames pushed inside are gone when it ends (MDL-6). */
export interface Scope {
  readonly kind: 'batch' | 'module' | 'dynamic';
  /** The kind of what it runs in; undefined: a batch, which runs in nothing. */
  readonly within: Scope['kind'] | undefined;
  /** 0 for the batch; also the nesting level that the server limits to 32. */
  readonly depth: number;
  /** The height of the stack when it began, its own frame included: REVERT pops what stands above (REV-3, REV-4). */
  readonly floor: number;
  /** Whether the frame at the floor is its own: that of its EXECUTE AS clause. */
  readonly ownFrame: boolean;
  /**
   * The module that runs, for ownership chains; undefined: none (the chain is broken), as in a batch or dynamic SQL.
   */
  readonly module: ModuleRef | undefined;
  /** The DML trigger that runs, or one that called what runs. */
  readonly trigger: ModuleRef | undefined;
  /** The frame that called: what EXECUTE AS CALLER copies (CTX-11). */
  readonly caller: Frame | undefined;
  /** Keys whose principals are added to the tokens while it runs (SIG-3); dynamic SQL inherits them (SIG-8). */
  readonly keys: readonly Thumbprint[];
  /** Its variables whose values the caller gets back: OUTPUT parameters, the status. */
  readonly returned: readonly Folded[];
  /** Where control goes back to. A batch has none, nor has a body while it runs for whoever may call it (run/body.ts). */
  readonly back: Return | undefined;
}
/** What is as it was at the call when the body has ended. */
export interface Return {
  readonly scope: Scope;
  readonly stack: Stack;
  readonly database: Folded;
  readonly variables: Variables;
  readonly abortOnError: boolean;
  /** Variables of the caller that receive OUTPUT parameters: caller's variable -> parameter. */
  readonly outputs: readonly { readonly to: Folded; readonly from: Folded }[];
  /** Given where the body runs on a session of its own. */
  readonly background?: Background;
}
/** The session that started what runs on another one (queue activation, Agent jobs), to come back to. */
export interface Background {
  readonly session: Session;
  readonly scope: Scope;
  readonly transaction: World['transaction'];
  readonly undo: World['undo'];
}
export interface ModuleRef {
  readonly database: Folded;
  readonly id: Id;
  readonly server: boolean;
  readonly definition: DefinitionId | undefined;
}

export type Variables = Map<Folded, Value>;
export type Value =
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'binary'; readonly text: string }
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean } // of a condition only
  | { readonly kind: 'cookie'; readonly of: string }
  /** An id or a sid whose digits are of no interest: what it identifies. */
  | { readonly kind: 'id'; readonly of: string }
  | { readonly kind: 'unknown'; readonly because: Reason; readonly known?: Partly };

/** What is known of a value that is not. */
export interface Partly {
  /** Its text, with a name that nobody uses for each piece that is not known. */
  readonly pieces?: string;
  /** How tests of it have come out: '= 5' -> true. */
  readonly tests?: Readonly<Record<string, boolean>>;
}

export interface Session {
  readonly number: number;
  readonly original: LoginRef;
  /** Nobody connected: the server started it (queue activation, Agent jobs). */
  readonly background?: true;
  /** SET NOEXEC ON or SET PARSEONLY ON: statements are read and not run. */
  readonly idle?: true;
  readonly assumed?: Assumed;
  /** A file that is not at hand ran in it: it may have left frames (UNK-19). */
  readonly unread?: true;
}

/** What is taken to be so of a session, because nobody says it. */
export interface Assumed {
  /** As which login the script is run. */
  readonly login: boolean;
  /** The databases in which it may not be: where the script starts, and where a USE leads that may have been refused. */
  readonly places: readonly { readonly database: Folded; readonly by: 'start' | 'use' }[];
}

export interface Undo {
  /** As it was at the outermost BEGIN TRANSACTION. */
  readonly catalog: Catalog;
  /** @@TRANCOUNT */
  readonly depth: number;
  readonly savepoints: readonly { readonly name: Folded; readonly catalog: Catalog }[];
  /** Nobody wrote BEGIN TRANSACTION: it is the statement's own, while its triggers run. */
  readonly implicit?: true;
}

export interface World {
  readonly catalog: Catalog;
  readonly session: Session;
  readonly database: Folded;
  readonly stack: Stack;
  readonly scope: Scope;
  readonly variables: Variables;
  readonly transaction: 'none' | 'open' | 'maybe';
  /** What a ROLLBACK brings back: principals, permissions and objects; never a context (PRN-52, CTX-16). */
  readonly undo: Undo | undefined;
  readonly abortOnError: boolean; // SET XACT_ABORT ON
}

/** The worlds in which a statement may run; none: it is unreachable. */
export type State =
  | { readonly kind: 'worlds'; readonly worlds: readonly World[] }
  | { readonly kind: 'anything'; readonly because: Reason };

export type Outcome =
  | { readonly kind: 'ok'; readonly proof?: Proof; readonly question?: Question }
  | { readonly kind: 'noop'; readonly because: string }
  | { readonly kind: 'unreachable' }
  | ({ readonly kind: 'unknown' } & Doubt)
  | ErrorOutcome;

/** Why it is not known what the server answers. */
export interface Doubt {
  readonly because: Reason;
  readonly question?: Question;
  /** The server refuses, unless this fact holds: "App is TRUSTWORTHY and its owner is trusted in Other". */
  readonly unless?: { readonly fact: string; readonly refusal: ErrorOutcome };
}

export interface ErrorOutcome {
  readonly kind: 'error';
  readonly number: number | null;
  /** The server's text with its inserts; a sentence of our own where none is documented. */
  readonly message: string;
  /** Where in the statement. */
  readonly span: Span;
  readonly refusal: Refusal;
  /** The check that failed, where one did. */
  readonly question?: Question;
  readonly proof?: Proof;
  /** Whether the error ends the batch (PERM-12). */
  readonly endsBatch: boolean;
  /**
   * An error of the statement's late compilation (208): it ends the batch or module, and only a TRY further out catches
   * it.
   */
  readonly endsScope?: true;
  /** A message to the client only: nothing was done, no CATCH takes it, control goes on (GRA-7). */
  readonly informational?: true;
}

/** Why the server refuses: structure for rules and for the explanation; rules speak, the engine finds. */
export type Refusal =
  | {
      readonly kind: 'principal-missing';
      readonly level: 'login' | 'user';
      readonly name: Name;
      readonly otherLevel: boolean;
    }
  | { readonly kind: 'not-impersonable'; readonly level: 'login' | 'user'; readonly name: Name; readonly type: string }
  | { readonly kind: 'orphaned'; readonly name: Name }
  | { readonly kind: 'impersonate-missing'; readonly level: 'login' | 'user'; readonly name: Name }
  | {
      readonly kind: 'sandboxed';
      readonly from: Name;
      readonly to: Name;
      /** Whom the frame stands for: a login, nobody, or a user whom its own database authenticates. */
      readonly user: 'with-login' | 'without-login' | 'contained';
      /** Who vouches for the frame in vain; undefined: that is not known. */
      readonly untrusted: readonly string[] | undefined;
    }
  /** No user and no guest; or a user who may not connect. */
  | {
      readonly kind: 'no-user';
      readonly login: Name;
      readonly database: Name;
      readonly unconnected?: Name;
      /** It is the one whom EXECUTE AS names, and not the one who asks. */
      readonly impersonated?: true;
    }
  | { readonly kind: 'server-permission-in-sandbox'; readonly from: Name }
  | { readonly kind: 'linked-server-in-sandbox'; readonly from: Name }
  | { readonly kind: 'permission' } // see question and proof
  | { readonly kind: 'revert-wrong-database'; readonly pushedIn: Name; readonly current: Name }
  /** Only in another database: `needed`; undefined: in the one of what it names. */
  | { readonly kind: 'wrong-database'; readonly needed: Name | undefined }
  | { readonly kind: 'revert-no-revert' }
  | { readonly kind: 'cookie-mismatch'; readonly expected: boolean; readonly given: boolean }
  /** A cookie in a variable that is no varbinary, or in no variable at all. */
  | { readonly kind: 'cookie-type'; readonly variable: Name | undefined }
  | { readonly kind: 'mixed-mechanism'; readonly by: string; readonly statement: string }
  /** An EXECUTE AS clause where there is none, or not this one. */
  | { readonly kind: 'clause'; readonly because: string }
  | { readonly kind: 'ad-hoc-only'; readonly what: string }
  | { readonly kind: 'approle-not-adhoc'; readonly because: 'scope' | 'transaction' | 'twice' }
  | { readonly kind: 'pinned-database'; readonly by: 'setuser' | 'app_role' }
  | { readonly kind: 'owner-not-single'; readonly owner: Name }
  | { readonly kind: 'missing'; readonly what: string; readonly name: Name } // object, database, role ... that is not there
  | { readonly kind: 'exists'; readonly what: string; readonly name: Name }
  | { readonly kind: 'platform'; readonly because: string }
  | { readonly kind: 'raised' } // THROW, RAISERROR
  | { readonly kind: 'other'; readonly because: string };

/** What the server would not tell you. */
export type Fact =
  | { readonly kind: 'frame-left-open'; readonly frame: Frame }
  | { readonly kind: 'nothing-to-revert'; readonly inModule: boolean; readonly ownFrame: boolean }
  /** By an ALTER, or by a DROP. */
  | { readonly kind: 'signature-lost'; readonly module: Name; readonly keys: readonly Name[] }
  | { readonly kind: 'clause-dropped'; readonly module: Name; readonly was: string }
  | { readonly kind: 'cookie-lost'; readonly variable: Name }
  | { readonly kind: 'grants-dropped'; readonly object: string; readonly count: number }
  | { readonly kind: 'run-as-changed'; readonly module: Name; readonly was: Name; readonly is: Name }
  | { readonly kind: 'runs-as'; readonly module: Name; readonly user: Name; readonly how: string }
  /** An assembly is trusted for no other reason than that its database is TRUSTWORTHY. */
  | { readonly kind: 'leans-on-trustworthy'; readonly assembly: Name; readonly strict: boolean }
  | { readonly kind: 'note'; readonly text: string }
  /** Dynamic SQL of which only pieces are known, parsed with a name for each of the others. */
  | { readonly kind: 'text-in-pieces'; readonly body: Body };

/** One world's way through one statement. */
export interface Path {
  readonly before: World;
  readonly after: World;
  readonly outcome: Outcome;
  readonly facts: readonly Fact[];
}

/** One run of a statement. `calls`: the module bodies that it starts, one entry for each call. */
export interface Step {
  readonly statement: Statement;
  readonly before: State;
  readonly after: State;
  readonly paths: readonly Path[];
  /** The runs of enclosed statements (blocks, branches, bodies). */
  readonly children: readonly PlacedStep[];
  readonly calls: readonly Call[];
}
export interface PlacedStep {
  readonly offset: number;
  readonly step: Step;
}

export interface Call {
  readonly kind: 'module' | 'trigger' | 'function' | 'dynamic' | 'activation' | 'job';
  readonly module: ModuleRef | undefined;
  readonly name: string;
  /** The CREATE statement whose body ran; undefined for dynamic SQL. */
  readonly definition: Statement | undefined;
  readonly run: Run;
  /** The body is being run from the same state already: what it does is shown there. */
  readonly again?: true;
  /** Not all of it was run: too many paths lead through it. */
  readonly cut?: true;
}

export interface Run {
  readonly entry: State;
  readonly steps: readonly PlacedStep[];
  readonly exit: State;
}

/** The texts of modules. A catalog names a body by id, so that typing in a body does not change the catalog. */
export interface Definitions {
  /** The id of a CREATE or ALTER statement of this analysis; undefined outside it (dynamic SQL registers its own). */
  idOf(statement: Statement): DefinitionId;
  /** The CREATE or ALTER statement; undefined: not part of the analysis. */
  definition(id: DefinitionId): (Statement & { readonly kind: 'create_module' }) | undefined;
  /**
   * What is another object once the text of the module is another, found without reading that text: of a script that is not
   * held, the script; undefined: dynamic SQL makes the module, or nobody does.
   */
  home(id: DefinitionId): object | undefined;
  /** Parses the text of a dynamic batch. */
  parse(text: string): Body;
}

/**
 * What a run needs besides the state. `errors`: 'predicted' follows an error path only where an error is predicted or
 * can't be excluded (the trace: one run on a server); 'possible' lets every statement of a TRY block throw (the
 * editor's findings).
 */
export interface Context {
  readonly definitions: Definitions;
  readonly errors: 'predicted' | 'possible';
  /** Whether calls enter module bodies: not when a body is analysed on its own with a symbolic caller. */
  readonly enterCalls: boolean;
  /** The variables of the routine that runs whose values are followed (calls/tracked.ts). */
  readonly tracked: ReadonlySet<Folded>;
  /** How many loops are run round by round around this, wherever they stand: in what called, too (run/loop.ts). */
  readonly loops: number;
  /** Whether a TRY is open around this, wherever it stands: in what called, too. */
  readonly guarded: boolean;
  /** What the analysis has done so far: the same object for all of it. No answer depends on it but by its counts. */
  readonly work: Work;
}
