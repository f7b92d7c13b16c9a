/**
 * A module of which nobody knows whether its CREATE is refused: in a schema that is not declared, on a table that is not,
 * behind SET NOEXEC ON. Its body is that of a module all the same, and its clause pushes a frame (MOD-3, MOD-11).
 */
import { defineUndecidedModule } from '../../catalog/change/modules/modules';
import { implyPrincipal } from '../../catalog/change/principals/implied';
import { dboSchemaId } from '../../catalog/ids';
import { findPrincipal, findSchema } from '../../catalog/lookup';
import type { Catalog, Module, RunAs } from '../../catalog/model';
import { lacking } from '../../catalog/reason';
import type { StatementOf } from '../../syntax/statement';
import { change } from '../session/make';
import type { Definitions, World } from '../session/model';

type Create = StatementOf<'create_module'>;

/** The world in which the module may be there; its owner is not known, nor who made it. */
export function withUndecided(definitions: Definitions, world: World, statement: Create): World {
  const database = world.catalog.databases.get(world.database);
  if (!database || statement.trigger?.on.kind === 'server') return world;
  const { name, schema: written } = statement.name;
  const schema = written === undefined ? undefined : findSchema(database, written);
  const { runAs, catalog } = clauseOf(world, statement);
  return change(world, {
    catalog: defineUndecidedModule(catalog, world.database, {
      kind: 'module',
      type: typeOf(statement),
      schema: schema?.kind === 'found' ? schema.entry.id : dboSchemaId,
      name,
      runAs,
      body: definitions.idOf(statement),
      external: statement.external !== undefined,
      ...(statement.external && { assembly: statement.external.assembly }),
      schemaBinding: statement.schemaBinding,
      events: statement.trigger?.events ?? [],
    }),
  });
}

function typeOf({ type, trigger }: Create): Module['type'] {
  if (type !== 'trigger') return type;
  return trigger?.on.kind === 'database' ? 'database_trigger' : 'dml_trigger';
}

function clauseOf({ catalog, database: key }: World, { executeAs }: Create): { runAs: RunAs; catalog: Catalog } {
  switch (executeAs?.kind) {
    case undefined:
    case 'caller':
      return { runAs: { kind: 'caller' }, catalog };
    case 'owner':
      return {
        runAs: { kind: 'unknown', because: lacking('declaration', 'who owns the module is not known') },
        catalog,
      };
    case 'self':
      return { runAs: { kind: 'unknown', because: lacking('caller', 'who creates the module is not known') }, catalog };
    case 'named': {
      const { name } = executeAs;
      const implied = findPrincipal(catalog.databases.get(key)!, name).kind === 'unknown';
      const made = implied ? implyPrincipal(catalog, key, name, 'user') : catalog;
      const user = findPrincipal(made.databases.get(key)!, name);
      const because = lacking('declaration', `user '${name}' is not known`);
      return user.kind === 'absent' || !user.entry
        ? { runAs: { kind: 'unknown', because }, catalog }
        : { runAs: { kind: 'user', id: user.entry.id, self: false }, catalog: made };
    }
  }
}
