/** What is wrong with a JSON text by a schema, with its place and a hint. */
import type { Node } from 'jsonc-parser';
import { nearestOf } from '../rules/own-rules';
import type { Span } from '../text/span';
import type { Schema } from './schema';

export interface Mistake {
  readonly span: Span;
  readonly message: string;
}

/** The mistakes in a value. `where` names it. */
export function mistakesIn(node: Node, schema: Schema, where = 'The configuration'): readonly Mistake[] {
  if (schema.type !== undefined && node.type !== schema.type)
    return [
      {
        span: spanOf(node),
        message: `${where} has to be ${kinds[schema.type]}, not ${kinds[node.type] ?? node.type}.`,
      },
    ];
  switch (node.type) {
    case 'object':
      return inObject(node, schema, where);
    case 'array':
      return inArray(node, schema, where);
    case 'string':
      return inString(node, schema, where);
    case 'number':
      return schema.exclusiveMinimum !== undefined && !(Number(node.value) > schema.exclusiveMinimum)
        ? [{ span: spanOf(node), message: `${where} has to be more than ${schema.exclusiveMinimum}.` }]
        : [];
    default:
      return [];
  }
}

function inObject(node: Node, schema: Schema, where: string): readonly Mistake[] {
  const found: Mistake[] = [];
  const seen = new Set<string>();
  for (const { children: [key, value] = [] } of node.children ?? []) {
    if (!key) continue;
    const name = String(key.value);
    const known = schema.properties?.[name];
    if (seen.has(name))
      found.push({ span: spanOf(key), message: `'${name}' is given twice; the last one would count.` });
    seen.add(name);
    if (!known)
      found.push({
        span: spanOf(key),
        message: `There is no '${name}' in ${inside(where)}. ${hint(name, Object.keys(schema.properties ?? {}))}`,
      });
    else if (value) found.push(...mistakesIn(value, known, `'${name}'`));
  }
  for (const name of schema.required ?? [])
    if (!seen.has(name)) found.push({ span: spanOf(node), message: `${where} needs '${name}'.` });
  return found;
}

function inArray(node: Node, schema: Schema, where: string): readonly Mistake[] {
  const children = node.children ?? [];
  if (children.length < (schema.minItems ?? 0))
    return [{ span: spanOf(node), message: `${where} is empty: it needs at least ${schema.minItems} entry.` }];
  return children.flatMap((child) => (schema.items ? mistakesIn(child, schema.items, `An entry of ${where}`) : []));
}

function inString(node: Node, schema: Schema, where: string): readonly Mistake[] {
  const value = String(node.value);
  if (schema.enum && !schema.enum.includes(value))
    return [{ span: spanOf(node), message: `${where} can't be '${value}'. ${hint(value, schema.enum)}` }];
  return schema.pattern !== undefined && value.trim() === ''
    ? [{ span: spanOf(node), message: `${where} is empty.` }]
    : [];
}

/** What was probably meant, or what there is. */
function hint(word: string, known: readonly string[]): string {
  const near = nearestOf(word, known);
  if (near !== undefined) return `Is '${near}' meant?`;
  return known.length <= most ? `There is: ${known.join(', ')}.` : 'The list of all is in docs/rules.';
}

/** So many names are listed in a hint. */
const most = 15;

function inside(where: string): string {
  return where === 'The configuration' ? 'the configuration' : where;
}

function spanOf({ offset, length }: Node): Span {
  return { start: offset, end: offset + length };
}

const kinds: Readonly<Record<string, string>> = {
  object: 'an object { }',
  array: 'a list [ ]',
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
};
