/**
 * Modules of a package. Header and body are what their maker wrote. Where they are missing, as in the packages of system
 * databases, a procedure is declared with the clause that it has and a body of which nothing is known.
 */
import type { XmlElement } from '../xml/read';
import { isTrue, partsOf, property, quoted, referred, related } from './element';

const types: ReadonlySet<string> = new Set([
  'SqlProcedure',
  'SqlView',
  'SqlScalarFunction',
  'SqlInlineTableValuedFunction',
  'SqlMultiStatementTableValuedFunction',
  'SqlDmlTrigger',
  'SqlDatabaseDdlTrigger',
]);

export function isModule(type: string): boolean {
  return types.has(type);
}

/** The statement; undefined: the text is not in the package, and nothing stands for it. */
export function moduleOf(type: string, element: XmlElement): string | undefined {
  const text = textOf(element);
  if (text !== undefined) return text;
  if (type !== 'SqlProcedure') return undefined;
  const name = quoted(element.attributes['Name']);
  return (
    name &&
    `CREATE PROCEDURE ${name}${parametersOf(element)}${clauseOf(element)} AS EXEC (N'$(TextThatIsNotInThePackage)')`
  );
}

function textOf(element: XmlElement): string | undefined {
  const [inner] = related(element, 'FunctionBody');
  const parts = inner ? [element, inner] : [element];
  const header = first(parts, (one) => annotated(one, 'HeaderContents'));
  const body = first(parts, (one) => property(one, 'BodyScript') ?? property(one, 'QueryScript'));
  if (header === undefined || body === undefined) return undefined;
  return `${header}\n${body}${first(parts, (one) => annotated(one, 'FooterContents')) ?? ''}`;
}

function first<T>(parts: readonly XmlElement[], find: (one: XmlElement) => T | undefined): T | undefined {
  return parts.map(find).find((one) => one !== undefined);
}

function annotated(element: XmlElement, name: string): string | undefined {
  const comments = element.children.find(
    (child) => child.name === 'Annotation' && child.attributes['Type'] === 'SysCommentsObjectAnnotation',
  );
  return comments && property(comments, name);
}

/** What it runs as, by its flags. */
function clauseOf(element: XmlElement): string {
  if (property(element, 'IsCaller')?.toLowerCase() !== 'false') return '';
  if (isTrue(element, 'IsOwner')) return ' WITH EXECUTE AS OWNER';
  const [user] = partsOf(referred(element, 'User')) ?? [];
  return user === undefined ? '' : ` WITH EXECUTE AS N'${user.replaceAll("'", "''")}'`;
}

function parametersOf(element: XmlElement): string {
  const names = related(element, 'Parameters').flatMap(({ attributes }) => partsOf(attributes['Name'])?.at(-1) ?? []);
  const sound = names.filter((name) => /^@[\w$#@]+$/.test(name));
  return sound.length === 0 ? '' : ` ${sound.map((name) => `${name} sql_variant = NULL`).join(', ')}`;
}
