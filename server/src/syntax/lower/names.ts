/** Names and literals: what the server means by what is written. */
import type { Name } from '../../text/name';
import type { NamedAt, ObjectName } from '../expression';
import { owned, type Syntax, spanOf, textOf } from './syntax';

/** `[a]]b]` is `a]b`, `"x""y"` is `x"y`, `'o''brien'` and N'o''brien' are `o'brien`; anything else means itself. */
export function unquote(text: string): Name {
  const first = text[0];
  if (first === '[') return owned(text.slice(1, closing(text, ']')).replaceAll(']]', ']'));
  if (first === '"') return owned(text.slice(1, closing(text, '"')).replaceAll('""', '"'));
  if (first === "'") return owned(text.slice(1, closing(text, "'")).replaceAll("''", "'"));
  if ((first === 'N' || first === 'n') && text[1] === "'")
    return owned(text.slice(2, closing(text, "'")).replaceAll("''", "'"));
  return text;
}

/** In broken text the closing delimiter can be missing. */
function closing(text: string, delimiter: string): number {
  return text.length > 1 && text.endsWith(delimiter) ? text.length - 1 : text.length;
}

/** The name that a node of one part, a string or a word spells. */
export function nameOf(node: Syntax): Name {
  return unquote(textOf(node));
}

export function namedAt(node: Syntax): NamedAt {
  return { span: spanOf(node), name: nameOf(node) };
}

/** A word in upper case, as options and permissions are compared. */
export function upper(node: Syntax): string {
  return textOf(node).toUpperCase();
}

/** The words of some nodes in upper case, with one blank between. */
export function words(nodes: readonly Syntax[]): string {
  return nodes.map(upper).join(' ');
}

export function isNamePart({ type }: Syntax): boolean {
  return type === 'identifier' || type === 'bracketed_identifier' || type === 'quoted_identifier';
}

export function isName(node: Syntax): boolean {
  return node.type === 'object_name' || isNamePart(node);
}

/** The parts of a name, undefined where one is left out, as in `db..t`. */
export function partsOf(node: Syntax): readonly (Name | undefined)[] {
  if (node.type !== 'object_name') return [nameOf(node)];
  const parts: (Name | undefined)[] = [];
  let dots = 0;
  for (const child of node.children) {
    if (child.type === '.') {
      if (++dots > 1 || parts.length === 0) parts.push(undefined);
      continue;
    }
    dots = 0;
    parts.push(nameOf(child));
  }
  return parts;
}

/** A node that is a name of one to four parts. */
export function objectName(node: Syntax): ObjectName {
  return fromParts(partsOf(node), node);
}

/** A name made of parts; `place` is where it is written. */
export function fromParts(parts: readonly (Name | undefined)[], place: Syntax): ObjectName {
  const [name = '', schema, database, server] = [parts.at(-1), parts.at(-2), parts.at(-3), parts.at(-4)];
  const own = { span: spanOf(place), text: textOf(place), name };
  if (database === undefined && server === undefined) return schema === undefined ? own : { ...own, schema };
  return {
    ...own,
    ...(schema === undefined ? {} : { schema }),
    ...(database === undefined ? {} : { database }),
    ...(server === undefined ? {} : { server }),
  };
}

/** What stands for a name that broken text lacks. */
export function missingName(node: Syntax): ObjectName {
  return { span: { start: node.end, end: node.end }, text: '', name: '' };
}

/** The node as a name; an empty one where the text is broken. */
export function objectNameOr(node: Syntax | undefined, place: Syntax): ObjectName {
  return node ? objectName(node) : missingName(place);
}

export function namedAtOr(node: Syntax | undefined, place: Syntax): NamedAt {
  return node ? namedAt(node) : { span: { start: place.end, end: place.end }, name: '' };
}

/** A type as it is compared: lower case, without blanks and delimiters: 'varchar(10)', 'dbo.sometype'. */
export function typeText(node: Syntax | undefined): string {
  return node
    ? textOf(node)
        .toLowerCase()
        .replace(/\s+/g, ' ')
        .replace(/ ?([(),.]) ?/g, '$1')
        .replace(/[[\]"]/g, '')
    : '';
}
