/** What a condition says of variables: one that equals a constant, or holds letters and digits only, is harmless. */
import { transitions } from '../../text/intern';
import { memo } from '../../text/memo';
import { fold } from '../../text/name';
import type { Expression } from '../expression';
import { isClosed } from './harmless';
import type { Flow } from './model';

/** The flow where a condition came out as said. */
export function assuming(flow: Flow, condition: Expression, holds: boolean): Flow {
  const names = (holds ? whereTrue : whereFalse)(condition);
  if (!flow || names.length === 0) return flow;
  return without(flow, names.join('\u0001'), () => flow.deleteAll(names));
}

const whereTrue = memo((condition: Expression) => [...harmlessIf(condition, true)].sort());
const whereFalse = memo((condition: Expression) => [...harmlessIf(condition, false)].sort());

/** By names, and not by the condition: a statement that is read again says the same, and what follows is as it was. */
const without = transitions<NonNullable<Flow>>();

const none: ReadonlySet<string> = new Set();

/** The variables that are harmless where the condition comes out so. */
function harmlessIf(condition: Expression, holds: boolean): ReadonlySet<string> {
  switch (condition.kind) {
    case 'unary':
      return inUnary(condition, holds);
    case 'in':
      return holds !== condition.negated && !condition.query && condition.values.every(isConstant)
        ? variableIn(condition.operand)
        : none;
    case 'operation':
      return inOperation(condition, holds);
    default:
      return none;
  }
}

function inUnary({ operator, operand }: Extract<Expression, { kind: 'unary' }>, holds: boolean): ReadonlySet<string> {
  if (operator === 'NOT') return harmlessIf(operand, !holds);
  const isNull = (operator === 'IS NULL' && holds) || (operator === 'IS NOT NULL' && !holds);
  if (isNull) return variableIn(operand);
  const converts = (operator === 'IS NOT NULL' && holds) || (operator === 'IS NULL' && !holds);
  return converts && operand.kind === 'cast' && isClosed(operand.type) ? variableIn(operand.operand) : none;
}

function inOperation(
  { operator, left, right }: Extract<Expression, { kind: 'operation' }>,
  holds: boolean,
): ReadonlySet<string> {
  if (operator === 'AND' || operator === 'OR') {
    const [a, b] = [harmlessIf(left, holds), harmlessIf(right, holds)];
    // Both sides are known to be so, or one of them is and nobody knows which.
    const both = (operator === 'AND') === holds;
    return both ? new Set([...a, ...b]) : new Set([...a].filter((name) => b.has(name)));
  }
  const equal = (operator === '=' && holds) || (/^(?:<>|!=)$/.test(operator) && !holds);
  const named = equal ? comparedWithConstant(left, right) : none;
  if (named.size > 0) return named;
  if (operator === 'LIKE')
    return right.kind === 'string' && !holds && refusesAllElse(right.value) ? variableIn(left) : none;
  return inTest(operator, left, right, holds);
}

function comparedWithConstant(left: Expression, right: Expression): ReadonlySet<string> {
  if (isConstant(right)) return variableIn(left);
  return isConstant(left) ? variableIn(right) : none;
}

/** ISNUMERIC(@x) = 1, PATINDEX('%[^a-z]%', @x) = 0. */
function inTest(operator: string, left: Expression, right: Expression, holds: boolean): ReadonlySet<string> {
  if (left.kind !== 'call' || right.kind !== 'number') return none;
  const word = left.name.name.toUpperCase();
  const [first, second] = left.args;
  const isZero = right.value === 0;
  const equals = (operator === '=' && holds) || (/^(?:<>|!=)$/.test(operator) && !holds);
  const differs = (operator === '=' && !holds) || (/^(?:<>|!=|>)$/.test(operator) && holds);
  if (word === 'ISNUMERIC' && first && (isZero ? differs : equals && right.value === 1)) return variableIn(first);
  const found = operator === '>' && !holds;
  if (word !== 'PATINDEX' || !isZero || !(equals || found)) return none;
  return first?.kind === 'string' && second && refusesAllElse(first.value) ? variableIn(second) : none;
}

/** '%[^a-z0-9_]%' finds everything but letters, digits and the like. */
function refusesAllElse(pattern: string): boolean {
  return /^%\[\^[\w@#$.-]+\]%$/.test(pattern);
}

function isConstant(value: Expression): boolean {
  return value.kind === 'string' || value.kind === 'number' || value.kind === 'null' || value.kind === 'binary';
}

/** The variable that a test is about: itself, or as it is in one case and without blanks. */
function variableIn(tested: Expression): ReadonlySet<string> {
  if (tested.kind === 'variable') return new Set([fold(tested.name)]);
  if (tested.kind === 'call' && /^(?:UPPER|LOWER|LTRIM|RTRIM|TRIM|ISNULL|COALESCE)$/i.test(tested.name.name))
    return tested.args[0] ? variableIn(tested.args[0]) : none;
  return none;
}
