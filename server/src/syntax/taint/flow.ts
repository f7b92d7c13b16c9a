/**
 * Follows values through the statements of a routine. Loops and labels are gone through until no variable gets a text of
 * somebody else any more; a CATCH block starts from whatever its TRY block may have left.
 */
import { Map } from 'immutable';
import { finish } from '../../text/finish';
import { memo } from '../../text/memo';
import { fold } from '../../text/name';
import type { Body, Statement, StatementOf } from '../statement';
import { mayHold, runChildrenOf } from '../walk';
import { assigned, filled, placeOf } from './assignments';
import { readingOf } from './columns';
import { assuming } from './conditions';
import type { Flow, Value, Way } from './model';
import { behind, goingBehind, note } from './remembered';
import { fetched, opened, storedByQuery, storedRows } from './rows';
import { executed, sinkAt } from './runs';
import { isSame, meet } from './value';

/** Goes through statements; the answer is what leaves behind the last one. */
export function through(body: Body, entry: Flow, way: Way): Flow {
  let flow = entry;
  for (const { node } of body) {
    if (way.work.left-- <= 0) return undefined;
    flow = behind(node, flow, way, after);
    if (way.thrown) note(way.thrown, flow);
  }
  return flow;
}

/** The same for a whole routine, which may be long: yields between its statements, and inside those that hold many. */
export function* goingThrough(body: Body, entry: Flow, way: Way): Generator<undefined, Flow> {
  let flow = entry;
  for (const [at, { node }] of body.entries()) {
    if (way.work.left-- <= 0) return undefined;
    flow = isLong(node) ? yield* goingBehind(node, flow, way, goingAfter) : behind(node, flow, way, after);
    if (way.thrown) note(way.thrown, flow);
    if ((at + 1) % pauseAfter === 0) yield;
  }
  return flow;
}

const pauseAfter = 16;

/** What `after` says of a statement that only holds others. */
function* goingAfter(statement: Statement, flow: Flow, way: Way): Generator<undefined, Flow> {
  yield;
  const left = yield* goingInside(statement, flow, way);
  return flow ? filled(statement, left, way) : left;
}

function* goingInside(statement: Statement, flow: Flow, way: Way): Generator<undefined, Flow> {
  switch (statement.kind) {
    case 'if': {
      const { condition, then, otherwise } = statement;
      return meet(
        yield* goingThrough(then ? [then] : [], assuming(flow, condition, true), way),
        yield* goingThrough(otherwise ? [otherwise] : [], assuming(flow, condition, false), way),
      );
    }
    case 'while':
      return yield* goingRound(statement, flow, way);
    case 'try_catch': {
      const thrown = [flow];
      const tried = yield* goingThrough(statement.try, flow, { ...way, thrown });
      return meet(tried, yield* goingThrough(statement.catch, thrown.reduce(meet), way));
    }
    default:
      return yield* goingThrough(runChildrenOf(statement), flow, way);
  }
}

/** Whether a statement that only holds others holds many. */
function isLong(statement: Statement): boolean {
  return holders.has(statement.kind) && sizeOf(statement) > long;
}

const holders: ReadonlySet<Statement['kind']> = new Set(['block', 'if', 'while', 'try_catch']);

const long = 64;

const sizeOf = memo((statement: Statement): number =>
  runChildrenOf(statement).reduce((sum, { node }) => sum + (mayHold(node) ? sizeOf(node) : 1), 1),
);

function after(statement: Statement, flow: Flow, way: Way): Flow {
  if (statement.kind === 'label') return meet(flow, way.labels.get(fold(statement.name)));
  if (!flow) return inside(statement, flow, way);
  switch (statement.kind) {
    case 'return':
    case 'throw':
      return undefined;
    case 'raiserror':
      return way.thrown && statement.severity?.kind === 'number' && statement.severity.value > 10 ? undefined : flow;
    case 'goto':
      way.labels.set(fold(statement.label), meet(way.labels.get(fold(statement.label)), flow));
      return undefined;
    case 'break':
      if (way.loop) way.loop.broken = meet(way.loop.broken, flow);
      return undefined;
    case 'continue':
      if (way.loop) way.loop.continued = meet(way.loop.continued, flow);
      return undefined;
    case 'declare':
      return statement.variables.reduce<Flow>(
        (at, { name, span, initial }) =>
          initial ? assigned(at, way, { name, operator: '=', value: initial, span }, placeOf(statement)) : at,
        flow,
      );
    case 'set_variable': {
      const { variable: name, operator, value, span } = statement;
      return assigned(flow, way, { name, operator, value, span }, placeOf(statement));
    }
    case 'select':
      if (statement.into) return storedByQuery(statement, statement.into.name, flow);
      return statement.assignments.reduce<Flow>((at, { variable: name, operator, value }) => {
        const place = { statement, uses: statement.uses, reading: readingOf(statement.uses, statement.query) };
        return assigned(at, way, { name, operator, value, span: value.span }, place);
      }, flow);
    case 'insert':
      return storedRows(statement, inside(statement, flow, way));
    case 'declare_cursor':
      return opened(statement, flow);
    case 'fetch':
      return fetched(statement, flow, way);
    case 'execute':
      return executed(statement, flow, way);
    case 'execute_string':
      if (!statement.broken) sinkAt(statement, statement.text, 'EXEC', statement.at?.name, flow, way);
      return flow;
    default:
      return filled(statement, inside(statement, flow, way), way);
  }
}

/** Statements that hold others. */
function inside(statement: Statement, flow: Flow, way: Way): Flow {
  switch (statement.kind) {
    case 'if': {
      const { condition, then, otherwise } = statement;
      return meet(
        through(then ? [then] : [], assuming(flow, condition, true), way),
        through(otherwise ? [otherwise] : [], assuming(flow, condition, false), way),
      );
    }
    case 'while':
    case 'try_catch':
      return finish(goingInside(statement, flow, way));
    default:
      return through(runChildrenOf(statement), flow, way);
  }
}

/** A loop ends where another round brings nothing new; so many are more than it takes. */
const mostRounds = 8;

function* goingRound({ condition, body }: StatementOf<'while'>, flow: Flow, way: Way): Generator<undefined, Flow> {
  let entry = flow;
  for (let round = 0; ; round++) {
    const loop: { broken: Flow; continued: Flow } = { broken: undefined, continued: undefined };
    const end = yield* goingThrough(body ? [body] : [], assuming(entry, condition, true), { ...way, loop });
    const next = meet(meet(entry, end), loop.continued);
    if (isSame(next, entry) || round === mostRounds) return meet(assuming(next, condition, false), loop.broken);
    entry = next;
  }
}

/** Nothing is known of any variable. */
export const nothing: NonNullable<Flow> = Map<string, Value>();
