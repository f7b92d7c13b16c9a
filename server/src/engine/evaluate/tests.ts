/**
 * What a test says of the value that it tests: in the branch of IF @user IS NOT NULL, @user is not null. Two tests of
 * the same value that nobody changed in between agree (UNK-2, UNK-4). A test is of variables, with constants around them
 * and functions whose result depends on their arguments alone.
 */

import { isCaseSensitive } from '../../catalog/collation';
import { lacking } from '../../catalog/reason';
import type { Expression } from '../../syntax/expression';
import { transitions } from '../../text/intern';
import { memosTogether } from '../../text/memo';
import { type Folded, fold } from '../../text/name';
import { inOrder, type Tests, testKey, textAsWritten, textOfString } from '../session/known';
import { change, makeValue, setVariable } from '../session/make';
import type { Value, World } from '../session/model';
import { capitalsIn } from './texts';

interface Test {
  readonly variables: readonly [Folded, ...Folded[]];
  /** What is tested: '@', or a formula of it; of several variables a formula with their names. */
  readonly subject: string;
  readonly operator: string;
  /** Of a comparison. */
  readonly constant?: Value;
  readonly against: string;
}

/** A test with the keys under which its outcome, that of its opposite and that of a test for NULL are kept. */
interface Keyed extends Test {
  readonly key: string;
  readonly opposite: string | undefined;
  readonly isNull: string;
}

/** How a test came out before, in this world; undefined: it has not been made. */
export function outcomeBefore(world: World, expression: Expression): boolean | undefined {
  const test = testOf(world, expression);
  if (!test) return undefined;
  const answers = new Set(test.variables.map((name) => recalled(testsOf(world.variables.get(name)), test)));
  return answers.size === 1 ? [...answers][0] : undefined; // who has been set since does not remember
}

function recalled(tests: Tests | undefined, { key, operator, opposite, isNull: nullKey }: Keyed): boolean | undefined {
  if (!tests) return undefined;
  const same = tests[key];
  if (same !== undefined) return same;
  const other = opposite === undefined ? undefined : tests[opposite];
  if (other === true) return false; // a comparison that holds is not one with NULL
  const isNull = operator.startsWith('IS ') || tests[nullKey] === false;
  return other === false && isNull ? true : undefined;
}

/** The world in which a condition whose value is not known holds, or fails (is false or NULL). */
export function refined(world: World, condition: Expression, holds: boolean): World {
  if (condition.kind === 'unary' && condition.operator === 'NOT' && holds)
    return refined(world, condition.operand, false);
  if (condition.kind === 'operation' && condition.operator === (holds ? 'AND' : 'OR'))
    return refined(refined(world, condition.left, holds), condition.right, holds);
  const open = condition.kind === 'operation' ? asksForTransaction(condition) : undefined;
  if (open !== undefined) return withTransaction(world, open === holds);
  const test = testOf(world, condition);
  return test ? test.variables.reduce((one, name) => remembering(one, name, test, holds), world) : world;
}

/** A world of which it is known whether a transaction is open (CTX-16). */
function withTransaction(world: World, isOpen: boolean): World {
  if (world.transaction !== 'maybe') return world;
  return isOpen ? change(world, { transaction: 'open' }) : change(world, { transaction: 'none', undo: undefined });
}

/** Whether a comparison holds where a transaction is open, and fails where none is, or the reverse: `@@TRANCOUNT > 0`. */
function asksForTransaction({ operator, left, right }: Expression & { kind: 'operation' }): boolean | undefined {
  if (right.kind !== 'number') return undefined;
  if (left.kind === 'variable' && fold(left.name) === '@@trancount') {
    if (right.value === 0) return counted.get(operator);
    return right.value === 1 && operator === '>=' ? true : undefined;
  }
  const isState = left.kind === 'call' && left.args.length === 0 && fold(left.name.text) === 'xact_state';
  return isState && right.value === 0 ? stated.get(operator) : undefined;
}

const counted: ReadonlyMap<string, boolean> = new Map([
  ['>', true],
  ['<>', true],
  ['!=', true],
  ['=', false],
  ['<=', false],
]);
/** XACT_STATE() is -1 as well, in a transaction that can only be rolled back. */
const stated: ReadonlyMap<string, boolean> = new Map([
  ['<>', true],
  ['!=', true],
  ['=', false],
]);

function remembering(world: World, name: Folded, test: Keyed, holds: boolean): World {
  const value = world.variables.get(name);
  if (value && value.kind !== 'unknown') return world;
  return change(world, { variables: setVariable(world.variables, name, learnt(name, value, test, holds)) });
}

/** What is known of a value behind a test of it. */
function learnt(name: Folded, value: (Value & { kind: 'unknown' }) | undefined, test: Keyed, holds: boolean): Value {
  const { subject, operator, constant, key } = test;
  if (subject === '@') {
    if ((operator === 'IS NULL' && holds) || (operator === 'IS NOT NULL' && !holds)) return { kind: 'null' };
    if (operator === '=' && holds && constant) return constant;
  }
  const before =
    value ?? makeValue({ kind: 'unknown', because: lacking('value', `the value of ${name} is not known`) });
  if (before.kind !== 'unknown') return before;
  return knowing(before, `${holds} ${key}`, () => makeValue(withTest(before, test, holds)));
}

const knowing = transitions<Value>();

function withTest(value: Value & { kind: 'unknown' }, test: Keyed, holds: boolean): Value {
  const { subject, operator, key, isNull } = test;
  const compared = holds && !operator.startsWith('IS ');
  const tests: Tests = {
    ...testsOf(value),
    [key]: holds,
    ...(compared && subject === '@' && { [isNull]: false }),
  };
  return { kind: 'unknown', because: value.because, known: { ...value.known, tests: inOrder(tests) } };
}

function testsOf(value: Value | undefined): Tests | undefined {
  return value?.kind === 'unknown' ? value.known?.tests : undefined;
}

const opposites: ReadonlyMap<string, string> = new Map(
  [
    ['IS NULL', 'IS NOT NULL'],
    ['=', '<>'],
    ['<', '>='],
    ['>', '<='],
    ['LIKE', 'NOT LIKE'],
  ].flatMap(([a, b]) => [
    [a!, b!],
    [b!, a!],
  ]),
);

const spellings: ReadonlyMap<string, string> = new Map([
  ['!=', '<>'],
  ['!<', '>='],
  ['!>', '<='],
]);
const comparisons: ReadonlySet<string> = new Set(['=', '<>', '<', '>', '<=', '>=', 'LIKE', 'NOT LIKE']);
const flipped: ReadonlyMap<string, string> = new Map([
  ['<', '>'],
  ['>', '<'],
  ['<=', '>='],
  ['>=', '<='],
  ['=', '='],
  ['<>', '<>'],
]);

/** How a string stands in a formula: equal strings have equal texts. */
type Spelled = (value: string) => string;

/** What is found out about expressions. */
const ofExpressions = memosTogether<Expression>();

/** The test that an expression is where capitals do not count, and where they do or may. */
const loosely = ofExpressions((expression): Keyed | undefined => keyed(testBy(expression, textOfString)));
const strictly = ofExpressions((expression): Keyed | undefined => keyed(testBy(expression, textAsWritten)));

function keyed(test: Test | undefined): Keyed | undefined {
  if (!test) return undefined;
  const { subject, operator, against } = test;
  const opposite = opposites.get(operator);
  return {
    ...test,
    key: testKey(subject, operator, against),
    opposite: opposite === undefined ? undefined : testKey(subject, opposite, against),
    isNull: testKey(subject, 'IS NULL', ''),
  };
}

function testOf(world: World, expression: Expression): Keyed | undefined {
  return capitalsIn(world, { sides: [] }, undefined) === false ? loosely(expression) : strictly(expression);
}

function testBy(expression: Expression, spelled: Spelled): Test | undefined {
  if (expression.kind === 'unary' && expression.operator === 'NOT') {
    const negated = testBy(expression.operand, spelled);
    return negated && { ...negated, operator: `NOT ${negated.operator}` };
  }
  if (expression.kind === 'unary' && expression.operator.startsWith('IS ')) {
    return testing(formulaOf(expression.operand, spelled), { operator: expression.operator, against: '' });
  }
  if (expression.kind === 'in') return testing(formulaOf(expression, spelled), { operator: 'HOLDS', against: '' });
  if (expression.kind !== 'operation') return undefined;
  if (expression.operator === 'AND' || expression.operator === 'OR')
    return testing(formulaOf(expression, spelled), { operator: 'HOLDS', against: '' });
  const operator = spellings.get(expression.operator) ?? expression.operator;
  if (!comparisons.has(operator)) return undefined;
  const { left, right, collation } = expression;
  if (collation !== undefined && (isCaseSensitive(collation) || spelled === textAsWritten)) return undefined;
  return comparison(left, operator, right, spelled) ?? turned(left, operator, right, spelled);
}

function testing(
  formula: Formula | undefined,
  how: Pick<Test, 'operator' | 'against'> & Partial<Pick<Test, 'constant'>>,
): Test | undefined {
  const [first, ...others] = formula?.variables ?? [];
  if (!formula || first === undefined) return undefined;
  const subject = others.length === 0 ? formula.text.replaceAll(first, '@') : formula.text;
  return { variables: [first, ...others], subject, ...how };
}

function turned(left: Expression, operator: string, right: Expression, spelled: Spelled): Test | undefined {
  const other = flipped.get(operator);
  return other === undefined ? undefined : comparison(right, other, left, spelled);
}

function comparison(tested: Expression, operator: string, against: Expression, spelled: Spelled): Test | undefined {
  const other = formulaOf(against, spelled);
  if (formulaOf(tested, spelled)?.variables.length === 0) return undefined;
  if (!other || other.variables.length > 0) {
    const both = together(`(${operator} `, [tested, against], ')', spelled);
    return testing(both, { operator: 'HOLDS', against: '' });
  }
  const constant = constantOf(against);
  return testing(formulaOf(tested, spelled), { operator, against: other.text, ...(constant && { constant }) });
}

function constantOf(expression: Expression): Value | undefined {
  switch (expression.kind) {
    case 'string':
      return expression.value.includes('$(') ? undefined : { kind: 'string', value: expression.value };
    case 'number':
      return { kind: 'number', value: expression.value };
    default:
      return undefined;
  }
}

/** A formula over variables, written so that equal formulas have equal texts. */
interface Formula {
  readonly text: string;
  readonly variables: readonly Folded[];
}

/** Functions that look at nothing but their arguments. */
const pure: ReadonlySet<string> = new Set(
  'ISNULL COALESCE NULLIF LEN DATALENGTH LTRIM RTRIM TRIM UPPER LOWER LEFT RIGHT SUBSTRING REPLACE CHARINDEX PATINDEX ABS'.split(
    ' ',
  ),
);

const looseFormula = ofExpressions((expression) => makeFormula(expression, textOfString));
const strictFormula = ofExpressions((expression) => makeFormula(expression, textAsWritten));

function formulaOf(expression: Expression, spelled: Spelled): Formula | undefined {
  return spelled === textAsWritten ? strictFormula(expression) : looseFormula(expression);
}

function makeFormula(expression: Expression, spelled: Spelled): Formula | undefined {
  switch (expression.kind) {
    case 'variable':
      return expression.name.startsWith('@@')
        ? undefined
        : { text: fold(expression.name), variables: [fold(expression.name)] };
    case 'string':
      return { text: spelled(expression.value), variables: [] };
    case 'number':
    case 'binary':
      return { text: expression.text, variables: [] };
    case 'null':
      return { text: 'NULL', variables: [] };
    case 'call':
      return expression.name.schema === undefined && pure.has(expression.name.name.toUpperCase())
        ? together(`${expression.name.name.toUpperCase()}(`, expression.args, ')', spelled)
        : undefined;
    case 'cast':
      return together(`CAST(${expression.type} `, [expression.operand], ')', spelled);
    case 'unary':
      return together(`(${expression.operator} `, [expression.operand], ')', spelled);
    case 'operation':
      return together(
        `(${expression.operator}${collated(expression)} `,
        [expression.left, expression.right],
        ')',
        spelled,
      );
    case 'in':
      return expression.query
        ? undefined
        : together(
            `(${expression.negated ? 'NOT IN' : 'IN'}${collated(expression)} `,
            [expression.operand, ...expression.values],
            ')',
            spelled,
          );
    default:
      return undefined;
  }
}

function collated({ collation }: { readonly collation?: string }): string {
  return isCaseSensitive(collation) ? ` COLLATE ${collation}` : '';
}

function together(before: string, parts: readonly Expression[], after: string, spelled: Spelled): Formula | undefined {
  const formulas = parts.map((one) => formulaOf(one, spelled));
  if (formulas.includes(undefined)) return undefined;
  const variables = [...new Set(formulas.flatMap((one) => one!.variables))];
  return { text: `${before}${formulas.map((one) => one!.text).join(', ')}${after}`, variables };
}
