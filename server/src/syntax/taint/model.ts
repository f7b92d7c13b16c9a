/**
 * Where text comes from: which statements of a routine run a text that somebody else has a say in, and the way the value
 * takes from where it enters to where it is run. Built from the lowered statements alone, flow by flow: branches are
 * joined, loops run until nothing new comes. What is not known is no source: a finding rests on a value that was seen.
 */
import type { Map as ImmutableMap } from 'immutable';
import type { Name } from '../../text/name';
import type { Span } from '../../text/span';
import type { Expression, ObjectName } from '../expression';
import type { Statement, StatementOf } from '../statement';

/** How a value enters a routine, or moves on in it. */
export type Move =
  | { readonly kind: 'parameter'; readonly name: Name }
  | { readonly kind: 'column'; readonly name: Name; readonly table: Name | undefined }
  | { readonly kind: 'function'; readonly name: string }
  | { readonly kind: 'message' } // RECEIVE
  | { readonly kind: 'row'; readonly cursor: Name; readonly variable: Name } // FETCH INTO
  | { readonly kind: 'stored'; readonly table: Name; readonly column: Name } // in a temporary table
  | { readonly kind: 'assigned'; readonly variable: Name }
  | { readonly kind: 'joined'; readonly variable: Name }; // put together with other text

/** A move, where it is made, and the one before it. */
export interface Trace {
  readonly move: Move;
  /** Undefined: the module whose parameter it is, so that an edit of its body leaves the trace what it was. */
  readonly statement: Statement | undefined;
  /** From the statement's start. */
  readonly span: Span;
  readonly before: Trace | undefined;
}

/** Text of somebody else. */
export interface Taint {
  readonly trace: Trace;
  /** This character is doubled in it, so that it is harmless behind an opening one. */
  readonly doubled?: "'" | ']';
}

/** What is known of the text of a value. */
export interface Value {
  readonly taint?: Taint;
  /** The constant text that it ends with; '' where that is not known. */
  readonly tail: string;
}

/** The variables with a value that says something, by folded name; undefined: no way leads here. */
export type Flow = ImmutableMap<string, Value> | undefined;

/** A statement that runs a text of somebody else. */
export interface Sink {
  readonly statement: Statement;
  /** The text that is run, from the statement's start. */
  readonly span: Span;
  readonly by: 'EXEC' | 'sp_executesql';
  /** The linked server that runs it. */
  readonly server: Name | undefined;
  readonly trace: Trace;
}

/** A call that hands on a text of somebody else. */
export interface Handed {
  readonly statement: StatementOf<'execute'>;
  /** The parameter that gets it: its name, or its place. */
  readonly parameter: Name | number;
  /** The argument, from the statement's start. */
  readonly span: Span;
  readonly trace: Trace;
}

/** What is gathered on the way through a routine. */
export interface Way {
  /** Variables whose type holds no code, folded. */
  readonly closed: ReadonlySet<string>;
  readonly sinks: Map<Statement, Sink>;
  readonly handed: Map<Expression, Handed>;
  /** How many more statements are gone through; behind the last one nothing new is found. */
  readonly work: { left: number };
  /** What arrives at labels by GOTO. */
  readonly labels: Map<string, Flow>;
  /** What BREAK and CONTINUE of the loop around leave; undefined outside loops. */
  readonly loop?: { broken: Flow; continued: Flow };
  /** What errors inside the TRY block around may leave, one after the other. */
  readonly thrown?: Flow[];
}

/** Whether a call is one of sp_executesql, by whatever way it is named. */
export function isExecuteSql({ name }: Pick<ObjectName, 'name'>): boolean {
  return /^sp_executesql\s*$/i.test(name);
}

/** The moves of a value, the first one first. */
export function movesOf(trace: Trace): readonly Trace[] {
  const moves: Trace[] = [];
  for (let at: Trace | undefined = trace; at; at = at.before) moves.unshift(at);
  return moves;
}
