/**
 * What was found on the way through a statement that holds others, remembered by what enters it: an edit costs the
 * statements around it, and those that something else enters now.
 */
import { memo } from '../../text/memo';
import type { Statement } from '../statement';
import { mayHold, runChildrenOf } from '../walk';
import type { Flow, Way } from './model';

/** What came of going through a statement, and for what. */
interface Passed {
  readonly entry: Flow;
  readonly closed: Way['closed'];
  readonly inTry: boolean;
  readonly flow: Flow;
  readonly sinks: Way['sinks'];
  readonly handed: Way['handed'];
  readonly thrown: readonly Flow[];
  /** How many statements were gone through. */
  readonly steps: number;
}

type Through = (statement: Statement, flow: Flow, way: Way) => Flow;

/** What leaves a statement, and what is found in it; gone through once only for what enters it. */
export function behind(statement: Statement, entry: Flow, way: Way, through: Through): Flow {
  if (isIdle(statement)) return entry;
  if (jumps(statement) !== 'nowhere') return through(statement, entry, way);
  return taken(recalled(statement, entry, way) ?? kept(statement, pass(statement, entry, way, through), way), way);
}

/** The same for a statement that holds many; yields inside it. */
export function* goingBehind(
  statement: Statement,
  entry: Flow,
  way: Way,
  through: (statement: Statement, flow: Flow, way: Way) => Generator<undefined, Flow>,
): Generator<undefined, Flow> {
  if (jumps(statement) !== 'nowhere') return yield* through(statement, entry, way);
  const known = recalled(statement, entry, way);
  if (known) return taken(known, way);
  const { inner, passed } = aside(entry, way);
  return taken(kept(statement, passed(yield* through(statement, entry, inner)), way), way);
}

function recalled(statement: Statement, entry: Flow, { closed, thrown, work }: Way): Passed | undefined {
  const inTry = thrown !== undefined;
  const passed = newest
    .get(statement)
    ?.find((one) => one.entry === entry && one.closed === closed && one.inTry === inTry);
  if (!passed || passed.steps > work.left) return undefined;
  work.left -= passed.steps;
  return passed;
}

function kept(statement: Statement, passed: Passed, { work }: Way): Passed {
  // what does nothing is as fast done as found
  if (work.left > 0 && (passed.flow !== passed.entry || passed.steps > 0))
    newest.set(statement, [passed, ...(newest.get(statement) ?? none).slice(0, mostKept - 1)]);
  return passed;
}

function taken({ flow, sinks, handed, thrown }: Passed, way: Way): Flow {
  for (const [key, sink] of sinks) if (!way.sinks.has(key)) way.sinks.set(key, sink);
  for (const [key, one] of handed) if (!way.handed.has(key)) way.handed.set(key, one);
  if (way.thrown) for (const one of thrown) note(way.thrown, one);
  return flow;
}

/** Notes what an error may leave. */
export function note(thrown: Flow[], flow: Flow): void {
  if (flow && thrown[thrown.length - 1] !== flow) thrown.push(flow);
}

function pass(statement: Statement, entry: Flow, way: Way, through: Through): Passed {
  if (!isQuiet(statement)) {
    const { inner, passed } = aside(entry, way);
    return passed(through(statement, entry, inner));
  }
  const alone = { sinks: noSinks, handed: noneHanded, thrown: noneThrown, steps: 0 };
  const { closed, thrown } = way;
  return { entry, closed, inTry: thrown !== undefined, flow: through(statement, entry, way), ...alone };
}

/** A way on which what is found is gathered apart from what was found before. */
function aside(entry: Flow, way: Way): { readonly inner: Way; readonly passed: (flow: Flow) => Passed } {
  const { closed, work, thrown: outer, ...rest } = way;
  const { left } = work;
  const inTry = outer !== undefined;
  const sinks: Way['sinks'] = new Map();
  const handed: Way['handed'] = new Map();
  const thrown: Flow[] = [];
  return {
    inner: { ...rest, closed, work, sinks, handed, ...(inTry && { thrown }) },
    passed: (flow) => ({
      entry,
      closed,
      inTry,
      flow,
      sinks: sinks.size > 0 ? sinks : noSinks,
      handed: handed.size > 0 ? handed : noneHanded,
      thrown: thrown.length > 0 ? thrown : noneThrown,
      steps: left - work.left,
    }),
  };
}

/** Most statements of a long routine change no variable and run nothing: they are left as they are entered. */
function isIdle(statement: Statement): boolean {
  switch (statement.kind) {
    case 'declare':
      return statement.variables.every(({ initial }) => !initial);
    case 'select':
      return !statement.into && statement.assignments.length === 0;
    default:
      return !followed.has(statement.kind) && !statement.fills?.length && runChildrenOf(statement).length === 0;
  }
}

/** What flow.ts has a way of its own for. */
const followed: ReadonlySet<Statement['kind']> = new Set([
  'label',
  'return',
  'throw',
  'raiserror',
  'goto',
  'break',
  'continue',
  'set_variable',
  'insert',
  'declare_cursor',
  'fetch',
  'execute',
  'execute_string',
]);

/** Statements that hold no others and call nothing find nothing. */
function isQuiet(statement: Statement): boolean {
  return statement.kind !== 'execute' && statement.kind !== 'execute_string' && runChildrenOf(statement).length === 0;
}

const noSinks: Way['sinks'] = new Map();
const noneHanded: Way['handed'] = new Map();
const noneThrown: readonly Flow[] = [];

/** Loops are gone through with one entry after the other, so a few are kept. */
const mostKept = 4;
const newest = new WeakMap<Statement, readonly Passed[]>();
const none: readonly Passed[] = [];

type Jumps = 'nowhere' | 'out of a loop' | 'to a label';

/** Where control may go from inside a statement, besides behind it; a label in it lets control in. */
function jumps(statement: Statement): Jumps {
  switch (statement.kind) {
    case 'label':
    case 'goto':
      return 'to a label';
    case 'break':
    case 'continue':
      return 'out of a loop';
    default:
      return mayHold(statement) ? jumpsInside(statement) : 'nowhere';
  }
}

const jumpsInside = memo((statement: Statement): Jumps => {
  const inside = new Set(runChildrenOf(statement).map(({ node }) => jumps(node)));
  if (inside.has('to a label')) return 'to a label';
  return inside.has('out of a loop') && statement.kind !== 'while' ? 'out of a loop' : 'nowhere';
});
