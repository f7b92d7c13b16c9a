/** The steps of a run in the order in which they ran, those of called modules under their calls (trace contract). */
import { modulesIn } from '../engine/start/definitions';
import type { Call, PlacedStep, Step } from '../engine/session/model';
import type { ScriptRun } from '../engine/run/script';
import type { Script, Statement } from '../syntax/statement';
import { type LineIndex, lineIndex } from '../text/line-index';

export interface TracedStep {
  readonly step: Step;
  /** Where its statement starts in the script. */
  readonly offset: number;
  readonly session: number;
  /** Lines of the calls that led here, outermost first. */
  readonly calls: readonly number[];
}

/** Bodies of modules that the script itself does not define are left out. */
export function* tracedSteps(script: Script, run: ScriptRun): Generator<TracedStep> {
  const place: Places = { lines: lineIndex(script.text), modules: modulePlaces(script) };
  for (const part of run.parts) {
    const { session } = part;
    if (part.kind === 'logon') yield* one(place, { step: part.step, offset: part.span.start, session, calls: [] });
    else
      for (const { offset, step } of part.run.steps)
        yield* one(place, { step, offset: part.placed.offset + offset, session, calls: [] });
  }
}

interface Places {
  readonly lines: LineIndex;
  readonly modules: ReadonlyMap<Statement, readonly number[]>;
}

function* one(places: Places, traced: TracedStep): Generator<TracedStep> {
  yield traced;
  const { step, offset, calls } = traced;
  for (const child of step.children) yield* one(places, { ...traced, step: child.step, offset: offset + child.offset });
  const { line } = places.lines.at(offset);
  for (const call of step.calls) yield* called(places, call, { ...traced, calls: [...calls, line] });
}

/** What a call runs; `from` says where the call stands. */
function* called(places: Places, call: Call, from: Omit<TracedStep, 'step'>): Generator<TracedStep> {
  if (call.definition === undefined) {
    yield* behind(places, call.run.steps, from);
    return;
  }
  const found = places.modules.get(call.definition);
  if (!found || found.length === 0) return;
  // The same text may stand in the script twice: the one before the call is meant.
  const place = found.findLast((offset) => offset < from.offset) ?? found[0]!;
  for (const { offset, step } of call.run.steps) yield* one(places, { ...from, step, offset: place + offset });
}

/** The statements of a dynamic batch have no line of their own; the modules that they call have. */
function* behind(places: Places, steps: readonly PlacedStep[], from: Omit<TracedStep, 'step'>): Generator<TracedStep> {
  for (const { step } of steps) {
    yield* behind(places, step.children, from);
    for (const call of step.calls) yield* called(places, call, from);
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
