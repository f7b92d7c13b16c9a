/**
 * The work of an analysis while it goes on. It is counted, not timed: the same input gives the same answer on a slow
 * machine, and with a full memory as with an empty one (a remembered run is charged what it cost when it was made).
 *
 * Statements outside calls and loops are each run once for each entering state, so they need no limit. Calls and loops do:
 * each gets a budget of statement runs out of what is left, and so do those inside it. One whose budget is used up is cut:
 * the rest of it is not known, and everything else is.
 */
import type { DefinitionId } from '../../catalog/model';
import type { Statement } from '../../syntax/statement';
import type { State } from './model';

export interface Work {
  /** What the runs that are being computed have depended on so far, the innermost last. */
  readonly collecting: Notes[];
  /** The bodies that are being run, the outermost first. */
  readonly active: ActiveBody[];
  budget: Budget;
  /** How often something was cut so far. */
  cuts: number;
  /** Statement runs that were computed, not remembered. */
  computed: number;
  /** Statements since the last pause. */
  sincePause: number;
}

/** What a run depended on besides its key; undefined: nothing of the kind, as most runs. */
export interface Notes {
  /** The texts of the modules that it entered. */
  definitions: Map<DefinitionId, Statement | undefined> | undefined;
  /** The modules that it did not enter because what is known of them is enough, as `Definitions.home` tells their texts apart. */
  homes: Map<DefinitionId, object> | undefined;
  /** The bodies that it ran: where one of them is being run already, the run would come out differently. */
  bodies: Set<string> | undefined;
  /** What it took for the result of bodies that were being run. */
  assumed: Map<string, BodyResult> | undefined;
  /** Whether it looked at the nesting level. */
  depth: boolean;
}

/** A body that is being run from a certain state (run/body.ts). */
export interface ActiveBody {
  readonly key: string;
  /** What a call that leads back to it gives, as far as is known by now. */
  assumed: BodyResult;
  /** Whether such a call was met in this round. */
  met: boolean;
  /** Whether something in it looks at the nesting level, so that every level is another state. */
  depth: boolean;
}

/** What comes out of a body. `endless`: nothing, for it calls itself without end. */
export interface BodyResult {
  readonly endless: boolean;
  readonly exit: State;
  readonly returns: State;
  readonly aborts: State;
  readonly ends: State;
  readonly throws: State;
  readonly mayThrow: State;
}

export interface Budget {
  readonly limit: number;
  /** Whether plain statements count. At batch level they do not. */
  readonly counts: boolean;
  /** Statement runs so far, those in calls and loops included. */
  runs: number;
  /** Of them, those in calls and loops. */
  nested: number;
  /** The most that a call or loop at this level took. */
  biggest: number;
}

export interface Cost {
  readonly runs: number;
  readonly nested: number;
  readonly biggest: number;
}

/** What all calls and loops of an analysis may take together, in statement runs. */
const whole = 1 << 19;
/** What one of them may take at most, and what it may take where that is still there. */
const most = 1 << 16;
const least = 1 << 11;

export function newWork(limit = whole): Work {
  const budget: Budget = { limit, counts: false, runs: 0, nested: 0, biggest: 0 };
  return { collecting: [], active: [], budget, cuts: 0, computed: 0, sincePause: 0 };
}

/** What a call or loop may take here: an eighth of what is left at batch level, inside others half of it. */
export function shareOf(budget: Budget): number {
  return shareAt(budget, left(budget));
}

function shareAt({ counts }: Budget, rest: number): number {
  const part = Math.floor(rest / (counts ? 2 : 8));
  const rounded = part < 1 ? 0 : 2 ** Math.floor(Math.log2(part)); // few different shares, so that what was cut can be remembered
  return Math.max(0, Math.min(rest, most, Math.max(least, rounded)));
}

function left({ limit, counts, runs, nested }: Budget): number {
  return limit - (counts ? runs : nested);
}

export function isUsedUp(budget: Budget): boolean {
  return budget.counts && budget.runs >= budget.limit;
}

/** Whether a run of this cost would come out the same under the budget as it is now. */
export function fits(budget: Budget, { runs, nested, biggest }: Cost): boolean {
  const rest = left(budget) - (budget.counts ? runs : nested);
  return rest >= 0 && (biggest === 0 || biggest <= shareAt(budget, rest));
}

export function charge(budget: Budget, { runs, nested, biggest }: Cost): void {
  budget.runs += runs;
  budget.nested += nested;
  budget.biggest = Math.max(budget.biggest, biggest);
}

/** Runs something under a budget of its own, out of that of the work. Answers what came out, and whether it was cut. */
export function* withShare<T>(
  work: Work,
  share: number,
  run: () => Generator<undefined, T>,
): Generator<undefined, { readonly value: T; readonly cut: boolean }> {
  const outer = work.budget;
  const inner: Budget = { limit: share, counts: true, runs: 0, nested: 0, biggest: 0 };
  const cuts = work.cuts;
  work.budget = inner;
  try {
    const value = yield* run();
    return { value, cut: work.cuts > cuts };
  } finally {
    work.budget = outer;
    charge(outer, { runs: inner.runs, nested: inner.runs, biggest: inner.runs });
  }
}

/** Counts the runs of a statement in some worlds; answers whether it is time for a pause, so that the door can do else. */
export function ran(work: Work, worlds: number): boolean {
  const runs = Math.max(1, worlds);
  work.budget.runs += runs;
  work.computed += runs;
  if (++work.sincePause < pauseAfter) return false;
  work.sincePause = 0;
  return true;
}

const pauseAfter = 16;

/** Whoever looks at the nesting level is in another state at every level. */
export function noteDepth({ collecting, active }: Work): void {
  const notes = collecting.at(-1);
  if (notes) notes.depth = true;
  for (const body of active) body.depth = true;
}

/** Notes what another run depended on as something that the run in progress depends on. */
export function note(work: Work, { definitions, homes, bodies, assumed, depth }: Notes): void {
  if (depth) noteDepth(work);
  if (definitions) for (const [id, statement] of definitions) noteDefinition(work, id, statement);
  if (homes) noteHomes(work, homes);
  if (bodies) for (const key of bodies) noteBody(work, key);
  if (assumed) for (const [key, result] of assumed) noteAssumed(work, key, result);
}

/** Notes that the run in progress entered a module, or found that nobody holds its text. */
export function noteDefinition({ collecting }: Work, id: DefinitionId, statement: Statement | undefined): void {
  const top = collecting.at(-1);
  if (top) (top.definitions ??= new Map()).set(id, statement);
}

/** Notes the modules that the run in progress depends on though it does not enter them. */
export function noteHomes({ collecting }: Work, homes: ReadonlyMap<DefinitionId, object>): void {
  const top = collecting.at(-1);
  if (top) for (const [id, home] of homes) (top.homes ??= new Map()).set(id, home);
}

/** Notes that the run in progress ran a body. */
export function noteBody({ collecting }: Work, key: string): void {
  const top = collecting.at(-1);
  if (top) (top.bodies ??= new Set()).add(key);
}

/** Notes what the run in progress took for the result of a body that is being run. */
export function noteAssumed({ collecting }: Work, key: string, result: BodyResult): void {
  const top = collecting.at(-1);
  if (top) (top.assumed ??= new Map()).set(key, result);
}
