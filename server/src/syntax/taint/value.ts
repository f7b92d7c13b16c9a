/** What an expression makes of the text of somebody else. */
import { memo2 } from '../../text/memo';
import { fold } from '../../text/name';
import type { Expression } from '../expression';
import type { Statement } from '../statement';
import type { Uses } from '../uses';
import { isTextColumn, originOf, type Reading, readingOf } from './columns';
import { assuming } from './conditions';
import { answersChosen, isClosed, passedBy } from './harmless';
import type { Flow, Move, Taint, Value } from './model';

/** Where an expression stands. */
export interface Place {
  readonly statement: Statement;
  readonly uses: Uses;
  readonly reading: Reading;
}

export const plain: Value = { tail: '' };

/** The value of an expression in a flow. */
export function valueOf(expression: Expression, flow: Flow, place: Place): Value {
  switch (expression.kind) {
    case 'string':
      return { tail: expression.value };
    case 'variable':
      return flow?.get(fold(expression.name)) ?? plain;
    case 'column':
      return columnValue(expression, flow, place);
    case 'operation':
      return expression.operator === '+'
        ? joinedText(valueOf(expression.left, flow, place), valueOf(expression.right, flow, place))
        : plain;
    case 'cast':
      return isClosed(expression.type) || isUntyped(expression.operand)
        ? plain
        : valueOf(expression.operand, flow, place);
    case 'case':
      return caseValue(expression, flow, place);
    case 'subquery': {
      const [first] = expression.query.columns;
      return first ? valueOf(first, flow, { ...place, reading: readingOf(place.uses, expression.query) }) : plain;
    }
    case 'call':
      return callValue(expression, flow, place);
    case 'opaque':
      return expression.method ? methodValue(expression.method, flow, place) : plain;
    default:
      return plain;
  }
}

/** A column of a function that is given the text of somebody else holds pieces of it. */
function columnValue(column: Extract<Expression, { kind: 'column' }>, flow: Flow, place: Place): Value {
  const { given } = place.reading;
  const { taint } = anyOf(given.map((one) => valueOf(one, flow, { ...place, reading: readingOf(place.uses) })));
  if (taint) return { taint: sound(taint), tail: '' };
  const origin = originOf(column, place.reading);
  if (!origin) return plain;
  if (origin.kind === 'others') return entering(origin.move, column, place);
  return flow?.get(storedKey(origin.table, origin.column)) ?? plain;
}

/** The columns of temporary tables are kept like variables. */
export function storedKey(table: string, column: string): string {
  return `${fold(table)} ${fold(column)}`;
}

/** Text behind other text. What is doubled in it is harmless where the text before opens a literal or a name with it. */
export function joinedText(left: Value, right: Value): Value {
  const opened = right.taint?.doubled !== undefined && opens(left, right.taint.doubled);
  const taint = left.taint ?? (opened ? undefined : right.taint);
  const tail = right.tail !== '' && !right.taint ? right.tail : '';
  return taint ? { taint: sound(taint), tail } : { tail: tail === '' ? '' : left.tail + tail };
}

/** Text that has more around it is no longer the text in which a character was doubled. */
function sound({ trace }: Taint): Taint {
  return { trace };
}

function opens({ tail, taint }: Value, doubled: "'" | ']'): boolean {
  return taint === undefined && tail.endsWith(doubled === "'" ? "'" : '[');
}

/** The taint of a value, where the type of what it goes into keeps text. */
export function entering(move: Move, { span }: Pick<Expression, 'span'>, { statement }: Place): Value {
  return { taint: { trace: { move, statement, span, before: undefined } }, tail: '' };
}

/**
 * A column or the result of a function of which nobody knows whether it is a number or text: what is converted is often
 * a number.
 */
function isUntyped(operand: Expression): boolean {
  if (operand.kind === 'call') return operand.name.schema !== undefined;
  return operand.kind === 'column' && !isTextColumn(operand.parts.at(-1) ?? '');
}

/** What is taken out of a document that somebody else wrote is his, too. */
function methodValue(
  { name, of, args }: NonNullable<Extract<Expression, { kind: 'opaque' }>['method']>,
  flow: Flow,
  place: Place,
): Value {
  const type = args[1]?.kind === 'string' ? args[1].value : '';
  if ((name !== 'value' && name !== 'query') || isClosed(type)) return plain;
  const { taint } = valueOf(of, flow, place);
  return taint ? { taint: sound(taint), tail: '' } : plain;
}

/** Each branch under its condition; the first text of somebody else counts. */
function caseValue(
  { operand, branches, otherwise }: Extract<Expression, { kind: 'case' }>,
  flow: Flow,
  place: Place,
): Value {
  let rest = flow;
  const values: Value[] = [];
  for (const { when, value } of branches) {
    const condition: Expression = operand
      ? { kind: 'operation', span: when.span, operator: '=', left: operand, right: when }
      : when;
    values.push(valueOf(value, assuming(rest, condition, true), place));
    rest = assuming(rest, condition, false);
  }
  if (otherwise) values.push(valueOf(otherwise, rest, place));
  return anyOf(values);
}

function anyOf(values: readonly Value[]): Value {
  const tainted = values.find(({ taint }) => taint && !taint.doubled) ?? values.find(({ taint }) => taint);
  if (tainted) return tainted.tail === '' ? tainted : { ...tainted, tail: '' };
  const [first] = values;
  return first && values.every(({ tail }) => tail === first.tail) ? first : plain;
}

function callValue(call: Extract<Expression, { kind: 'call' }>, flow: Flow, place: Place): Value {
  const { name, args } = call;
  if (name.schema !== undefined) return userFunction(call, flow, place);
  const word = name.name.toUpperCase();
  if (word === 'IIF' && args[0] && args[1] && args[2])
    return anyOf([
      valueOf(args[1], assuming(flow, args[0], true), place),
      valueOf(args[2], assuming(flow, args[0], false), place),
    ]);
  if (word === 'CONCAT')
    return args
      .filter((one) => !isUntyped(one))
      .map((one) => valueOf(one, flow, place))
      .reduce(joinedText, plain);
  if (answersChosen(word)) return entering({ kind: 'function', name: word }, call, place);
  const passed = passedBy(word);
  if (passed === undefined) return plain;
  const counted = passed === 'all' ? args : args.filter((_, at) => passed.includes(at));
  const { taint } = anyOf(counted.map((one) => valueOf(one, flow, place)));
  if (!taint) return plain;
  const doubled = word === 'REPLACE' ? doubledBy(args) : taint.doubled;
  return { taint: { ...sound(taint), ...(keeps.has(word) && doubled && { doubled }) }, tail: '' };
}

/** Functions that leave whole what was doubled; LEFT and SUBSTRING may cut a pair. */
const keeps: ReadonlySet<string> = new Set([
  'REPLACE',
  'ISNULL',
  'COALESCE',
  'LTRIM',
  'RTRIM',
  'TRIM',
  'UPPER',
  'LOWER',
]);

/** REPLACE(x, '''', '''''') doubles the quotes in it, REPLACE(x, ']', ']]') the brackets. */
function doubledBy([, from, to]: readonly Expression[]): Taint['doubled'] {
  if (from?.kind !== 'string' || to?.kind !== 'string' || to.value !== from.value.repeat(2)) return undefined;
  return from.value === "'" || from.value === ']' ? from.value : undefined;
}

/** A function of somebody hands on what it is given; else it answers what it finds, which is what others wrote. */
function userFunction(call: Extract<Expression, { kind: 'call' }>, flow: Flow, place: Place): Value {
  const { name, args } = call;
  if (/quote|escape|safe|sanit/i.test(name.name)) return plain;
  const { taint } = anyOf(args.filter((one) => !isUntyped(one)).map((one) => valueOf(one, flow, place)));
  return taint ? { taint: sound(taint), tail: '' } : entering({ kind: 'function', name: name.text }, call, place);
}

/** Two ways that meet: a variable holds the text of somebody else where it does on one of them. */
export function meet(a: Flow, b: Flow): Flow {
  return !a || !b || a === b ? (a ?? b) : met(a, b);
}

/** Remembered, and the first way itself where the second adds nothing, so that what follows is as it was. */
const met = memo2(
  (a: NonNullable<Flow>, b: NonNullable<Flow>): NonNullable<Flow> =>
    a.withMutations((changed) => {
      for (const [name, value] of a) {
        const either = eitherOf(value, b.get(name) ?? plain);
        if (either !== value) changed.set(name, either);
      }
      for (const [name, value] of b) if (!a.has(name)) changed.set(name, eitherOf(plain, value));
    }),
);

function eitherOf(a: Value, b: Value): Value {
  if (a === b) return a;
  return anyOf([a, b]);
}

/** Whether the same variables hold the text of somebody else in both. */
export function isSame(a: Flow, b: Flow): boolean {
  if (!a || !b || a === b) return a === b;
  const marks = (flow: NonNullable<Flow>): string =>
    [...flow]
      .filter(([, { taint }]) => taint)
      .map(([name, { taint }]) => `${name} ${taint?.doubled ?? ''}`)
      .sort()
      .join('|');
  return marks(a) === marks(b);
}
