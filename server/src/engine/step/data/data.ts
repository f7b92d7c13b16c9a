/** Queries and changes of data: may the frame touch what the statement touches, and what does that start? */

import { createObject } from '../../../catalog/change/objects/objects';
import { decide } from '../../../catalog/decide/decide';
import { objectQuestion } from '../../../catalog/decide/question';
import type { ObjectName } from '../../../syntax/expression';
import type { Statement, StatementOf } from '../../../syntax/statement';
import type { Span } from '../../../text/span';
import { planFunctions } from '../../calls/functions';
import { withTriggers } from '../../calls/statement-transaction';
import { planTriggers } from '../../calls/triggers';
import { evaluate } from '../../evaluate/expression';
import { onlyRow } from '../../evaluate/queries';
import { defaultsUsed } from '../../judge/defaults';
import { divideByZero } from '../../judge/divide-by-zero';
import { onDatabase, onSecurable, onServer, settle, toCreate } from '../../judge/needs';
import { decideUses, worst } from '../../judge/uses';
import { placeNamed, whereNamed } from '../../names/places';
import { resolveObject } from '../../names/resolve';
import { type Effect, failed, ok, type StepFunction, unknown } from '../../session/effect';
import * as messages from '../../session/messages';
import type { Context, Outcome, World } from '../../session/model';
import { serverError } from '../../session/server-error';
import { assign, cookieLost } from '../control/variables';

export const stepSelect: StepFunction<StatementOf<'select'>> = (context, statement, world) =>
  settle(
    world,
    statement.span,
    [worst([intoRefusal(world, statement), decideUses(context, world, statement.uses)])],
    () => {
      const values = [...statement.columns, ...statement.assignments].map((one) => one.value);
      const divided = statement.hasSource ? undefined : divideByZero(context, world, values);
      if (divided) return failed(world, divided);
      const calls = planFunctions(context, world, statement.uses);
      const assigned = assignAll(context, statement, world);
      const made = statement.into
        ? whereNamed(assigned, statement.into, (there, name) => selectInto(there, name, statement))
        : ({ outcome: { kind: 'ok' }, after: assigned } satisfies Effect as Effect);
      const lost = statement.assignments.flatMap(({ variable }) => cookieLost(world, variable) ?? []);
      return {
        ...made,
        ...(lost.length > 0 && { facts: [...(made.facts ?? []), ...lost] }),
        ...(calls.length > 0 && made.outcome.kind !== 'error' && { calls }),
      };
    },
  );

/** What SELECT INTO needs for its table comes before what it reads, and before any answer about what is there. */
function intoRefusal(world: World, { into, span }: StatementOf<'select'>): Outcome {
  if (!into || into.name.startsWith('#') || into.database !== undefined) return { kind: 'ok' };
  return settle(world, span, [toCreate(world, 'TABLE')], () => ok(world)).outcome;
}

/**
 * SELECT @x = ...: without a source, from the only row of a query that is followed, or not at all where there is none.
 */
function assignAll(context: Context, statement: StatementOf<'select'>, world: World): World {
  if (statement.assignments.length === 0) return world;
  const row = assignedRow(context, statement, world);
  if (row === undefined) return world;
  return statement.assignments.reduce(
    (one, { variable, operator, value }) => assign(context, one, variable, operator, value, row),
    world,
  );
}

function assignedRow(
  context: Context,
  { query, hasSource }: StatementOf<'select'>,
  world: World,
): ReturnType<typeof onlyRow> {
  if (!hasSource) return new Map();
  return query ? onlyRow(context, world, query, evaluate) : 'unknown';
}

/** SELECT INTO makes a table: CREATE TABLE and ALTER on the schema (262, then 2760). */
function selectInto(world: World, written: ObjectName, statement: StatementOf<'select'>): Effect {
  if (written.name.startsWith('#')) return ok(world);
  return whereNamed(world, written, (there, name) => makeTable(there, name, statement));
}

function makeTable(world: World, name: ObjectName, statement: StatementOf<'select'>): Effect {
  const place = placeNamed(world, name);
  if (place.kind !== 'place') return place.effect;
  const needs = [
    toCreate(world, 'TABLE'),
    onSecurable(world, 'ALTER', { class: 'SCHEMA', id: place.schema.id }, messages.noSuchSchema(place.schema.name)),
  ];
  const columns = statement.columns.map((column) => column.name).filter((column) => column !== undefined);
  return settle(world, statement.span, needs, () =>
    ok(
      world,
      createObject(world.catalog, world.database, {
        kind: 'table',
        schema: place.schema.id,
        name: name.name,
        columns: columns.length === statement.columns.length ? columns : undefined,
      }),
    ),
  );
}

/** The query of a cursor is asked about when the cursor is declared. */
export const stepDeclareCursor: StepFunction<
  StatementOf<'declare_cursor' | 'open_cursor' | 'close_cursor' | 'fetch' | 'deallocate'>
> = (context, { query, span }, world) =>
  settle(
    world,
    span,
    [query?.node.kind === 'select' ? decideUses(context, world, query.node.uses) : { kind: 'ok' }],
    () => ok(world),
  );

/**
 * INSERT, UPDATE, DELETE, MERGE; the triggers of the target are started (ENT-9), after the call of INSERT ... EXEC,
 * which `step` takes.
 */
export function stepChange(
  context: Context,
  statement: StatementOf<'insert' | 'update' | 'delete' | 'merge'>,
  world: World,
  step: StepFunction<Statement>,
): Effect {
  const defaults = defaultsUsed(world, statement);
  const own = decideUses(context, world, statement.uses);
  return settle(
    world,
    statement.span,
    [defaults.outcomes.length === 0 ? own : worst([own, ...defaults.outcomes])],
    () => {
      const called = statement.call ? step(context, statement.call.node, world) : undefined;
      if (called?.outcome.kind === 'error') return called;
      const calls = [
        ...planFunctions(context, world, statement.uses),
        ...planFunctions(context, world, defaults.uses),
        ...(called?.calls ?? []),
      ];
      const effect = called ?? ok(world);
      return withTriggers(
        world,
        calls.length > 0 ? { ...effect, calls } : effect,
        statement.target ? planTriggers(context, world, statement.target, statement.actions) : [],
      );
    },
  );
}

/** TRUNCATE TABLE needs ALTER on the table, never chained (CHN-3): 1088. */
export const stepTruncate: StepFunction<StatementOf<'truncate_table'>> = (_, statement, world) =>
  alterTable(world, statement.table, statement);

export function alterTable(
  world: World,
  name: ObjectName,
  statement: { readonly span: Span },
  refused = messages.cannotFindObject,
): Effect {
  const resolved = resolveObject(world, name);
  switch (resolved.kind) {
    case 'refused':
      return failed(world, resolved.outcome);
    case 'unknown':
      return unknown(world, resolved);
    case 'absent':
      return failed(
        world,
        serverError({
          message: refused(resolved.shown),
          span: name.span,
          refusal: { kind: 'missing', what: 'table', name: resolved.shown },
        }),
      );
    case 'object': {
      const verdict = decide(
        world.catalog,
        resolved.subject,
        objectQuestion(world.catalog, resolved.database, resolved.object, 'ALTER'),
      );
      return settle(world, statement.span, [{ verdict, message: refused(resolved.shown) }], () => ok(world));
    }
    default:
      return ok(world);
  }
}

/** BULK INSERT needs ADMINISTER BULK OPERATIONS and INSERT (4834, 229). */
export const stepBulkInsert: StepFunction<StatementOf<'bulk_insert'>> = (context, statement, world) => {
  const access = {
    span: statement.table.span,
    name: statement.table,
    right: 'INSERT',
    columns: { kind: 'every' },
    isFunction: false,
  } as const;
  const server =
    world.catalog.version === 'azure-sql-database'
      ? onDatabase(world, 'ADMINISTER DATABASE BULK OPERATIONS', messages.bulkLoadDenied())
      : onServer(world, 'ADMINISTER BULK OPERATIONS', messages.bulkLoadDenied());
  return settle(world, statement.span, [{ ...server, endsBatch: true }], () =>
    settle(
      world,
      statement.span,
      [decideUses(context, world, { accesses: [access], functions: [], builtins: [], remotes: [] })],
      () => ok(world),
    ),
  );
};
