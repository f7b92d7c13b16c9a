/** ALTER AUTHORIZATION (PRN-40 to PRN-45). */

import { changeDatabaseOwner, changeOwner, changeServerOwner } from '../../../catalog/change/permissions/ownership';
import { decide } from '../../../catalog/decide/decide';
import { databaseQuestion } from '../../../catalog/decide/question';
import { databaseId, windowsSid } from '../../../catalog/ids';
import { findDatabase, findLogin, findPrincipal, findServerPrincipal } from '../../../catalog/lookup';
import type { Database, Id, Sid } from '../../../catalog/model';
import type { NamedAt } from '../../../syntax/expression';
import type { StatementOf } from '../../../syntax/statement';
import { fold } from '../../../text/name';
import { here, type Need, onSecurable, onServer, settle } from '../../judge/needs';
import { ownershipAtServer, ownershipInDatabase } from '../../judge/ownership-authority';
import { cannot, refuse, withFound } from '../../names/found';
import { fixedSchemas } from '../../names/places';
import { findSecurable } from '../../names/securables';
import { type Effect, failed, ok, type StepFunction } from '../../session/effect';
import { subject } from '../../session/identity';
import * as messages from '../../session/messages';
import type { World } from '../../session/model';
import { serverError } from '../../session/server-error';

/** ALTER AUTHORIZATION: TAKE OWNERSHIP, and being or being able to impersonate the new owner (PRN-43). */
export const stepAlterAuthorization: StepFunction<StatementOf<'alter_authorization'>> = (_, statement, world) => {
  const { class: kind, name, to } = statement;
  if (kind === 'DATABASE') return databaseOwner(statement, world);
  return withFound(
    world,
    findSecurable(world, kind, name),
    () => cannot(world, 'find', kind.toLowerCase(), { name: name.name, span: name.span }),
    ({ securable, server, object }) => {
      const take = onSecurable(
        world,
        'TAKE OWNERSHIP',
        securable,
        messages.cannot('find', kind.toLowerCase(), name.name),
      );
      if (to.kind === 'schema_owner')
        return settle(world, statement.span, [take], () =>
          ok(world, changeOwner(world.catalog, world.database, securable, undefined)),
        );
      const place = here(world)!;
      const found = server
        ? findServerPrincipal(world.catalog, to.name.name)
        : findPrincipal(place.database, to.name.name);
      return withFound<{ readonly id: Id; readonly type: string }>(
        world,
        found,
        () => cannot(world, 'find', 'principal', to.name),
        (principal) => {
          if (object?.kind === 'module' && object.parent !== undefined)
            return failed(
              world,
              serverError({
                message: messages.ownedByParent(),
                span: name.span,
                refusal: { kind: 'other', because: 'it is owned through its table' },
              }),
            );
          if (kind === 'SCHEMA' && fixedSchemas.has(fold(name.name)))
            return failed(
              world,
              serverError({
                message: messages.cannotToFixed('alter', 'schema', name.name),
                span: name.span,
                refusal: { kind: 'other', because: 'a fixed schema' },
              }),
            );
          const authority = (server ? ownershipAtServer : ownershipInDatabase)(world, principal.id, to.name.name);
          return settle(world, statement.span, [take, authority], () =>
            ofOnePerson.has(kind) && !isPerson(principal.type)
              ? ownedByOne(world, kind, to.name)
              : ok(
                  world,
                  server
                    ? changeServerOwner(world.catalog, securable, principal.id)
                    : changeOwner(world.catalog, world.database, securable, principal.id),
                ),
          );
        },
      );
    },
  );
};

/** Certificates, asymmetric keys and databases have one person for their owner (PRN-41, PRN-45). */
const ofOnePerson: ReadonlySet<string> = new Set(['CERTIFICATE', 'ASYMMETRIC KEY']);

function isPerson(type: string): boolean {
  return !/role$|group$|^(certificate|key)_/.test(type);
}

/** 15353 */
export function ownedByOne(world: World, kind: string, owner: NamedAt): Effect {
  return refuse(world, messages.cannotBeOwnedByRole(kind.toLowerCase()), owner.span, 'owner', owner.name);
}

function databaseOwner(statement: StatementOf<'alter_authorization'>, world: World): Effect {
  const { name, to } = statement;
  const found = findDatabase(world.catalog, name.name);
  if (['master', 'model', 'tempdb', 'distribution'].includes(fold(name.name)))
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
        world.database === fold(database.name)
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
            : ok(world, changeDatabaseOwner(world.catalog, fold(database.name), sid)),
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
  return database.principals.some((user) => user.sid === sid && fold(user.name) !== 'dbo');
}

function takeElsewhere(world: World, name: string): Need {
  const database = world.catalog.databases.get(fold(name))!;
  return {
    verdict: decide(
      world.catalog,
      subject(world, fold(name)),
      databaseQuestion(world.catalog, database, 'TAKE OWNERSHIP'),
    ),
    message: messages.cannot('find', 'database', name),
  };
}
