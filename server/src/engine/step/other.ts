/**
 * Statements that are known by their words: what they need by the table, and the things of a database that they make
 * and take away.
 */

import { isClass } from '../../catalog/builtin';
import { createObject, createOther, dropObject, dropOther } from '../../catalog/change/objects/objects';
import { createEndpoint, dropEndpoint } from '../../catalog/change/server/server';
import { findObjectIn } from '../../catalog/lookup';
import type { Catalog, Id, PlainObject, Securable } from '../../catalog/model';
import { lacking } from '../../catalog/reason';
import { askWith } from '../../catalog/requirement/ask';
import { type Requirement, requirementOfWords } from '../../catalog/requirement/requirement';
import type { ObjectName } from '../../syntax/expression';
import type { StatementOf } from '../../syntax/statement';
import type { Span } from '../../text/span';
import { byTable } from '../judge/by-table';
import { isDeniedByRow, type Need, onSecurable, settle } from '../judge/needs';
import { requireObject } from '../judge/objects';
import { placeNamed } from '../names/places';
import { resolveObject } from '../names/resolve';
import { findSecurable, type SecurableFound } from '../names/securables';
import { type Effect, failed, ok, type StepFunction, unknown } from '../session/effect';
import { currentLoginId, currentUserId, subject } from '../session/identity';
import { change } from '../session/make';
import * as messages from '../session/messages';
import type { ErrorOutcome, World } from '../session/model';
import { serverError } from '../session/server-error';
import { forMissing } from '../session/table-messages';

export const stepOther: StepFunction<StatementOf<'other'>> = (_, statement, world) => {
  const { words, name, on, span, scope, assembly } = statement;
  if (ofOwnConversation.test(words.join(' '))) return ok(world);
  const row = requirementOfWords(words, scope);
  if (!row) return notInTable(world, words);
  const [verb = '', ...rest] = words;
  const kind = rest.join(' ');
  const refused = (): ErrorOutcome | undefined => refusedPredicate(world, statement);
  if (verb === 'CREATE') return create(world, span, row, kind, name, assembly, refused);
  const target =
    kind === '' || kind === 'CONVERSATION GROUP' ? objectTarget(world, name ?? on) : classTarget(world, kind, name);
  if (target && 'outcome' in target) return target;
  const question = {
    span,
    row,
    verb: verb.toLowerCase(),
    what: kind.toLowerCase(),
    name: name?.name ?? on?.name ?? '',
    securable: placesOf(target),
  };
  if (target?.absent) return failed(world, missing(row, question));
  return byTable(world, question, () => withoutRefusal(world, refused(), world));
};

/** Where the table has no row only a sysadmin is sure to be allowed. */
function notInTable(world: World, words: readonly string[]): Effect {
  const ask = askWith(world.catalog, subject(world, world.database), { securable: () => undefined });
  if (ask({ kind: 'server_role', role: 'sysadmin' }).kind === 'allowed') return ok(world);
  return unknown(world, lacking('model', `what ${words.join(' ') || 'this statement'} needs is not modelled`));
}

/**
 * A conversation's handle is known to whoever began it or received from its queue; conversations themselves are not
 * kept (ENT-1).
 */
const ofOwnConversation = /^(END CONVERSATION|BEGIN CONVERSATION TIMER|MOVE CONVERSATION)\b/;

const scopeOf = { server: 'SERVER', database: 'DATABASE', object: undefined } as const;

/** DROP of what no other step knows. */
export function dropOtherThing(world: World, statement: StatementOf<'drop'>, name: ObjectName | undefined): Effect {
  const { class: kind, span, ifExists, on } = statement;
  const row = requirementOfWords(['DROP', ...kind.split(' ')], on && scopeOf[on.kind]);
  if (!row) return ok(world);
  const target = kind === 'FULLTEXT INDEX' ? objectTarget(world, name) : classTarget(world, kind, name);
  if (target && 'outcome' in target) return target;
  const question = {
    span,
    row,
    verb: 'drop',
    what: kind.toLowerCase(),
    name: name?.name ?? '',
    securable: placesOf(target),
  };
  if (target?.absent) return ifExists ? ok(world) : failed(world, missing(row, question));
  const denied = target?.found && ofControl.has(kind) && deniedControl(world, target.found.securable, question);
  if (denied) return settle(world, span, [denied], () => ok(world));
  return byTable(world, question, () =>
    ok(name ? change(world, { catalog: without(world, kind, name, target) }) : world),
  );
}

/** What a DENY of CONTROL on it keeps from being dropped, also by who has CONTROL on the database (PRN-55). */
const ofControl: ReadonlySet<string> = new Set(['XML SCHEMA COLLECTION']);

function deniedControl(
  world: World,
  securable: Securable,
  { verb, what, name }: { readonly verb: string; readonly what: string; readonly name: string },
): Need | undefined {
  const control = onSecurable(world, 'CONTROL', securable, messages.cannot(verb, what, name));
  return isDeniedByRow(control) ? control : undefined;
}

/** What a name was found to be; `absent`: it is not there. */
interface Target {
  readonly found?: SecurableFound;
  readonly absent?: true;
}

function objectTarget(world: World, name: ObjectName | undefined): Target | Effect | undefined {
  if (!name) return undefined;
  const resolved = resolveObject(world, name);
  switch (resolved.kind) {
    case 'refused':
      return failed(world, resolved.outcome);
    case 'unknown':
      return unknown(world, resolved);
    case 'object':
      return {
        found: { securable: { class: 'OBJECT', id: resolved.object.id }, object: resolved.object, server: false },
      };
    case 'absent':
      return { absent: true };
    default:
      return ok(world);
  }
}

function classTarget(world: World, kind: string, name: ObjectName | undefined): Target | Effect | undefined {
  if (!name || !hasSecurable(kind)) return undefined;
  const found = findSecurable(world, schemaKinds[kind] === 'other' ? 'OBJECT' : kind, name);
  if (found.kind === 'found') return { found: found.entry };
  if (found.kind === 'absent') return { absent: true };
  return unknown(world, found.because);
}

/** Things that live in a schema, and as what the catalog holds them. */
const schemaKinds: Readonly<Record<string, PlainObject['kind'] | undefined>> = {
  RULE: 'other',
  DEFAULT: 'other',
  AGGREGATE: 'other',
  'SECURITY POLICY': 'other',
  'EXTERNAL TABLE': 'other',
  'XML SCHEMA COLLECTION': 'xml_schema_collection',
};

function hasSecurable(kind: string): boolean {
  return (
    schemaKinds[kind] !== undefined ||
    (isClass(kind) && kind !== 'SERVER' && kind !== 'DATABASE' && kind !== 'AVAILABILITY GROUP')
  );
}

function placesOf(target: Target | undefined): (kind: string, what: string | undefined) => Securable | undefined {
  const found = target?.found;
  return (kind) => {
    if (!found) return undefined;
    if (kind === 'SCHEMA') return found.object && { class: 'SCHEMA', id: found.object.schema };
    return kind === found.securable.class || (kind === 'OBJECT' && found.object) ? found.securable : undefined;
  };
}

type Row = Parameters<typeof byTable>[1]['row'];

function create(
  world: World,
  span: Span,
  row: Row,
  kind: string,
  name: ObjectName | undefined,
  assembly: string | undefined,
  refused: () => ErrorOutcome | undefined,
): Effect {
  const plain = schemaKinds[kind];
  const what = kind.toLowerCase();
  if (!plain || !name) {
    const made = name && hasSecurable(kind) ? { name: name.name, kind } : undefined;
    const question = { span, row, verb: 'create', what, name: name?.name ?? '' };
    return byTable(world, question, () => ok(made ? change(world, { catalog: withOther(world, made) }) : world));
  }
  const place = placeNamed(world, name);
  if (place.kind !== 'place') return place.effect;
  if (findObjectIn(place.database, place.schema, name.name).kind === 'found')
    return failed(
      world,
      serverError({
        message: messages.objectExists(name.name),
        span: name.span,
        refusal: { kind: 'exists', what, name: name.name },
      }),
    );
  const from =
    assembly === undefined ? undefined : findSecurable(world, 'ASSEMBLY', { name: assembly, text: assembly, span });
  const securable = (asked: string): Securable | undefined => {
    if (asked === 'SCHEMA') return { class: 'SCHEMA', id: place.schema.id };
    return asked === 'ASSEMBLY' && from?.kind === 'found' ? from.entry.securable : undefined;
  };
  return byTable(
    world,
    { span, row, verb: 'create', what, name: name.name, schema: place.schema.name, securable },
    () =>
      withoutRefusal(
        world,
        refused(),
        change(world, {
          catalog: createObject(world.catalog, world.database, {
            kind: plain,
            schema: place.schema.id,
            name: name.name,
          }),
        }),
      ),
  );
}

function withoutRefusal(world: World, refusal: ErrorOutcome | undefined, after: World): Effect {
  return refusal ? failed(world, refusal) : ok(after);
}

/**
 * A security policy's predicates: SELECT and REFERENCES on each function, REFERENCES on its table (229). DDL is never
 * chained (CHN-3).
 */
function refusedPredicate(world: World, { predicates = [], span }: StatementOf<'other'>): ErrorOutcome | undefined {
  for (const { function: called, table } of predicates) {
    for (const [name, permission] of [
      [called, 'SELECT'],
      [called, 'REFERENCES'],
      [table, 'REFERENCES'],
    ] as const) {
      const resolved = resolveObject(world, name);
      const outcome =
        resolved.kind === 'object'
          ? requireObject(world, resolved, permission, { kind: 'every' }, span, undefined)
          : undefined;
      if (outcome?.kind === 'error') return outcome;
    }
  }
  return undefined;
}

/** Whoever makes it owns it. */
function withOther(world: World, { name, kind }: { readonly name: string; readonly kind: string }): Catalog {
  const owner = kind === 'ENDPOINT' ? currentLoginId(world) : currentUserId(world);
  const owned = owner === undefined ? {} : { owner };
  return kind === 'ENDPOINT'
    ? createEndpoint(world.catalog, { name, ...owned })
    : createOther(world.catalog, world.database, { class: kind, name, ...owned });
}

function without(world: World, kind: string, name: ObjectName, target: Target | undefined): Catalog {
  if (kind === 'ENDPOINT') return dropEndpoint(world.catalog, name.name);
  const object: Id | undefined = schemaKinds[kind] ? target?.found?.securable.id : undefined;
  return object === undefined
    ? dropOther(world.catalog, world.database, kind, name.name)
    : dropObject(world.catalog, world.database, object);
}

function missing(
  { errors }: Requirement,
  { span, verb, what, name }: { span: Span; verb: string; what: string; name: string },
): ReturnType<typeof serverError> {
  const number = (errors.find((one) => !one.guess) ?? errors[0])?.number;
  const message = forMissing(number, { verb, what, name });
  return serverError({ message, span, refusal: { kind: 'missing', what, name } });
}
