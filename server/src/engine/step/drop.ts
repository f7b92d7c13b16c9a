/** DROP of anything: what it needs, what refuses it, what it takes away (PRN-50, MOD-9, SIG-17, section 6.2). */
import { onServerPrincipal, onPrincipal, onSchema, databaseCheck } from '../../catalog/check';
import { dropDatabase } from '../../catalog/change/databases';
import { dropKey, setMasterKey } from '../../catalog/change/keys';
import { dropCredential, dropLogin, dropServerPrincipal } from '../../catalog/change/logins';
import { dropTrigger } from '../../catalog/change/modules';
import { dropObject, dropService } from '../../catalog/change/objects';
import { dropPrincipal } from '../../catalog/change/principals';
import { dropSchema } from '../../catalog/change/schemas';
import { dropAssembly } from '../../catalog/change/signatures';
import { decide } from '../../catalog/decide';
import { guestId } from '../../catalog/ids';
import {
  findDatabase,
  findDatabaseTrigger,
  findObject,
  findPrincipal,
  findSchema,
  findServerPrincipal,
  findServerTrigger,
  type Found,
} from '../../catalog/lookup';
import type { Catalog, Database, DatabasePrincipal, Id, Module, SqlObject } from '../../catalog/model';
import { isSignedWith } from '../../catalog/signature';
import type { NamedAt, ObjectName } from '../../syntax/expression';
import type { StatementOf } from '../../syntax/statement';
import { fold } from '../../text/name';
import { type Effect, type StepFunction, failed } from '../effect';
import { defaultSchema, subject } from '../identity';
import { change } from '../make';
import type { Refusal, World } from '../model';
import { serverError } from '../outcome';
import { anyOf, here, type Need, onDatabase, onSecurable, onServer, settle } from '../require';
import { whereNamed } from './places';
import { findSecurable } from './securables';

export const stepDrop: StepFunction<StatementOf<'drop'>> = (_, statement, world) => {
  if (statement.class === 'MASTER KEY')
    return settle(world, statement.span, [onDatabase(world, 'CONTROL', 15247)], () => done(world, setMasterKey(world.catalog, world.database, false)));
  let effect: Effect = { outcome: { kind: 'ok' }, after: world };
  for (const name of statement.names) {
    const made = dropOne(effect.after, statement, name);
    if (made.outcome.kind === 'error') return { ...made, after: effect.after };
    effect = effect.outcome.kind === 'unknown' ? { ...made, outcome: effect.outcome } : made;
  }
  return effect;
};

const done = (world: World, catalog: Catalog): Effect => ({ outcome: { kind: 'ok' }, after: change(world, { catalog }) });

function dropOne(world: World, statement: StatementOf<'drop'>, name: ObjectName): Effect {
  const at: NamedAt = { name: name.name, span: name.span };
  const { class: kind } = statement;
  const place = here(world);
  if (!place) return { outcome: { kind: 'unknown', because: 'database-not-in-catalog' }, after: world };
  const { database } = place;
  const found = <T>(entry: Found<T>, go: (entry: T) => Effect, number = 15151, inserts = ['drop', kind.toLowerCase(), name.name]): Effect => {
    if (entry.kind === 'absent') return statement.ifExists ? { outcome: { kind: 'ok' }, after: world } : refuse(world, number, inserts, at, kind);
    if (entry.kind === 'found') return go(entry.entry);
    return { outcome: { kind: 'unknown', because: entry.because }, after: entry.entry === undefined ? world : go(entry.entry).after };
  };
  switch (kind) {
    case 'LOGIN':
      return found(findServerPrincipal(world.catalog, name.name), (login) => {
        if (world.catalog.databases.some((one) => one.owner === login.sid)) return refuse(world, 15174, [login.name], at, kind);
        if ([...world.catalog.server.triggers.values()].some((trigger) => runsAs(trigger, login.id))) return refuse(world, 15186, [], at, kind);
        return settle(world, statement.span, [onSecurable(world, 'ALTER', onServerPrincipal(login), 15151, ['drop', 'login', name.name])], () =>
          done(world, dropLogin(world.catalog, login.id)),
        );
      });
    case 'SERVER ROLE':
      return found(findServerPrincipal(world.catalog, name.name), (role) => {
        if (role.fixed) return refuse(world, 15150, ['drop', 'server role', name.name], at, kind);
        if ((world.catalog.server.members.get(role.id)?.size ?? 0) > 0) return refuse(world, 15144, [], at, kind);
        return settle(world, statement.span, [onSecurable(world, 'CONTROL', onServerPrincipal(role), 15151, ['drop', 'server role', name.name])], () =>
          done(world, dropServerPrincipal(world.catalog, role.id)),
        );
      });
    case 'USER':
    case 'ROLE':
    case 'APPLICATION ROLE':
      return found(findPrincipal(database, name.name), (principal) => dropDatabasePrincipal(world, statement, database, principal, at));
    case 'SCHEMA':
      return found(findSchema(database, name.name), (schema) => {
        if (database.objects.some((object) => object.schema === schema.id)) return refuse(world, 3729, ['drop schema', schema.name, 'object'], at, kind);
        return settle(world, statement.span, [onSecurable(world, 'CONTROL', onSchema(schema), 15151, ['drop', 'schema', name.name])], () =>
          done(world, dropSchema(world.catalog, world.database, schema.id)),
        );
      });
    case 'DATABASE':
      return found(
        findDatabase(world.catalog, name.name),
        (target) => {
          const verdict = decide(world.catalog, subject(world, fold(target.name)), databaseCheck(world.catalog, target, 'CONTROL'));
          const need = anyOf(
            { verdict, number: 3701, inserts: ['drop', 'database', name.name] },
            onServer(world, 'ALTER ANY DATABASE', 3701, ['drop', 'database', name.name]),
          );
          return settle(world, statement.span, [need], () => done(world, dropDatabase(world.catalog, fold(target.name))));
        },
        3701,
        ['drop', 'database', name.name],
      );
    case 'CERTIFICATE':
    case 'ASYMMETRIC KEY':
    case 'SYMMETRIC KEY':
      return found(findSecurable(world, kind, name), ({ securable }) => {
        const key = database.keys.get(securable.id);
        if (key && isSignedWith(database, key.thumbprint)) return refuse(world, 15352, [kind.toLowerCase()], at, kind);
        if (key && database.principals.some((one) => one.key === key.thumbprint)) return refuse(world, 15559, [kind.toLowerCase(), name.name], at, kind);
        return settle(world, statement.span, [onSecurable(world, 'CONTROL', securable, 15151, ['drop', kind.toLowerCase(), name.name])], () =>
          done(world, dropKey(world.catalog, world.database, securable.id)),
        );
      });
    case 'ASSEMBLY':
      return found(findSecurable(world, kind, name), ({ securable }) =>
        settle(world, statement.span, [onSecurable(world, 'CONTROL', securable, 15151, ['drop', 'assembly', name.name])], () =>
          done(world, dropAssembly(world.catalog, world.database, securable.id)),
        ),
      );
    case 'SERVICE':
      return found(findSecurable(world, kind, name), ({ securable }) =>
        settle(world, statement.span, [onSecurable(world, 'CONTROL', securable, 15151, ['drop', 'service', name.name])], () =>
          done(world, dropService(world.catalog, world.database, securable.id)),
        ),
      );
    case 'CREDENTIAL':
      return settle(world, statement.span, [onServer(world, 'ALTER ANY CREDENTIAL', 15151, ['drop', 'credential', name.name])], () =>
        done(world, dropCredential(world.catalog, name.name)),
      );
    case 'TRIGGER':
      return dropAnyTrigger(world, statement, database, name, found);
    case 'TABLE':
      return whereNamed(world, name, (there, local) => {
        const { database: target } = here(there)!;
        return dropAnyObject(there, statement, target, local, (entry, go, number = 3701, inserts = []) =>
          entry.kind === 'absent' && !statement.ifExists ? refuse(there, number, [...inserts.slice(0, 2), name.text], at, kind) : found(entry, go),
        );
      });
    case 'PROCEDURE':
    case 'FUNCTION':
    case 'AGGREGATE':
    case 'VIEW':
    case 'SYNONYM':
    case 'SEQUENCE':
    case 'QUEUE':
    case 'TYPE':
      return dropAnyObject(world, statement, database, name, found);
    default:
      return { outcome: { kind: 'ok' }, after: world };
  }
}

function refuse(world: World, number: number, inserts: readonly string[], at: NamedAt, what: string): Effect {
  const refusal: Refusal =
    number === 15136 || number === 15186
      ? { kind: 'other', because: 'run-as: a module or trigger runs as it' }
      : { kind: 'missing', what: what.toLowerCase(), name: at.name };
  return failed(world, serverError({ number, inserts, span: at.span, refusal }));
}

function runsAs(module: Module, id: Id): boolean {
  return (module.runAs.kind === 'user' || module.runAs.kind === 'login') && module.runAs.id === id;
}

function dropDatabasePrincipal(world: World, statement: StatementOf<'drop'>, database: Database, principal: DatabasePrincipal, at: NamedAt): Effect {
  const what = statement.class;
  if (principal.id === guestId) return refuse(world, 15539, ['guest'], at, what);
  if (principal.fixed) return refuse(world, 15150, ['drop', what.toLowerCase(), principal.name], at, what);
  if (database.schemas.some((schema) => schema.owner === principal.id)) return refuse(world, 15138, ['schema'], at, what);
  if (database.objects.some((object) => object.owner === principal.id)) return refuse(world, 15183, [], at, what);
  if (database.principals.some((one) => one.owner === principal.id)) return refuse(world, 15421, [], at, what);
  const contexts = [...database.objects.values(), ...database.triggers.values()];
  if (
    contexts.some(
      (object) =>
        (object.kind === 'module' && runsAs(object, principal.id)) ||
        (object.kind === 'queue' && object.activation?.context.kind === 'user' && object.activation.context.id === principal.id),
    )
  ) {
    return refuse(world, 15136, [], at, what);
  }
  if (database.permissions.some((row) => row.grantor === principal.id)) return refuse(world, 15284, [], at, what);
  if (principal.type === 'role' && (database.members.get(principal.id)?.size ?? 0) > 0) return refuse(world, 15144, [], at, what);
  const inserts = ['drop', what.toLowerCase(), principal.name];
  const need: Need =
    what === 'USER' ? onDatabase(world, 'ALTER ANY USER', 15151, inserts) : onSecurable(world, 'CONTROL', onPrincipal(principal), 15151, inserts);
  return settle(world, statement.span, [need], () => done(world, dropPrincipal(world.catalog, world.database, principal.id)));
}

type Go = <T>(entry: Found<T>, go: (entry: T) => Effect, number?: number, inserts?: string[]) => Effect;

function dropAnyTrigger(world: World, statement: StatementOf<'drop'>, database: Database, name: ObjectName, found: Go): Effect {
  const inserts = ['drop', 'trigger', name.text];
  if (statement.on?.kind === 'server') {
    return found(
      findServerTrigger(world.catalog, name.name),
      (trigger) =>
        settle(world, statement.span, [onServer(world, 'CONTROL SERVER', 3701, inserts)], () =>
          done(world, dropTrigger(world.catalog, { kind: 'server' }, trigger.id)),
        ),
      3701,
      inserts,
    );
  }
  if (statement.on?.kind === 'database') {
    return found(
      findDatabaseTrigger(database, name.name),
      (trigger) =>
        settle(world, statement.span, [onDatabase(world, 'ALTER ANY DATABASE DDL TRIGGER', 3701, inserts)], () =>
          done(world, dropTrigger(world.catalog, { kind: 'database', database: world.database }, trigger.id)),
        ),
      3701,
      inserts,
    );
  }
  return dropAnyObject(world, statement, database, name, found);
}

/** ALTER on the schema or CONTROL on the object; ALTER on the object is not enough (3701). A trigger: ALTER on its table. */
function dropAnyObject(world: World, statement: StatementOf<'drop'>, database: Database, name: ObjectName, found: Go): Effect {
  if (name.name.startsWith('#')) return { outcome: { kind: 'ok' }, after: world };
  const inserts = ['drop', statement.class.toLowerCase(), name.text];
  const space = statement.class === 'TYPE' ? 'type' : 'object';
  return found(
    findObject(database, name, defaultSchema(world), space),
    (object: SqlObject) => {
      const parent = object.kind === 'module' && object.parent !== undefined ? object.parent : undefined;
      const need =
        parent === undefined
          ? anyOf(
              onSecurable(world, 'CONTROL', { class: space === 'type' ? 'TYPE' : 'OBJECT', id: object.id }, 3701, inserts),
              onSecurable(world, 'ALTER', { class: 'SCHEMA', id: object.schema }, 3701, inserts),
            )
          : onSecurable(world, 'ALTER', { class: 'OBJECT', id: parent }, 3701, inserts);
      return settle(world, statement.span, [need], () => done(world, dropObject(world.catalog, world.database, object.id)));
    },
    3701,
    inserts,
  );
}
