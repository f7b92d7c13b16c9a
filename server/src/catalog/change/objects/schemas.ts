/** Schemas, and objects that move between them (PRN-50, MOD-20). */
import type { Folded, Name } from '../../../text/name';
import { entriesNamed, foldIn } from '../../collation';
import { onObject, onSchema } from '../../decide/question';
import { freeId } from '../../ids';
import { objects, schemas } from '../../indexes';
import type { Catalog, Id, Schema } from '../../model';
import { changing, editDatabase } from '../edit';
import { withoutRowsOn } from '../permissions/rows';

export function createSchema(
  catalog: Catalog,
  database: Folded,
  schema: { readonly name: Name; readonly owner: Id },
): Catalog {
  return changing(catalog, 'createSchema', [database, schema], () =>
    editDatabase(catalog, database, (db) => {
      if (entriesNamed(db, schemas, db.schemas, schema.name).length > 0) return db;
      const id = freeId('schema', foldIn(db, schema.name), (taken) => db.schemas.has(taken));
      const made: Schema = { id, name: schema.name, certain: true, owner: schema.owner };
      return { ...db, schemas: schemas.set(db.schemas, id, made) };
    }),
  );
}

export function dropSchema(catalog: Catalog, database: Folded, id: Id): Catalog {
  return changing(catalog, 'dropSchema', [database, id], () =>
    editDatabase(catalog, database, (db) => {
      const old = db.schemas.get(id);
      return old
        ? { ...db, schemas: schemas.remove(db.schemas, id), permissions: withoutRowsOn(db.permissions, onSchema(old)) }
        : db;
    }),
  );
}

/**
 * ALTER SCHEMA ... TRANSFER: permissions on the object are dropped; an explicit owner stays; its triggers move along.
 */
export function transferObject(catalog: Catalog, database: Folded, object: Id, schema: Id): Catalog {
  return changing(catalog, 'transferObject', [database, object, schema], () =>
    editDatabase(catalog, database, (db) => {
      const old = db.objects.get(object);
      if (!old || old.schema === schema) return db;
      let moved = objects.set(db.objects, object, { ...old, schema });
      for (const [id, child] of db.objects)
        if (child.kind === 'module' && child.parent === object) moved = objects.set(moved, id, { ...child, schema });
      return { ...db, objects: moved, permissions: withoutRowsOn(db.permissions, onObject(old)) };
    }),
  );
}
