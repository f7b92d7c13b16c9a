/** The model of a package, read element by element: each is turned into what it declares and forgotten. */

import type { Version } from '../catalog/model';
import type { SaidOfCollation } from '../projects/collation';
import { versionOf } from '../projects/platform';
import type { XmlElement, XmlHandler } from '../xml/read';
import { type Declared, declaredBy } from './declare';
import { isTrue, property } from './element';

export interface Model {
  version: Version | undefined;
  trustworthy: boolean;
  chaining: boolean;
  containment: 'none' | 'partial';
  collation: SaidOfCollation;
  /** Statements, in an order in which each finds what it needs or not: nobody runs them one after the other. */
  readonly statements: string[];
  /** How many elements of a type could not be said. */
  readonly unsaid: Map<string, number>;
  /** Whether it says anything of users, or of permissions. */
  hasUsers: boolean;
  hasPermissions: boolean;
}

export function newModel(): Model {
  return {
    version: undefined,
    trustworthy: false,
    chaining: false,
    containment: 'none',
    collation: { collation: undefined, catalog: undefined },
    statements: [],
    unsaid: new Map(),
    hasUsers: false,
    hasPermissions: false,
  };
}

/** Fills the model with what is told of the document. */
export function modelReader(model: Model): XmlHandler {
  const open: Growing[] = [];
  let level = 0;
  return {
    open: (name, attributes, offset) => {
      level++;
      if (level === 1) readHead(model, attributes);
      if (open.length === 0 && (level !== 3 || name !== 'Element')) return;
      const element: Growing = { name, attributes, children: [], text: '', offset };
      open.at(-1)?.children.push(element);
      open.push(element);
    },
    text: (text) => {
      const element = open.at(-1);
      if (element) element.text += text;
    },
    close: () => {
      level--;
      const element = open.pop();
      if (element && open.length === 0) readElement(model, element);
    },
  };
}

interface Growing extends XmlElement {
  readonly children: Growing[];
  text: string;
}

function readHead(model: Model, attributes: Readonly<Record<string, string>>): void {
  model.version = versionOf(attributes['DspName'] ?? '');
}

function readElement(model: Model, element: XmlElement): void {
  const type = element.attributes['Type'] ?? '';
  if (type === 'SqlDatabaseOptions') {
    model.trustworthy = isTrue(element, 'IsTrustworthyOn');
    model.chaining = isTrue(element, 'IsDBChainingOn');
    model.containment = property(element, 'Containment') === '1' ? 'partial' : 'none';
    model.collation = { collation: property(element, 'Collation'), catalog: property(element, 'CatalogCollation') };
    return;
  }
  model.hasUsers ||= type === 'SqlUser' || type === 'SqlRoleMembership';
  model.hasPermissions ||= type === 'SqlPermissionStatement';
  if (isBuiltIn(type, element)) return;
  const declared: Declared = declaredBy(type, element);
  if (declared.kind === 'statement') model.statements.push(declared.text);
  if (declared.kind === 'unsaid') model.unsaid.set(type, (model.unsaid.get(type) ?? 0) + 1);
}

/** Fixed roles and dbo are there without being made. */
function isBuiltIn(type: string, { attributes }: XmlElement): boolean {
  return (
    (type === 'SqlUser' || type === 'SqlSchema') &&
    /^\[(dbo|guest|sys|INFORMATION_SCHEMA)\]$/i.test(attributes['Name'] ?? '')
  );
}
