/**
 * What each of many scripts starts from, when all of them are looked at: the declarations of all others. Declaring all
 * others anew for each script costs the square of their number. Most scripts create objects and grant on them, and
 * nothing else; they start from what all scripts declare, less those objects. Other scripts (principals, databases,
 * schemas, keys) are few: theirs is declared anew.
 */
import { dropObject } from '../../catalog/change/objects/objects';
import { findObject } from '../../catalog/lookup';
import type { Catalog } from '../../catalog/model';
import type { ObjectName } from '../../syntax/expression';
import type { Script, Statement } from '../../syntax/statement';
import { fold, type Folded } from '../../text/name';
import { declarationsOf, declaredCatalog } from './declarations';
import type { Definitions } from '../session/model';

/** Answers the catalog that the other scripts declare, for any of the scripts given. */
export function elsewhere(
  scripts: readonly Script[],
  fresh: Catalog,
  database: string,
  definitions: Definitions,
): (script: Script) => Catalog {
  let whole: Catalog | undefined;
  return (script) => {
    const objects = onlyObjects(script, database);
    if (!objects) {
      const others = scripts.filter((other) => other !== script);
      return declaredCatalog(others, fresh, database, definitions);
    }
    whole ??= declaredCatalog(scripts, fresh, database, definitions);
    return objects.reduce(without, whole);
  };
}

interface Declared {
  readonly database: Folded;
  readonly name: ObjectName;
}

/** The objects that a script declares; undefined: it declares other things as well. */
function onlyObjects(script: Script, fallback: string): readonly Declared[] | undefined {
  const created: Declared[] = [];
  for (const { statement, database } of declarationsOf(script)) {
    const there = fold(database ?? fallback);
    const name = createdObject(statement);
    if (name && name.database === undefined) created.push({ database: there, name });
    else if (!isGrantOn(statement, there, created)) return undefined;
  }
  return created;
}

function createdObject(statement: Statement): ObjectName | undefined {
  switch (statement.kind) {
    case 'create_table':
    case 'create_synonym':
    case 'create_sequence':
      return statement.name;
    case 'create_module': {
      const place = statement.trigger?.on.kind;
      return statement.action === 'alter' || place === 'server' || place === 'database' ? undefined : statement.name;
    }
    default:
      return undefined;
  }
}

/** Permissions go with the object that they are on. */
function isGrantOn(statement: Statement, database: Folded, created: readonly Declared[]): boolean {
  if (statement.kind !== 'permission' || statement.securable?.class !== 'OBJECT') return false;
  const { name } = statement.securable;
  return created.some((one) => one.database === database && sameObject(one.name, name));
}

function sameObject(a: ObjectName, b: ObjectName): boolean {
  return (
    fold(a.name) === fold(b.name) && fold(a.schema ?? 'dbo') === fold(b.schema ?? 'dbo') && b.database === undefined
  );
}

function without(catalog: Catalog, { database: key, name }: Declared): Catalog {
  const database = catalog.databases.get(key);
  const found = database && findObject(database, name, undefined);
  return found && found.kind !== 'absent' && found.entry ? dropObject(catalog, key, found.entry.id) : catalog;
}
