/** The value of an expression in a world, as far as it can be known before the script is run (UNK-2, UNK-3, TOK-30). */

import { lacking, type Reason } from '../../catalog/reason';
import type { Expression } from '../../syntax/expression';
import { hasVariable } from '../../syntax/sqlcmd';
import { fold } from '../../text/name';
import { lastError } from '../session/error-variables';
import type { Context, Value, World } from '../session/model';
import { noteDepth } from '../session/work';
import { evaluateBuiltin } from './builtins';
import { isTaken } from './ids';
import { newGuid } from './new-guid';
import { isAsCalled } from './original';
import { inPieces, ofTemplate } from './pieces';
import { queryHasRows, queryValue, queryValues } from './queries';
import type { Row } from './row';
import { matchesPattern } from './strings';
import { outcomeBefore } from './tests';
import { type Capitals, capitalsIn, orderOfTexts } from './texts';

const unknown = (because: Reason): Value => ({ kind: 'unknown', because });
const boolean = (value: boolean): Value => ({ kind: 'boolean', value });

/**
 * Total: what is not followed is unknown. Conditions give booleans or null, which counts as false. `row`: what columns
 * mean.
 */
export function evaluate(context: Context, world: World, expression: Expression, row?: Row): Value {
  const value = evaluated(context, world, expression, row);
  if (value.kind !== 'unknown' || !isTest(expression)) return value;
  const before = outcomeBefore(world, expression) ?? isAsCalled(world, expression);
  return before === undefined ? value : boolean(before);
}

function isTest({ kind }: Expression): boolean {
  return kind === 'operation' || kind === 'unary' || kind === 'in';
}

function evaluated(context: Context, world: World, expression: Expression, row: Row | undefined): Value {
  const inner = (one: Expression): Value => evaluate(context, world, one, row);
  switch (expression.kind) {
    case 'string':
      return hasVariable(expression.value) ? ofTemplate(expression.value) : { kind: 'string', value: expression.value };
    case 'number':
      return { kind: 'number', value: expression.value };
    case 'binary':
      return { kind: 'binary', text: expression.text };
    case 'null':
      return { kind: 'null' };
    case 'variable':
      if (expression.name.startsWith('@@')) return globalValue(context, world, expression.name);
      return (
        world.variables.get(fold(expression.name)) ??
        unknown(lacking('value', `the value of ${expression.name} is not known`))
      );
    case 'call':
      if (expression.args.length === 0 && fold(expression.name.text) === 'newid')
        return { kind: 'string', value: newGuid(world, expression.span.start) };
      return evaluateBuiltin(world, expression.name, expression.args.map(inner));
    case 'cast':
      return cast(inner(expression.operand), expression.type, expression.style && inner(expression.style));
    case 'unary':
      return unary(expression.operator, inner(expression.operand));
    case 'operation':
      return operation(expression, inner, () =>
        capitalsIn(world, { sides: [expression.left, expression.right], collation: expression.collation }, row),
      );
    case 'case':
      return caseValue(expression, inner, (when) =>
        capitalsIn(world, { sides: [expression.operand ?? when, when] }, row),
      );
    case 'in': {
      const values = expression.query
        ? queryValues(context, world, expression.query, evaluate)
        : expression.values.map(inner);
      const { operand, collation, negated } = expression;
      const capitals = () => capitalsIn(world, { sides: [operand, ...expression.values], collation }, row);
      return isIn(inner(operand), values, negated, capitals);
    }
    case 'exists': {
      const rows = queryHasRows(context, world, expression.query, evaluate);
      return rows === undefined ? unknown(lacking('value', 'whether the query has rows is not known')) : boolean(rows);
    }
    case 'subquery':
      return queryValue(context, world, expression.query, evaluate);
    case 'column':
      return (
        row?.get(fold(expression.parts.at(-1) ?? '')) ??
        unknown(lacking('value', 'the value is not known before the script is run'))
      );
    case 'default':
    case 'opaque':
      return unknown(lacking('value', 'the value is not known before the script is run'));
  }
}

/** @@TRANCOUNT and the like, where the world knows them; @@ERROR where every error is predicted. */
function globalValue(context: Context, world: World, name: string): Value {
  if (fold(name) === lastError && context.errors === 'predicted')
    return world.variables.get(lastError) ?? { kind: 'number', value: 0 };
  if (fold(name) === '@@nestlevel') {
    noteDepth(context.work);
    return { kind: 'number', value: world.scope.depth };
  }
  if (fold(name) === '@@trancount' && world.transaction !== 'maybe')
    return { kind: 'number', value: world.undo?.depth ?? 0 };
  return unknown(lacking('value', `the value of ${name} is not known`));
}

/** The first branch that holds; unknown where one before it may hold. */
function caseValue(
  { operand, branches, otherwise }: Expression & { kind: 'case' },
  inner: (one: Expression) => Value,
  capitals: (when: Expression) => Capitals,
): Value {
  const subject = operand && inner(operand);
  for (const { when, value } of branches) {
    const holds = branchHolds(subject, inner(when), () => capitals(when));
    if (holds.kind === 'unknown') return holds;
    if (isTrue(holds)) return inner(value);
  }
  return otherwise ? inner(otherwise) : { kind: 'null' };
}

/** Whether a branch holds: its condition, or where CASE has a subject, whether the two are equal. */
function branchHolds(subject: Value | undefined, asked: Value, capitals: () => Capitals): Value {
  if (!subject) return asked;
  if (subject.kind === 'unknown') return subject;
  return asked.kind === 'unknown' ? asked : compare('=', subject, asked, capitals);
}

function isIn(operand: Value, values: readonly Value[] | undefined, negated: boolean, capitals: () => Capitals): Value {
  if (!values || operand.kind === 'unknown') return unknown(lacking('value', 'the list is not known'));
  const answers = values.map((value) => (value.kind === 'unknown' ? value : compare('=', operand, value, capitals)));
  if (answers.some(isTrue)) return boolean(!negated);
  if (answers.some((answer) => answer.kind === 'unknown')) return unknown(lacking('value', 'the list is not known'));
  return answers.some((answer) => answer.kind === 'null') ? { kind: 'null' } : boolean(negated);
}

/** CONVERT between text and bytes goes digit by digit with style 1 (with 0x) and 2 (without). */
function cast(value: Value, type: string, style: Value | undefined): Value {
  const digits = style?.kind === 'number' && (style.value === 1 || style.value === 2) ? style.value : undefined;
  if (/char|sysname|text/.test(type)) {
    if (value.kind === 'number') return { kind: 'string', value: String(value.value) };
    if (value.kind !== 'binary') return value;
    return digits === undefined
      ? unknown(lacking('value', 'the bytes as text are not known'))
      : { kind: 'string', value: digits === 1 ? value.text : value.text.slice(2) };
  }
  if (/binary/.test(type) && value.kind === 'string')
    return digits === undefined
      ? unknown(lacking('value', 'the text as bytes is not known'))
      : { kind: 'binary', text: digits === 1 ? value.value : `0x${value.value}` };
  return value;
}

/** Whether the value is the result of a division by a zero that is known, which is error 8134. */
export function dividesByZero(context: Context, world: World, expression: Expression): boolean {
  if (expression.kind !== 'operation') return false;
  const divides = expression.operator === '/' || expression.operator === '%';
  const divisor = divides ? evaluate(context, world, expression.right) : undefined;
  return (
    (divisor?.kind === 'number' && divisor.value === 0) ||
    [expression.left, expression.right].some((part) => dividesByZero(context, world, part))
  );
}

const isTrue = (value: Value): boolean => value.kind === 'boolean' && value.value;

function unary(operator: string, value: Value): Value {
  switch (operator) {
    case 'IS NULL':
      return value.kind === 'unknown' ? value : boolean(value.kind === 'null');
    case 'IS NOT NULL':
      return value.kind === 'unknown' ? value : boolean(value.kind !== 'null');
    case 'NOT':
      return value.kind === 'boolean' ? boolean(!value.value) : value;
    case '-':
      return value.kind === 'number' ? { kind: 'number', value: -value.value } : value;
    default:
      return value.kind === 'number' && operator === '+'
        ? value
        : unknown(lacking('value', 'the value is not followed'));
  }
}

function operation(
  { operator, left, right }: Expression & { kind: 'operation' },
  inner: (one: Expression) => Value,
  capitals: () => Capitals,
): Value {
  const a = inner(left);
  if (operator === 'AND' || operator === 'OR') {
    const short = operator === 'OR';
    if (a.kind === 'boolean' && a.value === short) return a;
    const b = inner(right);
    if (b.kind === 'boolean' && b.value === short) return b;
    return a.kind === 'boolean' ? b : a; // unknown or null beside something that does not decide alone
  }
  const b = inner(right);
  const lost = [a, b].find(({ kind }) => kind === 'unknown');
  if (lost) return (operator === '+' ? inPieces([a, b]) : undefined) ?? lost;
  if (operator === '+' && a.kind === 'string' && b.kind === 'string')
    return { kind: 'string', value: a.value + b.value };
  if (a.kind === 'null' || b.kind === 'null') return { kind: 'null' };
  if (a.kind === 'number' && b.kind === 'number') {
    const value = arithmetic(operator, a.value, b.value);
    if (value !== undefined) return { kind: 'number', value };
  }
  return compare(operator, a, b, capitals);
}

function arithmetic(operator: string, a: number, b: number): number | undefined {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return b === 0 ? undefined : Math.trunc(a / b);
    case '%':
      return b === 0 ? undefined : a % b;
    case '|':
      return a | b;
    case '&':
      return a & b;
    case '^':
      return a ^ b;
    default:
      return undefined;
  }
}

function compare(operator: string, a: Value, b: Value, capitals: () => Capitals): Value {
  if (a.kind === 'null' || b.kind === 'null') return { kind: 'null' };
  if (operator === 'LIKE')
    return a.kind === 'string' && b.kind === 'string'
      ? like(a.value, b.value, capitals)
      : unknown(lacking('value', 'the comparison is not followed'));
  if (a.kind === 'id' || b.kind === 'id') return compareIds(operator, a, b);
  const order = orderOf(operator, a, b, capitals);
  if (order === undefined) return unknown(lacking('value', 'the comparison is not followed'));
  switch (operator) {
    case '=':
      return boolean(order === 0);
    case '<>':
    case '!=':
      return boolean(order !== 0);
    case '<':
      return boolean(order < 0);
    case '>':
      return boolean(order > 0);
    case '<=':
    case '!>':
      return boolean(order <= 0);
    case '>=':
    case '!<':
      return boolean(order >= 0);
    default:
      return unknown(lacking('value', 'the comparison is not followed'));
  }
}

/**
 * Of ids that are not numbers only their sameness is known; the first few numbers belong to what is there from the
 * start.
 */
function compareIds(operator: string, a: Value, b: Value): Value {
  const negated = operator === '<>' || operator === '!=';
  if (operator !== '=' && !negated) return unknown(lacking('value', 'the number of an id is not known'));
  if (a.kind === 'id' && b.kind === 'id') return boolean((a.of === b.of) !== negated);
  const [id, other] = a.kind === 'id' ? [a, b] : [b, a];
  if (other.kind === 'binary' && /^0x0?1$/i.test(other.text)) return boolean(negated);
  return id.kind === 'id' && other.kind === 'number' && isTaken(id.of, other.value)
    ? boolean(negated)
    : unknown(lacking('value', 'the number of an id is not known'));
}

/** LIKE: where it matters whether capitals count, and that is not known, neither is the answer. */
function like(text: string, pattern: string, capitals: () => Capitals): Value {
  const loosely = matchesPattern(text, pattern, 'any case');
  const strictly = matchesPattern(text, pattern, 'same case');
  if (loosely === strictly) return boolean(loosely);
  const count = capitals();
  if (count === undefined) return unknown(lacking('setting', 'whether capitals count is not known'));
  return boolean(count ? strictly : loosely);
}

function orderOf(operator: string, a: Value, b: Value, capitals: () => Capitals): number | undefined {
  if (a.kind === 'number' && b.kind === 'number') return a.value - b.value;
  if (a.kind === 'string' && b.kind === 'string') return orderOfTexts(operator, a, b, capitals);
  if (a.kind === 'binary' && b.kind === 'binary') return orderOfBytes(a.text.toLowerCase(), b.text.toLowerCase());
  if (a.kind === 'string' && b.kind === 'number')
    return /^\s*-?\d+\s*$/.test(a.value) ? Number(a.value) - b.value : undefined;
  if (a.kind === 'number' && b.kind === 'string')
    return /^\s*-?\d+\s*$/.test(b.value) ? a.value - Number(b.value) : undefined;
  return undefined;
}

function orderOfBytes(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
