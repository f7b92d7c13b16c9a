/** CREATE, ALTER and CREATE OR ALTER of procedures, functions, views and triggers (MOD-3, MOD-17, MOD-19, SIG-11). */
import { type Folded, fold } from '../../../text/name';
import { entriesNamed, foldIn, type Place } from '../../collation';
import { freeId } from '../../ids';
import { objects, objectText, triggers } from '../../indexes';
import type { Catalog, Id, Module } from '../../model';
import { changing, editDatabase, editServer } from '../edit';
import { objectId } from '../objects/objects';

/** `runAs` is resolved by the caller: SELF is already the principal of the frame that runs the statement. */
export type NewModule = Omit<Module, 'id' | 'certain' | 'signatures' | 'enabled' | 'owner'>;

/**
 * A new module, or another text of the one with this name: owner and permissions stay, signatures go. DDL triggers have
 * a place of their own.
 */
export function defineModule(catalog: Catalog, database: Folded, module: NewModule): Catalog {
  return changing(catalog, 'defineModule', [database, module], () =>
    editDatabase(catalog, database, (db) => {
      if (module.type === 'database_trigger') return { ...db, triggers: withTrigger(db, db.triggers, module) };
      const text = objectText(module.schema, 'module', fold(module.name));
      const [old] = entriesNamed(db, objects, db.objects, module.name, text);
      if (old && old.kind !== 'module') return db;
      const id = old?.id ?? objectId(db, module);
      return { ...db, objects: objects.set(db.objects, id, redefined(id, module, old)) };
    }),
  );
}

/** A module of which nobody knows whether it is made: it is there on some paths only. */
export function defineUndecidedModule(catalog: Catalog, database: Folded, module: NewModule): Catalog {
  return changing(catalog, 'defineUndecidedModule', [database, module], () =>
    editDatabase(catalog, database, (db) => {
      const unsure = (id: Id): Module => ({ ...redefined(id, module, undefined), certain: false });
      if (module.type === 'database_trigger') {
        const id = freeId('trigger', foldIn(db, module.name), (taken) => db.triggers.has(taken));
        return { ...db, triggers: triggers.set(db.triggers, id, unsure(id)) };
      }
      const id = objectId(db, module);
      return { ...db, objects: objects.set(db.objects, id, unsure(id)) };
    }),
  );
}

/** A trigger ON ALL SERVER, logon triggers included. */
export function defineServerTrigger(catalog: Catalog, module: NewModule): Catalog {
  return changing(catalog, 'defineServerTrigger', module, () =>
    editServer(catalog, (server) => ({ ...server, triggers: withTrigger(server, server.triggers, module) })),
  );
}

function withTrigger(
  place: Place,
  list: Catalog['server']['triggers'],
  module: NewModule,
): Catalog['server']['triggers'] {
  const [old] = entriesNamed(place, triggers, list, module.name);
  const id = old?.id ?? freeId('trigger', foldIn(place, module.name), (taken) => list.has(taken));
  return triggers.set(list, id, redefined(id, module, old));
}

function redefined(id: Id, module: NewModule, old: Module | undefined): Module {
  return {
    ...module,
    id,
    certain: true,
    signatures: [],
    enabled: old?.enabled ?? true,
    ...(old?.owner !== undefined && { owner: old.owner }),
  };
}

/** What a trigger belongs to: the id of a trigger alone does not say where it is stored. */
export type TriggerPlace =
  | { readonly kind: 'object' | 'database'; readonly database: Folded }
  | { readonly kind: 'server' };

/** ENABLE and DISABLE TRIGGER. */
export function setTriggerEnabled(catalog: Catalog, place: TriggerPlace, id: Id, enabled: boolean): Catalog {
  return changing(catalog, 'setTriggerEnabled', [place, id, enabled], () => {
    switch (place.kind) {
      case 'server':
        return editServer(catalog, (server) => ({ ...server, triggers: switched(server.triggers, id, enabled) }));
      case 'database':
        return editDatabase(catalog, place.database, (db) => ({ ...db, triggers: switched(db.triggers, id, enabled) }));
      case 'object':
        return editDatabase(catalog, place.database, (db) => {
          const old = db.objects.get(id);
          return old?.kind === 'module' ? { ...db, objects: objects.set(db.objects, id, { ...old, enabled }) } : db;
        });
    }
  });
}

function switched(list: Catalog['server']['triggers'], id: Id, enabled: boolean): Catalog['server']['triggers'] {
  const old = list.get(id);
  return old ? triggers.set(list, id, { ...old, enabled }) : list;
}

/** DROP TRIGGER ... ON DATABASE, ON ALL SERVER. A DML trigger is dropped as an object. */
export function dropTrigger(
  catalog: Catalog,
  place: Exclude<TriggerPlace, { kind: 'object' }> | { readonly kind: 'database'; readonly database: Folded },
  id: Id,
): Catalog {
  return changing(catalog, 'dropTrigger', [place, id], () =>
    place.kind === 'server'
      ? editServer(catalog, (server) => ({ ...server, triggers: triggers.remove(server.triggers, id) }))
      : editDatabase(catalog, place.database, (db) => ({ ...db, triggers: triggers.remove(db.triggers, id) })),
  );
}
