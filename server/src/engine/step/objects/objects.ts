/** Tables, schemas, synonyms, sequences, types, indexes (PERM-30). */

import { alterObject, createObject, isNameTaken, type NewObject } from '../../../catalog/change/objects/objects';
import { createSchema, transferObject } from '../../../catalog/change/objects/schemas';
import { createImplicitOwner } from '../../../catalog/change/principals/principals';
import { foldIn } from '../../../catalog/collation';
import { onSchema } from '../../../catalog/decide/question';
import { dboId } from '../../../catalog/ids';
import { findObjectIn, findPrincipal, findSchema } from '../../../catalog/lookup';
import type { Catalog, Database, Id, Schema } from '../../../catalog/model';
import { databaseNotKnown, lacking } from '../../../catalog/reason';
import type { ObjectName } from '../../../syntax/expression';
import type { Statement, StatementOf } from '../../../syntax/statement';
import type { Span } from '../../../text/span';
import { anyOf, here, type Need, onDatabase, onSecurable, settle, toCreate } from '../../judge/needs';
import { ownershipInDatabase } from '../../judge/ownership-authority';
import { refusedReference } from '../../judge/references';
import { bindingRefusal } from '../../judge/schema-bound';
import { isFixedSchema, placeNamed, whereNamed } from '../../names/places';
import { resolveObject } from '../../names/resolve';
import { findSecurable } from '../../names/securables';
import { type Effect, failed, ok, type StepFunction, unknown } from '../../session/effect';
import { currentUserId } from '../../session/identity';
import { change } from '../../session/make';
import { userIn } from '../../session/mapping';
import * as messages from '../../session/messages';
import type { Context, ErrorOutcome, World } from '../../session/model';
import { serverError } from '../../session/server-error';
import { alterTable } from '../data/data';
import { cannot, withFound } from '../principals/principals';
import { switchTriggers } from './trigger-switch';

export const stepCreateTable: StepFunction<StatementOf<'create_table'>> = (_, statement, world) => {
  if (statement.name.name.startsWith('#')) return ok(world);
  const columns = statement.query ? undefined : statement.columns.map((column) => column.name);
  return whereNamed(world, statement.name, (there, name) =>
    create(
      there,
      name,
      statement.span,
      'TABLE',
      (schema) => ({
        kind: 'table',
        schema,
        name: name.name,
        columns,
        ...(statement.defaults.length > 0 && { defaults: statement.defaults }),
      }),
      () => refusedReference(there, name, statement),
    ),
  );
};

/** CREATE of an object in a schema: the CREATE permission on the database, then ALTER on the schema (262, 2760). */
function create(
  world: World,
  name: ObjectName,
  span: Span,
  what: string,
  make: (schema: Id) => NewObject,
  refused: () => ErrorOutcome | undefined = () => undefined,
): Effect {
  const place = placeNamed(world, name);
  if (place.kind !== 'place') return place.effect;
  const needs = [
    toCreate(world, what),
    onSecurable(world, 'ALTER', onSchema(place.schema), messages.noSuchSchema(place.schema.name)),
  ];
  return settle(world, span, needs, () => {
    const refusal = refused();
    return refusal ? failed(world, refusal) : createIn(world, place, name, make);
  });
}

/** The name must be free (2714): asked once the permissions are there. */
function createIn(
  world: World,
  { database, schema }: { readonly database: Database; readonly schema: Schema },
  name: ObjectName,
  make: (schema: Id) => NewObject,
): Effect {
  const object = make(schema.id);
  if (isNameTaken(database, object) && findObjectIn(database, schema, name.name).kind === 'found')
    return failed(
      world,
      serverError({
        message: messages.objectExists(name.name),
        span: name.span,
        refusal: { kind: 'exists', what: 'object', name: name.name },
      }),
    );
  return ok(world, createObject(world.catalog, world.database, object));
}

export const stepAlterTable: StepFunction<StatementOf<'alter_table'>> = (_, statement, world) => {
  if (statement.name.name.startsWith('#')) return ok(world);
  const target = statement.switchTo ? alterTable(world, statement.switchTo, statement) : undefined;
  const effect = alterTable(world, statement.name, statement);
  if (effect.outcome.kind === 'error') return effect;
  if (target?.outcome.kind === 'error') return target;
  if (statement.triggers) {
    const { enabled, names } = statement.triggers;
    const on = { kind: 'object', name: statement.name } as const;
    return { ...effect, after: switchTriggers(world, { on, names, enabled }) };
  }
  const refused = refusedReference(world, statement.name, statement);
  if (refused) return failed(world, refused);
  // ADD MASKED needs ALTER ANY MASK besides ALTER on the table
  const mask = statement.masked ? [onDatabase(world, 'ALTER ANY MASK', messages.notPermitted())] : [];
  const masked = settle(world, statement.span, mask, () => effect);
  if (masked.outcome.kind === 'error') return masked;
  const resolved = resolveObject(world, statement.name);
  if (
    resolved.kind !== 'object' ||
    resolved.object.kind !== 'table' ||
    !resolved.object.columns ||
    resolved.key !== world.database
  )
    return effect;
  const { database } = resolved;
  const dropped = new Set(statement.dropped.map((name) => foldIn(database, name)));
  const columns = [
    ...resolved.object.columns.filter((name) => !dropped.has(foldIn(database, name))),
    ...statement.columns.map((column) => column.name),
  ];
  const defaults = [...(resolved.object.defaults ?? []), ...statement.defaults];
  return {
    ...effect,
    after: change(world, {
      catalog: alterObject(world.catalog, world.database, resolved.object.id, {
        columns,
        ...(defaults.length > 0 && { defaults }),
      }),
    }),
  };
};

/** ALTER on the table (1088); of a full-text index 7658, and REFERENCES on its catalog (7641). */
export const stepCreateIndex: StepFunction<StatementOf<'create_index'>> = (_, statement, world) => {
  const { table, form, catalog, span } = statement;
  if (table.name.startsWith('#')) return ok(world);
  const alter = alterTable(
    world,
    table,
    statement,
    form !== undefined && /^(ALTER|DROP) FULLTEXT/.test(form)
      ? messages.fullTextIndexDenied
      : messages.cannotFindObject,
  );
  if (!catalog) return alter;
  const name = { name: catalog.name, text: catalog.name, span: catalog.span };
  const database = world.catalog.databases.get(world.database)?.name ?? world.database;
  return withFound(
    world,
    findSecurable(world, 'FULLTEXT CATALOG', name),
    () =>
      failed(
        world,
        serverError({
          message: messages.fullTextCatalogDenied(catalog.name, database),
          span,
          refusal: { kind: 'missing', what: 'full-text catalog', name: catalog.name },
        }),
      ),
    ({ securable }) =>
      settle(
        world,
        span,
        [onSecurable(world, 'REFERENCES', securable, messages.fullTextCatalogDenied(catalog.name, database))],
        () => alter,
      ),
  );
};

/** CREATE AGGREGATE: code of an assembly (CLR-25). */
export const stepCreateAggregate = (name: ObjectName, span: Span, world: World): Effect =>
  create(world, name, span, 'AGGREGATE', (schema) => ({ kind: 'other', schema, name: name.name }));

export const stepCreateType: StepFunction<StatementOf<'create_type'>> = (_, statement, world) =>
  create(world, statement.name, statement.span, 'TYPE', (schema) => ({
    kind: 'type',
    schema,
    name: statement.name.name,
    ...((statement.table || statement.external) && { guarded: true }),
  }));

export const stepCreateSynonym: StepFunction<StatementOf<'create_synonym'>> = (_, statement, world) =>
  create(world, statement.name, statement.span, 'SYNONYM', (schema) => ({
    kind: 'synonym',
    schema,
    name: statement.name.name,
    target: statement.target,
  }));

export const stepCreateSequence: StepFunction<StatementOf<'create_sequence'>> = (_, statement, world) => {
  if (statement.action === 'create') return createSequence(world, statement);
  return withFound(
    world,
    findSecurable(world, 'OBJECT', statement.name),
    () => cannot(world, 'alter', 'sequence', { name: statement.name.text, span: statement.name.span }),
    ({ securable }) =>
      settle(
        world,
        statement.span,
        [onSecurable(world, 'ALTER', securable, messages.cannot('alter', 'sequence', statement.name.text))],
        () => ok(world),
      ),
  );
};

/** CREATE SEQUENCE is a permission on the schema, which ALTER covers (15247). */
function createSequence(world: World, { name, span }: StatementOf<'create_sequence'>): Effect {
  const place = placeNamed(world, name);
  if (place.kind !== 'place') return place.effect;
  const need = anyOf(
    onSecurable(world, 'CREATE SEQUENCE', onSchema(place.schema), messages.notPermitted()),
    onSecurable(world, 'ALTER', onSchema(place.schema), messages.notPermitted()),
  );
  return settle(world, span, [need], () =>
    createIn(world, place, name, (schema) => ({ kind: 'sequence', schema, name: name.name })),
  );
}

/** CREATE SCHEMA, with authority over the owner it names (15247, 15151); its elements are statements of their own. */
export function stepCreateSchema(
  context: Context,
  statement: StatementOf<'create_schema'>,
  world: World,
  step: (context: Context, statement: Statement, world: World) => Effect,
): Effect {
  const place = here(world);
  if (!place) return unknown(world, databaseNotKnown);
  const name = statement.name ?? statement.owner;
  if (!name) return unknown(world, lacking('syntax', 'the schema has no name'));
  // The names of the fixed schemas stand for principals of their own, and are never free to take.
  if (isFixedSchema(place.database, name.name))
    return failed(
      world,
      serverError({
        message: messages.noSuchSchema(name.name),
        span: name.span,
        refusal: { kind: 'exists', what: 'schema', name: name.name },
      }),
    );
  if (findSchema(place.database, name.name).kind === 'found')
    return failed(
      world,
      serverError({
        message: messages.objectExists(name.name),
        span: name.span,
        refusal: { kind: 'exists', what: 'schema', name: name.name },
      }),
    );
  const make = (owner: Id | undefined, needs: readonly Need[]): Effect =>
    settle(world, statement.span, needs, () => {
      const owned = ownedBy(world, owner);
      let effect = ok(world, createSchema(owned.catalog, world.database, { name: name.name, owner: owned.owner }));
      for (const { node } of statement.elements) {
        const inner = step(context, node, effect.after);
        if (inner.outcome.kind === 'error') return { ...inner, after: world };
        effect = { ...inner, outcome: effect.outcome };
      }
      return effect;
    });
  const need = onDatabase(world, 'CREATE SCHEMA', messages.notPermitted());
  if (!statement.owner) return make(undefined, [need]);
  return withFound(
    world,
    findPrincipal(place.database, statement.owner.name),
    () => cannot(world, 'find', 'user', statement.owner!),
    (owner) => make(owner.id, [need, ownershipInDatabase(world, owner.id, owner.name)]),
  );
}

/** Who owns what is made without AUTHORIZATION: the user in effect, or one that is made for a login without (PRN-54). */
function ownedBy(world: World, named: Id | undefined): { readonly catalog: Catalog; readonly owner: Id } {
  const { catalog, database } = world;
  const owner = named ?? currentUserId(world);
  if (owner !== undefined) return { catalog, owner };
  const user = userIn(world, database);
  if (user.kind !== 'pseudo') return { catalog, owner: dboId };
  const made = createImplicitOwner(catalog, database, user.name);
  const found = findPrincipal(made.databases.get(database)!, user.name);
  return { catalog: made, owner: found.kind === 'found' ? found.entry.id : dboId };
}

/** ALTER SCHEMA ... TRANSFER: CONTROL on the object, ALTER on the schema; permissions on the object are dropped. */
export const stepAlterSchema: StepFunction<StatementOf<'alter_schema'>> = (context, statement, world) => {
  const place = here(world);
  if (!place) return unknown(world, databaseNotKnown);
  return withFound(
    world,
    findSchema(place.database, statement.schema.name),
    () => cannot(world, 'alter', 'schema', statement.schema),
    (schema) =>
      withFound(
        world,
        findSecurable(world, statement.class, statement.object),
        () =>
          cannot(world, 'find', statement.class.toLowerCase(), {
            name: statement.object.name,
            span: statement.object.span,
          }),
        ({ securable, object }) => {
          const refuse = (message: messages.Message): Effect =>
            failed(
              world,
              serverError({
                message,
                span: statement.object.span,
                refusal: { kind: 'other', because: 'a condition on what can be moved' },
              }),
            );
          if (object?.kind === 'module' && object.parent !== undefined) return refuse(messages.cannotTransferOwned());
          const needs = [
            onSecurable(world, 'ALTER', onSchema(schema), messages.cannot('alter', 'schema', schema.name)),
            onSecurable(world, 'CONTROL', securable, messages.cannot('transfer', 'object', statement.object.name)),
          ];
          // An EXECUTE AS OWNER module that its schema owns will run as another: that takes IMPERSONATE on him
          // (MOD-21).
          if (object?.kind === 'module' && object.runAs.kind === 'owner' && object.owner === undefined)
            needs.push(
              ownershipInDatabase(
                world,
                schema.owner,
                place.database.principals.get(schema.owner)?.name ?? schema.name,
              ),
            );
          const count = world.catalog.databases
            .get(world.database)!
            .permissions.filter((row) => object !== undefined && row.securable.id === object.id).size;
          return settle(world, statement.span, needs, () => {
            if (object && object.schema !== schema.id) {
              if (findObjectIn(place.database, schema, object.name).kind === 'found')
                return refuse(messages.nameExists(object.name));
              if (bindingRefusal(context, world, 'ALTER SCHEMA', statement.object, statement.span))
                return refuse(messages.cannotTransferBound());
            }
            return {
              ...ok(world, transferObject(world.catalog, world.database, securable.id, schema.id)),
              ...(count > 0 && { facts: [{ kind: 'grants-dropped' as const, object: statement.object.text, count }] }),
            };
          });
        },
      ),
  );
};
