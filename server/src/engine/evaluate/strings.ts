/** Built-in functions of strings, as far as scripts build names, conditions and dynamic SQL with them (UNK-3). */

import { lacking } from '../../catalog/reason';
import { bracket } from '../../text/name';
import { splitName } from '../names/split-name';
import type { Value } from '../session/model';
import { quotedGap } from './pieces';
import type { Capitals } from './texts';

const string = (value: string): Value => ({ kind: 'string', value });
const number = (value: number): Value => ({ kind: 'number', value });
const nothing: Value = { kind: 'null' };
const unknown: Value = { kind: 'unknown', because: lacking('value', 'the string is not known') };

/** The value of a string function; undefined: it is none of these. NULL in gives NULL out. */
export function evaluateString(name: string, args: readonly Value[], capitals: Capitals): Value | undefined {
  const make = searching.get(name)?.(capitals) ?? functions.get(name);
  if (!make) return undefined;
  const lost = args.find((arg) => arg.kind === 'unknown');
  if (lost) return name === 'QUOTENAME' && args[0] === lost ? quotedGap(args[1]) : lost;
  return args.some((arg) => arg.kind === 'null') ? nothing : (make(args) ?? unknown);
}

type StringFunction = (args: readonly Value[]) => Value | undefined;

/** A string, or a number as text; undefined: it is neither. */
export function textOf(value: Value | undefined): string | undefined {
  return value?.kind === 'string' || value?.kind === 'number' ? String(value.value) : undefined;
}

function ofText(make: (text: string) => Value): StringFunction {
  return ([first]) => {
    const text = textOf(first);
    return text === undefined ? undefined : make(text);
  };
}

function ofTextAndNumbers(make: (text: string, first: number, second: number) => Value): StringFunction {
  return ([value, first, second]) => {
    const text = textOf(value);
    return text === undefined || first?.kind !== 'number' || (second !== undefined && second.kind !== 'number')
      ? undefined
      : make(text, first.value, second === undefined ? 0 : second.value);
  };
}

const functions = new Map<string, StringFunction>([
  ['UPPER', ofText((text) => string(text.toUpperCase()))],
  ['LOWER', ofText((text) => string(text.toLowerCase()))],
  ['TRIM', ofText((text) => string(text.trim()))],
  ['LTRIM', ofText((text) => string(text.trimStart()))],
  ['RTRIM', ofText((text) => string(text.trimEnd()))],
  ['LEN', ofText((text) => number(text.trimEnd().length))],
  ['CHAR', ([first]) => (first?.kind === 'number' ? string(String.fromCharCode(first.value)) : undefined)],
  ['NCHAR', ([first]) => (first?.kind === 'number' ? string(String.fromCharCode(first.value)) : undefined)],
  ['LEFT', ofTextAndNumbers((text, count) => string(text.slice(0, Math.max(0, count))))],
  ['RIGHT', ofTextAndNumbers((text, count) => string(count <= 0 ? '' : text.slice(-count)))],
  [
    'SUBSTRING',
    ofTextAndNumbers((text, start, count) =>
      string(text.slice(Math.max(0, start - 1), Math.max(0, start - 1 + count))),
    ),
  ],
  [
    'REPLICATE',
    ofTextAndNumbers((text, count) =>
      count * text.length > 65_536 ? unknown : string(text.repeat(Math.max(0, count))),
    ),
  ],
  [
    'SPACE',
    ([first]) =>
      first?.kind === 'number' && first.value <= 8000 ? string(' '.repeat(Math.max(0, first.value))) : undefined,
  ],
  ['STUFF', stuff],
  [
    'PARSENAME',
    ([value, part]) => {
      const parts = value?.kind === 'string' ? splitName(value.value) : undefined;
      if (part?.kind !== 'number' || value?.kind !== 'string') return undefined;
      const name = parts?.at(-part.value);
      return name === undefined || name === '' ? nothing : string(name);
    },
  ],
  ['QUOTENAME', quoteName],
  ['PATINDEX', () => undefined],
]);

/** Functions that look for a text in another one; what they find may depend on whether capitals count. */
const searching = new Map<string, (capitals: Capitals) => StringFunction>([
  [
    'REPLACE',
    (capitals) =>
      ([value, from, to]) =>
        value?.kind === 'string' && from?.kind === 'string' && to?.kind === 'string' && from.value !== ''
          ? whatever(capitals, (flags) =>
              value.value.replace(new RegExp(escaped(from.value), `g${flags}`), () => to.value),
            )
          : undefined,
  ],
  [
    'CHARINDEX',
    (capitals) =>
      ([part, value]) =>
        part?.kind === 'string' && value?.kind === 'string'
          ? whatever(capitals, (flags) => value.value.search(new RegExp(escaped(part.value), flags)) + 1)
          : undefined,
  ],
]);

/** The value, where it is known whether capitals count, or does not matter. `flags` of a regular expression. */
function whatever(capitals: Capitals, make: (flags: 'i' | '') => string | number): Value | undefined {
  const [loosely, strictly] = [make('i'), make('')];
  if (capitals === undefined && loosely !== strictly) return undefined;
  const value = capitals ? strictly : loosely;
  return typeof value === 'string' ? string(value) : number(value);
}

function stuff([value, start, length, by]: readonly Value[]): Value | undefined {
  if (value?.kind !== 'string' || start?.kind !== 'number' || length?.kind !== 'number' || by?.kind !== 'string')
    return undefined;
  if (start.value < 1 || start.value > value.value.length) return nothing;
  const from = start.value - 1;
  return string(value.value.slice(0, from) + by.value + value.value.slice(from + Math.max(0, length.value)));
}

function quoteName([first, mark]: readonly Value[]): Value | undefined {
  if (first?.kind !== 'string') return undefined;
  if (mark === undefined || (mark.kind === 'string' && /^[[\]]/.test(mark.value))) return string(bracket(first.value));
  if (mark.kind === 'string' && (mark.value === "'" || mark.value === '"'))
    return string(mark.value + first.value.replaceAll(mark.value, mark.value + mark.value) + mark.value);
  return undefined;
}

/** LIKE with its wildcards: % _ [a-z] [^a]. */
export function matchesPattern(text: string, pattern: string, letters: 'any case' | 'same case'): boolean {
  let expression = '';
  for (let at = 0; at < pattern.length; at++) {
    const sign = pattern[at]!;
    const close = sign === '[' ? pattern.indexOf(']', at + 1) : -1;
    if (sign === '%') expression += '[^]*';
    else if (sign === '_') expression += '[^]';
    else if (close > at + 1) {
      expression += `[${pattern.slice(at + 1, close).replace(/[\\[]/g, '\\$&')}]`;
      at = close;
    } else expression += escaped(sign);
  }
  try {
    return new RegExp(`^${expression}\\s*$`, letters === 'any case' ? 'i' : '').test(text);
  } catch {
    return false; // a range in the wrong order, as in [z-a], matches nothing
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
