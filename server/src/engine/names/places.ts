/**
 * Where a new object goes: its database and schema (PERM-11: an unqualified name goes to the default schema of the
 * user).
 */

import { databaseKey, sameNameIn } from '../../catalog/collation';
import { findSchema } from '../../catalog/lookup';
import type { Database, Schema } from '../../catalog/model';
import { databaseNotKnown, lacking } from '../../catalog/reason';
import type { ObjectName } from '../../syntax/expression';
import type { Name } from '../../text/name';
import { type Effect, failed, unknown } from '../session/effect';
import { defaultSchema } from '../session/identity';
import { change } from '../session/make';
import * as messages from '../session/messages';
import type { World } from '../session/model';
import { serverError } from '../session/server-error';
import { enterDatabase } from './access';

/** Schemas that stay what and whose they are (15150); those of the fixed roles can be dropped and given away. */
export function isFixedSchema(database: Database, name: Name): boolean {
  return ['dbo', 'guest', 'sys', 'INFORMATION_SCHEMA'].some((one) => sameNameIn(database, one, name));
}

export type Place =
  | { readonly kind: 'place'; readonly database: Database; readonly schema: Schema }
  | { readonly kind: 'nowhere'; readonly effect: Effect };

/**
 * A statement about an object of another database, which a name of three parts names: it runs there, with what the
 * frame is there (XDB-1, XDB-5). 916 where the database can't be entered.
 */
export function whereNamed<N extends ObjectName>(
  world: World,
  name: N,
  step: (world: World, name: N) => Effect,
): Effect {
  if (name.database === undefined) return step(world, name);
  const entered = enterDatabase(world, name.database, name.span);
  if (entered.kind === 'refused') return failed(world, entered.outcome);
  if (entered.kind === 'unknown') return unknown(world, entered);
  const { database: _, ...local } = name;
  const effect = step(change(world, { database: entered.key }), {
    ...local,
    schema: name.schema ?? defaultSchema(change(world, { database: entered.key })) ?? 'dbo',
  } as N);
  return { ...effect, after: change(effect.after, { database: world.database }) };
}

/**
 * The schema that the name means; 2760 where there is none, 2797 where it is the default schema that is not there, 916
 * where the database can't be entered.
 */
export function placeNamed(world: World, name: ObjectName): Place {
  if (name.database !== undefined && databaseKey(world.catalog, name.database) !== world.database) {
    const entered = enterDatabase(world, name.database, name.span);
    if (entered.kind === 'refused') return { kind: 'nowhere', effect: failed(world, entered.outcome) };
    const doubt =
      entered.kind === 'unknown' ? entered : lacking('declaration', 'an object of another database is not followed');
    return { kind: 'nowhere', effect: unknown(world, doubt) };
  }
  const database = world.catalog.databases.get(world.database);
  if (!database)
    return {
      kind: 'nowhere',
      effect: unknown(world, databaseNotKnown),
    };
  const wanted: Name = name.schema ?? defaultSchema(world) ?? 'dbo';
  const schema = findSchema(database, wanted);
  if (schema.kind === 'found') return { kind: 'place', database, schema: schema.entry };
  if (schema.kind === 'unknown') {
    if (schema.entry) return { kind: 'place', database, schema: schema.entry };
    return { kind: 'nowhere', effect: unknown(world, schema.because) };
  }
  const missing =
    name.schema === undefined ? { message: messages.noDefaultSchema() } : { message: messages.noSuchSchema(wanted) };
  return {
    kind: 'nowhere',
    effect: failed(
      world,
      serverError({ ...missing, span: name.span, refusal: { kind: 'missing', what: 'schema', name: wanted } }),
    ),
  };
}
