/** The conditions of project files in their usual forms: comparisons, AND, OR, `!`, parentheses, `Exists('file')`. */
import { filled, type Properties } from './properties';

export interface ConditionFacts {
  readonly properties: Properties;
  /** Undefined: nobody can say. */
  exists(path: string): boolean | undefined;
}

/** Whether a condition holds; undefined: that cannot be said. What is not set is empty, as such conditions expect. */
export function holds(condition: string | undefined, facts: ConditionFacts): boolean | undefined {
  if (condition === undefined || condition.trim() === '') return true;
  const tokens = tokensOf(condition);
  if (!tokens || tokens.length > mostTokens) return undefined;
  const reader = { tokens, at: 0, facts };
  const value = anyOf(reader);
  return reader.at === tokens.length ? value : undefined;
}

/** A condition with more words is not read. */
const mostTokens = 500;

interface Reader {
  readonly tokens: readonly string[];
  at: number;
  readonly facts: ConditionFacts;
}

type Truth = boolean | undefined;

function tokensOf(condition: string): readonly string[] | undefined {
  const found = condition.match(/'[^']*'|==|!=|<=|>=|[<>()!]|\$\([^()]*\)|[\w.]+|\S/g) ?? [];
  return found.some((one) => /^[^\w'$<>()!=.]/.test(one) || one === '$') ? undefined : found;
}

function anyOf(reader: Reader): Truth {
  let value = allOf(reader);
  while (isWord(reader, 'or')) {
    reader.at++;
    const other = allOf(reader);
    value = value === true || other === true ? true : unlessUnknown(value, other, false);
  }
  return value;
}

function allOf(reader: Reader): Truth {
  let value = single(reader);
  while (isWord(reader, 'and')) {
    reader.at++;
    const other = single(reader);
    value = value === false || other === false ? false : unlessUnknown(value, other, true);
  }
  return value;
}

function unlessUnknown(a: Truth, b: Truth, value: boolean): Truth {
  return a === undefined || b === undefined ? undefined : value;
}

function single(reader: Reader): Truth {
  const token = reader.tokens[reader.at];
  if (token === '!') {
    reader.at++;
    const value = single(reader);
    return value === undefined ? undefined : !value;
  }
  if (token === '(') {
    reader.at++;
    const value = anyOf(reader);
    if (reader.tokens[reader.at] !== ')') return stop(reader);
    reader.at++;
    return value;
  }
  if (isWord(reader, 'exists')) return existing(reader);
  return compared(reader);
}

function existing(reader: Reader): Truth {
  const [, open, path, close] = reader.tokens.slice(reader.at, reader.at + 4);
  if (open !== '(' || path === undefined || close !== ')') return stop(reader);
  reader.at += 4;
  const { text, unset } = filled(plain(path), reader.facts.properties);
  return unset.length > 0 ? undefined : reader.facts.exists(text);
}

function compared(reader: Reader): Truth {
  const [left, operator, right] = reader.tokens.slice(reader.at, reader.at + 3);
  if (left === undefined) return stop(reader);
  if (operator === undefined || !operators.has(operator) || right === undefined) {
    reader.at++;
    return truthOf(valueOf(left, reader));
  }
  reader.at += 3;
  const [a, b] = [valueOf(left, reader), valueOf(right, reader)];
  if (a === undefined || b === undefined) return undefined;
  if (operator === '==') return a.toLowerCase() === b.toLowerCase();
  if (operator === '!=') return a.toLowerCase() !== b.toLowerCase();
  const [x, y] = [Number(a), Number(b)];
  if (a === '' || b === '' || Number.isNaN(x) || Number.isNaN(y)) return undefined;
  if (operator.startsWith('<')) return operator === '<' ? x < y : x <= y;
  return operator === '>' ? x > y : x >= y;
}

const operators: ReadonlySet<string> = new Set(['==', '!=', '<', '>', '<=', '>=']);

/** Undefined: a function, an item, or a property whose value cannot be said. */
function valueOf(token: string, { facts: { properties } }: Reader): string | undefined {
  const text = plain(token);
  if (/@\(|%\(/.test(text)) return undefined;
  const { text: value, unset } = filled(text, properties);
  return unset.some((name) => /[[.(]/.test(name) || properties.has(name.toLowerCase())) ? undefined : value;
}

function truthOf(value: string | undefined): Truth {
  if (value === undefined) return undefined;
  const word = value.trim().toLowerCase();
  if (word === 'true') return true;
  return word === 'false' ? false : undefined;
}

function plain(token: string): string {
  return token.replace(/^'(.*)'$/s, '$1');
}

function isWord({ tokens, at }: Reader, word: string): boolean {
  return tokens[at]?.toLowerCase() === word;
}

/** What comes is not understood, so nothing of it is. */
function stop(reader: Reader): undefined {
  reader.at = Number.POSITIVE_INFINITY;
  return undefined;
}
