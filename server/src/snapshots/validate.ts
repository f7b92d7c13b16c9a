/** What is wrong in a value by the schema of snapshots: the first mistake, in one line. */
import type { Part } from './schema-parts';

/** `where` names the value; undefined: nothing is wrong. */
export function mistakeIn(value: unknown, part: Part, where: string): string | undefined {
  switch (part.type) {
    case 'string':
      return typeof value === 'string' ? inText(value, part, where) : wrong(value, 'a text', where);
    case 'number':
      if (typeof value !== 'number') return wrong(value, 'a number', where);
      return part.const === undefined || value === part.const ? undefined : `${where} has to be ${part.const}`;
    case 'boolean':
      return typeof value === 'boolean' ? undefined : wrong(value, 'true or false', where);
    case 'array':
      return Array.isArray(value) ? inList(value, part, where) : wrong(value, 'a list', where);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value)
        ? inObject(value, part, where)
        : wrong(value, 'an object', where);
  }
}

function inText(
  value: string,
  { enum: words, pattern }: Extract<Part, { type: 'string' }>,
  where: string,
): string | undefined {
  if (words && !words.includes(value)) return `${where} is '${short(value)}' and can be: ${words.join(', ')}`;
  return pattern !== undefined && !new RegExp(pattern, 's').test(value)
    ? `${where} can't be '${short(value)}'`
    : undefined;
}

function inList(
  value: readonly unknown[],
  { items }: Extract<Part, { type: 'array' }>,
  where: string,
): string | undefined {
  for (const [index, one] of value.entries()) {
    const mistake = mistakeIn(one, items, `${where}[${index}]`);
    if (mistake !== undefined) return mistake;
  }
  return undefined;
}

function inObject(
  value: object,
  { properties, required }: Extract<Part, { type: 'object' }>,
  where: string,
): string | undefined {
  const lacking = required.find((name) => !Object.hasOwn(value, name));
  if (lacking !== undefined) return `${where} needs '${lacking}'`;
  for (const [name, inner] of Object.entries(value)) {
    if (!Object.hasOwn(properties, name)) return `${where} has '${short(name)}', which is unknown`;
    const mistake = mistakeIn(inner, properties[name]!, where === whole ? name : `${where}.${name}`);
    if (mistake !== undefined) return mistake;
  }
  return undefined;
}

/** The name of the whole value. */
export const whole = 'the snapshot';

function wrong(value: unknown, wanted: string, where: string): string {
  return `${where} has to be ${wanted}, not ${kindOf(value)}`;
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  return Array.isArray(value) ? 'a list' : (kinds[typeof value] ?? typeof value);
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
};

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 40 ? `${line.slice(0, 40)} ...` : line;
}
