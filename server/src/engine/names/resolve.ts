/** From a name in a statement to the thing it means, in the world where the statement runs (UNK-7, PERM-9, XDB-5). */

import { databaseKey, foldIn, sameNameIn } from '../../catalog/collation';
import type { Subject } from '../../catalog/decide/decide';
import { findObject } from '../../catalog/lookup';
import type { Database, Schema, SqlObject } from '../../catalog/model';
import { lacking } from '../../catalog/reason';
import { isSystemName } from '../../catalog/requirement/system-objects';
import type { ObjectName } from '../../syntax/expression';
import { type Folded, fold, isTemplate, type Name } from '../../text/name';
import { userIn } from '../session/mapping';
import type { Doubt, ErrorOutcome, World } from '../session/model';
import { ofWorlds } from '../session/of-worlds';
import { runningModule } from '../session/running-module';
import { enterDatabase } from './access';

export type Resolved =
  | {
      readonly kind: 'object';
      readonly database: Database;
      readonly key: Folded;
      readonly schema: Schema;
      readonly object: SqlObject;
      readonly subject: Subject /** dbo.t */;
      readonly shown: string;
    }
  /** The database was entered, but there is no such object in it; `subject` is who asked. */
  | {
      readonly kind: 'absent';
      readonly database: Database;
      readonly key: Folded;
      readonly subject: Subject;
      readonly shown: string;
    }
  /** A temporary table, a table in tempdb by #name: no securable for its session (PERM-14). */
  | { readonly kind: 'temporary' }
  /** A four-part name. */
  | { readonly kind: 'remote'; readonly server: Name }
  /** sys.*, INFORMATION_SCHEMA.*, system procedures. */
  | {
      readonly kind: 'system';
      readonly database: Database;
      readonly subject: Subject;
      readonly schema: Folded;
      readonly name: Folded;
    }
  | { readonly kind: 'refused'; readonly outcome: ErrorOutcome } // 916: the database can't be entered; 911
  | ({ readonly kind: 'unknown' } & Doubt);

/** The schema of the system that a name means; where capitals count, it is written as it is. */
export function systemSchemaOf(database: Database, schema: Name | undefined): Folded | undefined {
  const own = ['sys', 'INFORMATION_SCHEMA'].find((one) => schema !== undefined && sameNameIn(database, one, schema));
  return own === undefined ? undefined : fold(own);
}

/** Resolves a one- to four-part name in the world where it is used. Remembered: bodies name the same things again and again. */
export function resolveObject(world: World, name: ObjectName): Resolved {
  const inWorld = resolved(world);
  const written = inWorld.get(name.text);
  if (written) for (const one of written) if (sameParts(one.name, name)) return one.found;
  const found = resolve(world, name);
  if (found.kind === 'refused') return found; // it says where
  if (written) written.push({ name, found });
  else inWorld.set(name.text, [{ name, found }]);
  return found;
}

/** What names mean in a world, by how they are written; of one written the same, parts may have been filled in (views). */
const resolved = ofWorlds((_: World) => new Map<string, { readonly name: ObjectName; readonly found: Resolved }[]>());

function sameParts(one: ObjectName, other: ObjectName): boolean {
  return (
    one.name === other.name &&
    one.schema === other.schema &&
    one.database === other.database &&
    one.server === other.server
  );
}

function resolve(world: World, name: ObjectName): Resolved {
  if (name.server !== undefined) return { kind: 'remote', server: name.server };
  if (name.name.startsWith('#')) return { kind: 'temporary' };
  if ([name.database, name.schema, name.name].some((part) => part !== undefined && isTemplate(part))) {
    return { kind: 'unknown', because: lacking('declaration', `the SQLCMD variable in '${name.text}' is not known`) };
  }
  const current = world.catalog.databases.get(world.database);
  const entered = enterDatabase(
    world,
    name.database ?? sharedHome(world, name) ?? current?.name ?? world.database,
    name.span,
  );
  if (entered.kind === 'refused') return { kind: 'refused', outcome: entered.outcome };
  if (entered.kind === 'unknown') return entered;
  const { database, key, subject } = entered;
  const systemSchema = systemSchemaOf(database, name.schema);
  if (systemSchema) return { kind: 'system', database, subject, schema: systemSchema, name: fold(name.name) };
  const shown = `${name.schema ?? 'dbo'}.${name.name}`;
  const isSystem =
    (name.schema === undefined || foldIn(database, name.schema) === 'dbo') && isSystemName(database.name, name.name);
  for (const first of searched(world, key)) {
    const found = findObject(database, name, first);
    if (found.kind === 'absent' || (found.kind === 'unknown' && !found.entry && isSystem)) continue;
    if (found.kind === 'unknown') return { kind: 'unknown', because: found.because };
    const schema = database.schemas.get(found.entry.schema);
    if (!schema) return { kind: 'unknown', because: lacking('declaration', `the schema of ${shown} is not known`) };
    return {
      kind: 'object',
      database,
      key,
      schema,
      object: found.entry,
      subject,
      shown: `${schema.name}.${found.entry.name}`,
    };
  }
  if (isSystem) return { kind: 'system', database, subject, schema: fold('sys'), name: fold(name.name) };
  return { kind: 'absent', database, key, subject, shown: name.text };
}

/**
 * A procedure of master that runs in another database, as sp_ names do, finds its own objects in master, and system
 * views where it runs.
 */
function sharedHome(world: World, { schema }: ObjectName): Name | undefined {
  const home = runningModule(world)?.database;
  if (
    !home ||
    databaseKey(world.catalog, home.name) === world.database ||
    databaseKey(world.catalog, home.name) !== 'master'
  )
    return undefined;
  return systemSchemaOf(home, schema) ? undefined : home.name;
}

/**
 * Where a one-part name is looked for first: the schema of the module that runs, else the user's default schema; dbo
 * comes after.
 */
function searched(world: World, key: Folded): readonly (Name | undefined)[] {
  const module = runningModule(world);
  const user = userIn(world, key);
  const own = user.kind === 'user' ? user.principal.defaultSchema : undefined;
  if (!module || databaseKey(world.catalog, module.database.name) !== key) return [own];
  const schema = module.database.schemas.get(module.object.schema)?.name;
  return schema === undefined || schema === own ? [own] : [schema, own];
}
