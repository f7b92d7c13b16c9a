/** A catalog without some of the things that scripts declare in it, as if nobody had. */
import { dropTrigger } from '../../catalog/change/modules/modules';
import { dropObject, dropService } from '../../catalog/change/objects/objects';
import { dropSchema } from '../../catalog/change/objects/schemas';
import { dropPrincipal } from '../../catalog/change/principals/principals';
import { dropDatabase } from '../../catalog/change/server/databases';
import {
  type Found,
  findDatabaseTrigger,
  findObject,
  findPrincipal,
  findSchema,
  findService,
} from '../../catalog/lookup';
import type { Catalog, Database, Entry, Id, Module } from '../../catalog/model';
import { type Folded, fold } from '../../text/name';
import { type Space, type Thing, thingOf } from '../names/made';

/**
 * The catalog without the things of these keys (made.ts). Undefined: something else hangs on one of them in a way that
 * taking it out would not undo; then the others have to be declared anew.
 */
export function unmade(catalog: Catalog, keys: readonly string[]): Catalog | undefined {
  const things = keys.map(thingOf).sort((a, b) => Number(a.space === 'schema') - Number(b.space === 'schema')); // objects before their schemas
  let left: Catalog | undefined = catalog;
  for (const thing of things) left = left && without(left, thing);
  return left;
}

function without(catalog: Catalog, { database: key, space, schema, name }: Thing): Catalog | undefined {
  if (key === undefined) return withoutAtServer(catalog, space, name);
  const database = catalog.databases.get(key);
  if (!database) return catalog; // nothing was declared in a database that is not there
  const drop = (found: Found<Entry>, dropped: (id: Id) => Catalog): Catalog => {
    const entry = found.kind === 'absent' ? undefined : found.entry;
    return entry ? dropped(entry.id) : catalog;
  };
  switch (space) {
    case 'object':
    case 'type':
      return drop(findObject(database, { name, schema }, undefined, space), (id) => dropObject(catalog, key, id));
    case 'service':
      return drop(findService(database, name), (id) => dropService(catalog, key, id));
    case 'trigger':
      return drop(findDatabaseTrigger(database, name), (id) =>
        dropTrigger(catalog, { kind: 'database', database: key }, id),
      );
    case 'schema': {
      const found = findSchema(database, name);
      const isUsed = database.objects.some((object) => fold(database.schemas.get(object.schema)?.name ?? '') === name);
      return isUsed ? undefined : drop(found, (id) => dropSchema(catalog, key, id));
    }
    case 'principal': {
      const found = findPrincipal(database, name);
      const id = found.kind === 'absent' ? undefined : found.entry?.id;
      if (id === undefined) return catalog;
      return isReferred(database, id) ? undefined : dropPrincipal(catalog, key, id);
    }
    default:
      return undefined;
  }
}

function withoutAtServer(catalog: Catalog, space: Space, name: Folded): Catalog | undefined {
  // Whatever is declared in a database is declared nowhere without it.
  return space === 'database' ? dropDatabase(catalog, name) : undefined;
}

/** Whether something of the database is owned by a principal, or runs as it. */
function isReferred(database: Database, id: Id): boolean {
  const owned = (list: { some(test: (one: { readonly owner?: Id }) => boolean): boolean }): boolean =>
    list.some((one) => one.owner === id);
  const { objects, schemas, principals, keys, assemblies, services, others, triggers, permissions } = database;
  const runsAs = ({ runAs }: Module): boolean => runAs.kind === 'user' && runAs.id === id;
  return (
    [objects, schemas, principals, keys, assemblies, services, others].some(owned) ||
    triggers.some(runsAs) ||
    permissions.some(({ grantor }) => grantor === id) ||
    objects.some((one) => one.kind === 'queue' || (one.kind === 'module' && runsAs(one)))
  );
}
