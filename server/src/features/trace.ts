/** The trace: what ran, as whom, and what came of it, statement by statement (trace contract). */

import type { ScriptRun } from '../engine/run/script';
import { standsIn, stepsAsRun } from '../engine/run/steps';
import type { ErrorOutcome, Outcome, Path, Step } from '../engine/session/model';
import type { ContextView } from '../engine/session/view';
import { viewOf } from '../engine/session/view';
import type { Script } from '../syntax/statement';
import { lineIndex } from '../text/line-index';
import { insideOf } from './inside';

export interface Trace {
  readonly version: 1;
  readonly file: string;
  readonly statements: readonly TraceStatement[];
}

export type TraceOutcome = 'ok' | 'error' | 'noop' | 'unreachable' | 'unknown';

export interface TraceStatement {
  readonly line: number;
  readonly column: number;
  /** Offset of the first token; in `file` where that is given. */
  readonly offset: number;
  readonly kind: string;
  readonly session: number;
  readonly calls: readonly number[];
  readonly before: MergedContext;
  readonly outcome: TraceOutcome;
  readonly error?: { readonly number: number | null; readonly message: string };
  readonly permission?: { readonly name: string; readonly on: string };
  readonly reason?: string;
  /** With outcome unknown: `error` and `permission` say what the server answers unless this fact holds. */
  readonly unless?: string;
  /** Refusals inside the bodies that the statement started, at their lines of the file. */
  readonly inside?: readonly { readonly line: number; readonly number: number | null; readonly message: string }[];
}

/** The context just before; a field on which the paths disagree is null, and `paths` lists the distinct contexts. */
export type MergedContext = { readonly [K in keyof ContextView]: ContextView[K] | null } & {
  readonly paths?: readonly ContextView[];
};

/** The trace of a run. Bodies of modules that the script itself does not define are left out. */
export function traceOf(script: Script, file: string, run: ScriptRun): Trace {
  const lines = lineIndex(script.text);
  const statements: TraceStatement[] = [];
  for (const visit of stepsAsRun(run, script)) {
    if (!standsIn(visit, script)) continue;
    const { step, place, session } = visit;
    const { line, column } = lines.at(place.offset);
    const calls = visit.calls.flatMap(({ from }) => (from ? [lines.at(from.offset).line] : []));
    statements.push({
      line,
      column,
      offset: place.offset,
      kind: step.statement.node,
      session,
      calls,
      before: mergedContext(step),
      ...outcomeOf(step),
      ...insidePart(step, script, place.offset),
    });
  }
  return { version: 1, file, statements };
}

function insidePart(step: Step, script: Script, near: number): Pick<TraceStatement, 'inside'> {
  const inside = insideOf(step, [script], near).map(({ line, refused: { outcome } }) => ({
    line,
    number: outcome.number,
    message: outcome.message,
  }));
  return inside.length > 0 ? { inside } : {};
}

function mergedContext(step: Step): MergedContext {
  const worlds = step.before.kind === 'worlds' ? step.before.worlds : [];
  const views = distinct(worlds.map(viewOf));
  const [first] = views;
  if (!first)
    return {
      login: null,
      user: null,
      database: null,
      originalLogin: null,
      depth: null,
      loginToken: null,
      userToken: null,
    };
  if (views.length === 1) return first;
  const merged = Object.fromEntries(
    Object.entries(first).map(([field, value]) => [
      field,
      views.every((view) => equal(view[field as keyof ContextView], value)) ? value : null,
    ]),
  ) as unknown as MergedContext;
  return { ...merged, paths: views };
}

const equal = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function distinct(views: readonly ContextView[]): readonly ContextView[] {
  return [...new Map(views.map((view) => [JSON.stringify(view), view])).values()];
}

type OutcomePart = Pick<TraceStatement, 'outcome' | 'error' | 'permission' | 'reason' | 'unless'>;

/** One outcome for all paths: where they differ the outcome is not known. */
function outcomeOf(step: Step): OutcomePart {
  if (step.before.kind === 'anything') return { outcome: 'unknown', reason: step.before.because.text };
  if (step.before.worlds.length === 0) return { outcome: 'unreachable', reason: 'no path leads here' };
  const outcomes = step.paths.map((path: Path) => path.outcome);
  const first = outcomes[0];
  if (!first) return { outcome: 'unknown', reason: 'nothing is known about this statement' };
  if (outcomes.every((outcome) => outcome.kind === first.kind && numberOf(outcome) === numberOf(first)))
    return part(outcomes.find((outcome) => outcome.kind === 'unknown' && !outcome.unless) ?? first);
  return { outcome: 'unknown', reason: `it depends on the path: ${[...new Set(outcomes.map(short))].join(', or ')}` };
}

const numberOf = (outcome: Outcome): number | null => (outcome.kind === 'error' ? outcome.number : null);
const short = (outcome: Outcome): string =>
  outcome.kind === 'error' ? `error ${outcome.number ?? ''}`.trim() : outcome.kind;

function part(outcome: Outcome): OutcomePart {
  switch (outcome.kind) {
    case 'ok':
      return { outcome: 'ok' };
    case 'unreachable':
      return { outcome: 'unreachable' };
    case 'noop':
      return { outcome: 'noop', reason: outcome.because };
    case 'unknown': {
      const { because, unless } = outcome;
      return {
        outcome: 'unknown',
        reason: because.text,
        ...(unless && { unless: unless.fact, ...refusalPart(unless.refusal) }),
      };
    }
    case 'error':
      return { outcome: 'error', ...refusalPart(outcome), reason: outcome.message || `Msg ${outcome.number}` };
  }
}

function refusalPart({ number, message, question }: ErrorOutcome): Pick<TraceStatement, 'error' | 'permission'> {
  return {
    error: { number, message },
    ...(question && { permission: { name: question.permission, on: question.on } }),
  };
}
