/**
 * System procedures whose requirement the table knows (PERM-30): what they need, and the effect of those that
 * change the catalog.
 */

import { onObject, onSchema } from '../../../catalog/decide/question';
import { decideVisible } from '../../../catalog/decide/visible';
import { findObject } from '../../../catalog/lookup';
import type { Securable } from '../../../catalog/model';
import { type Requirement, requirement, requirementOfProcedure } from '../../../catalog/requirement/requirement';
import type { ObjectName } from '../../../syntax/expression';
import type { StatementOf } from '../../../syntax/statement';
import type { Folded } from '../../../text/name';
import { byTable } from '../../judge/by-table';
import { enterDatabase } from '../../names/access';
import { type Resolved, resolveObject } from '../../names/resolve';
import { onSystemObject } from '../../names/securables';
import { splitName } from '../../names/split-name';
import { type Effect, failed } from '../../session/effect';
import * as messages from '../../session/messages';
import type { Context, World } from '../../session/model';
import { serverError } from '../../session/server-error';
import { forMissing } from '../../session/table-messages';
import { argument } from '../context/setuser';
import { procedureEffect } from './effects';

type Execute = StatementOf<'execute'>;

/** Undefined: the table does not know the procedure. */
export function stepByTable(context: Context, statement: Execute, world: World, name: Folded): Effect | undefined {
  const row = rowOf(context, statement, world, name);
  if (!row) return undefined;
  const text = (parameter: string, position: number): string | undefined => {
    const value = argument(context, world, statement, parameter, position);
    return value?.kind === 'string' ? value.value : undefined;
  };
  const target = targetOf(world, statement, name, text);
  if (target?.kind === 'refused') return failed(world, target.outcome);
  const unseen = aboutObject.has(name) && target ? notSeen(world, target) : undefined;
  if (unseen !== undefined) {
    const database = world.catalog.databases.get(world.database)?.name ?? world.database;
    return failed(
      world,
      serverError({
        message: messages.notInDatabase(unseen, database),
        span: statement.span,
        refusal: { kind: 'missing', what: 'object', name: unseen },
      }),
    );
  }
  const missing = target?.kind === 'absent' ? row.errors[0]?.number : undefined;
  if (missing !== undefined && target?.kind === 'absent') {
    return failed(
      world,
      serverError({
        message: forMissing(missing, { verb: 'find', what: 'object', name: target.shown }),
        span: statement.span,
        refusal: { kind: 'missing', what: 'object', name: target.shown },
      }),
    );
  }
  const found = target?.kind === 'object' ? target : undefined;
  const question = {
    span: statement.span,
    row,
    verb: 'alter',
    what: 'object',
    name: found?.object.name ?? name,
    ...(found && { schema: found.schema.name }),
    securable: (kind: string): Securable | undefined => (found ? securableFor(found, kind) : undefined),
    applies: (kind: string, what: string | undefined): boolean => applies(found, kind, what),
    elsewhere: (kind: string, what: string | undefined): ReturnType<typeof inMaster> =>
      kind === 'OBJECT' ? inMaster(world, what) : undefined,
  };
  return byTable(world, question, () => procedureEffect(world, statement, name, text, found));
}

/** They tell about an object to those who see it (PERM-16); to others it is not there (15009). */
const aboutObject: ReadonlySet<string> = new Set([
  'sp_help',
  'sp_helptext',
  'sp_helpindex',
  'sp_helpconstraint',
  'sp_helptrigger',
  'sp_helpstats',
  'sp_spaceused',
  'sp_depends',
]);

function notSeen(world: World, target: Resolved): string | undefined {
  if (target.kind === 'absent') {
    const [name = '', schema] = (splitName(target.shown) ?? []).toReversed();
    const isType = findObject(target.database, { name, schema }, undefined, 'type').kind !== 'absent';
    return target.database.knowledge === 'complete' && !isType ? target.shown : undefined;
  }
  if (target.kind !== 'object') return undefined;
  return decideVisible(world.catalog, target.database, target.subject, target.object).kind === 'denied'
    ? target.shown
    : undefined;
}

/** sp_rename of a database is another row than sp_rename of an object. */
function rowOf(context: Context, statement: Execute, world: World, name: Folded): Requirement | undefined {
  if (name !== 'sp_rename') return requirementOfProcedure(name);
  const kind = argument(context, world, statement, '@objtype', 2);
  return requirement(
    kind?.kind === 'string' && /^database$/i.test(kind.value)
      ? 'sp_rename ... DATABASE / sp_renamedb'
      : 'sp_rename (object/column/index)',
  );
}

/** EXECUTE on a procedure of master, by the permissions that master holds. */
function inMaster(
  world: World,
  what: string | undefined,
):
  | {
      subject: NonNullable<Extract<ReturnType<typeof enterDatabase>, { kind: 'entered' }>>['subject'];
      securable: Securable;
    }
  | undefined {
  const name = /^(?:master|msdb)\.(?:sys|dbo)\.(\w+)$/.exec(what ?? '')?.[1];
  if (name === undefined) return undefined;
  const entered = enterDatabase(world, 'master', { start: 0, end: 0 });
  return entered.kind === 'entered' ? { subject: entered.subject, securable: onSystemObject(name) } : undefined;
}

type FoundObject = Resolved & { readonly kind: 'object' };

function securableFor({ object, schema, database }: FoundObject, kind: string): Securable | undefined {
  if (kind === 'SCHEMA') return onSchema(schema);
  if (kind === 'TYPE') return object.kind === 'type' ? onObject(object) : undefined;
  if (kind !== 'OBJECT') return undefined;
  const parent =
    object.kind === 'module' && object.parent !== undefined ? database.objects.get(object.parent) : undefined;
  return onObject(parent ?? object);
}

/**
 * A rule is bound to a table or to a type, and the formula speaks of both; a plan guide for plain text is about no
 * module.
 */
function applies(found: FoundObject | undefined, kind: string, what: string | undefined): boolean {
  if (kind === 'TYPE') return found?.object.kind === 'type';
  if (kind === 'SCHEMA' && what === 'type-schema') return found?.object.kind === 'type';
  return !(kind === 'OBJECT' && what === 'module' && !found);
}

/** The parameter that names the object, its position, and how many parts of its name stand for something inside it. */
const objectParameters: Readonly<Record<string, readonly [parameter: string, position: number, inner?: 'column']>> = {
  sp_recompile: ['@objname', 0],
  sp_refreshview: ['@viewname', 0],
  sp_refreshsqlmodule: ['@name', 0],
  sp_refresh_parameter_encryption: ['@name', 0],
  sp_help: ['@objname', 0],
  sp_helpindex: ['@objname', 0],
  sp_helpconstraint: ['@objname', 0],
  sp_helptrigger: ['@tabname', 0],
  sp_helpstats: ['@objname', 0],
  sp_spaceused: ['@objname', 0],
  sp_depends: ['@objname', 0],
  sp_helptext: ['@objname', 0],
  sp_tableoption: ['@tablenamepattern', 0],
  sp_autostats: ['@tblname', 0],
  sp_sequence_get_range: ['@sequence_name', 0],
  sp_settriggerorder: ['@triggername', 0],
  sp_bindrule: ['@objname', 1, 'column'],
  sp_bindefault: ['@objname', 1, 'column'],
  sp_unbindrule: ['@objname', 0, 'column'],
  sp_unbindefault: ['@objname', 0, 'column'],
  sp_changeobjectowner: ['@objname', 0],
};

function targetOf(
  world: World,
  { span }: Execute,
  name: string,
  text: (parameter: string, position: number) => string | undefined,
): Resolved | undefined {
  const resolve = (parts: readonly string[] | undefined): Resolved | undefined => {
    if (!parts || parts.length === 0 || parts.length > 3) return undefined;
    const [object = '', schema, database] = [...parts].reverse();
    const asked: ObjectName = {
      span,
      text: parts.join('.'),
      name: object,
      ...(schema && { schema }),
      ...(database && { database }),
    };
    return resolveObject(world, asked);
  };
  if (name === 'sp_rename') {
    const written = splitName(text('@objname', 0) ?? '');
    const inside = /^(column|index|statistics)$/i.test(text('@objtype', 2) ?? '');
    return resolve(inside ? written?.slice(0, -1) : written);
  }
  if (name === 'sp_estimate_data_compression_savings')
    return resolve([text('@schema_name', 0) ?? 'dbo', text('@object_name', 1) ?? '']);
  if (/extendedproperty$/.test(name)) {
    const [schema, kind, object] = name.startsWith('sp_drop')
      ? [text('@level0name', 2), text('@level1type', 3), text('@level1name', 4)]
      : [text('@level0name', 3), text('@level1type', 4), text('@level1name', 5)];
    if (kind !== undefined && /^(type|xml schema collection)$/i.test(kind)) return undefined;
    return schema !== undefined && object !== undefined ? resolve([schema, object]) : undefined;
  }
  const known = objectParameters[name];
  const written = known && text(known[0], known[1]);
  const parts = written === undefined ? undefined : splitName(written);
  return resolve(known?.[2] === 'column' && parts && parts.length > 1 ? parts.slice(0, -1) : parts);
}
