/** The steps of a run at their places: the one walk over what ran, and the one way from a place to its step. */
import type { Script, StatementOf } from '../../syntax/statement';
import { offsetOf } from '../../syntax/walk';
import type { Call, PlacedStep, Step } from '../session/model';
import type { Part, ScriptRun } from './script';

/** Where a statement starts. */
export interface TextPlace {
  readonly script: Script;
  readonly offset: number;
}

/** A call on the way to a step. */
export interface Site {
  readonly call: Call;
  /** Where the calling statement stands. */
  readonly from: TextPlace | undefined;
  /** Where the statement stands that defines what is called; undefined: dynamic SQL, or in none of the scripts. */
  readonly home: TextPlace | undefined;
}

export interface Visit {
  readonly step: Step;
  /** Undefined: it stands in none of the scripts, as the statements of dynamic SQL. */
  readonly place: TextPlace | undefined;
  readonly session: number;
  /** The calls that led here, the outermost first. */
  readonly calls: readonly Site[];
  /** How many statements enclose it in its batch or body; blocks do not count. */
  readonly depth: number;
}

/** The steps of a run in the order in which they ran, those of called bodies behind their calls. */
export function* stepsAsRun(run: ScriptRun, script: Script, others: readonly Script[] = []): Generator<Visit> {
  yield* visitParts([script, ...includedIn(run.parts), ...others], run.parts, script);
}

function* visitParts(scripts: readonly Script[], parts: readonly Part[], script: Script): Generator<Visit> {
  for (const part of parts) {
    const at = { session: part.session, calls: [], depth: 0 };
    if (part.kind === 'logon') yield* visit(scripts, part.step, { ...at, place: { script, offset: part.span.start } });
    else if (part.kind === 'included') yield* visitParts(scripts, part.parts, part.script);
    else yield* visitAll(scripts, part.run.steps, { ...at, place: { script, offset: part.placed.offset } });
  }
}

/** The scripts that lines `:r` put into the one that ran. */
function includedIn(parts: readonly Part[]): readonly Script[] {
  return parts.flatMap((part) => (part.kind === 'included' ? [part.script, ...includedIn(part.parts)] : []));
}

/** Whether a step, and all that led to it, stands in the script. Statements of dynamic SQL stand nowhere. */
export function standsIn(visit: Visit, script: Script): visit is Visit & { readonly place: TextPlace } {
  const { place, calls } = visit;
  const isHere = (one: TextPlace | undefined): boolean => one?.script === script;
  return (
    isHere(place) &&
    calls.every(({ call, from, home }) => (!from || isHere(from)) && (!call.definition || isHere(home)))
  );
}

type At = Omit<Visit, 'step'>;

/** Steps whose offsets count from the place. */
function* visitAll(scripts: readonly Script[], steps: readonly PlacedStep[], at: At): Generator<Visit> {
  for (const { offset, step } of steps) yield* visit(scripts, step, { ...at, place: moved(at.place, offset) });
}

function* visit(scripts: readonly Script[], step: Step, at: At): Generator<Visit> {
  yield { step, ...at };
  const depth = step.statement.kind === 'block' ? at.depth : at.depth + 1;
  if (step.children.length > 0) yield* visitAll(scripts, step.children, { ...at, depth });
  for (const call of step.calls) {
    const home = homeOf(scripts, call, at.place);
    const calls = [...at.calls, { call, from: at.place, home }];
    yield* visitAll(scripts, call.run.steps, { ...at, place: home, calls, depth: 0 });
  }
}

function moved(place: TextPlace | undefined, by: number): TextPlace | undefined {
  return place && { script: place.script, offset: place.offset + by };
}

/** The same text may stand in a script twice: the one before the call is meant. */
function homeOf(scripts: readonly Script[], { definition }: Call, from: TextPlace | undefined): TextPlace | undefined {
  if (!definition) return undefined;
  for (const script of scripts) {
    const near = script === from?.script ? from.offset : script.text.length;
    const offset = offsetOf(script, definition, near);
    if (offset !== undefined) return { script, offset };
  }
  return undefined;
}

/** What the walk over the steps as they are written looks at. */
export interface RunWithBodies {
  readonly run: ScriptRun;
  /** Module bodies, each run on its own. */
  readonly bodies: ReadonlyMap<
    StatementOf<'create_module'>,
    { readonly run: { readonly steps: readonly PlacedStep[] } }
  >;
}

export interface Located {
  readonly step: Step;
  /** Where the step's statement starts in the text. */
  readonly offset: number;
  /** The module whose body it stands in; the body was run on its own, with a symbolic caller. */
  readonly module: StatementOf<'create_module'> | undefined;
  readonly session: number;
}

/** The steps of a script in the order of its text, those of module bodies among them; a statement may have run twice. */
export function* stepsAsWritten(analysed: RunWithBodies): Generator<Located> {
  for (const part of analysed.run.parts) {
    if (part.kind !== 'batch') continue;
    yield* written(analysed, part.run.steps, part.placed.offset, { module: undefined, session: part.session });
  }
}

type Around = Pick<Located, 'module' | 'session'>;

function* written(
  analysed: RunWithBodies,
  steps: readonly PlacedStep[],
  base: number,
  around: Around,
): Generator<Located> {
  for (const { offset, step } of steps) {
    const start = base + offset;
    const { statement } = step;
    yield { step, offset: start, ...around };
    if (step.children.length > 0) yield* written(analysed, step.children, start, around);
    if (statement.kind === 'create_module')
      yield* written(analysed, bodyOf(analysed, statement), start, { ...around, module: statement });
  }
}

/** The innermost step at an offset; none between statements. */
export function stepAt(analysed: RunWithBodies, offset: number): Located | undefined {
  const part = last(analysed.run.parts, (one) => startOf(one) <= offset);
  if (!part) return undefined;
  const around = { module: undefined, session: part.session };
  if (part.kind === 'logon') return { step: part.step, offset: part.span.start, ...around };
  if (part.kind === 'included') return undefined;
  return innermost(analysed, part.run.steps, part.placed.offset, offset, around);
}

function innermost(
  analysed: RunWithBodies,
  steps: readonly PlacedStep[],
  base: number,
  offset: number,
  around: Around,
): Located | undefined {
  const placed = last(steps, (step) => base + step.offset <= offset);
  if (!placed) return undefined;
  const { step } = placed;
  const { statement } = step;
  const start = base + placed.offset;
  if (offset > start + statement.span.end + 1) return undefined;
  const inside = innermost(analysed, step.children, start, offset, around);
  if (inside) return inside;
  const inBody =
    statement.kind === 'create_module'
      ? innermost(analysed, bodyOf(analysed, statement), start, offset, { ...around, module: statement })
      : undefined;
  return inBody ?? { step, offset: start, ...around };
}

/** Whether an offset stands in the body of the module that a statement makes, also where that has not run. */
export function isInBody(located: Located | undefined, offset: number): boolean {
  if (!located) return false;
  const { step, offset: start, module } = located;
  const { statement } = step;
  return module !== undefined || (statement.kind === 'create_module' && offset >= start + statement.header.end);
}

function bodyOf({ bodies }: RunWithBodies, module: StatementOf<'create_module'>): readonly PlacedStep[] {
  return bodies.get(module)?.run.steps ?? [];
}

function startOf(part: Part): number {
  if (part.kind !== 'batch') return part.span.start;
  return part.placed.offset + (part.run.steps[0]?.offset ?? 0);
}

/** The last item for which `before` holds; it holds for a prefix of the list. */
function last<T>(items: readonly T[], before: (item: T) => boolean): T | undefined {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (before(items[middle] as T)) low = middle + 1;
    else high = middle;
  }
  return items[low - 1];
}
