/** The value of an expression in a world, as far as it can be known before the script is run (UNK-2, UNK-3, TOK-30). */
import type { Expression } from '../syntax/expression';
import { fold, sameName } from '../text/name';
import { evaluateBuiltin } from './evaluate/builtins';
import { queryHasRows } from './evaluate/queries';
import type { Context, Value, World } from './model';

const unknown = (because: string): Value => ({ kind: 'unknown', because });
const boolean = (value: boolean): Value => ({ kind: 'boolean', value });

/** Total: what is not followed is unknown. Conditions give booleans or null, which counts as false. */
export function evaluate(context: Context, world: World, expression: Expression): Value {
  switch (expression.kind) {
    case 'string':
      return { kind: 'string', value: expression.value };
    case 'number':
      return { kind: 'number', value: expression.value };
    case 'binary':
      return { kind: 'binary', text: expression.text };
    case 'null':
      return { kind: 'null' };
    case 'variable':
      return world.variables.get(fold(expression.name)) ?? unknown(`variable: the value of ${expression.name} is not known`);
    case 'call':
      return evaluateBuiltin(
        world,
        expression.name,
        expression.args.map((arg) => evaluate(context, world, arg)),
      );
    case 'cast':
      return cast(evaluate(context, world, expression.operand), expression.type, expression.style && evaluate(context, world, expression.style));
    case 'unary':
      return unary(expression.operator, evaluate(context, world, expression.operand));
    case 'operation':
      return operation(context, world, expression);
    case 'in': {
      const operand = evaluate(context, world, expression.operand);
      const values = expression.values.map((value) => evaluate(context, world, value));
      if (expression.values.length === 0 || operand.kind === 'unknown' || values.some((value) => value.kind === 'unknown'))
        return unknown('data: the list is not known');
      return boolean(values.some((value) => isTrue(compare('=', operand, value))) !== expression.negated);
    }
    case 'exists': {
      const rows = queryHasRows(context, world, expression.query, evaluate);
      return rows === undefined ? unknown('data: whether the query has rows is not known') : boolean(rows);
    }
    case 'column':
    case 'subquery':
    case 'default':
    case 'opaque':
      return unknown('data: the value is not known before the script is run');
  }
}

/** CONVERT between text and bytes goes digit by digit with style 1 (with 0x) and 2 (without). */
function cast(value: Value, type: string, style: Value | undefined): Value {
  const digits = style?.kind === 'number' && (style.value === 1 || style.value === 2) ? style.value : undefined;
  if (/char|sysname|text/.test(type)) {
    if (value.kind === 'number') return { kind: 'string', value: String(value.value) };
    if (value.kind !== 'binary') return value;
    return digits === undefined ? unknown('data: the bytes as text are not known') : { kind: 'string', value: digits === 1 ? value.text : value.text.slice(2) };
  }
  if (/binary/.test(type) && value.kind === 'string')
    return digits === undefined ? unknown('data: the text as bytes is not known') : { kind: 'binary', text: digits === 1 ? value.value : `0x${value.value}` };
  return value;
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
      return value.kind === 'number' && operator === '+' ? value : unknown('data: the value is not followed');
  }
}

function operation(context: Context, world: World, { operator, left, right }: Expression & { kind: 'operation' }): Value {
  const a = evaluate(context, world, left);
  if (operator === 'AND' || operator === 'OR') {
    const short = operator === 'OR';
    if (a.kind === 'boolean' && a.value === short) return a;
    const b = evaluate(context, world, right);
    if (b.kind === 'boolean' && b.value === short) return b;
    return a.kind === 'boolean' ? b : a;
  }
  const b = evaluate(context, world, right);
  if (a.kind === 'unknown') return a;
  if (b.kind === 'unknown') return b;
  if (operator === '+' && a.kind === 'string' && b.kind === 'string') return { kind: 'string', value: a.value + b.value };
  if (a.kind === 'null' || b.kind === 'null') return { kind: 'null' };
  if (a.kind === 'number' && b.kind === 'number') {
    const value = arithmetic(operator, a.value, b.value);
    if (value !== undefined) return { kind: 'number', value };
  }
  return compare(operator, a, b);
}

function arithmetic(operator: string, a: number, b: number): number | undefined {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    default:
      return undefined;
  }
}

function compare(operator: string, a: Value, b: Value): Value {
  if (a.kind === 'null' || b.kind === 'null') return { kind: 'null' };
  const order = orderOf(a, b);
  if (order === undefined) return unknown('data: the comparison is not followed');
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
      return unknown('data: the comparison is not followed');
  }
}

function orderOf(a: Value, b: Value): number | undefined {
  if (a.kind === 'number' && b.kind === 'number') return a.value - b.value;
  if (a.kind === 'string' && b.kind === 'string') return sameName(a.value, b.value) ? 0 : fold(a.value) < fold(b.value) ? -1 : 1;
  if (a.kind === 'string' && b.kind === 'number') return /^\s*-?\d+\s*$/.test(a.value) ? Number(a.value) - b.value : undefined;
  if (a.kind === 'number' && b.kind === 'string') return /^\s*-?\d+\s*$/.test(b.value) ? a.value - Number(b.value) : undefined;
  return undefined;
}
