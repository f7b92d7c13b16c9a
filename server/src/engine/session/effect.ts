/** What one statement does to one world, before the bodies that it starts have run. */
import type { Reason } from '../../catalog/reason';
import type { Body, Statement } from '../../syntax/statement';
import type { Call, Context, ErrorOutcome, Fact, Frame, ModuleRef, Outcome, Variables, World } from './model';

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

export function failed(world: World, outcome: ErrorOutcome, facts?: readonly Fact[]): Effect {
  return facts ? { outcome, after: world, facts } : { outcome, after: world };
}

export function notKnown(after: World, because: Reason): Effect {
  return { outcome: { kind: 'unknown', because }, after };
}

export function isError(value: World | ErrorOutcome): value is ErrorOutcome {
  return 'kind' in value && value.kind === 'error';
}
