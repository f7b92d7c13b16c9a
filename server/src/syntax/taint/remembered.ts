/**
 * What was found on the way through a statement that holds others, remembered by what enters it: an edit costs the
 * statements around it, and those that something else enters now.
 */
import { memo } from '../../text/memo';
import type { Statement } from '../statement';
import { mayHold, runChildrenOf } from '../walk';
import type { Flow, Way } from './model';
import { meet } from './value';

/** What came of going through a statement, and for what. */
interface Passed {
  readonly entry: Flow;
  readonly closed: Way['closed'];
  readonly inTry: boolean;
  readonly inLoop: boolean;
  readonly flow: Flow;
  readonly sinks: Way['sinks'];
  readonly handed: Way['handed'];
  readonly thrown: readonly Flow[];
  /** What leaves it for labels outside, and what BREAK and CONTINUE of the loop around leave. */
  readonly labels: ReadonlyMap<string, Flow>;
  readonly loop: NonNullable<Way['loop']>;
  /** How many statements were gone through. */
  readonly steps: number;
}

type Through = (statement: Statement, flow: Flow, way: Way) => Flow;

/** What leaves a statement, and what is found in it; gone through once only for what enters it. */
export function behind(statement: Statement, entry: Flow, way: Way, through: Through): Flow {
  if (isIdle(statement)) return entry;
  if (isJump(statement) || holdsLabel(statement)) return through(statement, entry, way);
  return taken(recalled(statement, entry, way) ?? kept(statement, pass(statement, entry, way, through), way), way);
}

/** The same for a statement that holds many; yields inside it. */
export function* goingBehind(
  statement: Statement,
  entry: Flow,
  way: Way,
  through: (statement: Statement, flow: Flow, way: Way) => Generator<undefined, Flow>,
): Generator<undefined, Flow> {
  if (holdsLabel(statement)) return yield* through(statement, entry, way);
  const known = recalled(statement, entry, way);
  if (known) return taken(known, way);
  const { inner, passed } = aside(entry, way);
  return taken(kept(statement, passed(yield* through(statement, entry, inner)), way), way);
}

function recalled(statement: Statement, entry: Flow, { closed, thrown, loop, work }: Way): Passed | undefined {
  const inTry = thrown !== undefined;
  const inLoop = loop !== undefined;
  const passed = newest
    .get(statement)
    ?.find((one) => one.entry === entry && one.closed === closed && one.inTry === inTry && one.inLoop === inLoop);
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

function taken({ flow, sinks, handed, thrown, labels, loop }: Passed, way: Way): Flow {
  for (const [key, sink] of sinks) if (!way.sinks.has(key)) way.sinks.set(key, sink);
  for (const [key, one] of handed) if (!way.handed.has(key)) way.handed.set(key, one);
  if (way.thrown) for (const one of thrown) note(way.thrown, one);
  for (const [label, arriving] of labels) way.labels.set(label, meet(way.labels.get(label), arriving));
  if (way.loop && loop !== noLoop) {
    way.loop.broken = meet(way.loop.broken, loop.broken);
    way.loop.continued = meet(way.loop.continued, loop.continued);
  }
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
  const { closed, thrown, loop } = way;
  const [inTry, inLoop] = [thrown !== undefined, loop !== undefined];
  return { entry, closed, inTry, inLoop, flow: through(statement, entry, way), ...nothingFound };
}

/** A way on which what is found is gathered apart from what was found before. */
function aside(entry: Flow, way: Way): { readonly inner: Way; readonly passed: (flow: Flow) => Passed } {
  const { closed, work } = way;
  const { left } = work;
  const [inTry, inLoop] = [way.thrown !== undefined, way.loop !== undefined];
  const sinks: Way['sinks'] = new Map();
  const handed: Way['handed'] = new Map();
  const labels: Way['labels'] = new Map();
  const thrown: Flow[] = [];
  const loop: NonNullable<Way['loop']> = { broken: undefined, continued: undefined };
  return {
    inner: { closed, work, sinks, handed, labels, ...(inTry && { thrown }), ...(inLoop && { loop }) },
    passed: (flow) => ({
      entry,
      closed,
      inTry,
      inLoop,
      flow,
      sinks: sinks.size > 0 ? sinks : nothingFound.sinks,
      handed: handed.size > 0 ? handed : nothingFound.handed,
      thrown: thrown.length > 0 ? thrown : nothingFound.thrown,
      labels: labels.size > 0 ? labels : nothingFound.labels,
      loop: loop.broken || loop.continued ? loop : noLoop,
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

const noLoop: Passed['loop'] = { broken: undefined, continued: undefined };
const nothingFound: Pick<Passed, 'sinks' | 'handed' | 'thrown' | 'labels' | 'loop' | 'steps'> = {
  sinks: new Map(),
  handed: new Map(),
  thrown: [],
  labels: new Map(),
  loop: noLoop,
  steps: 0,
};

/** Loops are gone through with one entry after the other, so a few are kept. */
const mostKept = 4;
const newest = new WeakMap<Statement, readonly Passed[]>();
const none: readonly Passed[] = [];

/** What comes of them depends on more than what enters them, or costs nothing. */
function isJump({ kind }: Statement): boolean {
  return kind === 'label' || kind === 'goto' || kind === 'break' || kind === 'continue';
}

/** A label inside a statement lets control in. */
function holdsLabel(statement: Statement): boolean {
  return mayHold(statement) && labelInside(statement);
}

const labelInside = memo((statement: Statement): boolean =>
  runChildrenOf(statement).some(({ node }) => node.kind === 'label' || holdsLabel(node)),
);
