/**
 * Objects of a schema that are no modules: tables, synonyms, sequences, types, queues; services; everything else with a
 * name.
 */
import { type Folded, fold, type Name } from '../../../text/name';
import { entriesNamed, foldIn } from '../../collation';
import { onObject } from '../../decide/question';
import { freeId, type IdKind } from '../../ids';
import { objects, objectText, services, triggerText } from '../../indexes';
import { otherKey } from '../../lookup';
import type { Catalog, Database, Entry, Id, PlainObject, Queue, Service, SqlObject, Synonym, Table } from '../../model';
import { changing, editDatabase } from '../edit';
import { withoutRowsOn } from '../permissions/rows';

type Made<T> = Omit<T, 'id' | 'certain'>;
export type NewObject = Made<Table> | Made<Synonym> | Made<Queue> | Made<PlainObject>;

/** CREATE of a table, synonym, sequence, type, queue ... An explicit `owner` is one that AUTHORIZATION names. */
export function createObject(catalog: Catalog, database: Folded, object: NewObject): Catalog {
  return changing(catalog, 'createObject', [database, object], () =>
    editDatabase(catalog, database, (db) => {
      if (isNameTaken(db, object)) return db;
      const id = objectId(db, object);
      return { ...db, objects: objects.set(db.objects, id, { ...object, id, certain: true } as SqlObject) };
    }),
  );
}

export function isNameTaken(
  db: Database,
  object: { readonly schema: Id; readonly kind: SqlObject['kind']; readonly name: Name },
): boolean {
  const text = objectText(object.schema, object.kind, fold(object.name));
  return entriesNamed(db, objects, db.objects, object.name, text).length > 0;
}

/** What stands apart in ids, as it may have the name of a table. */
const idKinds: Partial<Record<SqlObject['kind'], IdKind>> = { type: 'type', xml_schema_collection: 'xml' };

/** `object:sales.orders`, `type:dbo.phone`. */
export function objectId(
  db: Database,
  object: { readonly schema: Id; readonly kind: SqlObject['kind']; readonly name: Name },
): Id {
  const kind = idKinds[object.kind] ?? 'object';
  const name = foldIn(db, `${db.schemas.get(object.schema)?.name ?? ''}.${object.name}`);
  return freeId(kind, name, (taken) => db.objects.has(taken));
}

/** Another shape of the same object: the columns of ALTER TABLE, the options of ALTER QUEUE. */
export function alterObject(
  catalog: Catalog,
  database: Folded,
  id: Id,
  change: Partial<Omit<Table, 'kind'>> | Partial<Omit<Queue, 'kind'>>,
): Catalog {
  return changing(catalog, 'alterObject', [database, id, change], () =>
    editDatabase(catalog, database, (db) => {
      const old = db.objects.get(id);
      return old ? { ...db, objects: objects.set(db.objects, id, { ...old, ...change } as SqlObject) } : db;
    }),
  );
}

/** sp_rename: owner, permissions, clause and signatures stay (MOD-20). */
export function renameObject(catalog: Catalog, database: Folded, id: Id, name: Name): Catalog {
  return changing(catalog, 'renameObject', [database, id, name], () =>
    editDatabase(catalog, database, (db) => {
      const old = db.objects.get(id);
      return old ? { ...db, objects: objects.set(db.objects, id, { ...old, name }) } : db;
    }),
  );
}

/** DROP of an object, with its permissions and its triggers. */
export function dropObject(catalog: Catalog, database: Folded, id: Id): Catalog {
  return changing(catalog, 'dropObject', [database, id], () =>
    editDatabase(catalog, database, (db) => {
      let left = db.objects;
      let rows = db.permissions;
      const old = db.objects.get(id);
      for (const object of old ? [old, ...objects.find(db.objects, triggerText(id))] : []) {
        left = objects.remove(left, object.id);
        rows = withoutRowsOn(rows, onObject(object));
      }
      return { ...db, objects: left, permissions: rows };
    }),
  );
}

export function createService(catalog: Catalog, database: Folded, service: Made<Service>): Catalog {
  return changing(catalog, 'createService', [database, service], () =>
    editDatabase(catalog, database, (db) => {
      if (entriesNamed(db, services, db.services, service.name).length > 0) return db;
      const id = freeId('service', foldIn(db, service.name), (taken) => db.services.has(taken));
      return { ...db, services: services.set(db.services, id, { ...service, id, certain: true }) };
    }),
  );
}
/** ALTER SERVICE ... ON QUEUE. */
export function alterService(catalog: Catalog, database: Folded, id: Id, change: { readonly queue: Id }): Catalog {
  return changing(catalog, 'alterService', [database, id, change], () =>
    editDatabase(catalog, database, (db) => {
      const old = db.services.get(id);
      return old ? { ...db, services: services.set(db.services, id, { ...old, ...change }) } : db;
    }),
  );
}
export function dropService(catalog: Catalog, database: Folded, id: Id): Catalog {
  return changing(catalog, 'dropService', [database, id], () =>
    editDatabase(catalog, database, (db) => ({
      ...db,
      services: services.remove(db.services, id),
      permissions: withoutRowsOn(db.permissions, { class: 'SERVICE', id }),
    })),
  );
}

/** Message types, contracts, routes, full-text catalogs, credentials of a database ...: `class` as in GRANT. */
export function createOther(
  catalog: Catalog,
  database: Folded,
  other: { readonly class: string; readonly name: Name; readonly owner?: Id },
): Catalog {
  return changing(catalog, 'createOther', [database, other], () =>
    editDatabase(catalog, database, (db) => {
      const key = otherKey(db, other.class, other.name);
      const made: Entry & { readonly class: string; readonly owner?: Id } = { ...other, id: key as Id, certain: true };
      return db.others.has(key) ? db : { ...db, others: db.others.set(key, made) };
    }),
  );
}
export function dropOther(catalog: Catalog, database: Folded, kind: string, name: Name): Catalog {
  return changing(catalog, 'dropOther', [database, kind, name], () =>
    editDatabase(catalog, database, (db) => {
      const key = otherKey(db, kind, name);
      return {
        ...db,
        others: db.others.delete(key),
        permissions: withoutRowsOn(db.permissions, { class: kind, id: key as Id }),
      };
    }),
  );
}
