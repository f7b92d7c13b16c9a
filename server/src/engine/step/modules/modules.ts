/**
 * CREATE, ALTER and CREATE OR ALTER of modules: legality of the clause, permissions, what is stored (MOD-17, MOD-19);
 * the clause itself: module-clause.ts.
 */

import { defineModule, defineServerTrigger } from '../../../catalog/change/modules/modules';
import { decide } from '../../../catalog/decide/decide';
import { objectQuestion } from '../../../catalog/decide/question';
import { dboSchemaId } from '../../../catalog/ids';
import { type Found, findDatabaseTrigger, findObjectIn, findServerTrigger, keyName } from '../../../catalog/lookup';
import type { Catalog, Id, Module, RunAs, Schema, SqlObject } from '../../../catalog/model';
import { databaseNotKnown, lacking } from '../../../catalog/reason';
import { effectiveOwner } from '../../../catalog/securable';
import type { StatementOf } from '../../../syntax/statement';
import { changesDatabase } from '../../../syntax/walk';
import type { Name } from '../../../text/name';
import { clauseRefusal, resolveClause } from '../../calls/module-clause';
import { defineTemporary } from '../../calls/temporary-procedures';
import { here, type Need, onDatabase, onSecurable, onServer, settle, toCreate } from '../../judge/needs';
import { typeInUse } from '../../judge/references';
import { refusedBinding } from '../../judge/schema-bound';
import { placeNamed } from '../../names/places';
import { resolveObject } from '../../names/resolve';
import { type Effect, failed, type StepFunction, unknown } from '../../session/effect';
import { change } from '../../session/make';
import * as messages from '../../session/messages';
import type { Context, ErrorOutcome, Fact, World } from '../../session/model';
import { onlyInAzure, serverError } from '../../session/server-error';

type Create = StatementOf<'create_module'>;

export const stepCreateModule: StepFunction<Create> = (context, statement, world) => {
  if (changesDatabase(statement))
    // USE is for batches: a module that has one is not made (154)
    return failed(
      world,
      serverError({
        message: messages.useNotAllowed(),
        span: statement.name.span,
        refusal: { kind: 'other', because: 'a module cannot change the database' },
      }),
    );
  if (statement.name.database !== undefined) return failed(world, prefixed(statement));
  if (statement.trigger?.on.kind === 'server') return serverTrigger(context, statement, world);
  if (statement.trigger?.on.kind === 'database') return databaseTrigger(context, statement, world);
  if (statement.trigger) return dmlTrigger(context, statement, world);
  if (statement.name.name.startsWith('#')) return defineTemporary(context, statement, world);
  // MOD-24
  if ((statement.number ?? 1) > 1) return unknown(world, lacking('model', 'numbered procedures are not followed'));
  const place = placeNamed(world, statement.name);
  if (place.kind !== 'place') return place.effect;
  const found = findObjectIn(place.database, place.schema, statement.name.name);
  const old = found.kind === 'absent' ? undefined : found.entry;
  const exists = found.kind === 'found';
  if (statement.action === 'create' && exists) return failed(world, alreadyThere(statement));
  if (statement.action === 'alter' && found.kind === 'absent') return failed(world, cannotAlter(statement));
  const unbound = unboundName(world, statement, place.schema) ?? refusedParameter(world, statement);
  if (unbound) return failed(world, unbound);
  const module = old?.kind === 'module' ? old : undefined;
  const needs =
    module && statement.action !== 'create'
      ? [alterNeed(world, statement, module)]
      : createNeeds(world, statement, place.schema);
  return define(statement, world, needs, place.schema, module, (runAs) => ({
    kind: 'module',
    type: statement.type as 'procedure' | 'function' | 'view',
    schema: place.schema.id,
    name: statement.name.name,
    runAs,
    ...shared(context, statement),
  }));
};

/** Modules are made in the current database only, also where its name is written (166). */
function prefixed({ name, type, trigger }: Create): ErrorOutcome {
  const message = messages.databaseNameNotAllowed(
    trigger ? 'CREATE/ALTER TRIGGER' : `CREATE/ALTER ${type.toUpperCase()}`,
  );
  return serverError({
    message,
    span: name.span,
    refusal: { kind: 'other', because: 'a module is made in the current database' },
  });
}

/**
 * A view or an inline function is bound when it is created: 208, 916 for a name that means nothing then. Procedures
 * bind when they run.
 */
function unboundName(world: World, statement: Create, schema: Schema): ErrorOutcome | undefined {
  if (statement.type !== 'view' && statement.returns !== 'inline') return undefined;
  for (const { node } of statement.body) {
    if (node.kind !== 'select') continue;
    for (const { name, span } of node.uses.accesses) {
      let resolved = resolveObject(world, name);
      if (resolved.kind === 'absent' && name.schema === undefined)
        resolved = resolveObject(world, { ...name, schema: schema.name });
      if (resolved.kind === 'refused') return resolved.outcome;
      if (resolved.kind === 'absent' && resolved.database.knowledge === 'complete')
        return serverError({
          message: messages.noSuchObject(name.text),
          span,
          refusal: { kind: 'missing', what: 'object', name: name.text },
        });
    }
  }
  return undefined;
}

/** Parameters of a table type, or of a type of an assembly, need EXECUTE on it (PERM-18). */
function refusedParameter(world: World, { parameters }: Create): ErrorOutcome | undefined {
  for (const { type, span } of parameters) {
    const asked = typeInUse(world, type, span);
    if (asked?.kind === 'error') return asked;
  }
  return undefined;
}

function shared(
  context: Context,
  statement: Create,
): Pick<Module, 'body' | 'external' | 'schemaBinding' | 'events'> & Partial<Module> {
  const select = statement.type === 'view' ? statement.body[0]?.node : undefined;
  const columns = select?.kind === 'select' ? select.columns.map((column) => column.name) : [];
  return {
    body: context.definitions.idOf(statement),
    external: statement.external !== undefined,
    ...(statement.external && { assembly: statement.external.assembly }),
    schemaBinding: statement.schemaBinding,
    events: statement.trigger?.events ?? [],
    ...(statement.returns && { returns: statement.returns }),
    ...(statement.trigger && { timing: statement.trigger.timing }),
    ...(columns.length > 0 && columns.every((name) => name !== undefined) && { columns: columns as readonly string[] }),
  };
}

function alreadyThere({ name }: Create): ErrorOutcome {
  return serverError({
    message: messages.objectExists(name.name),
    span: name.span,
    refusal: { kind: 'exists', what: 'object', name: name.name },
  });
}

function cannotAlter({ name, type }: Create): ErrorOutcome {
  return serverError({
    message: messages.noSuchObject(name.text),
    span: name.span,
    refusal: { kind: 'missing', what: type, name: name.name },
  });
}

function alterNeed(world: World, { name, type }: Create, module: Module): Need {
  const place = here(world)!;
  const verdict = decide(world.catalog, place.subject, objectQuestion(world.catalog, place.database, module, 'ALTER'));
  return { verdict, message: messages.cannotTo('alter', type, name.text) };
}

/** The same-named CREATE permission, and ALTER on the schema (262, then 2760). */
function createNeeds(world: World, { type }: Create, schema: Schema): readonly Need[] {
  return [
    toCreate(world, type.toUpperCase()),
    onSecurable(world, 'ALTER', { class: 'SCHEMA', id: schema.id }, messages.noSuchSchema(schema.name)),
  ];
}

type Made = Parameters<typeof defineModule>[2];

/** Stores the module once the clause is resolved and everything is permitted; tells what an ALTER takes away. */
function define(
  statement: Create,
  world: World,
  needs: readonly Need[],
  schema: Schema | undefined,
  old: Module | undefined,
  make: (runAs: RunAs) => Made,
  store?: (catalog: Catalog, module: Made) => Catalog,
): Effect {
  const refusal = clauseRefusal(statement);
  if (refusal) return failed(world, refusal);
  const database = world.catalog.databases.get(world.database);
  const owner = old && database ? effectiveOwner(database, old) : schema?.owner;
  const clause = resolveClause(world, {
    clause: statement.executeAs,
    server: statement.trigger?.on.kind === 'server',
    owner,
  });
  if ('kind' in clause) return failed(world, clause);
  const { runAs, need, made } = clause;
  return settle(world, statement.span, need ? [...needs, need] : needs, () => {
    const unbound = refusedBinding(world, statement);
    if (unbound) return failed(world, unbound);
    const module = make(runAs);
    const from = made?.catalog ?? world.catalog;
    const catalog = store ? store(from, module) : defineModule(from, world.database, module);
    return {
      outcome: made ? { kind: 'unknown', because: made.because } : { kind: 'ok' },
      after: change(world, { catalog }),
      facts: [
        ...runsAs(world, statement, runAs, schema, old),
        ...(old && statement.action !== 'create' ? lost(world, statement, old, runAs) : []),
      ],
    };
  });
}

/** Who the module will be, as far as it is known when it is created; OWNER is looked at again at each call (MOD-4). */
function runsAs(
  world: World,
  { name }: Create,
  runAs: RunAs,
  schema: Schema | undefined,
  old: Module | undefined,
): readonly Fact[] {
  const database = world.catalog.databases.get(world.database);
  const owner = old && database ? effectiveOwner(database, old) : schema?.owner;
  const user = nameOfRunAs(world, runAs, owner);
  return user === undefined ? [] : [{ kind: 'runs-as', module: name.name, user, how: runAs.kind }];
}

function nameOfRunAs({ catalog, database }: World, runAs: RunAs, owner: Id | undefined): Name | undefined {
  const principals = catalog.databases.get(database)?.principals;
  switch (runAs.kind) {
    case 'login':
      return catalog.server.principals.get(runAs.id)?.name;
    case 'user':
      return principals?.get(runAs.id)?.name;
    case 'owner':
      return owner && principals?.get(owner)?.name;
    default:
      return undefined;
  }
}

/**
 * What the server does not say: an ALTER drops all signatures (SIG-11), and the clause when it is not written again.
 */
function lost(world: World, { name }: Create, old: Module, runAs: RunAs): readonly Fact[] {
  const database = world.catalog.databases.get(world.database);
  const facts: Fact[] = [];
  if (old.signatures.length > 0)
    facts.push({
      kind: 'signature-lost',
      module: name.name,
      keys: old.signatures.map((row) => keyName(world.catalog, row.key, database)),
    });
  if (old.runAs.kind !== 'caller' && runAs.kind === 'caller')
    facts.push({ kind: 'clause-dropped', module: name.name, was: showRunAs(world, old.runAs) });
  return facts;
}

function showRunAs(world: World, runAs: RunAs): string {
  switch (runAs.kind) {
    case 'owner':
      return 'OWNER';
    case 'user':
      return runAs.self
        ? 'SELF'
        : `'${world.catalog.databases.get(world.database)?.principals.get(runAs.id)?.name ?? '?'}'`;
    case 'login':
      return `'${world.catalog.server.principals.get(runAs.id)?.name ?? '?'}'`;
    default:
      return runAs.kind.toUpperCase();
  }
}

function dmlTrigger(context: Context, statement: Create, world: World): Effect {
  const on = statement.trigger!.on;
  const resolved = on.kind === 'object' ? resolveObject(world, on.name) : undefined;
  if (resolved?.kind === 'refused') return failed(world, resolved.outcome);
  if (resolved?.kind !== 'object') {
    if (resolved?.kind === 'absent')
      return failed(
        world,
        serverError({
          message: messages.invalidForOperation(resolved.shown),
          span: on.kind === 'object' ? on.name.span : statement.span,
          refusal: { kind: 'missing', what: 'object', name: resolved.shown },
        }),
      );
    return unknown(world, resolved?.kind === 'unknown' ? resolved : lacking('declaration', 'the table is not known'));
  }
  const parent: SqlObject = resolved.object;
  const schema = resolved.schema;
  const old = findObjectIn(resolved.database, schema, statement.name.name);
  if (statement.action === 'create' && old.kind === 'found') return failed(world, alreadyThere(statement));
  if (statement.action === 'alter' && old.kind === 'absent') return failed(world, cannotAlter(statement));
  const verdict = decide(
    world.catalog,
    resolved.subject,
    objectQuestion(world.catalog, resolved.database, parent, 'ALTER'),
  );
  const need: Need = { verdict, message: triggerRefusal(statement, old) };
  return define(
    statement,
    world,
    [need],
    schema,
    old.kind === 'found' && old.entry.kind === 'module' ? old.entry : undefined,
    (runAs) => ({
      kind: 'module',
      type: 'dml_trigger',
      schema: schema.id,
      name: statement.name.name,
      runAs,
      parent: parent.id,
      ...shared(context, statement),
    }),
  );
}

function databaseTrigger(context: Context, statement: Create, world: World): Effect {
  const place = here(world);
  if (!place) return unknown(world, databaseNotKnown);
  const old = findDatabaseTrigger(place.database, statement.name.name);
  if (statement.action === 'create' && old.kind === 'found') return failed(world, alreadyThere(statement));
  const need = onDatabase(world, 'ALTER ANY DATABASE DDL TRIGGER', triggerRefusal(statement, old));
  return define(statement, world, [need], undefined, old.kind === 'found' ? old.entry : undefined, (runAs) => ({
    kind: 'module',
    type: 'database_trigger',
    schema: dboSchemaId,
    name: statement.name.name,
    runAs,
    ...shared(context, statement),
  }));
}

function serverTrigger(context: Context, statement: Create, world: World): Effect {
  if (world.catalog.version === 'azure-sql-database')
    return failed(world, onlyInAzure('Azure SQL Database has no triggers of the server.', statement.span));
  const old = findServerTrigger(world.catalog, statement.name.name);
  if (statement.action === 'create' && old.kind === 'found') return failed(world, alreadyThere(statement));
  const need = onServer(world, 'CONTROL SERVER', triggerRefusal(statement, old));
  return define(
    statement,
    world,
    [need],
    undefined,
    old.kind === 'found' ? old.entry : undefined,
    (runAs) => ({
      kind: 'module',
      type: 'server_trigger',
      schema: dboSchemaId,
      name: statement.name.name,
      runAs,
      ...shared(context, statement),
    }),
    (catalog, module) => defineServerTrigger(catalog, module),
  );
}

/** 2104 for a new trigger, 3701 for one that is there. */
function triggerRefusal({ name }: Create, old: Found<SqlObject>): messages.Message {
  return old.kind === 'found'
    ? messages.cannotTo('alter', 'trigger', name.name)
    : messages.cannotCreate('trigger', name.name);
}
