/** DROP of anything: what it needs, what refuses it, what it takes away (PRN-50, MOD-9, SIG-17, PERM-30). */

import { dropKey, setMasterKey } from '../../../catalog/change/keys/keys';
import { dropAssembly } from '../../../catalog/change/keys/signatures';
import { dropTrigger } from '../../../catalog/change/modules/modules';
import { dropObject, dropService } from '../../../catalog/change/objects/objects';
import { dropSchema } from '../../../catalog/change/objects/schemas';
import { dropCredential } from '../../../catalog/change/principals/logins';
import { dropDatabase } from '../../../catalog/change/server/databases';
import { databaseKey } from '../../../catalog/collation';
import { decide } from '../../../catalog/decide/decide';
import { databaseQuestion, onObject, onSchema } from '../../../catalog/decide/question';
import {
  type Found,
  findDatabase,
  findDatabaseTrigger,
  findObject,
  findSchema,
  findServerTrigger,
} from '../../../catalog/lookup';
import type { Database, Key, Securable, SqlObject } from '../../../catalog/model';
import { databaseNotKnown } from '../../../catalog/reason';
import { isSignedWith } from '../../../catalog/signature';
import type { NamedAt, ObjectName } from '../../../syntax/expression';
import type { StatementOf } from '../../../syntax/statement';
import { fold, type Name } from '../../../text/name';
import { anyOf, here, type Need, onDatabase, onSecurable, onServer, settle, unlessDenied } from '../../judge/needs';
import { bindingRefusal } from '../../judge/schema-bound';
import { isFixedSchema, whereNamed } from '../../names/places';
import { findSecurable } from '../../names/securables';
import { type Effect, failed, ok, type StepFunction, unknown } from '../../session/effect';
import { defaultSchema, subject } from '../../session/identity';
import * as messages from '../../session/messages';
import type { World } from '../../session/model';
import { serverError } from '../../session/server-error';
import { isCannotFindObject } from '../../session/table-messages';
import { alterTable } from '../data/data';
import { dropOtherThing } from '../other';
import { dropPrincipalOf, type Go, refuse } from '../principals/drop';
import { noted } from './dropped';

/** What a module with SCHEMABINDING can refer to. */
const bindable: ReadonlySet<string> = new Set(['TABLE', 'VIEW', 'FUNCTION']);

export const stepDrop: StepFunction<StatementOf<'drop'>> = (context, statement, world) => {
  if (statement.class === 'MASTER KEY')
    return settle(world, statement.span, [onDatabase(world, 'CONTROL', messages.cannotFindMasterKey())], () =>
      ok(world, setMasterKey(world.catalog, world.database, false)),
    );
  if (statement.names.length === 0) return dropOtherThing(world, statement, undefined);
  let effect: Effect = ok(world);
  for (const name of statement.names) {
    const made = noted(effect.after, statement.class, name, dropOne(effect.after, statement, name));
    if (made.outcome.kind === 'error') return { ...made, after: effect.after };
    const bound = bindable.has(statement.class)
      ? bindingRefusal(context, effect.after, `DROP ${statement.class}`, name, statement.span)
      : undefined;
    if (bound) return failed(effect.after, bound);
    const facts = [...(effect.facts ?? []), ...(made.facts ?? [])];
    const one = facts.length > 0 ? { ...made, facts } : made;
    effect = effect.outcome.kind === 'unknown' ? { ...one, outcome: effect.outcome } : one;
  }
  return effect;
};

const systemDatabases: ReadonlySet<string> = new Set(['master', 'tempdb', 'model', 'msdb']);

function dropOne(world: World, statement: StatementOf<'drop'>, name: ObjectName): Effect {
  const at: NamedAt = { name: name.name, span: name.span };
  const { class: kind } = statement;
  const place = here(world);
  if (!place) return unknown(world, databaseNotKnown);
  const { database } = place;
  const found = <T>(
    entry: Found<T>,
    go: (entry: T) => Effect,
    message = messages.cannot('drop', kind.toLowerCase(), name.name),
  ): Effect => {
    if (entry.kind === 'absent') return statement.ifExists ? ok(world) : refuse(world, message, at, kind);
    if (entry.kind === 'found') return go(entry.entry);
    return unknown(entry.entry === undefined ? world : go(entry.entry).after, entry.because);
  };
  switch (kind) {
    case 'LOGIN':
    case 'SERVER ROLE':
    case 'USER':
    case 'ROLE':
    case 'APPLICATION ROLE':
      return dropPrincipalOf(kind, world, statement.span, at, found);
    case 'SCHEMA':
      return found(findSchema(database, name.name), (schema) => {
        const cannotDrop = messages.cannot('drop', 'schema', name.name);
        if (isFixedSchema(database, schema.name))
          return refuse(world, messages.cannotToFixed('drop', 'schema', name.name), at, kind);
        const need = anyOf(
          onSecurable(world, 'CONTROL', onSchema(schema), cannotDrop),
          onDatabase(world, 'ALTER ANY SCHEMA', cannotDrop),
        );
        return settle(world, statement.span, [need], () => {
          const inside = database.objects.find((object) => object.schema === schema.id);
          return inside
            ? refuse(world, messages.cannotWhileReferenced('drop schema', schema.name, inside.name), at, kind)
            : ok(world, dropSchema(world.catalog, world.database, schema.id));
        });
      });
    case 'DATABASE':
      return found(
        findDatabase(world.catalog, name.name),
        (target) => {
          const key = databaseKey(world.catalog, target.name);
          if (systemDatabases.has(key))
            return refuse(world, messages.cannotToSystem('drop', 'database', target.name, 'database'), at, kind);
          const verdict = decide(
            world.catalog,
            subject(world, key),
            databaseQuestion(world.catalog, target, 'CONTROL'),
          );
          const need = anyOf(
            { verdict, message: messages.cannotTo('drop', 'database', name.name) },
            onServer(world, 'ALTER ANY DATABASE', messages.cannotTo('drop', 'database', name.name)),
          );
          return settle(world, statement.span, [need], () =>
            key === world.database
              ? refuse(world, messages.cannotWhileInUse('drop', 'database', target.name), at, kind)
              : ok(world, dropDatabase(world.catalog, key)),
          );
        },
        messages.cannotTo('drop', 'database', name.name),
      );
    case 'CERTIFICATE':
    case 'ASYMMETRIC KEY':
    case 'SYMMETRIC KEY':
      return found(findSecurable(world, kind, name), ({ securable }) => {
        const what = kind.toLowerCase();
        return settle(world, statement.span, [toDrop(world, kind, securable, name.name)], () => {
          const key = database.keys.get(securable.id);
          if (key && isSignedWith(database, key.thumbprint))
            return refuse(world, messages.isSignedWith(what), at, kind);
          const mapped = key && mappedTo(world, database, key);
          if (mapped) return refuse(world, messages.hasPrincipal(what, name.name, mapped), at, kind);
          return ok(world, dropKey(world.catalog, world.database, securable.id));
        });
      });
    case 'ASSEMBLY':
      return found(findSecurable(world, kind, name), ({ securable }) =>
        settle(world, statement.span, [toDrop(world, kind, securable, name.name)], () =>
          ok(world, dropAssembly(world.catalog, world.database, securable.id)),
        ),
      );
    case 'SERVICE':
      return found(findSecurable(world, kind, name), ({ securable }) =>
        settle(world, statement.span, [toDrop(world, kind, securable, name.name)], () =>
          ok(world, dropService(world.catalog, world.database, securable.id)),
        ),
      );
    case 'CREDENTIAL':
      return settle(
        world,
        statement.span,
        [onServer(world, 'ALTER ANY CREDENTIAL', messages.cannot('drop', 'credential', name.name))],
        () => ok(world, dropCredential(world.catalog, name.name)),
      );
    case 'TRIGGER':
      return dropAnyTrigger(world, statement, database, name, found);
    case 'TABLE':
      return whereNamed(world, name, (there, local) => {
        const { database: target } = here(there)!;
        return dropAnyObject(there, statement, target, local, (entry, go) =>
          entry.kind === 'absent' && !statement.ifExists
            ? refuse(there, messages.cannotTo('drop', 'table', name.text), at, kind)
            : found(entry, go),
        );
      });
    case 'PROCEDURE':
    case 'FUNCTION':
    case 'VIEW':
      return name.database === undefined
        ? dropAnyObject(world, statement, database, name, found)
        : refuse(world, messages.databaseNameNotAllowed(`DROP ${kind}`), at, kind); // no name of a database there
    case 'AGGREGATE':
    case 'SYNONYM':
    case 'SEQUENCE':
    case 'QUEUE':
    case 'TYPE':
      return dropAnyObject(world, statement, database, name, found);
    case 'INDEX':
    case 'STATISTICS':
      return dropOfTable(world, statement, name);
    case 'EVENT NOTIFICATION':
      return dropNotification(world, statement, name);
    default:
      return dropOtherThing(world, statement, name);
  }
}

/** CONTROL on it, or ALTER ANY of its kind in the database, unless CONTROL on it was denied (PRN-55). */
function toDrop(world: World, kind: string, securable: Securable, name: Name): Need {
  const message = messages.cannot('drop', kind.toLowerCase(), name);
  return unlessDenied(
    onSecurable(world, 'CONTROL', securable, message),
    onDatabase(world, `ALTER ANY ${kind}`, message),
  );
}

/** DROP INDEX i ON t, DROP INDEX t.i, DROP STATISTICS t.s: ALTER on the table (1088; 3701). */
function dropOfTable(world: World, statement: StatementOf<'drop'>, name: ObjectName): Effect {
  const table = statement.on?.kind === 'object' ? statement.on.name : tableBefore(name);
  if (!table || table.name.startsWith('#')) return ok(world);
  const effect = alterTable(world, table, statement);
  if (effect.outcome.kind !== 'error' || !isCannotFindObject(effect.outcome) || statement.class === 'INDEX')
    return effect;
  const { question, proof, refusal } = effect.outcome;
  const outcome = serverError({
    message: messages.cannotTo('drop', 'statistics', name.text),
    span: name.span,
    refusal,
    ...(question && { question }),
    ...(proof && { proof }),
  });
  return { ...effect, outcome };
}

/** The table in table.index, schema.table.index. */
function tableBefore({ name: _, schema, database, ...rest }: ObjectName): ObjectName | undefined {
  return schema === undefined
    ? undefined
    : { ...rest, name: schema, ...(database !== undefined && { schema: database }) };
}

/** DROP EVENT NOTIFICATION ... ON SERVER | DATABASE: the permission of where it is; of a queue's, its owner knows. */
function dropNotification(world: World, statement: StatementOf<'drop'>, name: ObjectName): Effect {
  const message = messages.cannot('drop', 'event notification', name.name);
  const need =
    statement.on?.kind === 'server'
      ? onServer(world, 'ALTER ANY EVENT NOTIFICATION', message)
      : onDatabase(world, 'ALTER ANY DATABASE EVENT NOTIFICATION', message);
  return settle(world, statement.span, [need], () => ok(world));
}

/** Who stands for a key: a user of its database, or a login where the key is in master. */
function mappedTo(world: World, database: Database, { thumbprint }: Key): 'user' | 'login' | undefined {
  if (database.principals.some((one) => one.key === thumbprint)) return 'user';
  return world.database === fold('master') && world.catalog.server.principals.some((one) => one.key === thumbprint)
    ? 'login'
    : undefined;
}

/** What its DROP is called; undefined: the catalog does not say for certain. */
function dropsAs(object: SqlObject): string | undefined {
  switch (object.kind) {
    case 'table':
    case 'synonym':
    case 'sequence':
    case 'queue':
      return object.kind.toUpperCase();
    case 'module':
      if (!object.certain) return undefined;
      return object.type === 'dml_trigger' ? 'TRIGGER' : object.type.toUpperCase();
    default:
      return undefined;
  }
}

function dropAnyTrigger(
  world: World,
  statement: StatementOf<'drop'>,
  database: Database,
  name: ObjectName,
  found: Go,
): Effect {
  const message = messages.cannotTo('drop', 'trigger', name.text);
  if (statement.on?.kind === 'server') {
    return found(
      findServerTrigger(world.catalog, name.name),
      (trigger) =>
        settle(world, statement.span, [onServer(world, 'CONTROL SERVER', message)], () =>
          ok(world, dropTrigger(world.catalog, { kind: 'server' }, trigger.id)),
        ),
      message,
    );
  }
  if (statement.on?.kind === 'database') {
    return found(
      findDatabaseTrigger(database, name.name),
      (trigger) =>
        settle(world, statement.span, [onDatabase(world, 'ALTER ANY DATABASE DDL TRIGGER', message)], () =>
          ok(world, dropTrigger(world.catalog, { kind: 'database', database: world.database }, trigger.id)),
        ),
      message,
    );
  }
  return dropAnyObject(world, statement, database, name, found);
}

/**
 * ALTER on the schema or CONTROL on the object; ALTER on the object is not enough (3701). A trigger: ALTER on its
 * table.
 */
function dropAnyObject(
  world: World,
  statement: StatementOf<'drop'>,
  database: Database,
  name: ObjectName,
  found: Go,
): Effect {
  if (name.name.startsWith('#')) return ok(world);
  const space = statement.class === 'TYPE' ? 'type' : 'object';
  const message = refusalOf(statement.class, name);
  return found(
    findObject(database, name, defaultSchema(world), space),
    (object: SqlObject) => {
      const actual = dropsAs(object);
      if (actual !== undefined && actual !== statement.class)
        return refuse(
          world,
          messages.cannotDropWith(statement.class, name.text, name.text, actual.toLowerCase(), `DROP ${actual}`),
          { name: name.name, span: name.span },
          statement.class,
        );
      const parent = object.kind === 'module' && object.parent !== undefined ? object.parent : undefined;
      const need =
        parent === undefined
          ? toDropInSchema(world, object, message)
          : onSecurable(world, 'ALTER', { class: 'OBJECT', id: parent }, message);
      return settle(world, statement.span, [need], () =>
        ok(world, dropObject(world.catalog, world.database, object.id)),
      );
    },
    message,
  );
}

/** Types and queues are refused in words of their own. */
function refusalOf(kind: string, name: ObjectName): messages.Message {
  if (kind === 'TYPE') return messages.noSuchType(name.text);
  return kind === 'QUEUE'
    ? messages.cannot('drop', 'queue', name.text)
    : messages.cannotTo('drop', kind.toLowerCase(), name.text);
}

/** A DENY of CONTROL on a type closes the way through its schema and the database (PRN-55). */
function toDropInSchema(world: World, object: SqlObject, message: messages.Message): Need {
  const own = onSecurable(world, 'CONTROL', onObject(object), message);
  const schema = onSecurable(world, 'ALTER', { class: 'SCHEMA', id: object.schema }, message);
  return object.kind === 'type' ? unlessDenied(own, schema) : anyOf(own, schema);
}
