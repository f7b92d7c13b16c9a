/** ALTER AUTHORIZATION (PRN-40 to PRN-45). */

import { changeDatabaseOwner, changeOwner, changeServerOwner } from '../../../catalog/change/permissions/ownership';
import { databaseKey } from '../../../catalog/collation';
import { decide } from '../../../catalog/decide/decide';
import { databaseQuestion } from '../../../catalog/decide/question';
import { databaseId, dboId, informationSchemaId, sysId, windowsSid } from '../../../catalog/ids';
import { databaseIdentities, sidText } from '../../../catalog/indexes';
import { findLogin, findPrincipal, findServerPrincipal } from '../../../catalog/lookup';
import type { Database, Id, Sid } from '../../../catalog/model';
import { isSystemType } from '../../../catalog/system-types';
import type { NamedAt } from '../../../syntax/expression';
import type { StatementOf } from '../../../syntax/statement';
import { here, type Need, onSecurable, onServer, settle } from '../../judge/needs';
import { ownershipAtServer, ownershipInDatabase } from '../../judge/ownership-authority';
import { cannot, refuse, takenToExist, withFound } from '../../names/found';
import { isFixedSchema } from '../../names/places';
import { findSecurable, type SecurableFound } from '../../names/securables';
import { type Effect, failed, ok, type StepFunction } from '../../session/effect';
import { subject } from '../../session/identity';
import * as messages from '../../session/messages';
import type { World } from '../../session/model';
import { serverError } from '../../session/server-error';

type Statement = StatementOf<'alter_authorization'>;

/** ALTER AUTHORIZATION: TAKE OWNERSHIP, and being or being able to impersonate the new owner (PRN-43). */
export const stepAlterAuthorization: StepFunction<StatementOf<'alter_authorization'>> = (_, statement, world) =>
  statement.class === 'DATABASE'
    ? databaseOwner(statement, world)
    : (neverGivenAway(statement, world) ?? entityOwner(statement, world));

/** What has no owner of its own, or is the system's (PRN-47). */
function neverGivenAway({ class: kind, name }: Statement, world: World): Effect | undefined {
  const refused = (message: messages.Message, because: string): Effect =>
    failed(world, serverError({ message, span: name.span, refusal: { kind: 'other', because } }));
  const what = kind.toLowerCase();
  const ownerless = `a ${what} has no owner that could be changed`;
  if (kind === 'USER' || kind === 'APPLICATION ROLE') return refused(messages.ownerNotChangeable(what), ownerless);
  if (kind === 'LOGIN' || kind === 'SERVER')
    return refused(messages.unnumbered(`The owner of a ${what} cannot be changed.`), ownerless);
  if (kind === 'OBJECT' && name.name.startsWith('#'))
    return refused(messages.ownerNotChangeable('object'), 'a temporary table has no owner that could be changed');
  if (kind === 'TYPE' && name.schema === undefined && isSystemType(name.name))
    return refused(messages.notPermitted(), "the system's types belong to it");
  return name.database === undefined ? undefined : cannot(world, 'find', what, { name: name.name, span: name.span });
}

function entityOwner(statement: Statement, world: World): Effect {
  const { class: kind, name, to } = statement;
  const notFound = (): Effect => cannot(world, 'find', kind.toLowerCase(), { name: name.name, span: name.span });
  return withFound(world, findSecurable(world, kind, name), notFound, (target) => {
    const { securable, object } = target;
    if (securable.id.startsWith('system:')) return notFound();
    const message = messages.cannot('find', kind.toLowerCase(), name.name);
    const take = onSecurable(world, 'TAKE OWNERSHIP', securable, message);
    if (to.kind === 'principal') return newOwner(statement, world, target, take, to.name);
    return settle(world, statement.span, [take], () =>
      object
        ? ok(world, changeOwner(world.catalog, world.database, securable, undefined))
        : cannot(world, 'find', 'user', { name: 'SCHEMA OWNER', span: statement.span }),
    );
  });
}

function newOwner(statement: Statement, world: World, target: SecurableFound, take: Need, owner: NamedAt): Effect {
  const { class: kind, name, span } = statement;
  const { securable, server, object } = target;
  const { database } = here(world)!;
  return withFound<{ readonly id: Id; readonly type: string }>(
    world,
    server ? findServerPrincipal(world.catalog, owner.name) : findPrincipal(database, owner.name),
    () => settle(world, span, [take], () => cannot(world, 'find', server ? 'principal' : 'user', owner)),
    (principal) => {
      const refused = (message: messages.Message, because: string): Effect =>
        failed(world, serverError({ message, span: name.span, refusal: { kind: 'other', because } }));
      if (object?.kind === 'module' && object.parent !== undefined)
        return refused(messages.ownedByParent(), 'it is owned through its table');
      if (kind === 'SCHEMA' && isFixedSchema(database, name.name))
        return refused(messages.cannotToFixed('alter', 'schema', name.name), 'a fixed schema');
      if (principal.id === sysId || principal.id === informationSchemaId)
        return settle(world, span, [take], () => cannot(world, 'find', 'principal', owner));
      const authority = (server ? ownershipAtServer : ownershipInDatabase)(world, principal.id, owner.name);
      return settle(world, span, [take, authority], () => {
        if (ofOnePerson.has(kind) && !isPerson(principal.type)) return ownedByOne(world, kind, owner);
        return ok(
          world,
          server
            ? changeServerOwner(world.catalog, securable, principal.id)
            : changeOwner(world.catalog, world.database, securable, principal.id),
        );
      });
    },
  );
}

/** Certificates, asymmetric keys, endpoints and databases have one person for their owner (PRN-41, PRN-45, PRN-47). */
const ofOnePerson: ReadonlySet<string> = new Set(['CERTIFICATE', 'ASYMMETRIC KEY', 'ENDPOINT']);

function notAPerson(kind: string): messages.Message {
  const what = kind.toLowerCase();
  if (what === 'database') return messages.cannotBeOwnedByRole(what);
  return what === 'endpoint'
    ? messages.unnumbered('The owner of an endpoint must be a login.')
    : messages.keyCannotBeOwnedByRole(what);
}

function isPerson(type: string): boolean {
  return !/role$|group$|^(certificate|key)_/.test(type);
}

/** A role, group or application role as the owner of what one person has. */
export function ownedByOne(world: World, kind: string, owner: NamedAt): Effect {
  return refuse(world, notAPerson(kind), owner.span, 'owner', owner.name);
}

function databaseOwner(statement: Statement, entering: World): Effect {
  const { name, to } = statement;
  const { found, world } = takenToExist(entering, name.name);
  if (['master', 'model', 'tempdb', 'distribution'].includes(databaseKey(world.catalog, name.name)))
    return failed(
      world,
      serverError({
        message: messages.systemDatabaseOwner(),
        span: name.span,
        refusal: { kind: 'other', because: 'a system database' },
      }),
    );
  return withFound(
    world,
    found,
    () => cannot(world, 'find', 'database', { name: name.name, span: name.span }),
    (database) => {
      if (to.kind === 'schema_owner')
        return cannot(world, 'find', 'principal', { name: 'SCHEMA OWNER', span: statement.span });
      const take =
        world.database === databaseKey(world.catalog, database.name)
          ? onSecurable(
              world,
              'TAKE OWNERSHIP',
              { class: 'DATABASE', id: databaseId },
              messages.cannot('find', 'database', name.name),
            )
          : takeElsewhere(world, name.name);
      const apply = (sid: Sid, authority: Need): Effect =>
        settle(world, statement.span, [take, authority], () =>
          hasUser(database, sid)
            ? refuse(world, messages.ownerIsUser(), to.name.span, 'user', to.name.name, 'exists')
            : ok(world, changeDatabaseOwner(world.catalog, databaseKey(world.catalog, database.name), sid)),
        );
      return withFound(
        world,
        findLogin(world.catalog, to.name.name),
        // A Windows user needs no login of its own for it.
        () =>
          to.name.name.includes('\\')
            ? apply(
                windowsSid(to.name.name),
                onServer(world, 'CONTROL SERVER', messages.cannot('find', 'principal', to.name.name)),
              )
            : cannot(world, 'find', 'principal', to.name),
        (login) =>
          isPerson(login.type)
            ? apply(login.sid, ownershipAtServer(world, login.id, login.name))
            : ownedByOne(world, 'database', to.name),
      );
    },
  );
}

function hasUser(database: Database, sid: Sid): boolean {
  return databaseIdentities.find(database.principals, sidText(sid)).some(({ id }) => id !== dboId);
}

function takeElsewhere(world: World, name: string): Need {
  const database = world.catalog.databases.get(databaseKey(world.catalog, name))!;
  return {
    verdict: decide(
      world.catalog,
      subject(world, databaseKey(world.catalog, name)),
      databaseQuestion(world.catalog, database, 'TAKE OWNERSHIP'),
    ),
    message: messages.cannot('find', 'database', name),
  };
}
