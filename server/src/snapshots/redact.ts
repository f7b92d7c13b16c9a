/**
 * A snapshot in which names are others, the same one everywhere, also in the text of modules: for bug reports. Sids and
 * thumbprints are others too; comments, texts and large numbers are taken out of modules. Of a module whose text cannot be
 * written anew the header is left.
 */
import type { Leaf } from '../syntax/leaves';
import { fold } from '../text/name';
import { isKept, isKeptInText, isPermission } from './kept-names';
import type { Snapshot } from './model';

/** Fields whose text is a name, or many. */
const names: ReadonlySet<string> = new Set([
  ...['name', 'owner', 'ownerSid', 'sid', 'login', 'key', 'role', 'member', 'on', 'schema', 'column', 'to', 'by'],
  ...['local', 'remote', 'parent', 'defaultSchema', 'thumbprint', 'credential', 'assembly', 'columns', 'credentials'],
  ...['product', 'provider'],
]);
/** Fields whose text is a name of several parts. */
const severalParts: ReadonlySet<string> = new Set(['target', 'procedure', 'queue']);

/** `leaves` answers the words of a batch; undefined: it is not understood. */
export function redacted(snapshot: Snapshot, leaves: (text: string) => readonly Leaf[] | undefined): Snapshot {
  const renamer = new Renamer(namesIn(snapshot));
  const change = (field: string, value: string): string => {
    if (severalParts.has(field)) return renamer.severalParts(value);
    if (field === 'runAs') return value.startsWith('user:') ? `user:${renamer.name(value.slice(5))}` : value;
    return names.has(field) ? renamer.name(value) : value;
  };
  const walk = (field: string, value: unknown): unknown => {
    if (typeof value === 'string') return change(field, value);
    if (Array.isArray(value)) return value.map((one) => walk(field, one));
    if (typeof value !== 'object' || value === null) return value;
    const fields = Object.entries(value).flatMap(([name, inner]): (readonly [string, unknown])[] => {
      if (name !== 'text') return [[name, walk(name, inner)]];
      const text = redactedText((inner as readonly string[]).join('\n'), leaves, renamer);
      return text === undefined ? [] : [[name, text.split('\n')]];
    });
    return Object.fromEntries(fields);
  };
  const { $schema: _, ...rest } = snapshot;
  const all = walk('', rest) as Snapshot;
  return { ...all, server: { ...all.server, configuration: snapshot.server.configuration } };
}

/** All names in a snapshot. */
function namesIn(snapshot: Snapshot): readonly string[] {
  const found: string[] = [];
  const walk = (field: string, value: unknown): void => {
    if (typeof value === 'string') {
      if (names.has(field)) found.push(value);
      else if (severalParts.has(field)) found.push(...partsOf(value));
      else if (field === 'runAs' && value.startsWith('user:')) found.push(value.slice(5));
    } else if (Array.isArray(value)) for (const one of value) walk(field, one);
    else if (typeof value === 'object' && value !== null)
      for (const [name, inner] of Object.entries(value)) walk(name, inner);
  };
  walk('', { ...snapshot, server: { ...snapshot.server, configuration: [] } });
  return found;
}

class Renamer {
  readonly #known: ReadonlySet<string>;
  readonly #made = new Map<string, string>();
  readonly #stem: string;

  constructor(known: readonly string[]) {
    this.#known = new Set(known.filter((name) => !isKept(name)).map(fold));
    let stem = 'name';
    while ([...this.#known].some((name) => name.includes(stem))) stem += 'x';
    this.#stem = stem;
  }

  isKnown(name: string): boolean {
    return this.#known.has(fold(name));
  }

  name(name: string): string {
    if (isKept(name) || name === '') return name;
    const known = this.#made.get(fold(name));
    if (known !== undefined) return known;
    const number = this.#made.size + 1;
    const isHex = /^0x[0-9a-f]*$/i.test(name);
    const bare = `${name.includes('\\') ? 'D\\' : ''}${this.#stem}${number}`;
    const fresh = isHex ? `0x${number.toString(16).padStart(8, '0')}` : bare;
    this.#made.set(fold(name), fresh);
    return fresh;
  }

  severalParts(name: string): string {
    return partsOf(name)
      .map((one) => `[${this.name(one)}]`)
      .join('.');
  }
}

/** The text of a module; undefined: it cannot be written anew. */
function redactedText(
  text: string,
  leaves: (text: string) => readonly Leaf[] | undefined,
  renamer: Renamer,
): string | undefined {
  const words = leaves(text);
  if (!words) return undefined;
  let made = '';
  let at = 0;
  for (const word of words) {
    made += `${text.slice(at, word.start)}${instead(text.slice(word.start, word.end), word.kind, leaves, renamer)}`;
    at = word.end;
  }
  made += text.slice(at);
  return leaves(made) ? made : undefined;
}

function instead(
  text: string,
  kind: Leaf['kind'],
  leaves: (text: string) => readonly Leaf[] | undefined,
  renamer: Renamer,
): string {
  switch (kind) {
    case 'comment':
      return ' ';
    case 'variable':
      return text.startsWith('@@') ? text : `@${renamer.name(text)}`;
    case 'number':
      return /^\d{1,5}$/.test(text) ? text : '1';
    case 'string':
      return inQuotes(text, leaves, renamer);
    case 'name':
      return nameInstead(text, renamer);
    case 'other':
      return text;
  }
}

function nameInstead(text: string, renamer: Renamer): string {
  const [name = text] = /^[["]/.test(text) ? partsOf(text) : [];
  const isPlain = name === text;
  if (isKeptInText(name) && !(renamer.isKnown(name) && !isKept(name))) return text;
  const [, hashes = '', bare = name] = /^(#{0,2})(.*)$/s.exec(name) ?? [];
  const fresh = `${hashes}${renamer.name(bare)}`;
  return isPlain && !fresh.includes('\\') ? fresh : `[${fresh}]`;
}

/** A text that names something names what it is called now, one of statements is written anew; others say nothing. */
function inQuotes(text: string, leaves: (text: string) => readonly Leaf[] | undefined, renamer: Renamer): string {
  const [, prefix = '', inner = ''] = /^(N?)'(.*)'$/is.exec(text) ?? [];
  const value = inner.replaceAll("''", "'");
  const quoted = (one: string): string => `${prefix}'${one.replaceAll("'", "''")}'`;
  if (isKept(value) || isPermission(value) || /^\W?$/.test(value)) return text;
  if (renamer.isKnown(value)) return quoted(renamer.name(value));
  const parts = partsOf(value);
  if (parts.length > 1 && parts.every((one) => isKept(one) || renamer.isKnown(one)))
    return quoted(renamer.severalParts(value));
  const statements = /\s/.test(value) ? redactedText(value, leaves, renamer) : undefined;
  return quoted(statements ?? 'text');
}

function partsOf(name: string): readonly string[] {
  return (name.match(/\[(?:[^\]]|\]\])*\]|"(?:[^"]|"")*"|[^.[\]"]+/g) ?? []).map((one) => {
    if (one.startsWith('[')) return one.slice(1, -1).replaceAll(']]', ']');
    return one.startsWith('"') ? one.slice(1, -1).replaceAll('""', '"') : one;
  });
}
