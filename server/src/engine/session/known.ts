/** What is known of values that are not known: how tests of them have come out (evaluate/tests.ts). */
import { fold, withoutTrailingBlanks } from '../../text/name';
import type { Partly, Value } from './model';

export type Tests = NonNullable<Partly['tests']>;

/** '@' stands for the value. */
export function testKey(subject: string, operator: string, against: string): string {
  return `${subject} ${operator} ${against}`;
}

/** A string as tests write it: compared without case, and without a sign that could be a variable's. */
export function textOfString(value: string): string {
  return JSON.stringify(fold(value)).replaceAll('@', '\\u0040');
}

/** The same where capitals count; unlike what `textOfString` gives. */
export function textAsWritten(value: string): string {
  return JSON.stringify([withoutTrailingBlanks(value)]).replaceAll('@', '\\u0040');
}

/** The same tests in an order of their own. */
export function inOrder(tests: Tests): Tests {
  return Object.fromEntries(Object.entries(tests).sort(([a], [b]) => Number(a > b) - Number(a < b)));
}

/** What two values of a variable have in common where two ways meet; undefined: nothing. */
export function joinValues(a: Value | undefined, b: Value | undefined): Value | undefined {
  if (!a || !b || (a.kind !== 'unknown' && b.kind !== 'unknown')) return undefined;
  const other = testsOf(b);
  const common = Object.entries(testsOf(a)).filter(([key, holds]) => other[key] === holds);
  if (common.length === 0) return undefined;
  const reasons = [a, b].flatMap((value) => (value.kind === 'unknown' ? [value.because] : []));
  const [because] = reasons.sort((x, y) => Number(x.text > y.text) - Number(x.text < y.text));
  return because && { kind: 'unknown', because, known: { tests: inOrder(Object.fromEntries(common)) } };
}

function testsOf(value: Value): Tests {
  switch (value.kind) {
    case 'unknown':
      return value.known?.tests ?? {};
    case 'null':
      return { [testKey('@', 'IS NULL', '')]: true };
    case 'string':
      return { [testKey('@', 'IS NULL', '')]: false, [testKey('@', '=', textOfString(value.value))]: true };
    case 'number':
      return { [testKey('@', 'IS NULL', '')]: false, [testKey('@', '=', String(value.value))]: true };
    default:
      return {};
  }
}
