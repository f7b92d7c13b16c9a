/**
 * The plain statements that everything above this floor works on. A tree node never leaves syntax/.
 * `kind` is what the program switches on; `node` is the grammar's node type, which the trace shows as its kind.
 * All spans inside a statement count from the statement's own start, so a statement that moves does not change.
 */

import type { Told } from '../migrations/model';
import type { Folded, Name } from '../text/name';
import type { Placed, Span } from '../text/span';
import type { BrokerStatement } from './statements/broker';
import type { ContextStatement, ExecuteStatement, ExecuteString } from './statements/context';
import type { ControlStatement } from './statements/control';
import type { DataStatement } from './statements/data';
import type { KeyStatement } from './statements/keys';
import type { ModuleStatement } from './statements/modules';
import type { ObjectStatement } from './statements/objects';
import type { PermissionFamily } from './statements/permissions';
import type { PrincipalStatement } from './statements/principals';
import type { ServerStatement } from './statements/server';

export interface StatementBase {
  /** The grammar's node type, as in `create_procedure`. */
  readonly node: string;
  /** Starts at 0; the end leaves the closing semicolon out. */
  readonly span: Span;
  /**
   * The parser found an error inside: nothing is claimed about this statement (nested sound statements still count).
   */
  readonly broken?: true;
  /** It, or something in it, is nested too deeply to be followed. Whether what is in it may switch the context. */
  readonly unread?: 'harmless' | 'may switch the context';
  /** Variables that get values of data: FETCH INTO, UPDATE ... SET @x =, RECEIVE @x =. */
  readonly fills?: readonly Name[];
}

export type Statement =
  | ControlStatement
  | ContextStatement
  | ExecuteStatement
  | ExecuteString
  | DataStatement
  | ModuleStatement
  | ObjectStatement
  | PrincipalStatement
  | PermissionFamily
  | KeyStatement
  | ServerStatement
  | BrokerStatement
  | OtherStatement;

/** A statement that the engine knows by its words alone. */
export interface OtherStatement extends StatementBase {
  readonly kind: 'other';
  /** Leading keywords in upper case: ['CREATE', 'EVENT', 'SESSION']. */
  readonly words: readonly string[];
  readonly name?: import('./expression').ObjectName;
  /** ON SERVER, ON ALL SERVER, ON DATABASE, ON QUEUE. */
  readonly scope?: 'SERVER' | 'DATABASE' | 'QUEUE';
  /** The object behind ON or FROM: of a full-text index, of GET CONVERSATION GROUP. */
  readonly on?: import('./expression').ObjectName;
  /** EXTERNAL NAME assembly.class, as an aggregate has it. */
  readonly assembly?: import('../text/name').Name;
  /** The predicates that a security policy gets: a function, and the table that it is for. */
  readonly predicates?: readonly {
    readonly function: import('./expression').ObjectName;
    readonly table: import('./expression').ObjectName;
  }[];
  readonly children?: readonly Placed<Statement>[];
}

export type StatementKind = Statement['kind'];
export type StatementOf<K extends StatementKind> = Extract<Statement, { kind: K }>;
export type Body = readonly Placed<Statement>[];

/** A batch: the text between two GO lines. Same text, same object. */
export interface Batch {
  readonly text: string;
  readonly statements: Body;
  /** ERROR and MISSING nodes, from the batch's start. */
  readonly errors: readonly Span[];
  /** SQLCMD lines (:setvar, :r, :connect, !!), from the batch's start. */
  readonly commands: readonly SqlcmdLine[];
}

export interface SqlcmdLine {
  readonly span: Span;
  /** In lower case without the colon: 'setvar', 'r', 'connect', 'on error', '!!'. */
  readonly command: string;
  readonly argument: string;
}

/** A batch at its place in a script; `count` is n of `GO n`, 1 without. */
export interface PlacedBatch {
  readonly offset: number;
  readonly batch: Batch;
  readonly count: number;
}

export interface Script {
  readonly uri: string;
  readonly text: string;
  readonly batches: readonly PlacedBatch[];
  /** Of a script that is too large to be read as a whole: what of it was read, its declarations or only some of them. */
  readonly read?: 'declarations' | 'some declarations';
  /** Who runs it and where it starts, where its comments do not say so but somebody else does. */
  readonly starts?: Starts;
  /**
   * Of a script of which only is kept what it says to others: whether its text and statements are at hand, or would have to be
   * read again by who asks for them. Left out: they are always here.
   */
  readonly atHand?: boolean;
}

export interface Starts {
  readonly login?: string | undefined;
  readonly database?: string | undefined;
  /** Its version, in the words of the catalog. */
  readonly server?: string | undefined;
  /** The name of the server on which it runs, as its snapshot has it. */
  readonly onServer?: string | undefined;
  /** The collation of that server. */
  readonly serverCollation?: string | undefined;
  /** It is sure to be T-SQL: a part of a database project. */
  readonly tsql?: true;
  /** Values of SQLCMD variables that the script does not set itself. */
  readonly variables?: ReadonlyMap<Folded, string>;
  /** What somebody says of the deployment of which it is a part. */
  readonly migration?: Told;
}
