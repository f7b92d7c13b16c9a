/** What one statement does to one world, before the bodies that it starts have run. */

import type { Question } from '../../catalog/decide/verdict';
import type { Catalog } from '../../catalog/model';
import type { Reason } from '../../catalog/reason';
import type { Body, Statement } from '../../syntax/statement';
import { change } from './make';
import type { Call, Context, Doubt, ErrorOutcome, Fact, Frame, ModuleRef, Outcome, Variables, World } from './model';

export interface Effect {
  readonly outcome: Outcome;
  /** The world after the statement; before the calls where there are any. After an error: the world before. */
  readonly after: World;
  readonly facts?: readonly Fact[];
  /** Module bodies to run, in order. */
  readonly calls?: readonly PlannedCall[];
}

export interface PlannedCall {
  readonly kind: Call['kind'];
  readonly module: ModuleRef | undefined;
  readonly name: string;
  /** The CREATE statement; undefined for dynamic SQL. */
  readonly definition: Statement | undefined;
  readonly body: Body;
  /** The frame that EXECUTE (...) AS pushes. */
  readonly frame?: Frame;
  /** The values of the parameters of sp_executesql. */
  readonly given?: Variables;
  /** A trigger runs in the transaction of the statement that fired it (ENT-9): it can end it. */
  readonly inTransaction?: true;
  /**
   * Pushes scope and frame. An error means that the body is not entered: the calling statement fails with it (MOD-11).
   */
  enter(world: World): World | ErrorOutcome;
}

/** A step function for one kind of statement: total, pure, never throws for any user input. */
export type StepFunction<S extends Statement> = (context: Context, statement: S, world: World) => Effect;

/** The statement runs; with a catalog, that is what it leaves. */
export function ok(world: World, catalog: Catalog = world.catalog): Effect {
  return { outcome: { kind: 'ok' }, after: catalog === world.catalog ? world : change(world, { catalog }) };
}

/** The statement runs and changes nothing, because ... */
export function unchanged(world: World, because: string): Effect {
  return { outcome: { kind: 'noop', because }, after: world };
}

/** What the server answers is not known. `after`: the world as it is taken to be behind it. */
export function unknown(after: World, doubt: Reason | Doubt, question?: Question): Effect {
  return { outcome: { ...unknownOutcome(doubt), ...(question && { question }) }, after };
}

export function unknownOutcome(doubt: Reason | Doubt): Outcome & { kind: 'unknown' } {
  if ('lack' in doubt) return { kind: 'unknown', because: doubt };
  const { because, question, unless } = doubt;
  return { kind: 'unknown', because, ...(question && { question }), ...(unless && { unless }) };
}

/** The server refuses. */
export function failed(world: World, outcome: ErrorOutcome, facts?: readonly Fact[]): Effect {
  return facts ? { outcome, after: world, facts } : { outcome, after: world };
}

export function isError(value: World | ErrorOutcome): value is ErrorOutcome {
  return 'kind' in value && value.kind === 'error';
}

/** An outcome that leaves everything as it is. */
export function outcomeOnly(world: World, outcome: Outcome): Effect {
  return outcome.kind === 'error' ? failed(world, outcome) : { outcome, after: world };
}
