/** What there is to know of a table, view, synonym or another object: who owns it, and who may do what with it. */
import { onObject } from '../../catalog/decide/question';
import { objects, triggerText } from '../../catalog/indexes';
import type { Catalog, Database, SqlObject } from '../../catalog/model';
import { effectiveOwner } from '../../catalog/securable';
import { showObject } from '../../catalog/show';
import { bold, code, listed } from '../markdown';
import { type Fact, fact } from './fact';
import { holdersOf } from './holders';

export interface Use {
  /** What the statement under the mouse asks of it. */
  readonly right: string;
  /** Whether the server would let it, in words. */
  readonly here: string;
}

export function objectFacts(
  catalog: Catalog,
  database: Database,
  object: SqlObject,
  use: Use | undefined,
): readonly Fact[] {
  const schema = database.schemas.get(object.schema)?.name;
  const owner = database.principals.get(effectiveOwner(database, object))?.name ?? 'somebody who is not known';
  const through = object.owner === undefined && schema !== undefined ? `, as the owner of schema ${code(schema)}` : '';
  const head = `${bold(showObject(database, object))}: ${whatObject(object)} in ${bold(database.name)}, owned by ${code(owner)}${through}`;
  const rights = new Set([...(use ? [use.right] : []), ...usual(object)]);
  return [
    { head },
    object.kind === 'synonym' ? fact('Stands for', code(object.target.text)) : undefined,
    use && fact(`${use.right} here`, use.here),
    ...[...rights].map((right) => mayFact(catalog, database, right, object)),
    fact('Triggers', triggersOf(database, object)),
  ];
}

/** `tills, auditors`: those to whom it was granted, and whether there may be more. */
export function mayFact(catalog: Catalog, database: Database, right: string, object: SqlObject): Fact {
  const permission = right === 'NEXT VALUE FOR' ? 'UPDATE' : right;
  const { allowed, perhaps, open } = holdersOf(catalog, database, permission, onObject(object));
  const shown = [...allowed.map(code), ...perhaps.map((one) => `${code(one)} (not known)`)];
  const rest = open ? 'others are not known' : undefined;
  if (shown.length === 0) return fact(`May ${permission}`, rest ?? 'nobody but its owner and administrators');
  return fact(`May ${permission}`, [listed(shown), ...(rest === undefined ? [] : [rest])].join('; '));
}

function whatObject(object: SqlObject): string {
  switch (object.kind) {
    case 'module':
      return object.type.replace('_', ' ');
    case 'xml_schema_collection':
      return 'XML schema collection';
    case 'other':
      return 'object';
    default:
      return object.kind;
  }
}

function usual({ kind }: SqlObject): readonly string[] {
  return kind === 'table' ? ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] : [];
}

function triggersOf(database: Database, { id }: SqlObject): string | undefined {
  const found = objects.find(database.objects, triggerText(id));
  return found.length === 0 ? undefined : listed(found.map((one) => code(showObject(database, one))));
}
