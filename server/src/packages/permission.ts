/**
 * Permissions of a package. The name of the element says what is granted: `[Grant.Delete.Object].[grantee].[grantor].[dbo].[T]`;
 * its number is one of the makers' own.
 */
import { bracket } from '../text/name';
import type { XmlElement } from '../xml/read';
import { partsOf, referred } from './element';

/** The statement; undefined: it is not understood. */
export function permissionOf(element: XmlElement): string | undefined {
  const parts = partsOf(element.attributes['Name']);
  const [, action = '', permission = '', kind = ''] = /^(\w+)\.(\w+)\.(\w+)$/.exec(parts?.[0] ?? '') ?? [];
  const grantee = partsOf(referred(element, 'Grantee'))?.[0] ?? parts?.[1];
  const grantor = partsOf(referred(element, 'Grantor'))?.[0];
  const words = actions.get(action.toLowerCase());
  const securable = kind === '' ? undefined : securableOf(kind, element);
  if (!words || grantee === undefined || !securable) return undefined;
  const as = grantor === undefined || grantor.toLowerCase() === 'dbo' ? '' : ` AS ${bracket(grantor)}`;
  const what = `${wordsOf(permission)}${securable.column === undefined ? '' : ` (${bracket(securable.column)})`}`;
  return `${words.verb} ${what}${securable.on} TO ${bracket(grantee)}${words.option}${as};`;
}

const actions: ReadonlyMap<string, { readonly verb: string; readonly option: string }> = new Map([
  ['grant', { verb: 'GRANT', option: '' }],
  ['deny', { verb: 'DENY', option: '' }],
  ['grantwithgrantoption', { verb: 'GRANT', option: ' WITH GRANT OPTION' }],
  ['grantwithgrant', { verb: 'GRANT', option: ' WITH GRANT OPTION' }],
]);

interface Securable {
  readonly on: string;
  readonly column?: string | undefined;
}

function securableOf(kind: string, element: XmlElement): Securable | undefined {
  if (kind === 'Database') return { on: '' };
  const parts = partsOf(referred(element, 'SecuredObject'));
  const words = classes.get(kind);
  if (!parts || words === undefined) return undefined;
  if (kind !== 'Object' && kind !== 'Type' && kind !== 'XmlSchemaCollection')
    return { on: ` ON ${words}::${parts.map(bracket).join('.')}` };
  return { on: ` ON ${words}::${parts.slice(0, 2).map(bracket).join('.')}`, column: parts[2] };
}

const classes: ReadonlyMap<string, string> = new Map([
  ['Object', 'OBJECT'],
  ['Schema', 'SCHEMA'],
  ['Type', 'TYPE'],
  ['Role', 'ROLE'],
  ['User', 'USER'],
  ['ApplicationRole', 'APPLICATION ROLE'],
  ['Assembly', 'ASSEMBLY'],
  ['Certificate', 'CERTIFICATE'],
  ['AsymmetricKey', 'ASYMMETRIC KEY'],
  ['SymmetricKey', 'SYMMETRIC KEY'],
  ['MessageType', 'MESSAGE TYPE'],
  ['Contract', 'CONTRACT'],
  ['Service', 'SERVICE'],
  ['Route', 'ROUTE'],
  ['RemoteServiceBinding', 'REMOTE SERVICE BINDING'],
  ['FullTextCatalog', 'FULLTEXT CATALOG'],
  ['XmlSchemaCollection', 'XML SCHEMA COLLECTION'],
]);

/** `ViewDefinition` is VIEW DEFINITION. */
function wordsOf(permission: string): string {
  return permission.replace(/([a-z])([A-Z])/g, '$1 $2').toUpperCase();
}
