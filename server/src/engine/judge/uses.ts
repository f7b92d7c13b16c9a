/** What a statement touches, checked one after the other: the first refusal is the statement's outcome. */

import { databaseKey } from '../../catalog/collation';
import type { Link } from '../../catalog/decide/chain';
import { decide } from '../../catalog/decide/decide';
import { databaseQuestion, questionOn, serverQuestion } from '../../catalog/decide/question';
import { decideOnSystemObject } from '../../catalog/decide/system-objects';
import { findObject } from '../../catalog/lookup';
import type { Module, SqlObject } from '../../catalog/model';
import { lacking } from '../../catalog/reason';
import { type SystemObjectNeed, systemObject } from '../../catalog/requirement/system-objects';
import type { ObjectName } from '../../syntax/expression';
import type { StatementOf } from '../../syntax/statement';
import type { Access, ColumnUse, RemoteUse, Uses } from '../../syntax/uses';
import { sameName } from '../../text/name';
import type { Span } from '../../text/span';
import { evaluate } from '../evaluate/expression';
import { enterDatabase } from '../names/access';
import { type Resolved, resolveObject } from '../names/resolve';
import { onSystemObject } from '../names/securables';
import { splitName } from '../names/split-name';
import { subject } from '../session/identity';
import { enter } from '../session/memory';
import * as messages from '../session/messages';
import type { Context, Outcome, Value, World } from '../session/model';
import { serverError } from '../session/server-error';
import { isDenied, ofTable } from '../session/table-messages';
import { clrRefusal } from './clr';
import { decideAdHoc, decideLinkedServer } from './linked-server';
import { type Need, outcomeOf } from './needs';
import { requireObject } from './objects';
import { firedTriggers } from './table-triggers';
import { accessesForTrigger, accessesThrough } from './through-view';

const ok: Outcome = { kind: 'ok' };
/** What has been looked behind already, with what is done to it: a second look finds the same. */
interface Seen {
  places?: Set<string>;
}

/** How it is looked behind views: at all their columns, or at those that the statement names. */
interface Behind {
  readonly seen: Seen;
  readonly reach: 'all' | 'named';
}

/**
 * The outcome of touching all of this: what can't be bound (208, 916 ...) before what is denied, the first error of
 * either, else the first unknown, else ok with the first proof.
 */
export function decideUses(context: Context, world: World, uses: Uses): Outcome {
  const outcomes = outcomesOf(context, world, uses);
  return outcomes.find((one) => one.kind === 'error' && !isDenied(one)) ?? worst(outcomes);
}

function outcomesOf(context: Context, world: World, uses: Uses): readonly Outcome[] {
  const outcomes: Outcome[] = [];
  const seen: Seen = {};
  // A file is opened when the statement is compiled, before anything else is asked.
  for (const remote of uses.remotes) if (remote.kind === 'openrowset_bulk') outcomes.push(decideRemote(world, remote));
  for (const access of asChecked(uses.accesses))
    outcomes.push(decideAccess(context, world, access, undefined, { seen, reach: reachOf(access, uses) }));
  for (const { name, span } of uses.functions) outcomes.push(decideFunction(context, world, name, span));
  for (const builtin of uses.builtins)
    if (builtin.name === 'OBJECT_ID' && builtin.args[0])
      outcomes.push(decideObjectId(world, evaluate(context, world, builtin.args[0]), builtin.span));
  for (const remote of uses.remotes) if (remote.kind !== 'openrowset_bulk') outcomes.push(decideRemote(world, remote));
  return outcomes;
}

/** Of what a statement changes, only the columns that it names are looked for behind a view. */
function reachOf(access: Access, { accesses }: Uses): Behind['reach'] {
  const isChanged = (one: Access): boolean =>
    isChange(one) && (one === access || sameName(one.name.text, access.name.text));
  return accesses.some(isChanged) ? 'named' : 'all';
}

function isChange({ right }: Access): boolean {
  return right === 'INSERT' || right === 'UPDATE' || right === 'DELETE';
}

/** What is read is judged from the last bound to the first, and before what is written (PERM-13). */
function asChecked(accesses: readonly Access[]): readonly Access[] {
  if (accesses.every(({ right }) => right !== 'SELECT')) return accesses;
  const reads = accesses.filter(({ right }) => right === 'SELECT').reverse();
  return reads.length === accesses.length ? reads : [...reads, ...accesses.filter(({ right }) => right !== 'SELECT')];
}

/**
 * OBJECT_ID('d.s.o') of an object that exists where the frame can't be raises 916; of one that does not exist it is
 * NULL (TOK-24).
 */
function decideObjectId(world: World, value: Value, span: Span): Outcome {
  const [name, schema, database] = value.kind === 'string' ? (splitName(value.value)?.toReversed() ?? []) : [];
  if (name === undefined || database === undefined || database === '') return ok;
  const entered = enterDatabase(world, database, span);
  const target = world.catalog.databases.get(databaseKey(world.catalog, database));
  if (entered.kind !== 'refused' || !target) return ok;
  const found = findObject(target, { name, schema: schema === '' ? undefined : schema }, undefined);
  if (found.kind === 'found') return entered.outcome;
  return found.kind === 'absent' ? ok : { kind: 'unknown', because: found.because };
}

/** EXECUTE on a scalar function or aggregate; one in an assembly must also be able to start. */
function decideFunction(context: Context, world: World, name: ObjectName, span: Span): Outcome {
  const resolved = resolveObject(world, name);
  const outcome = requireObject(world, resolved, 'EXECUTE', every, span);
  if (outcome.kind !== 'ok' || resolved.kind !== 'object' || resolved.object.kind !== 'module') return outcome;
  const unread = textUnknown(context, resolved.object, resolved.shown);
  if (unread || !resolved.object.external) return unread ?? outcome;
  return clrRefusal(world, resolved.database, resolved.object, span) ?? outcome;
}

const every: ColumnUse = { kind: 'every' };

/** The worst of some outcomes: an error before an unknown before ok; of the unknown one that is an error unless. */
export function worst(outcomes: Iterable<Outcome>): Outcome {
  let unknown: Outcome | undefined;
  let unless: Outcome | undefined;
  let first: Outcome | undefined;
  for (const outcome of outcomes) {
    if (outcome.kind === 'error') return outcome;
    if (outcome.kind === 'unknown') {
      unknown ??= outcome;
      if (outcome.unless) unless ??= outcome;
    }
    if (!first || (first.kind === 'ok' && first.proof === undefined)) first = outcome; // the one that says why
  }
  return unless ?? unknown ?? first ?? ok;
}

function decideAccess(context: Context, world: World, access: Access, from: Link | undefined, how: Behind): Outcome {
  const resolved = resolveObject(world, access.name);
  if (resolved.kind === 'remote') return decideLinkedServer(world, resolved.server, access.span);
  if (resolved.kind === 'system') return decideSystem(world, access.name, resolved, access.span);
  if (resolved.kind === 'object' && ofRows.has(access.right) && !hasRows(resolved.object)) {
    const { text } = access.name;
    const refusal = { kind: 'missing', what: 'object', name: text } as const;
    return { ...serverError({ message: messages.noSuchObject(text), span: access.span, refusal }), endsScope: true };
  }
  const own = from
    ? requireObject(world, resolved, access.right, access.columns, access.span, from)
    : requireObject(world, resolved, access.right, access.columns, access.span);
  if (own.kind === 'error' || resolved.kind !== 'object') return own;
  const others = behind(context, world, access, resolved, how);
  return others.length === 0 ? own : worst([own, ...others]);
}

/** A synonym for what is not there or has no rows (5313), or for another synonym (470): found out at the use. */
function brokenSynonym(
  world: World,
  { name: { text }, span }: Access,
  synonym: SqlObject,
  target: ObjectName,
): Outcome | undefined {
  const base = resolveObject(world, target);
  const refuse = (message: messages.Message): Outcome => ({
    ...serverError({ message, span, refusal: { kind: 'missing', what: 'object', name: target.text } }),
    endsScope: true,
  });
  if (base.kind === 'absent')
    return base.database.knowledge === 'complete' ? refuse(messages.synonymOfNothing(text)) : undefined;
  if (base.kind !== 'object') return undefined;
  if (base.object.kind === 'synonym') return refuse(messages.synonymOfSynonym(synonym.name, base.object.name));
  return hasRows(base.object) ? undefined : refuse(messages.synonymOfNothing(text));
}

const ofRows: ReadonlySet<string> = new Set(['SELECT', 'INSERT', 'UPDATE', 'DELETE']);

/**
 * Procedures, triggers, scalar functions and sequences have no rows: as a table their name is an invalid one, whatever
 * is held on them.
 */
function hasRows(object: SqlObject): boolean {
  if (object.kind === 'module')
    return object.type === 'view' || (object.type === 'function' && object.returns !== 'scalar');
  return object.kind !== 'sequence' && object.kind !== 'type';
}

/** A function, view or fired trigger of which only the header is known: what stands in it may be refused. */
function unreadBehind(
  context: Context,
  world: World,
  access: Access,
  { object, database, key, shown }: Resolved & { kind: 'object' },
): Outcome | undefined {
  const own = object.kind === 'module' ? textUnknown(context, object, shown) : undefined;
  if (own || !isChange(access)) return own;
  const { instead, after } = firedTriggers(world, database, key, object, [access.right]);
  if (instead.length + after.length === 0) return undefined;
  const triggers = [...instead, ...after].map((one) => textUnknown(context, one, `trigger ${one.name}`));
  return triggers.find((one) => one !== undefined);
}

function textUnknown(context: Context, module: Module, shown: string): Outcome | undefined {
  const definition = module.body === undefined || module.external ? undefined : enter(context, module.body);
  if (!definition?.textUnknown) return undefined;
  return { kind: 'unknown', because: lacking('declaration', `the text of ${shown} is not known`) };
}

/**
 * What lies behind a view, an inline function or a synonym: chained link by link from its own owner (CHN-5, CHN-7,
 * PERM-15).
 */
function behind(
  context: Context,
  world: World,
  access: Access,
  resolved: Resolved & { kind: 'object' },
  how: Behind,
): readonly Outcome[] {
  const { object, database, schema } = resolved;
  if (object.kind !== 'synonym' && object.kind !== 'module') {
    const unread = isChange(access) ? unreadBehind(context, world, access, resolved) : undefined;
    return unread ? [unread] : [];
  }
  const columns = how.reach === 'named' && access.columns.kind === 'some' ? access.columns.sure.join() : '';
  const place = `${resolved.key}|${object.id}|${access.right}|${columns}`;
  how.seen.places ??= new Set();
  if (how.seen.places.has(place)) return [];
  how.seen.places.add(place);
  const unread = unreadBehind(context, world, access, resolved);
  if (unread) return [unread];
  const link: Link = { database, object };
  // what is refused behind a view or a synonym is refused here: its own text stands elsewhere
  const inside = (name: ObjectName): ObjectName => ({
    ...name,
    span: access.name.span,
    database: name.database ?? database.name,
    schema: name.schema ?? schema.name,
  });
  if (object.kind === 'synonym') {
    const broken = brokenSynonym(world, access, object, inside(object.target));
    return broken ? [broken] : [decideAccess(context, world, { ...access, name: inside(object.target) }, link, how)];
  }
  if (!(object.type === 'view' || object.returns === 'inline') || object.body === undefined) return [];
  const definition = enter(context, object.body);
  const toTrigger =
    isChange(access) && firedTriggers(world, database, resolved.key, object, [access.right]).instead.length > 0;
  return (definition?.body ?? []).flatMap(({ node }) => {
    if (node.kind !== 'select') return [];
    const accesses = toTrigger ? accessesForTrigger(access, node) : accessesIn(access, node, how);
    return asChecked(accesses).map((one) =>
      decideAccess(context, world, { ...one, span: access.span, name: inside(one.name) }, link, how),
    );
  });
}

function accessesIn(access: Access, query: StatementOf<'select'>, { reach }: Behind): readonly Access[] {
  return reach === 'all' ? query.uses.accesses : accessesThrough(access, query);
}

/** System views: catalog views are free, management views need a STATE permission (300, 262, PERM-30). */
function decideSystem(world: World, name: ObjectName, resolved: Resolved & { kind: 'system' }, span: Span): Outcome {
  const own = outcomeOf(world, span, toSelect(world, resolved));
  if (own.kind === 'error') return own;
  const need = systemObject(world.catalog.version, name.name);
  if (!need) return ok;
  const onServer = need.scope === 'SERVER';
  const question = onServer
    ? serverQuestion(world.catalog, need.permission)
    : databaseQuestion(world.catalog, resolved.database, need.permission);
  return outcomeOf(world, span, {
    verdict: decide(world.catalog, resolved.subject, question),
    message: refusalOf(need, resolved.database.name, name.name),
  });
}

/** SELECT on the view itself is everybody's, unless it was denied, on it or in the whole database. */
function toSelect(world: World, { database, subject: who, name }: Resolved & { kind: 'system' }): Need {
  const question = questionOn(world.catalog, database, 'SELECT', onSystemObject(name));
  return {
    verdict: decideOnSystemObject(world.catalog, who, question, name),
    message: messages.deniedOnObject('SELECT', name, 'mssqlsystemresource', 'sys'),
    refusal: { kind: 'permission' },
  };
}

function refusalOf(
  { errors: [number], scope, permission }: SystemObjectNeed,
  database: string,
  object: string,
): messages.Message {
  const usual =
    scope === 'SERVER' ? messages.deniedOnServer(permission) : messages.deniedInDatabase(permission, database);
  if (number === undefined) return usual;
  return ofTable(number, {
    permission,
    onServer: scope === 'SERVER',
    verb: '',
    what: '',
    name: /^fn_/i.test(object) ? object : `sys.${object}`,
    schema: '',
    database,
    user: '',
  });
}

function decideRemote(world: World, remote: RemoteUse): Outcome {
  if (remote.kind === 'openquery' && remote.server !== undefined)
    return decideLinkedServer(world, remote.server, remote.span);
  if (remote.kind !== 'openrowset_bulk') return decideAdHoc(world, remote.span);
  const { catalog } = world;
  const database = catalog.databases.get(world.database);
  const question =
    catalog.version === 'azure-sql-database' && database
      ? databaseQuestion(catalog, database, 'ADMINISTER DATABASE BULK OPERATIONS')
      : serverQuestion(catalog, 'ADMINISTER BULK OPERATIONS');
  return outcomeOf(world, remote.span, {
    verdict: decide(catalog, subject(world, world.database), question),
    message: messages.bulkLoadDenied(),
    endsBatch: true,
  });
}
