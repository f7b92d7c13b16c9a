/** The steps of a run in the order in which they ran, those of called modules under their calls (trace contract). */
import type { Call, PlacedStep, Step } from '../engine/session/model';
import type { ScriptRun } from '../engine/run/script';
import type { Script, Statement } from '../syntax/statement';
import { statementsOf } from '../syntax/walk';
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
  for (const { offset, node } of statementsOf(script)) {
    if (node.kind !== 'create_module') continue;
    const known = places.get(node);
    if (known) known.push(offset);
    else places.set(node, [offset]);
  }
  return places;
}
