/**
 * Follows values through the statements of a routine. Loops and labels are gone through until no variable gets a text of
 * somebody else any more; a CATCH block starts from whatever its TRY block may have left.
 */
import { Map } from 'immutable';
import { fold, type Name } from '../../text/name';
import type { Span } from '../../text/span';
import type { Expression } from '../expression';
import type { Body, Statement, StatementOf } from '../statement';
import type { Cursor } from '../statements/control';
import { noUses, type Uses } from '../uses';
import { runChildrenOf } from '../walk';
import { readingOf } from './columns';
import { assuming } from './conditions';
import { type Flow, isExecuteSql, type Move, type Sink, type Taint, type Value } from './model';
import { isSame, joinedText, meet, type Place, plain, valueOf } from './value';

/** What is gathered on the way through a routine. */
export interface Way {
  /** Variables whose type holds no code, folded. */
  readonly closed: ReadonlySet<string>;
  readonly sinks: globalThis.Map<Statement, Sink>;
  /** How many more statements are gone through; behind the last one nothing new is found. */
  readonly work: { left: number };
  /** What arrives at labels by GOTO. */
  readonly labels: globalThis.Map<string, Flow>;
  /** What BREAK and CONTINUE of the loop around leave; undefined outside loops. */
  readonly loop?: { broken: Flow; continued: Flow };
  /** What errors inside the TRY block around leave. */
  readonly thrown?: { flow: Flow };
}

/** Goes through statements; the answer is what leaves behind the last one. */
export function through(body: Body, entry: Flow, way: Way): Flow {
  let flow = entry;
  for (const { node } of body) {
    if (way.work.left-- <= 0) return undefined;
    flow = after(node, flow, way);
    if (way.thrown) way.thrown.flow = meet(way.thrown.flow, flow);
  }
  return flow;
}

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
      return statement.assignments.reduce<Flow>((at, { variable: name, operator, value }) => {
        const place = { statement, uses: statement.uses, reading: readingOf(statement.uses, statement.query) };
        return assigned(at, way, { name, operator, value, span: value.span }, place);
      }, flow);
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
      return looped(statement, flow, way);
    case 'try_catch': {
      const thrown = { flow };
      const tried = through(statement.try, flow, { ...way, thrown });
      return meet(tried, through(statement.catch, thrown.flow, way));
    }
    default:
      return through(runChildrenOf(statement), flow, way);
  }
}

/** A loop ends where another round brings nothing new; so many are more than it takes. */
const mostRounds = 8;

function looped({ condition, body }: StatementOf<'while'>, flow: Flow, way: Way): Flow {
  let entry = flow;
  for (let round = 0; ; round++) {
    const loop: { broken: Flow; continued: Flow } = { broken: undefined, continued: undefined };
    const end = through(body ? [body] : [], assuming(entry, condition, true), { ...way, loop });
    const next = meet(meet(entry, end), loop.continued);
    if (isSame(next, entry) || round === mostRounds) return meet(assuming(next, condition, false), loop.broken);
    entry = next;
  }
}

interface Assignment {
  readonly name: Name;
  readonly operator: string;
  readonly value: Expression;
  readonly span: Span;
}

function assigned(flow: Flow, way: Way, { name, operator, value, span }: Assignment, place: Place): Flow {
  if (!flow) return flow;
  const variable = fold(name);
  if (way.closed.has(variable)) return flow;
  const old = flow.get(variable) ?? plain;
  const given = valueOf(value, flow, place);
  if (operator !== '=' && operator !== '+=') return flow;
  const made = operator === '=' ? given : joinedText(old, given);
  if (!made.taint) return made.tail === '' ? flow.delete(variable) : flow.set(variable, made);
  if (made.taint.trace === old.taint?.trace) return flow.set(variable, made);
  const isJoined = operator === '+=' || value.kind === 'operation';
  const move: Move = { kind: isJoined ? 'joined' : 'assigned', variable: name };
  return flow.set(variable, { ...made, taint: moved(made.taint, move, place.statement, span) });
}

function moved({ trace, ...rest }: Taint, move: Move, statement: Statement, span: Span): Taint {
  return { ...rest, trace: { move, statement, span, before: trace } };
}

function placeOf(statement: Statement & { readonly uses: Uses }): Place {
  return { statement, uses: statement.uses, reading: readingOf(statement.uses) };
}

/** The columns of a cursor are kept like variables, by their position. */
const columnOf = (cursor: Name, at: number): string => `cursor ${fold(cursor)} ${at}`;

function opened({ name, query }: Cursor, flow: NonNullable<Flow>): Flow {
  const select = query?.node;
  if (name === undefined || select?.kind !== 'select') return flow;
  const [only] = select.uses.accesses;
  const from = select.uses.accesses.length === 1 ? only?.name : undefined;
  const place: Place = { statement: select, uses: select.uses, reading: { uses: select.uses, from, given: [] } };
  return flow.concat(select.columns.map(({ value }, at) => [columnOf(name, at), valueOf(value, flow, place)]));
}

function fetched(statement: Cursor, flow: NonNullable<Flow>, way: Way): Flow {
  const { name: cursor, into = [], span } = statement;
  return flow.withMutations((changed) =>
    into.forEach((name, at) => {
      const variable = fold(name);
      const value = cursor === undefined ? undefined : flow.get(columnOf(cursor, at));
      if (way.closed.has(variable)) return;
      if (!value?.taint || cursor === undefined) changed.delete(variable);
      else
        changed.set(variable, {
          tail: '',
          taint: moved(value.taint, { kind: 'row', cursor, variable: name }, statement, span),
        });
    }),
  );
}

/** UPDATE ... SET @x = column, RECEIVE @x = message_body. */
function filled(statement: Statement, flow: Flow, way: Way): Flow {
  const { fills = [], span } = statement;
  if (!flow || fills.length === 0) return flow;
  return flow.withMutations((changed) => {
    for (const name of fills) {
      const variable = fold(name);
      if (way.closed.has(variable)) continue;
      if (statement.kind !== 'receive') {
        changed.delete(variable);
        continue;
      }
      const entered: Taint = { trace: { move: { kind: 'message' }, statement, span, before: undefined } };
      const move = { kind: 'assigned', variable: name } as const;
      changed.set(variable, { tail: '', taint: moved(entered, move, statement, span) });
    }
  });
}

/** A call: sp_executesql runs its first argument; what any of them gives back is not known. */
function executed(statement: StatementOf<'execute'>, flow: NonNullable<Flow>, way: Way): Flow {
  const { module, arguments: given, returnVariable } = statement;
  const runsText =
    module.kind === 'name' ? isExecuteSql(module.name) : isNamedByVariable(flow.get(fold(module.name)) ?? plain);
  const text = given.find(({ name }) => /^@(?:stmt|statement)$/i.test(name ?? '')) ?? given[0];
  if (runsText && text && !statement.broken) {
    const server = module.kind === 'name' ? module.name.server : undefined;
    sinkAt(statement, text.value, 'sp_executesql', server, flow, way);
  }
  return flow.withMutations((changed) => {
    for (const { output, value } of given) if (output && value.kind === 'variable') changed.delete(fold(value.name));
    if (returnVariable !== undefined) changed.delete(fold(returnVariable));
  });
}

/** EXEC @procedure N'...', where the variable ends with the name: [shop].sys.sp_executesql. */
function isNamedByVariable({ tail }: Value): boolean {
  return /(?:^|[.\]])\[?sp_executesql\]?$/i.test(tail);
}

function sinkAt(
  statement: Statement,
  text: Expression,
  by: Sink['by'],
  server: Name | undefined,
  flow: Flow,
  way: Way,
): void {
  const place: Place = { statement, uses: noUses, reading: readingOf(noUses) };
  const { taint } = valueOf(text, flow, place);
  if (taint && !way.sinks.has(statement))
    way.sinks.set(statement, { statement, span: text.span, by, server, trace: taint.trace });
}

/** Nothing is known of any variable. */
export const nothing: NonNullable<Flow> = Map<string, Value>();
