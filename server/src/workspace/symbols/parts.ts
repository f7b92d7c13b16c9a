/** Where the parts of a name of several parts stand. */
import type { NamedAt, ObjectName } from '../../syntax/expression';
import { fold } from '../../text/name';
import type { Span } from '../../text/span';
import type { Act, Mention, Sort, Space } from './mention';

interface Part {
  readonly start: number;
  readonly end: number;
}

/** The places of the parts of a text, from its start: those of a.b.c are those of a, b and c. */
export function placesIn(text: string): readonly Part[] {
  return [...text.matchAll(/\[(?:[^\]]|\]\])*\]|"(?:[^"]|"")*"|[^.\s[\]"]+/g)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** The places of the last parts of a name, the name itself first. Of a text with variables only the whole is known. */
function placesOf({ text, span, schema, database, server }: ObjectName): readonly Span[] {
  if (text.length !== span.end - span.start) return [span];
  const found = placesIn(text).toReversed();
  const written = 1 + [schema, database, server].filter((one) => one !== undefined).length;
  if (found.length !== written) return [span];
  return found.map(({ start, end }) => ({ start: span.start + start, end: span.start + end }));
}

export function named(space: Space, { span, name }: NamedAt, act: Act, more: Partial<Mention> = {}): Mention {
  return { span, space, name, act, ...more };
}

/** What an object of a schema, and the schema and database before it, are mentioned by; nothing for temporary ones. */
export function objectNamed(
  name: ObjectName,
  act: Act,
  more: Partial<Mention> & { readonly sort?: Sort } = {},
): readonly Mention[] {
  return inSchema('object', name, act, more);
}

/** The same in another space whose names have a schema. */
export function inSchema(space: Space, name: ObjectName, act: Act, more: Partial<Mention> = {}): readonly Mention[] {
  if (name.name === '' || name.server !== undefined || /^#/.test(name.name)) return [];
  const [own, second, third] = placesOf(name);
  const { schema, database } = name;
  const mentions: Mention[] = [{ span: own!, space, name: name.name, schema, database, act, ...more }];
  const schemaAt = schema !== undefined && !name.schemaImplied ? second : undefined;
  if (schemaAt) mentions.push({ span: schemaAt, space: 'schema', name: schema!, database, act: 'uses' });
  const databaseAt = schema === undefined ? second : third;
  if (database !== undefined && databaseAt)
    mentions.push({ span: databaseAt, space: 'database', name: database, act: 'uses' });
  return mentions;
}

/** An object whose name stands in a string, as in OBJECT_ID(N'dbo.t'). */
export function inString(space: Space, text: string, place: Span, act: Act): readonly Mention[] {
  const parts = placesIn(text);
  const names = parts.map(({ start, end }) => bare(text.slice(start, end)));
  const [name, schema, database, server] = names.toReversed();
  if (name === undefined || server !== undefined || /^#/.test(name)) return [];
  const gap = names.length === 2 && /\.\s*\./.test(text); // db..t
  const within = gap ? { database: schema } : { schema, database };
  return [{ span: place, within: 'literal', space, name, act, ...within }];
}

function bare(part: string): string {
  if (part.startsWith('[')) return part.slice(1, -1).replaceAll(']]', ']');
  return part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part;
}

/** Whether a name stands for a part of the server that no script makes. */
export function isSystemSchema(schema: string | undefined): boolean {
  return schema !== undefined && ['sys', 'information_schema'].includes(fold(schema));
}
