/** The trace: what ran, as whom, and what came of it, statement by statement (trace contract). */

import { modulesIn } from '../engine/definitions';
import type { Call, Definitions, Outcome, Path, PlacedStep, Step } from '../engine/model';
import type { Part, ScriptRun } from '../engine/script';
import type { ContextView } from '../engine/view';
import { viewOf } from '../engine/view';
import type { Script, Statement } from '../syntax/statement';
import { type LineIndex, lineIndex } from '../text/line-index';

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
}

/** The context just before; a field on which the paths disagree is null, and `paths` lists the distinct contexts. */
export type MergedContext = { readonly [K in keyof ContextView]: ContextView[K] | null } & { readonly paths?: readonly ContextView[] };

/** The trace of a run. Bodies of modules that the script itself does not define are left out. */
export function traceOf(script: Script, file: string, run: ScriptRun): Trace {
  const writer: Writer = { lines: lineIndex(script.text), places: modulePlaces(script), statements: [] };
  for (const part of run.parts) writePart(writer, part);
  return { version: 1, file, statements: writer.statements };
}

interface Writer {
  readonly lines: LineIndex;
  readonly places: ReadonlyMap<Statement, readonly number[]>;
  readonly statements: TraceStatement[];
}

function writePart(writer: Writer, part: Part): void {
  if (part.kind === 'logon') {
    writeStep(writer, part.step, part.span.start, part.session, []);
    return;
  }
  for (const { offset, step } of part.run.steps) writeStep(writer, step, part.placed.offset + offset, part.session, []);
}

function writeStep(writer: Writer, step: Step, offset: number, session: number, calls: readonly number[]): void {
  const { line, column } = writer.lines.at(offset);
  writer.statements.push({
    line,
    column,
    offset,
    kind: step.statement.node,
    session,
    calls,
    before: mergedContext(step),
    ...outcomeOf(step),
  });
  for (const child of step.children) writeStep(writer, child.step, offset + child.offset, session, calls);
  for (const call of step.calls) writeCall(writer, call, offset, session, [...calls, line]);
}

function writeCall(writer: Writer, call: Call, from: number, session: number, calls: readonly number[]): void {
  if (call.definition === undefined) {
    writeBehind(writer, call.run.steps, from, session, calls);
    return;
  }
  const places = writer.places.get(call.definition);
  if (!places || places.length === 0) return;
  // The same text may stand in the script twice: the one before the call is meant.
  const place = places.findLast((offset) => offset < from) ?? places[0]!;
  for (const { offset, step } of call.run.steps) writeStep(writer, step, place + offset, session, calls);
}

/** The statements of a dynamic batch have no line of their own; the modules that they call have. */
function writeBehind(writer: Writer, steps: readonly PlacedStep[], from: number, session: number, calls: readonly number[]): void {
  for (const { step } of steps) {
    writeBehind(writer, step.children, from, session, calls);
    for (const call of step.calls) writeCall(writer, call, from, session, calls);
  }
}

/** Where the module statements of a script stand. */
function modulePlaces(script: Script): ReadonlyMap<Statement, readonly number[]> {
  const places = new Map<Statement, number[]>();
  const note = (statement: Statement, offset: number): void => {
    const known = places.get(statement);
    if (known) known.push(offset);
    else places.set(statement, [offset]);
  };
  for (const { offset, batch } of script.batches) {
    for (const placed of batch.statements) {
      if (modulesIn([placed]).length > 0) walk(placed.node, offset + placed.offset, note);
    }
  }
  return places;
}

function walk(statement: Statement, offset: number, note: (statement: Statement, offset: number) => void): void {
  if (statement.kind === 'create_module') note(statement, offset);
  for (const child of enclosed(statement)) walk(child.node, offset + child.offset, note);
}

function enclosed(statement: Statement): readonly { readonly offset: number; readonly node: Statement }[] {
  switch (statement.kind) {
    case 'block':
      return statement.body;
    case 'if':
      return [statement.then, statement.otherwise].filter((placed) => placed !== undefined);
    case 'while':
      return statement.body ? [statement.body] : [];
    case 'try_catch':
      return [...statement.try, ...statement.catch];
    case 'create_schema':
      return statement.elements;
    default:
      return [];
  }
}

function mergedContext(step: Step): MergedContext {
  const worlds = step.before.kind === 'worlds' ? step.before.worlds : [];
  const views = distinct(worlds.map(viewOf));
  const [first] = views;
  if (!first) return { login: null, user: null, database: null, originalLogin: null, depth: null, loginToken: null, userToken: null };
  if (views.length === 1) return first;
  const merged = Object.fromEntries(
    Object.entries(first).map(([field, value]) => [field, views.every((view) => equal(view[field as keyof ContextView], value)) ? value : null]),
  ) as unknown as MergedContext;
  return { ...merged, paths: views };
}

const equal = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function distinct(views: readonly ContextView[]): readonly ContextView[] {
  return [...new Map(views.map((view) => [JSON.stringify(view), view])).values()];
}

type OutcomePart = Pick<TraceStatement, 'outcome' | 'error' | 'permission' | 'reason'>;

/** One outcome for all paths: where they differ the outcome is not known. */
function outcomeOf(step: Step): OutcomePart {
  if (step.before.kind === 'anything') return { outcome: 'unknown', reason: step.before.because };
  if (step.before.worlds.length === 0) return { outcome: 'unreachable', reason: 'no path leads here' };
  const outcomes = step.paths.map((path: Path) => path.outcome);
  const first = outcomes[0];
  if (!first) return { outcome: 'unknown', reason: 'nothing is known about this statement' };
  if (outcomes.every((outcome) => outcome.kind === first.kind && numberOf(outcome) === numberOf(first))) return part(first);
  return { outcome: 'unknown', reason: `it depends on the path: ${[...new Set(outcomes.map(short))].join(', or ')}` };
}

const numberOf = (outcome: Outcome): number | null => (outcome.kind === 'error' ? outcome.number : null);
const short = (outcome: Outcome): string => (outcome.kind === 'error' ? `error ${outcome.number ?? ''}`.trim() : outcome.kind);

function part(outcome: Outcome): OutcomePart {
  switch (outcome.kind) {
    case 'ok':
      return { outcome: 'ok' };
    case 'unreachable':
      return { outcome: 'unreachable' };
    case 'noop':
    case 'unknown':
      return { outcome: outcome.kind, reason: outcome.because };
    case 'error':
      return {
        outcome: 'error',
        error: { number: outcome.number, message: outcome.message },
        ...(outcome.check && { permission: { name: outcome.check.permission, on: outcome.check.on } }),
        reason: outcome.message,
      };
  }
}

export type { Definitions };
